import { expect, test } from '@jest/globals';
import type { Override } from '../../../server/core/policy/policy.ts';
import { byRules, effectOf, overridesTyped, rowsOfOverride, withOverrides } from '../../../web/kit/overriding.ts';
import { compute, readSheet, type Sheet } from '../../../web/kit/sheet.ts';
import { policyOf } from '../../core/policy/kit.ts';
import { hospital, staff, step } from '../../core/policy/rules/hospital.ts';

const decision = (id: string, of: string): string => `  ${id}: { type: override, of: ${of}, at_most: 9, by: health-bureau, why: s1, title: { zh: ${id}改定, en: The ${id} } }\n`;
const { text } = policyOf(hospital(step('pay', 'each: staff, formula: claim') + step('paid', 'formula: sum(staff.pay)') + step('whole', 'formula: pool / 2'), {
  before: `decisions:\n${decision('set_pay', 'pay')}${decision('set_whole', 'whole')}`,
}));
const { sheet } = readSheet({ policy: { text }, facts: { pool: '8.00', units: [{ unit: 'A' }], staff: staff({ a: { claim: 1 }, b: { claim: 2 } }) }, decisions: {}, origins: {} }) as { sheet: Sheet };
const [ofPay, ofWhole] = ['set_pay', 'set_whole'].map((id) => sheet.policy.overrides.get(id)) as [Override, Override];
const row = (value: string, reason = '借调') => new Map([['b', { value, reason }]]);

test('rows of the table, or the single amount', () => {
  expect([rowsOfOverride(sheet, ofPay), rowsOfOverride(sheet, ofWhole)]).toEqual([['a', 'b'], ['']]);
});

test('what is typed is read back as it was, and taken back', () => {
  const decided = withOverrides(sheet, ofPay, row('5.00'));
  expect(decided.decisions).toEqual({ set_pay: '{"b":{"reason":"借调","value":"5.00"}}' });
  expect(overridesTyped(decided, ofPay)).toEqual(row('5.00'));
  expect(overridesTyped(withOverrides(decided, ofPay, new Map()), ofPay)).toEqual(new Map());
  const whole = withOverrides(sheet, ofWhole, new Map([['', { value: '3.00', reason: '上会' }]]));
  expect(whole.decisions).toEqual({ set_whole: '{"reason":"上会","value":"3.00"}' });
  expect(overridesTyped(whole, ofWhole)).toEqual(new Map([['', { value: '3.00', reason: '上会' }]]));
  expect(compute(withOverrides(whole, ofWhole, new Map())).faults).toEqual([]);
});

test('the effect is told in money beside the rules alone, before a reason is written', () => {
  const decided = withOverrides(sheet, ofPay, row('5.00', ''));
  expect(compute(decided).faults.map(({ at, code }) => `${at} ${code}`)).toEqual(['decisions.set_pay.b.reason REASON_MISSING']);
  const rules = byRules(decided);
  expect(rules.printed).toMatchObject({ pay: { a: '1.00', b: '2.00' }, paid: '3.00' });
  expect(effectOf(decided, rules).map(({ amount, total }) => [amount, total])).toEqual([['pay', 300n], ['paid', 300n]]);
});

test('what is above its limit has a fault and no effect', () => {
  const decided = withOverrides(sheet, ofPay, row('9.01'));
  expect(compute(decided).faults.map(({ at, code }) => `${at} ${code}`)).toEqual(['decisions.set_pay.b.value ABOVE_LIMIT']);
  expect(effectOf(decided, byRules(decided))).toEqual([]);
});

test('a decision that is no JSON is left for the core to tell', () => {
  const broken = { ...sheet, decisions: { set_pay: '{' } };
  expect(overridesTyped(broken, ofPay)).toEqual(new Map());
  expect(compute(broken).faults.map(({ code }) => code)).toEqual(['OVERRIDE_UNREADABLE']);
});
