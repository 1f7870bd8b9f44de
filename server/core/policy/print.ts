/** Amounts as text, for machines: plain decimals, money in yuan with two places. */
import type { Type } from '../feel/type.ts';
import { isRate, type RowValue, type Value } from '../feel/value.ts';
import type { Amount, Evaluation } from './evaluate.ts';
import type { Facts, TypedRow } from './facts.ts';
import type { Coordinate, Fact, Policy, Scalar, Show, Words } from './policy.ts';
import { printNumber, printScalar } from './quantity.ts';
import { amountsOf } from './rules/rules.ts';

type PrintedRow = Record<string, string>;

export interface PrintedEvaluation {
  policy: string;
  version: string;
  /** A value, or for a column the rows with their key, their columns of facts and `value`. */
  amounts: Record<string, string | PrintedRow[]>;
  checks: Array<{ id: string; ok: boolean; otherwise: 'block' | 'warn'; rows: string[]; says: Words }>;
  /** By label of the examples, where the labelled value stands now; labels of rows that are not there are left out. */
  labels: Record<string, Coordinate & { value: string }>;
}

/** A value of a step as printed. Rows are printed as their key. */
export function printValue(value: Value, type: Type, show?: Show): string {
  if (isRate(value) && type.is === 'number') return printNumber(value, type.unit, show);
  return typeof value === 'object' && value !== null && 'key' in value ? (value as RowValue).key : String(value);
}

/** By table and row key: the key column and the columns of the facts. */
function printRows(policy: Policy, { tables }: Facts): Map<string, Map<string, PrintedRow>> {
  const print = (key: string, rowKey: string, columns: ReadonlyMap<string, Fact>, cell: (column: string) => Scalar): PrintedRow =>
    Object.fromEntries([[key, rowKey], ...[...columns].map(([id, { quantity }]) => [id, printScalar(cell(id), quantity)])]);
  const printed = new Map<string, Map<string, PrintedRow>>();
  for (const [id, { key, columns }] of policy.tables) {
    const rows = tables.get(id) as TypedRow[];
    printed.set(id, new Map(rows.map((row) => [row.key, print(key, row.key, columns, (column) => row.cells.get(column) as Scalar)])));
  }
  for (const [id, { key, columns, rows }] of policy.parameterTables) {
    printed.set(id, new Map(rows.map((row) => [String(row[key]), print(key, String(row[key]), columns, (column) => row[column] as Scalar)])));
  }
  return printed;
}

/** The places that the step of an amount prints. */
export function placesShown(policy: Policy): Map<string, Show | undefined> {
  return new Map(policy.steps.flatMap((step) => amountsOf(step).map(({ id, show }) => [id, show ?? step.show])));
}

/** A label that several examples give belongs to the first of them. */
function printLabels(policy: Policy, { amounts }: Evaluation): PrintedEvaluation['labels'] {
  const shown = placesShown(policy);
  const labels = new Map<string, Coordinate>();
  for (const [label, at] of policy.examples.flatMap((example) => [...example.labels])) if (!labels.has(label)) labels.set(label, at);
  return Object.fromEntries([...labels].flatMap(([label, { step, row }]) => {
    const amount = amounts.get(step) as Amount;
    const value = amount.is === 'scalar' ? amount.value : amount.rows.find(({ key }) => key === row)?.value;
    return value === undefined ? [] : [[label, { step, row, value: printValue(value, amount.type, shown.get(step)) }]];
  }));
}

/** An evaluation as one object of texts, for machines. */
export function printAmounts(policy: Policy, evaluation: Evaluation): PrintedEvaluation {
  const { amounts, checks, facts } = evaluation;
  const shown = placesShown(policy);
  const tables = printRows(policy, facts);
  const printed = [...amounts].map(([id, amount]): [string, string | PrintedRow[]] => {
    const print = (value: Value): string => printValue(value, amount.type, shown.get(id));
    if (amount.is === 'scalar') return [id, print(amount.value)];
    const rows = tables.get(amount.table);
    return [id, amount.rows.map(({ key, value }) => ({ ...rows?.get(key), value: print(value) }))];
  });
  return {
    policy: policy.id,
    version: policy.version,
    amounts: Object.fromEntries(printed),
    checks: checks.map(({ id, ok, otherwise, rows, says }) => ({ id, ok, otherwise, rows, says })),
    labels: printLabels(policy, evaluation),
  };
}
