/** Why an amount is what it is: evaluated again, and told as a tree down to the facts. */
import { suggestion } from '../feel/suggest.ts';
import type { Type } from '../feel/type.ts';
import { unitWords } from '../feel/unit.ts';
import { isRate, type Value } from '../feel/value.ts';
import { add, zero, type Rate } from '../rate.ts';
import { refuse } from '../refusal.ts';
import { runSteps, type Runner } from './evaluate.ts';
import { officeWords } from './offices.ts';
import type { Decision, Origins, Policy, RawDecisions, RawFacts, Source, Step, Words } from './policy.ts';
import { printValue } from './print.ts';
import { sayScalar } from './quantity.ts';
import { homeOf, ruleOf } from './rules/rules.ts';
import type { Result } from './rules/rule.ts';
import type { Row } from './state.ts';
import type { Name, Table } from './symbols.ts';
import { Teller, type Telling } from './telling.ts';
import { Watch, type Seen } from './trace.ts';

export interface Explanation extends Telling {
  name: string;
  /** Key of the row; undefined for a single value and for a column used whole. */
  row?: string;
  title: Words;
  /** As printed; for a column used whole its total, or the number of its rows when it holds no numbers. */
  value: string;
  /** Empty for a pure number and for what is no number. */
  unit: Words;
  kind: 'fact' | 'decision' | 'parameter' | 'step';
  sources: Array<{ id: string; document: Words; clause: string; says: Words; rule?: string }>;
  /** Where a fact was imported from. */
  origin?: string;
  decidedBy?: Words;
  /** For a column used whole: how many of its rows stand in `inputs`, and how many were used. */
  rowsShown?: number;
  rowsTotal?: number;
  /** Its inputs stand elsewhere in the tree, or the tree is full; ask for this amount by itself. */
  folded?: true;
  /** What it was really made from: the branch of an `if` that was not taken is not here. */
  inputs: Explanation[];
}

const rowsLimit = 50;
const nodesLimit = 2000;
const none: Words = { zh: '', en: '' };

function sourceOf({ id, document, clause, says, rule }: Source): Explanation['sources'][number] {
  return { id, document, clause, says, ...(rule !== undefined && { rule }) };
}

class Explainer {
  private readonly policy: Policy;
  private readonly runner: Runner;
  private readonly origins: Origins;
  private readonly teller: Teller;
  private readonly told = new Set<string>();
  private nodes = 0;

  constructor(policy: Policy, runner: Runner, origins: Origins) {
    this.policy = policy;
    this.runner = runner;
    this.origins = origins;
    this.teller = new Teller(policy, runner.compiled.symbols);
  }

  /** One value, of a row or of the whole. */
  value(name: Name, row?: Row): Explanation {
    const { step, id } = name;
    const value = (row ? row.get(id) : this.runner.state.scalars.get(id)) as Value;
    const path = row ? `${row.table}/${row.key}/${id}` : id;
    const origin = name.kind === 'fact' && Object.hasOwn(this.origins, path) ? this.origins[path] : undefined;
    const head: Explanation = {
      ...this.head(name, this.print(name, value)),
      ...(row && { row: row.key }),
      ...(origin !== undefined && { origin }),
    };
    if (!step) return head;
    const result = this.runner.state.result(id, row);
    const decided = (result.overridden?.by.override.why ?? []).map((each) => sourceOf(this.policy.sources.get(each) as Source));
    const told = { ...head, sources: [...head.sources, ...decided], ...this.teller.tell(name, step, result, (each) => this.print(name, each)) };
    return this.once(path) ? { ...told, inputs: this.inputs(id, step, result, row) } : { ...told, folded: true };
  }

  /** Whether something is told for the first time and the tree has room for its inputs. */
  private once(path: string): boolean {
    if (this.told.has(path) || this.nodes > nodesLimit) return false;
    this.told.add(path);
    return true;
  }

  private head(name: Name, value: string): Explanation {
    this.nodes += 1;
    const { id, title, type, kind, why } = name;
    return {
      name: id,
      title,
      value,
      unit: type?.is === 'number' && Object.keys(type.unit).length > 0 ? unitWords(type.unit) : none,
      kind: kind as Explanation['kind'],
      sources: why.map((each) => sourceOf(this.policy.sources.get(each) as Source)),
      ...(kind === 'decision' && { decidedBy: officeWords((this.policy.decisions.get(id) as Decision).by) }),
      inputs: [],
    };
  }

  private print(name: Name, value: Value): string {
    if (name.quantity && isRate(value)) return sayScalar(value, name.quantity);
    return printValue(value, name.type as Type, name.show);
  }

  private inputs(id: string, step: Step, { outside, leftover, made, peers = leftover?.peers }: Result, row: Row | undefined): Explanation[] {
    const { state } = this.runner;
    const watch = new Watch(state);
    if (step.where && homeOf(step, id) === step.table) watch.run(step.where.expression, row);
    for (const input of outside ? [] : made ?? ruleOf(step).inputs(step, id)) {
      if ('amount' in input) watch.amount(input.amount, homeOf(step, input.amount) === undefined ? undefined : row);
      else if (input.on === 'row') watch.run(input.expression, row);
      else for (const key of peers as readonly string[]) watch.run(input.expression, state.row(String(step.table), key), true);
    }
    return [...watch.seen.values()].flatMap((seen) => this.input(seen));
  }

  /** Keys of rows explain nothing and are left out. */
  private input(seen: Seen): Explanation[] {
    const { symbols } = this.runner.compiled;
    if (seen.is === 'scalar') return [this.value(symbols.scalars.get(seen.name) as Name)];
    const table = symbols.tables.get(seen.table) as Table;
    const name = table.columns.get(seen.column) as Name;
    if (name.kind === 'key') return [];
    return [seen.is === 'cell' ? this.value(name, this.runner.state.row(table.id, seen.key)) : this.column(name, table, seen.keys)];
  }

  /** A column used whole; its rule and sources are said once and not with every row. */
  private column(name: Name, table: Table, keys: ReadonlySet<string>): Explanation {
    const rows = this.runner.state.rows(table.id).filter(({ key }) => keys.has(key));
    const numbers = rows.map((row) => row.get(name.id)).filter((value) => value !== undefined && isRate(value)) as Rate[];
    const countsRows = name.type?.is !== 'number';
    const value = countsRows ? String(rows.length) : this.print(name, numbers.reduce(add, zero));
    const head: Explanation = {
      ...this.head(name, value),
      title: { zh: `${name.title.zh}（${table.title.zh}合计）`, en: `${name.title.en} (all of ${table.title.en})` },
      ...(countsRows && { unit: { zh: '行', en: 'rows' } }),
      ...(name.step && { rule: this.teller.rule(name.step, name.id) }),
      rowsTotal: rows.length,
    };
    const path = `${table.id}.${name.id}/${[...keys].join('/')}`;
    if (!this.once(path)) return { ...head, rowsShown: 0, folded: true };
    const inputs = rows.slice(0, rowsLimit).map((row): Explanation => ({ ...this.value(name, row), rule: undefined, sources: [] }));
    return { ...head, rowsShown: inputs.length, inputs };
  }
}

/**
 * Explains one amount of an evaluation, a column's amount with the key of its row. `origins` gives the file, sheet and
 * row of facts by path (`standard`, `consortia/A/heads`). Refuses an unknown amount or row (AMOUNT_UNKNOWN, ROW_NEEDED,
 * ROW_NOT_NEEDED, ROW_UNKNOWN), and facts as `evaluate` does.
 */
export function explain(
  policy: Policy, facts: RawFacts, decisions: RawDecisions, step: string, row?: string, origins: Origins = {},
): Explanation {
  const runner = runSteps(policy, facts, decisions);
  const { compiled: { amounts, symbols }, state } = runner;
  const amount = amounts.get(step);
  if (!amount) return refuse('AMOUNT_UNKNOWN', '', { found: step, suggestion: suggestion(step, amounts.keys()) });
  const explainer = new Explainer(policy, runner, origins);
  const table = amount.home;
  if (table === undefined) return row === undefined ? explainer.value(amount) : refuse('ROW_NOT_NEEDED', '', { name: step });
  const keys = state.rows(table).map(({ key }) => key);
  if (row === undefined) return refuse('ROW_NEEDED', '', { name: step, keys: keys.slice(0, rowsLimit).join(', ') });
  if (!keys.includes(row)) return refuse('ROW_UNKNOWN', '', { key: row, suggestion: suggestion(row, keys) });
  return explainer.value(symbols.tables.get(table)?.columns.get(step) as Name, state.row(table, row));
}
