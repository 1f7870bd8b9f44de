/** `split`: divides one amount into named parts by fixed weights, to the fen, ties to the part named first. */
import { allocate } from '../../allocate.ts';
import { yuan } from '../../feel/unit.ts';
import { add, compare, equal, formatPercent, fromFen, isWhole, one, sign, zero, type Rate } from '../../rate.ts';
import type { SplitPart, SplitStep, Words } from '../policy.ts';
import { fenOf, settle, yuanOf, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';

function readPart({ part }: Reading, node: Parameters<Reading['part']>[0]): SplitPart {
  const { part: named, fields } = part(node, ['weight']);
  return { ...named, weight: fields.formula('weight') };
}

/** Weights are shares that total 100 %, or whole numbers as in 9 : 1. */
function fit(weights: readonly Rate[], written: readonly string[]): boolean {
  if (weights.some((weight) => sign(weight) < 0)) return false;
  if (equal(weights.reduce(add, zero), one)) return true;
  return weights.every(isWhole) && weights.some((weight) => compare(weight, zero) > 0) && !written.some((text) => text.includes('%'));
}

function sayWeights(weights: readonly Rate[]): { weights: string; total: string } {
  return { weights: weights.map((weight) => formatPercent(weight)).join(' + '), total: formatPercent(weights.reduce(add, zero)) };
}

function type(step: SplitStep, typing: Typing): void {
  typing.money(step.amount);
  if (step.parts.length === 0) typing.fault('PARTS_MISSING', step.place);
  const typed = step.parts.map((part) => typing.share(part.weight));
  if (typed.includes(undefined)) return;
  const weights = step.parts.map((part) => typing.fixed(part.weight)).filter((weight) => weight !== undefined);
  if (weights.length < step.parts.length || weights.length === 0) return;
  if (!fit(weights, step.parts.map(({ weight }) => weight.text))) typing.fault('SHARES_NOT_WHOLE', step.place, sayWeights(weights));
}

function evaluateRow(step: SplitStep, run: Run, { rounding }: Surroundings): Result[] {
  const whole = settle(run.number(step.amount), rounding);
  const weights = step.parts.map((part) => run.number(part.weight));
  if (!fit(weights, [])) run.refuse('SHARES_NOT_WHOLE', sayWeights(weights));
  const claims = weights.map((weight, index) => ({ key: String(index).padStart(4, '0'), weight }));
  const shares = allocate(fenOf(whole.value), claims, step.leftover).map((share, index) => ({ ...share, id: (step.parts[index] as SplitPart).id }));
  const receivers = shares.filter((share) => share.leftover).map(({ id, exact, amount }) => ({ key: id, exact: yuanOf(exact), value: fromFen(amount) }));
  const peers = shares.map(({ id }) => id);
  return [whole, ...shares.map(({ exact, amount, leftover }) => ({
    value: fromFen(amount), exact: yuanOf(exact), leftover: { receivers, received: leftover, peers },
  }))];
}

function sentence(step: SplitStep, amount: string, { formula, title }: Sayer): Words {
  const whole = formula(step.amount);
  if (amount === step.id) return whole;
  const list = (language: keyof Words): string =>
    step.parts.map((part) => `${title(part.id)[language]} ${formula(part.weight)[language]}`).join(language === 'zh' ? '、' : ', ');
  return { zh: `${whole.zh}按比例分为：${list('zh')}`, en: `${whole.en}, divided as ${list('en')}` };
}

export const splitRule: Rule<SplitStep> = {
  keys: ['split', 'parts', 'each', 'where', 'show'],
  read: (reading) => ({
    ...reading.base,
    rule: 'split',
    amount: reading.fields.formula('split'),
    parts: reading.fields.items('parts').map((node) => readPart(reading, node)),
    leftover: 'largest-remainder',
  }),
  parts: (step) => step.parts,
  formulas: (step) => [step.amount, ...step.parts.map((part) => part.weight)],
  type(step, typing) {
    type(step, typing);
    return [step, ...step.parts].map(() => ({ is: 'number', unit: yuan }));
  },
  evaluate: (step, runs, around) => runs.map((run) => evaluateRow(step, run, around)),
  inputs(step, amount) {
    const weights = amount === step.id ? [] : step.parts.map((part) => part.weight.expression);
    return [step.amount.expression, ...weights].map((expression) => ({ expression, on: 'row' }));
  },
  sentence,
};
