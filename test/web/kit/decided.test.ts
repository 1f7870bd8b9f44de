import { expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { decidedValues } from '../../../web/kit/decided.ts';
import { policyOf } from '../../core/policy/kit.ts';
import { hospital, staff, step } from '../../core/policy/rules/hospital.ts';

const override = (id: string, of: string): string => `  ${id}: { type: override, of: ${of}, by: health-bureau, why: s1, title: { zh: ${id}改定, en: The ${id} } }\n`;
const policy = policyOf(hospital(step('pay', 'each: staff, formula: claim') + step('whole', 'formula: pool / 2') + step('level', 'formula: pool / small'), {
  before: `decisions:\n${override('set_pay', 'pay')}${override('set_whole', 'whole')}${override('set_level', 'level')}`,
}));

test('values decided in the place of a rule, with who and why; nothing where nobody decided', () => {
  const facts = { pool: '8.00', units: [{ unit: 'A' }], staff: staff({ a: { claim: 1 }, b: { claim: 2 } }) };
  const decisions = { set_pay: '{"b":{"value":"3.00","reason":"借调"}}', set_whole: '{"value":"5.00","reason":"上会"}' };
  const evaluation = evaluate(policy, facts, decisions);
  expect(decidedValues(policy, evaluation, () => true)).toMatchObject([
    { id: 'set_pay/b', amount: 'pay', row: 'b', money: true, by: { zh: '卫生健康局' }, reason: '借调' },
    { id: 'set_whole/', amount: 'whole', reason: '上会' },
  ]);
  expect(decidedValues(policy, evaluation, (amount) => amount === 'whole')).toHaveLength(1);
  const [level] = decidedValues(policy, evaluate(policy, facts, { set_level: '{"value":"2","reason":"x"}' }), () => true);
  expect(level).toEqual({ id: 'set_level/', override: 'set_level', title: { zh: 'set_level改定', en: 'The set_level' }, amount: 'level', money: false, by: { zh: '卫生健康局', en: 'Health bureau' }, reason: 'x' });
});
