/** `divide`: divides one amount among the rows of a table by weights, to the fen, by largest remainder; by wish between bounds. */
import type { Expression } from '../../feel/expression.ts';
import type { Type } from '../../feel/type.ts';
import { yuan } from '../../feel/unit.ts';
import type { ColumnName, DivideStep, Formula, Part, Words } from '../policy.ts';
import { typeIn } from './common.ts';
import { columnPath, perWeight, readColumn, readTies, typeTies } from './division.ts';
import { evaluateDivide } from './sharing.ts';
import { divideAtOnce } from './sharing-at-once.ts';
import type { Input, Reading, Rule, Sayer, Typing } from './rule.ts';

function read({ fields, base, part }: Reading): DivideStep {
  const named = (key: string): Part | undefined => fields.optional(key, (node) => part(node, key === 'value' ? ['show'] : []).part);
  return {
    ...base,
    rule: 'divide',
    table: fields.text('among'),
    amount: fields.formula('divide'),
    by: fields.formula('by'),
    ties: readTies(fields),
    within: readColumn(fields, 'within'),
    cap: fields.optionalFormula('cap'),
    floor: fields.optionalFormula('floor'),
    excess: fields.optional<DivideStep['excess']>('excess', (node) => (node.is === 'text' ? fields.oneOf<'redistribute'>('excess', ['redistribute']) : part(node).part)),
    unplaced: named('unplaced'),
    value: named('value'),
    leftover: fields.oneOf('leftover', ['largest-remainder']),
  };
}

/** What a cap cuts off, when it is kept by row. */
function keptExcess({ excess }: DivideStep): Part | undefined {
  return excess === 'redistribute' ? undefined : excess;
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

function typeBounds({ cap, floor, excess, unplaced, place }: DivideStep, typing: Typing): void {
  for (const bound of [cap, floor]) if (bound) typeIn(bound, yuan, typing);
  if (cap && !excess) typing.fault('EXCESS_NOT_SAID', cap.place);
  if (!cap && excess) typing.fault('DIFFERENCE_WITHOUT_BOUND', excess === 'redistribute' ? place : excess.place, { part: 'excess', bound: 'cap' });
  if (cap && excess === 'redistribute' && !unplaced) typing.fault('UNPLACED_NOT_NAMED', cap.place);
}

function type(step: DivideStep, typing: Typing): Array<Type | undefined> {
  if (step.within) typeWithin(step, step.within, typing);
  else typing.whole.money(step.amount);
  const weight = typing.number(step.by);
  typeTies(step, typing);
  typeBounds(step, typing);
  return [step, ...divideRule.parts(step)].map((part) =>
    (part === step.value ? weight && { is: 'number', unit: perWeight(weight.unit) } : { is: 'number', unit: yuan }));
}

/** The amount as a row sees it: with `within`, that of the row that it belongs to. */
function amountOf({ amount, within }: DivideStep): Expression {
  const path = columnPath(amount.expression);
  if (!within || !path) return amount.expression;
  return { ...path, of: { ...path.of, name: within.column } };
}

/** The amount as the row of the parent table sees it. */
function ownAmount({ amount, within }: DivideStep): Expression {
  const path = columnPath(amount.expression);
  return within && path ? { is: 'name', name: path.name, from: path.from, to: path.to } : amount.expression;
}

function bounds({ cap, floor }: DivideStep): Formula[] {
  return [cap, floor].filter((bound) => bound !== undefined);
}

function inputs(step: DivideStep, amount: string): Input[] {
  const { by, unplaced, value } = step;
  const peers = (formula: Formula): Input => ({ expression: formula.expression, on: 'peers' });
  if (amount === value?.id) return [{ expression: ownAmount(step), on: 'row' }, peers(by)];
  const all = [by, ...bounds(step)];
  if (amount === unplaced?.id) return [{ expression: ownAmount(step), on: 'row' }, ...all.map(peers)];
  return [{ expression: amountOf(step), on: 'row' }, ...all.map(({ expression }): Input => ({ expression, on: 'row' })), ...all.map(peers)];
}

function sayBounds(step: DivideStep, { formula }: Sayer): Words {
  const cap = step.cap && formula(step.cap);
  const floor = step.floor && formula(step.floor);
  const kept = keptExcess(step)?.title;
  const on = step.cap && (kept ? { zh: `超出的计入${kept.zh}`, en: `what is over is kept as ${kept.en}` } : { zh: '超出的按同样比例转给其他行', en: 'what is over goes on to the others in the same proportion' });
  const join = (language: keyof Words, most: string, least: string, comma: string): string =>
    [cap && `${comma}${most}${cap[language]}`, floor && `${comma}${least}${floor[language]}`, on && `${comma}${on[language]}`].filter(Boolean).join('');
  return { zh: join('zh', '每行不高于', '每行不低于', '，'), en: join('en', 'each at most ', 'each at least ', ', ') };
}

function sentence(step: DivideStep, named: string, sayer: Sayer): Words {
  const amount = sayer.expression(amountOf(step));
  const by = sayer.formula(step.by);
  const rows = sayer.title(step.table);
  const parent = step.within && sayer.title(step.within.column, step.table);
  if (named === step.value?.id) return { zh: `${amount.zh} ÷ ${by.zh}合计`, en: `${amount.en} ÷ total of ${by.en}` };
  const limits = sayBounds(step, sayer);
  const divided = {
    zh: `${amount.zh}${parent ? `在同一${parent.zh}的` : '在各'}${rows.zh}之间按${by.zh}的比例分配${limits.zh}`,
    en: `${amount.en}, divided among the rows of ${rows.en}${parent ? ` of the same ${parent.en}` : ''} in proportion to ${by.en}${limits.en}`,
  };
  if (named === step.unplaced?.id) return { zh: `${divided.zh}；无处可分的余额`, en: `${divided.en}; what finds no row` };
  if (named === keptExcess(step)?.id) return { zh: `${divided.zh}；本行超出上限的部分`, en: `${divided.en}; what the cap cuts off this row` };
  return divided;
}

export const divideRule: Rule<DivideStep> = {
  keys: ['divide', 'among', 'by', 'ties', 'within', 'cap', 'floor', 'excess', 'unplaced', 'value', 'leftover', 'where', 'show'],
  read,
  parts: (step) => [keptExcess(step), step.unplaced, step.value].filter((part) => part !== undefined),
  home(step, amount) {
    if (amount !== step.unplaced?.id && amount !== step.value?.id) return step.table;
    return step.within && columnPath(step.amount.expression)?.of.name;
  },
  formulas: (step) => [step.amount, step.by, ...bounds(step)],
  columns: ({ ties, within }) => [ties, within].filter((column) => column !== undefined),
  type,
  evaluate: evaluateDivide,
  atOnce: divideAtOnce,
  inputs,
  sentence,
};
