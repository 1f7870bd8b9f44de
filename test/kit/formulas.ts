/** Formulas, tables and types for tests. */
import { compile } from '../../server/core/feel/evaluate.ts';
import { parseExpression, type Expression } from '../../server/core/feel/expression.ts';
import type { Scope, Type } from '../../server/core/feel/type.ts';
import type { Environment, RowValue, TableValue, Value } from '../../server/core/feel/value.ts';

/** The formula of a text that has no syntax faults. */
export function parsed(text: string): Expression {
  const { expression, faults } = parseExpression(text);
  if (!expression) throw new Error(`${text}: ${JSON.stringify(faults)}`);
  return expression;
}

/** The codes of the syntax faults, each with the text that it points at. */
export function syntaxFaults(text: string): Array<[code: string, at: string]> {
  return parseExpression(text).faults.map(({ code, from, to }) => [code, text.slice(from, to)]);
}

export function environmentOf(values: Record<string, Value>): Environment {
  return { get: (name) => (Object.hasOwn(values, name) ? values[name] : undefined) };
}

/** The value of a formula, unchecked. */
export function evaluated(text: string, values: Record<string, Value> = {}): Value {
  return compile(parsed(text))(environmentOf(values));
}

/** A table from its key column and its rows. */
export function tableOf(table: string, key: string, rows: Array<Record<string, Value>>): TableValue {
  return {
    table,
    rows: rows.map((row): RowValue => ({ table, key: row[key] as string, get: (column) => row[column] })),
  };
}

export function scopeOf(names: Record<string, Type>, tables: Record<string, Record<string, Type>> = {}): Scope {
  return {
    typeOf: (name) => names[name],
    columnOf: (table, column) => tables[table]?.[column],
    names: () => Object.keys(names),
    columns: (table) => Object.keys(tables[table] ?? {}),
  };
}
