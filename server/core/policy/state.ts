/** The values of a policy while it runs: scalars, rows with their cells, and for every amount how it came about. */
import type { Environment, RowValue, TableValue, Value } from '../feel/value.ts';
import { isNumber } from './quantity.ts';
import type { Facts, TypedRow } from './facts.ts';
import type { Fact, Policy, Scalar } from './policy.ts';
import type { Result } from './rules/rule.ts';

export class Row implements RowValue {
  readonly table: string;
  readonly key: string;
  readonly cells = new Map<string, Value>();

  constructor(table: string, key: string) {
    this.table = table;
    this.key = key;
  }

  get(column: string): Value | undefined {
    return this.cells.get(column);
  }
}

interface Rows {
  rows: Row[];
  byKey: Map<string, Row>;
}

interface Given {
  table: string;
  key: string;
  columns: ReadonlyMap<string, Fact>;
  rows: ReadonlyArray<{ key: string; cell: (column: string) => Scalar | undefined }>;
}

/** Text of a cell, for keys and for reading. */
export function textOfCell(value: Value | undefined): string {
  return value instanceof Row ? value.key : String(value);
}

export class State {
  readonly scalars = new Map<string, Value>();
  readonly tables = new Map<string, Rows>();
  /** By name of the amount, then by row ('' outside any). */
  readonly results = new Map<string, Map<string, Result>>();

  constructor(policy: Policy, facts: Facts) {
    const given: Given[] = [];
    for (const [table, { key, columns }] of policy.tables) {
      const rows = facts.tables.get(table) as TypedRow[];
      given.push({ table, key, columns, rows: rows.map(({ key: rowKey, cells }) => ({ key: rowKey, cell: (column) => cells.get(column) })) });
    }
    for (const [table, { key, columns, rows }] of policy.parameterTables) {
      given.push({ table, key, columns, rows: rows.map((row) => ({ key: String(row[key]), cell: (column) => row[column] })) });
    }
    for (const { table, rows } of given) {
      const made = rows.map(({ key }) => new Row(table, key));
      this.tables.set(table, { rows: made, byKey: new Map(made.map((row) => [row.key, row])) });
    }
    for (const each of given) this.fill(each);
    for (const { id, quantity } of [...policy.facts.values(), ...policy.decisions.values()]) {
      this.scalars.set(id, this.value(facts.scalars.get(id) as Scalar, quantity.table));
    }
    for (const { id, quantity, value } of policy.parameters.values()) this.scalars.set(id, this.value(value, quantity.table));
  }

  private fill({ table, key, columns, rows }: Given): void {
    for (const [index, { key: rowKey, cell }] of rows.entries()) {
      const row = this.rows(table)[index] as Row;
      row.cells.set(key, rowKey);
      for (const [id, { quantity }] of columns) row.cells.set(id, this.value(cell(id) as Scalar, quantity.table));
    }
  }

  /** A reference is the row that it points at. */
  private value(value: Scalar, table: string | undefined): Value {
    return table === undefined || isNumber(value) ? value : this.row(table, String(value));
  }

  rows(table: string): readonly Row[] {
    return (this.tables.get(table) as Rows).rows;
  }

  row(table: string, key: string): Row {
    return (this.tables.get(table) as Rows).byKey.get(key) as Row;
  }

  /** Keeps an amount, of a row or of the whole; its map in `results` is there. */
  keep(amount: string, row: Row | undefined, result: Result): void {
    (this.results.get(amount) as Map<string, Result>).set(row?.key ?? '', result);
    if (row) row.cells.set(amount, result.value);
    else this.scalars.set(amount, result.value);
  }

  /** What formulas see from a row, or from outside any. */
  environment(row?: Row): Environment {
    return {
      get: (name) => row?.cells.get(name) ?? this.scalars.get(name) ?? this.table(name),
    };
  }

  private table(name: string): TableValue | undefined {
    const rows = this.tables.get(name);
    return rows && { table: name, rows: rows.rows };
  }
}
