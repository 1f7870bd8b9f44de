/** `carve`: takes parts out of one amount in order and names the rest. */
import { yuan } from '../../feel/unit.ts';
import { multiply, sign, subtract } from '../../rate.ts';
import type { CarvePart, CarveStep, Words } from '../policy.ts';
import { settle, words, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings, type Typing } from './rule.ts';

function readPart({ part }: Reading, node: Parameters<Reading['part']>[0]): CarvePart {
  const { part: named, fields } = part(node, ['share', 'of', 'amount']);
  if (fields.find('amount') && !fields.find('share') && !fields.find('of')) return { ...named, amount: fields.formula('amount') };
  return { ...named, share: fields.formula('share'), of: fields.oneOf('of', ['whole', 'rest'], 'whole') };
}

function read(reading: Reading): CarveStep {
  const { fields, base } = reading;
  const rest = fields.need('rest');
  return {
    ...base,
    rule: 'carve',
    amount: fields.formula('carve'),
    parts: fields.items('parts').map((node) => readPart(reading, node)),
    rest: rest ? reading.part(rest).part : base,
  };
}

function typePart(part: CarvePart, typing: Typing): void {
  if ('amount' in part) typing.money(part.amount);
  else typing.share(part.share);
}

function evaluateRow(step: CarveStep, run: Run, { rounding, print }: Surroundings): Result[] {
  const whole = settle(run.number(step.amount), rounding);
  const results: Result[] = [whole];
  let rest = whole.value;
  for (const part of step.parts) {
    const base = 'share' in part && part.of === 'rest' ? rest : whole.value;
    const taken = settle('share' in part ? multiply(base, run.number(part.share)) : run.number(part.amount), rounding);
    results.push(taken);
    rest = subtract(rest, taken.value);
    if (sign(rest) < 0) run.refuse('CARVED_TOO_MUCH', { part: part.title, taken: print(taken.value), missing: print({ n: -rest.n, d: rest.d }) });
  }
  return [...results, { value: rest, exact: rest }];
}

function sentence(step: CarveStep, amount: string, { formula, title }: Sayer): Words {
  const whole = formula(step.amount);
  const names = (language: keyof Words, before: CarvePart[]): string => before.map((each) => title(each.id)[language]).join(language === 'zh' ? '、' : ', ');
  if (amount === step.id) return whole;
  const index = step.parts.findIndex((each) => each.id === amount);
  const part = step.parts[index];
  if (!part) return { zh: `${whole.zh}扣除${names('zh', step.parts)}后的余额`, en: `what is left of ${whole.en} after ${names('en', step.parts)}` };
  if ('amount' in part) return words((language) => (language === 'zh' ? `从${whole.zh}中扣出${formula(part.amount).zh}` : `${formula(part.amount).en}, taken out of ${whole.en}`));
  const share = formula(part.share);
  const before = step.parts.slice(0, index);
  if (part.of === 'whole' || before.length === 0) return { zh: `${whole.zh} × ${share.zh}`, en: `${share.en} of ${whole.en}` };
  return {
    zh: `（${whole.zh}扣除${names('zh', before)}后的余额）× ${share.zh}`,
    en: `${share.en} of what is left of ${whole.en} after ${names('en', before)}`,
  };
}

export const carveRule: Rule<CarveStep> = {
  keys: ['carve', 'parts', 'rest', 'each', 'where', 'round', 'show'],
  read,
  parts: (step) => [...step.parts, step.rest],
  formulas: (step) => [step.amount, ...step.parts.map((part) => ('amount' in part ? part.amount : part.share))],
  type(step, typing) {
    typing.money(step.amount);
    if (step.parts.length === 0) typing.fault('PARTS_MISSING', step.place);
    for (const part of step.parts) typePart(part, typing);
    return [step, ...step.parts, step.rest].map(() => ({ is: 'number', unit: yuan }));
  },
  evaluate: (step, runs, around) => runs.map((run) => evaluateRow(step, run, around)),
  inputs(step, amount) {
    const whole = { expression: step.amount.expression, on: 'row' } as const;
    if (amount === step.id) return [whole];
    if (amount === step.rest.id) return [whole, ...step.parts.map(({ id }) => ({ amount: id }))];
    const index = step.parts.findIndex(({ id }) => id === amount);
    const part = step.parts[index] as CarvePart;
    if ('amount' in part) return [{ expression: part.amount.expression, on: 'row' }];
    const before = part.of === 'rest' ? step.parts.slice(0, index).map(({ id }) => ({ amount: id })) : [];
    return [whole, ...before, { expression: part.share.expression, on: 'row' }];
  },
  sentence,
};
