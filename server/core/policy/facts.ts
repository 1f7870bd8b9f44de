/** Typing facts and decisions: everything that a policy asks for is there, of its kind and inside its limits. */
import { Refusal, type Code, type Fault, type Values } from '../refusal.ts';
import { suggestion } from '../feel/suggest.ts';
import { attempt } from './attempt.ts';
import type { Allocations } from './allocated.ts';
import { readOverrides, type Overrides } from './overrides.ts';
import { brokenLimit, readScalar } from './quantity.ts';
import type { Fact, Policy, Quantity, RawDecisions, RawFacts, Scalar, TableFact, Words } from './policy.ts';

export interface TypedRow {
  key: string;
  cells: Map<string, Scalar>;
}

/** Typed facts: numbers as exact rationals (money in yuan), references as keys of rows that exist. */
export interface Facts {
  /** Scalar facts and decisions. */
  scalars: Map<string, Scalar>;
  tables: Map<string, TypedRow[]>;
  overrides: Overrides;
  /** What was decided of divided amounts, before it is held against the pools. */
  allocated: Allocations;
}

/** What is asked for: a value of this kind, inside its limits, resting on these sources. */
export interface Asked {
  title: Words;
  quantity: Quantity;
  why?: string[];
}

const nowhere: Words = { zh: '', en: '' };
const control = /[\u0000-\u001F\u007F]/;

/** The clauses that a limit rests on, for a refusal. */
function sayLimitSource(policy: Policy, why: readonly string[] = []): Words {
  const named = why.map((id) => policy.sources.get(id)).filter((source) => source !== undefined);
  if (named.length === 0) return nowhere;
  return {
    zh: `（依据：${named.map(({ document, clause }) => `《${document.zh}》${clause}`).join('；')}）`,
    en: ` (source: ${named.map(({ document, clause }) => `${document.en}, ${clause}`).join('; ')})`,
  };
}

class Typing {
  readonly faults: Fault[] = [];
  readonly facts: Facts = { scalars: new Map(), tables: new Map(), overrides: new Map(), allocated: new Map() };
  private readonly policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  fault(code: Code, at: string, values: Values): void {
    this.faults.push({ code, at, values });
  }

  /** A written value, or the default; undefined after a fault. */
  value(written: unknown, { title, quantity, why }: Asked, at: string): Scalar | undefined {
    if (written === undefined) {
      if (quantity.default === undefined) this.fault('FACT_MISSING', at, { title });
      return quantity.default;
    }
    if (typeof written !== 'string') {
      this.fault('FACT_NOT_SINGLE', at, { title });
      return undefined;
    }
    const { value, faults } = attempt(() => readScalar(written, quantity, at));
    if (faults) {
      this.faults.push(...faults);
      return undefined;
    }
    const broken = brokenLimit(value, quantity);
    if (broken) this.fault(broken.code, at, { title, found: written, limit: broken.limit, source: sayLimitSource(this.policy, why) });
    return value;
  }

  scalars(asked: ReadonlyMap<string, Asked>, written: Record<string, unknown>, under: string): void {
    for (const [name, each] of asked) {
      const value = this.value(Object.hasOwn(written, name) ? written[name] : undefined, each, `${under}.${name}`);
      if (value !== undefined) this.facts.scalars.set(name, value);
    }
  }

  unknown(found: Iterable<string>, known: readonly string[], under: string): void {
    for (const name of found) {
      if (!known.includes(name)) this.fault('FACT_UNKNOWN', `${under}.${name}`, { found: name, suggestion: suggestion(name, known) });
    }
  }

  table(name: string, table: TableFact, written: unknown): void {
    const at = `facts.${name}`;
    const rows: TypedRow[] = [];
    this.facts.tables.set(name, rows);
    if (!Array.isArray(written)) {
      if (written === undefined) this.fault('FACT_MISSING', at, { title: table.title });
      else this.fault('FACT_NOT_A_TABLE', at, { title: table.title });
      return;
    }
    const seen = new Map<string, number>();
    for (const [index, row] of written.entries()) this.row(table, row, `${at}[${index}]`, { rows, seen, index });
  }

  private row(table: TableFact, row: unknown, at: string, into: { rows: TypedRow[]; seen: Map<string, number>; index: number }): void {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      this.fault('FACT_NOT_A_ROW', at, { title: table.title });
      return;
    }
    const written = row as Record<string, unknown>;
    this.unknown(Object.keys(written), [table.key, ...table.columns.keys()], at);
    const asked: Asked = { title: table.keyTitle, quantity: { kind: 'text' } };
    const key = String(this.value(Object.hasOwn(written, table.key) ? written[table.key] : undefined, asked, `${at}.${table.key}`) ?? '');
    if (control.test(key)) this.fault('CHARACTER_IN_KEY', `${at}.${table.key}`, {});
    const first = into.seen.get(key);
    if (key !== '' && first !== undefined) this.fault('ROW_TWICE', `${at}.${table.key}`, { key, table: table.title, first: String(first + 1) });
    into.seen.set(key, into.index);
    const cells = new Map<string, Scalar>();
    for (const [name, column] of table.columns) {
      const value = this.value(Object.hasOwn(written, name) ? written[name] : undefined, column, `${at}.${name}`);
      if (value !== undefined) cells.set(name, value);
    }
    into.rows.push({ key, cells });
  }

  /** References must name rows that exist; only told once the tables themselves are in order. */
  references(): void {
    const { policy, facts } = this;
    const keys = new Map([...facts.tables].map(([name, rows]) => [name, new Set(rows.map(({ key }) => key))]));
    for (const [name, { key, rows }] of policy.parameterTables) keys.set(name, new Set(rows.map((row) => String(row[key]))));
    const check = (value: Scalar | undefined, { quantity, title }: Fact | Asked, at: string): void => {
      if (quantity.kind !== 'reference' || value === undefined) return;
      const known = keys.get(String(quantity.table)) as Set<string>;
      if (!known.has(String(value))) {
        this.fault('REFERENCE_UNKNOWN', at, { title, found: String(value), table: String(quantity.table), suggestion: suggestion(String(value), known) });
      }
    };
    for (const [name, fact] of policy.facts) check(facts.scalars.get(name), fact, `facts.${name}`);
    for (const [name, decision] of policy.decisions) check(facts.scalars.get(name), decision, `decisions.${name}`);
    for (const [name, table] of policy.tables) {
      for (const [index, { cells }] of (facts.tables.get(name) as TypedRow[]).entries()) {
        for (const [column, fact] of table.columns) check(cells.get(column), fact, `facts.${name}[${index}].${column}`);
      }
    }
  }
}

/**
 * Types the facts and decisions of a policy. Throws a Refusal with every fault of them at once, `at` being a path such
 * as `facts.consortia[2].heads` (rows count from 0) or `decisions.risk_share`.
 */
export function readFacts(policy: Policy, raw: RawFacts, decisions: RawDecisions = {}): Facts {
  const typing = new Typing(policy);
  typing.unknown(Object.keys(raw), [...policy.facts.keys(), ...policy.tables.keys()], 'facts');
  typing.unknown(Object.keys(decisions), [...policy.decisions.keys(), ...policy.overrides.keys()], 'decisions');
  typing.scalars(policy.facts, raw, 'facts');
  for (const [name, table] of policy.tables) typing.table(name, table, Object.hasOwn(raw, name) ? raw[name] : undefined);
  typing.scalars(policy.decisions, decisions, 'decisions');
  typing.references();
  readOverrides(policy, typing, decisions);
  if (typing.faults.length > 0) throw new Refusal(typing.faults);
  return typing.facts;
}
