/** `gate`: an amount when a condition holds, else nothing; what is held back has a name of its own. */
import { subtract } from '../../rate.ts';
import type { GateStep, Words } from '../policy.ts';
import { settle, type Reading, type Result, type Rule, type Run, type Sayer, type Surroundings } from './rule.ts';

function read({ fields, base, part }: Reading): GateStep {
  const held = fields.need('held');
  return {
    ...base,
    rule: 'gate',
    amount: fields.formula('gate'),
    when: fields.formula('when'),
    held: held ? part(held).part : base,
  };
}

function evaluateRow(step: GateStep, run: Run, { rounding }: Surroundings): Result[] {
  const amount = settle(run.number(step.amount), rounding);
  const nothing = { value: subtract(amount.value, amount.value) };
  const open: Words = { zh: '条件成立，予以计入', en: 'the condition holds: it is paid in' };
  const shut: Words = { zh: `条件不成立，计入${step.held.title.zh}`, en: `the condition does not hold: it is kept as ${step.held.title.en}` };
  return run.holds(step.when) ? [{ ...amount, bound: open }, { ...nothing, bound: open }] : [{ ...nothing, bound: shut }, { ...amount, bound: shut }];
}

function sentence(step: GateStep, amount: string, { formula }: Sayer): Words {
  const whole = formula(step.amount);
  const when = formula(step.when);
  return amount === step.id
    ? { zh: `若${when.zh}，则为${whole.zh}，否则为 0`, en: `${whole.en} if ${when.en}, else 0` }
    : { zh: `若${when.zh}，则为 0，否则为${whole.zh}`, en: `0 if ${when.en}, else ${whole.en}` };
}

export const gateRule: Rule<GateStep> = {
  keys: ['gate', 'when', 'held', 'each', 'where', 'round', 'show'],
  read,
  parts: (step) => [step.held],
  formulas: (step) => [step.amount, step.when],
  type(step, typing) {
    const amount = typing.number(step.amount);
    typing.condition(step.when);
    return [amount, amount].map((type) => type && { is: 'number', unit: type.unit });
  },
  evaluate: (step, runs, around) => runs.map((run) => evaluateRow(step, run, around)),
  inputs: (step) => [step.amount, step.when].map(({ expression }) => ({ expression, on: 'row' })),
  sentence,
};
