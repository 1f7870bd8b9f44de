/** Everything that amounts of single rows rest on, down to what is given. */
import { typeOf, type Read } from '../feel/type.ts';
import type { Policy, Step } from './policy.ts';
import { formulasOf } from './rules/rules.ts';
import type { Name, Symbols } from './symbols.ts';

export interface RowGround {
  steps: ReadonlySet<Step>;
  /** Facts and decisions by name, columns of facts as `table.column`. */
  given: ReadonlySet<string>;
  parameters: ReadonlySet<string>;
  /** Tables of the policy itself whose rows are read. */
  parameterTables: ReadonlySet<string>;
  /** The name of what rests on more than the row itself, where anything does. */
  together?: string;
}

/** Kinds of steps in which rows share something or are compared. */
function comparesRows(step: Step): boolean {
  if (step.rule === 'score') return step.method.is === 'best' || step.method.is === 'lowest' || step.method.is === 'mean';
  return step.rule === 'divide' || step.rule === 'prorate' || step.rule === 'solve';
}

class Search {
  readonly steps = new Set<Step>();
  readonly given = new Set<string>();
  readonly parameters = new Set<string>();
  readonly parameterTables = new Set<string>();
  together?: string;
  private readonly policy: Policy;
  private readonly symbols: Symbols;
  private readonly open: Read[];

  constructor(policy: Policy, symbols: Symbols, from: readonly Read[]) {
    this.policy = policy;
    this.symbols = symbols;
    this.open = [...from];
  }

  run(): this {
    for (let read = this.open.pop(); read !== undefined; read = this.open.pop()) this.one(read);
    return this;
  }

  private one({ table, name }: Read): void {
    const { policy, symbols } = this;
    if (table !== undefined && policy.parameterTables.has(table)) this.parameterTables.add(table);
    const known = table === undefined ? symbols.scalars.get(name) : symbols.tables.get(table)?.columns.get(name);
    if (known?.step) this.step(known.step);
    else if (known) this.value(known, table);
  }

  private value({ kind, id, quantity }: Name, table: string | undefined): void {
    if (kind === 'parameter' && table === undefined) this.parameters.add(id);
    if (kind === 'fact' || kind === 'decision') this.given.add(table === undefined ? id : `${table}.${id}`);
    if (quantity?.table === undefined) return;
    if (this.policy.tables.has(quantity.table)) this.together = id;
    else this.parameterTables.add(quantity.table);
  }

  private step(step: Step): void {
    if (this.steps.has(step)) return;
    this.steps.add(step);
    if (comparesRows(step)) this.together = step.id;
    for (const { expression } of formulasOf(step)) this.reads(typeOf(expression, this.symbols.scope(step.table)).reads, step.id, step.table);
  }

  /** A column read with its table is a whole column, or is reached through a reference; a name that is none is a table. */
  reads(reads: readonly Read[], by: string, home: string | undefined): this {
    for (const { table, name } of reads) {
      const known = this.symbols.find(name, home);
      const whole = table ?? (known ? undefined : name);
      if (whole !== undefined && this.policy.tables.has(whole)) this.together = by;
      else if (table !== undefined) this.open.push({ table, name });
      else if (known) this.open.push(known.column ? { table: home, name } : { name });
      else this.parameterTables.add(name);
    }
    return this;
  }
}

/** What the names, or columns of a table, rest on. */
export function groundOf(policy: Policy, symbols: Symbols, names: readonly Read[]): RowGround {
  return new Search(policy, symbols, names).run();
}

/** What a formula of a row, or of the whole, rests on; `by` is whose it is. */
export function groundOfReads(policy: Policy, symbols: Symbols, reads: readonly Read[], at: { by: string; home: string | undefined }): RowGround {
  return new Search(policy, symbols, []).reads(reads, at.by, at.home).run();
}
