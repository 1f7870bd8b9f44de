/** `split`: divides one amount into named parts by fixed weights, to the fen, ties to the part named first. */
import { allocate } from '../../allocate.ts';
import { yuan } from '../../feel/unit.ts';
import { fromFen } from '../../rate.ts';
import type { SplitPart, SplitStep, Words } from '../policy.ts';
import { fenOf, settle, yuanOf, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';
import { checkWeights, typeWeights } from './weights.ts';

function readPart({ part }: Reading, node: Parameters<Reading['part']>[0]): SplitPart {
  const { part: named, fields } = part(node, ['weight']);
  return { ...named, weight: fields.formula('weight') };
}

function type(step: SplitStep, typing: Typing): void {
  typing.money(step.amount);
  if (step.parts.length === 0) typing.fault('PARTS_MISSING', step.place);
  typeWeights(step.parts, step.place, typing);
}

function evaluateRow(step: SplitStep, run: Run, { rounding }: Surroundings): Result[] {
  const whole = settle(run.number(step.amount), rounding);
  const weights = step.parts.map((part) => run.number(part.weight));
  checkWeights(weights, run);
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
