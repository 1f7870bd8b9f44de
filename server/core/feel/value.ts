/** What formulas compute with. */
import { compare, equal, formatRate, type Rate } from '../rate.ts';
import { refuse, type Words } from '../refusal.ts';

/**
 * A number (exact; money in yuan), a text, option, day `YYYY-MM-DD` or month `YYYY-MM`, a truth value, null, a list,
 * a row or a table. A reference is given as the row that it points at and is compared by that row's key.
 */
export type Value = Rate | string | boolean | null | readonly Value[] | RowValue | TableValue;

export interface RowValue {
  readonly table: string;
  readonly key: string;
  /** The value of a column (the key column too); undefined when there is no such column. */
  get(column: string): Value | undefined;
}

export interface TableValue {
  readonly table: string;
  readonly rows: readonly RowValue[];
}

export interface Environment {
  /** The value of a name; undefined when there is no such name. */
  get(name: string): Value | undefined;
}

const wantedWords = {
  number: { zh: '数', en: 'a number' },
  boolean: { zh: '是或非', en: 'true or false' },
  text: { zh: '文字', en: 'text' },
  list: { zh: '列表或表', en: 'a list or a table' },
  row: { zh: '一行', en: 'a row' },
  comparable: { zh: '与之同类、可比较的值', en: 'a value of the same kind that can be compared' },
} as const;

export function isRate(value: Value): value is Rate {
  return typeof value === 'object' && value !== null && 'd' in value && typeof value.d === 'bigint';
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isTable(value: Value): value is TableValue {
  return typeof value === 'object' && value !== null && 'rows' in value;
}

export function isRow(value: Value): value is RowValue {
  return typeof value === 'object' && value !== null && 'key' in value;
}

/** The value as said in a refusal. */
export function valueWords(value: Value): Words {
  if (isRate(value)) return { zh: `数 ${formatRate(value)}`, en: `the number ${formatRate(value)}` };
  if (isList(value)) return { zh: `${value.length} 项的列表`, en: `a list of ${value.length}` };
  if (isTable(value)) return { zh: `表“${value.table}”`, en: `the table "${value.table}"` };
  if (isRow(value)) return { zh: `表“${value.table}”的行“${value.key}”`, en: `the row "${value.key}" of the table "${value.table}"` };
  if (typeof value === 'string') return { zh: `文字“${value}”`, en: `the text "${value}"` };
  return value === null ? { zh: '空值', en: 'null' } : { zh: value ? '是' : '否', en: String(value) };
}

/** Refuses a value of the wrong kind (FORMULA_VALUE). */
export function wrong(value: Value, wanted: keyof typeof wantedWords): never {
  return refuse('FORMULA_VALUE', '', { found: valueWords(value), wanted: wantedWords[wanted] });
}

export function numberOf(value: Value): Rate {
  return isRate(value) ? value : wrong(value, 'number');
}

export function truthOf(value: Value): boolean {
  return typeof value === 'boolean' ? value : wrong(value, 'boolean');
}

export function textOf(value: Value): string {
  return typeof value === 'string' ? value : wrong(value, 'text');
}

/** The items of a list or the rows of a table. */
export function itemsOf(value: Value): readonly Value[] {
  if (isTable(value)) return value.rows;
  return isList(value) ? value : wrong(value, 'list');
}

/** Whether two values are the same; a row is the same as its key. Only null may be compared with another kind. */
export function sameValue(left: Value, right: Value): boolean {
  if (left === null || right === null) return left === right;
  if (isRate(left) && isRate(right)) return equal(left, right);
  if (isRow(left) && isRow(right)) return left.key === right.key && left.table === right.table;
  const [a, b] = [left, right].map((value) => (isRow(value) ? value.key : value)) as [Value, Value];
  const comparable = typeof a === typeof b && (typeof a === 'string' || typeof a === 'boolean');
  return comparable ? a === b : wrong(right, 'comparable');
}

/** -1, 0 or 1: numbers by size; days and months, which are texts, in time. */
export function orderOf(left: Value, right: Value): -1 | 0 | 1 {
  if (isRate(left)) return compare(left, numberOf(right));
  const [a, b] = [textOf(left), textOf(right)];
  return a < b ? -1 : a > b ? 1 : 0;
}
