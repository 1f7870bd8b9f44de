/** `raise`: a mandatory action or a status; true when its condition holds. */
import type { RaiseStep } from '../policy.ts';
import type { Rule } from './rule.ts';

export const raiseRule: Rule<RaiseStep> = {
  keys: ['raise', 'each', 'where'],
  read: ({ fields, base }) => ({ ...base, rule: 'raise', when: fields.formula('raise') }),
  parts: () => [],
  formulas: (step) => [step.when],
  type: (step, typing) => [typing.condition(step.when)],
  evaluate: (step, runs) => runs.map((run) => {
    const value = run.holds(step.when);
    const bound = value ? { zh: '条件成立', en: 'the condition holds' } : { zh: '条件不成立', en: 'the condition does not hold' };
    return [{ value, bound }];
  }),
  inputs: (step) => [{ expression: step.when.expression, on: 'row' }],
  sentence(step, _amount, sayer) {
    const when = sayer.formula(step.when);
    return { zh: `当${when.zh}时成立`, en: `raised when ${when.en}` };
  },
};
