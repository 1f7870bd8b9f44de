/** The names of a policy: what each is, its title, its type and its source. */
import type { Scope, Type } from '../feel/type.ts';
import type { Fact, Place, Policy, Quantity, Show, Step, Words } from './policy.ts';
import { amountsOf, homeOf } from './rules/rules.ts';

export interface Name {
  kind: 'fact' | 'parameter' | 'decision' | 'key' | 'step';
  id: string;
  title: Words;
  /** Undefined as long as the step that gives it has no type. */
  type?: Type;
  why: string[];
  place: Place;
  quantity?: Quantity;
  /** The step that gives it, the table of whose rows it is a column, and the places that it prints. */
  step?: Step;
  home?: string;
  show?: Show;
}

export interface Table {
  id: string;
  title: Words;
  key: string;
  place: Place;
  columns: Map<string, Name>;
}

/** The type that values of a quantity have in formulas. */
export function typeOfQuantity({ kind, unit, options, table }: Quantity): Type {
  if (unit) return { is: 'number', unit };
  switch (kind) {
    case 'boolean': case 'date': case 'month': return { is: kind };
    case 'option': return { is: 'text', options: [...(options as Map<string, Words>).keys()] };
    case 'reference': return { is: 'reference', table: String(table) };
    default: return { is: 'text' };
  }
}

function factName(fact: Fact, kind: Name['kind'], why: string[]): Name {
  return { kind, id: fact.id, title: fact.title, type: typeOfQuantity(fact.quantity), why, place: fact.place, quantity: fact.quantity };
}

export class Symbols {
  readonly scalars = new Map<string, Name>();
  readonly tables = new Map<string, Table>();

  constructor(policy: Policy) {
    for (const [id, fact] of policy.facts) this.scalars.set(id, factName(fact, 'fact', []));
    for (const [id, parameter] of policy.parameters) this.scalars.set(id, factName(parameter, 'parameter', parameter.why));
    for (const [id, decision] of policy.decisions) this.scalars.set(id, factName(decision, 'decision', decision.why));
    for (const table of policy.tables.values()) this.table(table, 'fact', []);
    for (const table of policy.parameterTables.values()) this.table(table, 'parameter', table.why);
    for (const step of policy.steps) this.step(step);
  }

  private table(table: Pick<Table, 'id' | 'title' | 'key' | 'place'> & { keyTitle: Words; columns: Map<string, Fact> }, kind: 'fact' | 'parameter', why: string[]): void {
    const columns = new Map<string, Name>();
    const key: Name = { kind: 'key', id: table.key, title: table.keyTitle, type: { is: 'text', of: table.id }, why, place: table.place };
    columns.set(table.key, key);
    for (const [id, column] of table.columns) columns.set(id, factName(column, kind, why));
    this.tables.set(table.id, { id: table.id, title: table.title, key: table.key, place: table.place, columns });
  }

  private step(step: Step): void {
    for (const { id, title, why, place, show } of amountsOf(step)) {
      const home = homeOf(step, id);
      const names = home === undefined ? this.scalars : this.tables.get(home)?.columns;
      names?.set(id, { kind: 'step', id, title, why, place, step, home, show: show ?? step.show });
    }
  }

  /** A name as seen from a row of the table, or from outside any. */
  find(name: string, table?: string): { name: Name; column: boolean } | undefined {
    const column = table === undefined ? undefined : this.tables.get(table)?.columns.get(name);
    if (column) return { name: column, column: true };
    const scalar = this.scalars.get(name);
    return scalar && { name: scalar, column: false };
  }

  /** What formulas may use, seen from a row of the table or from outside any. */
  scope(table?: string): Scope {
    const own = (): Map<string, Name> | undefined => (table === undefined ? undefined : this.tables.get(table)?.columns);
    return {
      typeOf: (name) => this.find(name, table)?.name.type ?? (this.tables.has(name) ? { is: 'table', table: name } : undefined),
      columnOf: (of, column) => this.tables.get(of)?.columns.get(column)?.type,
      names: () => [...(own()?.keys() ?? []), ...this.scalars.keys(), ...this.tables.keys()],
      columns: (of) => (this.tables.get(of) as Table).columns.keys(),
    };
  }
}
