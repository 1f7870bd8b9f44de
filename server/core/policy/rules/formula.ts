/** `formula`: a result in yuan is rounded to the fen, other units stay exact unless the step rounds. */
import type { Rate } from '../../rate.ts';
import { isNumber } from '../quantity.ts';
import type { FormulaStep, Scalar } from '../policy.ts';
import { settle, settleAll, type Rule } from './rule.ts';

const results: ReadonlySet<string> = new Set(['number', 'boolean', 'text', 'date', 'month']);

export const formulaRule: Rule<FormulaStep> = {
  keys: ['formula', 'each', 'where', 'round', 'show'],
  read: ({ fields, base }) => ({ ...base, rule: 'formula', formula: fields.formula('formula') }),
  parts: () => [],
  formulas: (step) => [step.formula],
  type(step, typing) {
    const type = typing.type(step.formula);
    if (type === undefined || results.has(type.is)) return [type];
    typing.fault('RESULT_NOT_SINGLE', step.formula.place);
    return [undefined];
  },
  evaluate: (step, runs, { rounding }) => runs.map((run) => {
    const value = run.value(step.formula) as Scalar;
    return [isNumber(value) ? settle(value as Rate, rounding) : { value }];
  }),
  independent: true,
  atOnce(step, { numbers, rounding }) {
    const exact = numbers(step.formula);
    const value = exact && settleAll(exact, rounding);
    return value && [value];
  },
  inputs: (step) => [{ expression: step.formula.expression, on: 'row' }],
  sentence: (step, _amount, sayer) => sayer.formula(step.formula),
};
