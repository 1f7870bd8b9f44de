/** Pay that depends, however deep, on what pay may not be tied to. */
import type { Read } from '../feel/type.ts';
import { Refusal, type Fault } from '../refusal.ts';
import { basisOf, basisWords, saysBasis } from './bases.ts';
import { faultAt } from './document.ts';
import type { Facts } from './facts.ts';
import type { Place, Policy, Step, Words } from './policy.ts';
import { stepReads } from './step-reads.ts';
import { amountsOf } from './rules/rules.ts';
import { payStages } from './stages.ts';
import type { Symbols } from './symbols.ts';

/** A table of facts that pay rests on and whose rows say by an option which basis they are. */
export interface GuardedTable {
  table: string;
  column: string;
  amount: string;
  path: string;
}

interface Found {
  amount: string;
  place: Place;
  indicator: Words;
  basis: Words;
  path: string;
}

/** The amounts that pay staff, and where each is said. */
function payAmounts(policy: Policy): Map<string, Place> {
  const pays = new Map<string, Place>();
  for (const step of policy.steps) if (step.pays) for (const { id, place } of amountsOf(step)) pays.set(id, place);
  for (const { items } of policy.totals.values()) for (const { amount, place } of items) pays.set(amount, place);
  for (const stage of payStages) for (const { amount, place } of policy.stages.get(stage)?.moves ?? []) pays.set(amount, place);
  return pays;
}

class Search {
  readonly found: Found[] = [];
  readonly guarded: GuardedTable[] = [];
  private readonly policy: Policy;
  private readonly symbols: Symbols;
  private readonly givers: ReadonlyMap<string, Step>;
  private readonly reads = new Map<Step, Read[]>();

  constructor(policy: Policy, symbols: Symbols) {
    this.policy = policy;
    this.symbols = symbols;
    this.givers = new Map(policy.steps.flatMap((step) => amountsOf(step).map(({ id }): [string, Step] => [id, step])));
    for (const [amount, place] of payAmounts(policy)) this.from(amount, place);
  }

  /** What a step reads; a table of which it reads a column is not named besides. */
  private readsOf(step: Step): Read[] {
    const known = this.reads.get(step);
    if (known) return known;
    const all = stepReads(this.symbols, step);
    const reads = all.filter(({ table, name }) => table !== undefined || !all.some((other) => other.table === name));
    this.reads.set(step, reads);
    return reads;
  }

  /** The shortest way to everything that the amount rests on, each told once. */
  private from(amount: string, place: Place): void {
    const ways: string[][] = [[amount]];
    const seen = new Set([amount]);
    for (const way of ways) {
      const step = this.givers.get(way.at(-1) as string);
      for (const read of step ? this.readsOf(step) : []) {
        const name = read.table === undefined || this.givers.has(read.name) ? read.name : `${read.table}.${read.name}`;
        if (seen.has(name)) continue;
        seen.add(name);
        ways.push([...way, name]);
        this.figure(read, { amount, place, path: [...way, name].join(' → ') });
        const table = read.table ?? read.name;
        if (!seen.has(`${table}[]`)) this.rows(table, { amount, place, path: [...way, name].join(' → ') });
        seen.add(`${table}[]`);
      }
    }
  }

  /** A fact, parameter, decision or column that is itself such a figure. */
  private figure({ table, name }: Read, at: Pick<Found, 'amount' | 'place' | 'path'>): void {
    const known = table === undefined ? this.symbols.scalars.get(name) : this.symbols.tables.get(table)?.columns.get(name);
    const basis = known?.quantity?.basis;
    if (known && basis) this.found.push({ ...at, indicator: known.title, basis: basisWords[basis] });
  }

  /** Rows that say by an option that they are such a figure: those of the policy now, those of the facts when they are given. */
  private rows(table: string, at: Pick<Found, 'amount' | 'place' | 'path'>): void {
    const { parameterTables, tables } = this.policy;
    for (const { id, quantity } of tables.get(table)?.columns.values() ?? []) {
      if (saysBasis(quantity)) this.guarded.push({ table, column: id, amount: at.amount, path: at.path });
    }
    const fixed = parameterTables.get(table);
    for (const { id, quantity } of fixed?.columns.values() ?? []) {
      for (const row of fixed && saysBasis(quantity) ? fixed.rows : []) {
        const basis = basisOf(row[id]);
        const key = String(row[String(fixed?.key)]);
        if (basis) this.found.push({ ...at, indicator: { zh: key, en: key }, basis: basisWords[basis] });
      }
    }
  }
}

/** The faults of pay that rests on a forbidden basis, and the tables whose rows are to be looked at when facts come. */
export function searchBases(policy: Policy, symbols: Symbols): { faults: Fault[]; guarded: GuardedTable[] } {
  const { found, guarded } = new Search(policy, symbols);
  const faults = found.map(({ place, ...values }) => faultAt('FORBIDDEN_BASIS', place, values));
  return { faults, guarded };
}

/** Refuses facts in which a row that pay rests on says that it is a forbidden basis. */
export function refuseBases(guarded: readonly GuardedTable[], { tables }: Facts): void {
  const faults = guarded.flatMap(({ table, column, amount, path }) => (tables.get(table) ?? []).flatMap(({ key, cells }, index): Fault[] => {
    const basis = basisOf(cells.get(column));
    if (!basis) return [];
    const at = `facts.${table}[${index}].${column}`;
    return [{ code: 'FORBIDDEN_BASIS', at, values: { amount, path: `${path}[${key}]`, indicator: { zh: key, en: key }, basis: basisWords[basis] } }];
  }));
  if (faults.length > 0) throw new Refusal(faults);
}
