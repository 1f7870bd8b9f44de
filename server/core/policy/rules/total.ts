/** `totals`: what a limit leaves when everything that counts in it is taken off; below zero when it is broken. */
import { yuan } from '../../feel/unit.ts';
import { negate, sign, subtract } from '../../rate.ts';
import type { TotalStep, Words } from '../policy.ts';
import { settle, type Result, type Rule, type Run, type Sayer, type Surroundings } from './rule.ts';

function evaluateRow(step: TotalStep, run: Run, { rounding, print }: Surroundings): Result[] {
  const limit = settle(run.number(step.limit), rounding).value;
  const left = step.items.reduce((rest, item) => subtract(rest, run.number(item)), limit);
  const bound: Words = sign(left) < 0
    ? { zh: `超出限额 ${print(limit)}，多 ${print(negate(left))}`, en: `${print(negate(left))} above the limit of ${print(limit)}` }
    : { zh: `在限额 ${print(limit)} 之内`, en: `within the limit of ${print(limit)}` };
  return [{ value: left, exact: left, bound }];
}

function sentence({ limit, items }: TotalStep, _amount: string, { formula }: Sayer): Words {
  const names = (language: keyof Words, comma: string): string => items.map((item) => formula(item)[language]).join(comma);
  return {
    zh: `${formula(limit).zh}，减去计入其中的：${names('zh', '、')}`,
    en: `${formula(limit).en}, less what counts in it: ${names('en', ', ')}`,
  };
}

export const totalRule: Rule<TotalStep> = {
  keys: [],
  read({ fields, base, part }) {
    const room = fields.need('room');
    return { ...base, ...(room && part(room).part), rule: 'total', limit: fields.formula('limit'), items: [] };
  },
  parts: () => [],
  formulas: (step) => [step.limit, ...step.items],
  type(step, typing) {
    for (const formula of totalRule.formulas(step)) typing.money(formula);
    return [{ is: 'number', unit: yuan }];
  },
  evaluate: (step, runs, around) => runs.map((run) => evaluateRow(step, run, around)),
  inputs: (step) => totalRule.formulas(step).map(({ expression }) => ({ expression, on: 'row' })),
  sentence,
};
