/** The values of a policy while it runs: scalars, tables by columns, and for every amount how it came about. */
import type { Columns } from '../feel/at-once.ts';
import { isRate, type Environment, type RowValue, type TableValue, type Value } from '../feel/value.ts';
import { zero, type Rate } from '../rate.ts';
import { packed, picked, repeated, unpacked, type Rates } from '../rates.ts';
import { isNumber } from './quantity.ts';
import type { Facts, TypedRow } from './facts.ts';
import type { Fact, Policy, Scalar } from './policy.ts';
import type { AllRows, Result } from './rules/rule.ts';

/** A column as values, as numbers at once, or as both; each is made from the other when it is first asked for. */
class Column {
  private list?: Value[];
  private numbers?: Rates | 'none';

  constructor(given: { values: Value[] } | { rates: Rates }) {
    if ('values' in given) this.list = given.values;
    else this.numbers = given.rates;
  }

  /** All values of a column are of one kind. */
  private get holdsNumbers(): boolean {
    const [first = zero] = this.values;
    return isRate(first);
  }

  get values(): readonly Value[] {
    this.list ??= unpacked(this.numbers as Rates);
    return this.list;
  }

  get rates(): Rates | undefined {
    this.numbers ??= (this.holdsNumbers && packed(this.values as Rate[])) || 'none';
    return this.numbers === 'none' ? undefined : this.numbers;
  }

  set(index: number, value: Value): void {
    this.list = this.values as Value[];
    this.list[index] = value;
    this.numbers = undefined;
  }
}

export class Row implements RowValue {
  readonly table: string;
  readonly key: string;
  /** Its place among the rows of its table. */
  readonly index: number;
  private readonly columns: ReadonlyMap<string, Column>;

  constructor(table: string, key: string, index: number, columns: ReadonlyMap<string, Column>) {
    this.table = table;
    this.key = key;
    this.index = index;
    this.columns = columns;
  }

  get(column: string): Value | undefined {
    return this.columns.get(column)?.values[this.index];
  }
}

class Rows {
  readonly rows: Row[];
  readonly columns = new Map<string, Column>();
  private known?: Map<string, Row>;

  constructor(table: string, key: string, keys: string[]) {
    this.rows = keys.map((each, index) => new Row(table, each, index, this.columns));
    this.columns.set(key, new Column({ values: keys }));
  }

  get byKey(): ReadonlyMap<string, Row> {
    this.known ??= new Map(this.rows.map((row) => [row.key, row]));
    return this.known;
  }
}

interface Given {
  table: string;
  columns: ReadonlyMap<string, Fact>;
  /** A reader of the cells of each row. */
  rows: ReadonlyArray<(column: string) => Scalar>;
}

/** How an amount came about, by the index of its row (0 outside any); made when asked for where that is enough. */
interface Kept {
  results: Result[];
  later?: (row?: Row) => Result;
}

/** Text of a cell, for keys and for reading. */
export function textOfCell(value: Value | undefined): string {
  return value instanceof Row ? value.key : String(value);
}

export class State {
  readonly scalars = new Map<string, Value>();
  readonly tables = new Map<string, Rows>();
  private readonly kept = new Map<string, Kept>();

  constructor(policy: Policy, facts: Facts) {
    const given: Given[] = [];
    for (const [table, { key, columns }] of policy.tables) {
      const rows = facts.tables.get(table) as TypedRow[];
      this.tables.set(table, new Rows(table, key, rows.map((row) => row.key)));
      given.push({ table, columns, rows: rows.map(({ cells }) => (column) => cells.get(column) as Scalar) });
    }
    for (const [table, { key, columns, rows }] of policy.parameterTables) {
      this.tables.set(table, new Rows(table, key, rows.map((row) => String(row[key]))));
      given.push({ table, columns, rows: rows.map((row) => (column) => row[column] as Scalar) });
    }
    for (const each of given) this.fill(each);
    for (const { id, quantity } of [...policy.facts.values(), ...policy.decisions.values()]) {
      this.scalars.set(id, this.value(facts.scalars.get(id) as Scalar, quantity.table));
    }
    for (const { id, quantity, value } of policy.parameters.values()) this.scalars.set(id, this.value(value, quantity.table));
  }

  private fill({ table, columns, rows }: Given): void {
    const filled = [...columns].map(([id, { quantity }]) => ({ id, of: quantity.table, values: [] as Value[] }));
    for (const cell of rows) for (const { id, of, values } of filled) values.push(this.value(cell(id), of));
    for (const { id, values } of filled) this.rowsOf(table).columns.set(id, new Column({ values }));
  }

  private rowsOf(table: string): Rows {
    return this.tables.get(table) as Rows;
  }

  /** A reference is the row that it points at. */
  private value(value: Scalar, table: string | undefined): Value {
    return table === undefined || isNumber(value) ? value : this.row(table, String(value));
  }

  rows(table: string): readonly Row[] {
    return this.rowsOf(table).rows;
  }

  row(table: string, key: string): Row {
    return this.rowsOf(table).byKey.get(key) as Row;
  }

  /** Makes room for an amount: a column of the table, or of the whole. */
  begin(amount: string, table: string | undefined): void {
    this.kept.set(amount, { results: [] });
    if (table !== undefined) this.rowsOf(table).columns.set(amount, new Column({ values: [] }));
  }

  /** Keeps an amount, of a row or of the whole, for which there is room. */
  keep(amount: string, row: Row | undefined, result: Result): void {
    (this.kept.get(amount) as Kept).results[row?.index ?? 0] = result;
    if (row) (this.rowsOf(row.table).columns.get(amount) as Column).set(row.index, result.value);
    else this.scalars.set(amount, result.value);
  }

  /** Keeps an amount of all rows of a table, or of the whole; how each came about is told `later`, when it is asked for. */
  keepAll(amount: string, table: string | undefined, rates: Rates, later: (row?: Row) => Result): void {
    this.kept.set(amount, { results: [], later });
    if (table !== undefined) this.rowsOf(table).columns.set(amount, new Column({ rates }));
    else this.scalars.set(amount, unpacked(rates)[0] as Rate);
  }

  /** How an amount that has run came about. */
  result(amount: string, row?: Row): Result {
    const { results, later } = this.kept.get(amount) as Kept;
    const known = results[row?.index ?? 0] ?? later?.(row);
    results[row?.index ?? 0] = known as Result;
    return known as Result;
  }

  /** The values of a column in the order of its rows. */
  values(table: string, column: string): readonly Value[] {
    return (this.rowsOf(table).columns.get(column) as Column).values;
  }

  /** What formulas see from a row, or from outside any. */
  environment(row?: Row): Environment {
    return {
      get: (name) => row?.get(name) ?? this.scalars.get(name) ?? this.table(name),
    };
  }

  /** What formulas see from all rows of a table at once. */
  columns(table: string): Columns & Pick<AllRows, 'keys' | 'groups'> {
    const { rows, columns } = this.rowsOf(table);
    return {
      rows: rows.length,
      keys: () => rows.map(({ key }) => key),
      groups: (reference, parents) => {
        const groups = Array.from({ length: parents }, (): number[] => []);
        for (const [index, row] of this.values(table, reference).entries()) groups[(row as Row).index]?.push(index);
        return groups;
      },
      numbers: (name) => {
        const column = columns.get(name);
        if (column) return column.rates;
        const value = this.scalars.get(name);
        return value !== undefined && isRate(value) ? repeated(value, rows.length) : undefined;
      },
      through: (reference, column) => {
        const values = columns.get(reference)?.values ?? [];
        const pointed = values.filter((value) => value instanceof Row);
        const [first] = pointed;
        const rates = first && this.rowsOf(first.table).columns.get(column)?.rates;
        return rates && picked(rates, pointed.map(({ index }) => index));
      },
    };
  }

  private table(name: string): TableValue | undefined {
    const rows = this.tables.get(name);
    return rows && { table: name, rows: rows.rows };
  }
}
