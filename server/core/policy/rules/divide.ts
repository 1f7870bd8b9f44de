/** `divide`: divides one amount among the rows of a table by weights, to the fen, by largest remainder. */
import { allocate } from '../../allocate.ts';
import type { Expression } from '../../feel/expression.ts';
import type { Type } from '../../feel/type.ts';
import { yuan } from '../../feel/unit.ts';
import { formatRate, fromFen, sign, type Rate } from '../../rate.ts';
import type { Fields } from '../fields.ts';
import type { ColumnName, DivideStep, Words } from '../policy.ts';
import { fenOf, settle, yuanOf, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';

type ColumnPath = Extract<Expression, { is: 'path' }> & { of: Extract<Expression, { is: 'name' }> };

function columnName(fields: Fields, key: string): ColumnName | undefined {
  return fields.optional(key, (node) => ({ column: fields.text(key), place: node.place }));
}

function read({ fields, base }: Reading): DivideStep {
  return {
    ...base,
    rule: 'divide',
    table: fields.text('among'),
    amount: fields.formula('divide'),
    by: fields.formula('by'),
    ties: columnName(fields, 'ties'),
    within: columnName(fields, 'within'),
    leftover: fields.oneOf('leftover', ['largest-remainder']),
  };
}

/** The expression as a column of a table, `consortia.hospital_pool`. */
function columnPath(expression: Expression): ColumnPath | undefined {
  return expression.is === 'path' && expression.of.is === 'name' ? (expression as ColumnPath) : undefined;
}

/** With `within` the amount is a column, in yuan, of the table that the reference points at. */
function typeWithin(step: DivideStep, within: ColumnName, typing: Typing): void {
  const reference = typing.columnOf(step.table, within.column);
  if (reference?.is !== 'reference') {
    typing.fault('WITHIN_NOT_A_REFERENCE', within.place, { column: within.column, table: step.table });
    return;
  }
  const amounts = typing.whole.type(step.amount);
  if (!amounts) return;
  const path = columnPath(step.amount.expression);
  if (amounts.is !== 'list' || path?.of.name !== reference.table) {
    typing.fault('WITHIN_NOT_ITS_COLUMN', step.amount.place, { table: reference.table, found: step.amount.text });
    return;
  }
  typing.expectMoney(amounts.of, step.amount);
}

const textLike: ReadonlySet<Type['is']> = new Set(['text', 'date', 'month', 'reference']);

function type(step: DivideStep, typing: Typing): Array<Type | undefined> {
  if (step.within) typeWithin(step, step.within, typing);
  else typing.whole.money(step.amount);
  typing.number(step.by);
  if (step.ties) {
    const ties = typing.columnOf(step.table, step.ties.column);
    if (!ties || !textLike.has(ties.is)) typing.fault('TIES_NOT_A_KEY', step.ties.place, { column: step.ties.column, table: step.table });
  }
  return [{ is: 'number', unit: yuan }];
}

function share(step: DivideStep, amount: Rate, runs: readonly Run[], around: Surroundings): Array<[string, Result[]]> {
  const claims = runs.map((run) => {
    const weight = run.number(step.by);
    if (sign(weight) < 0) run.refuse('WEIGHT_NEGATIVE', { key: run.key, found: formatRate(weight) });
    return { key: step.ties ? `${around.cell(run.key, step.ties.column)}\u0000${run.key}` : run.key, weight };
  });
  const shares = allocate(fenOf(settle(amount, around.rounding).value), claims, step.leftover);
  const given = shares.map((each, index) => ({ ...each, key: (runs[index] as Run).key, exact: yuanOf(each.exact), value: fromFen(each.amount) }));
  const receivers = given.filter(({ leftover }) => leftover).map(({ key, exact, value }) => ({ key, exact, value }));
  const peers = given.map(({ key }) => key);
  return given.map(({ key, exact, value, leftover }) => [key, [{ value, exact, leftover: { receivers, received: leftover, peers } }]]);
}

function evaluate(step: DivideStep, runs: readonly Run[], around: Surroundings): Result[][] {
  const { within } = step;
  const given = new Map<string, Result[]>();
  if (!within) for (const [key, results] of share(step, around.whole.number(step.amount), runs, around)) given.set(key, results);
  else {
    const children = Map.groupBy(runs, (run) => around.cell(run.key, within.column));
    const amounts = around.whole.value(step.amount) as readonly Rate[];
    for (const [index, parent] of around.keys((columnPath(step.amount.expression) as ColumnPath).of.name).entries()) {
      const shares = around.guard(parent, () => share(step, amounts[index] as Rate, children.get(parent) ?? [], around));
      for (const [key, results] of shares) given.set(key, results);
    }
  }
  return runs.map((run) => given.get(run.key) as Result[]);
}

/** The amount as a row sees it: with `within`, that of the row that it belongs to. */
function amountOf({ amount, within }: DivideStep): Expression {
  const path = columnPath(amount.expression);
  if (!within || !path) return amount.expression;
  return { ...path, of: { ...path.of, name: within.column } };
}

function sentence(step: DivideStep, _amount: string, sayer: Sayer): Words {
  const amount = sayer.expression(amountOf(step));
  const by = sayer.formula(step.by);
  const rows = sayer.title(step.table);
  const parent = step.within && sayer.title(step.within.column, step.table);
  return {
    zh: `${amount.zh}${parent ? `在同一${parent.zh}的` : '在各'}${rows.zh}之间按${by.zh}的比例分配`,
    en: `${amount.en}, divided among the rows of ${rows.en}${parent ? ` of the same ${parent.en}` : ''} in proportion to ${by.en}`,
  };
}

export const divideRule: Rule<DivideStep> = {
  keys: ['divide', 'among', 'by', 'ties', 'within', 'leftover', 'where', 'show'],
  read,
  parts: () => [],
  formulas: (step) => [step.amount, step.by],
  type,
  evaluate,
  inputs: (step) => [
    { expression: amountOf(step), on: 'row' },
    { expression: step.by.expression, on: 'row' },
    { expression: step.by.expression, on: 'peers' },
  ],
  sentence,
};
