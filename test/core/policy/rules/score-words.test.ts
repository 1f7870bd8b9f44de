import { expect, test } from '@jest/globals';
import { pure, yuan } from '../../../../server/core/feel/unit.ts';
import { sayScore, vetoWords } from '../../../../server/core/policy/rules/score-words.ts';
import { rate } from '../../../../server/core/rate.ts';

const [two, five] = [rate(2n), rate(5n)];

test('numbers below 0 stand in brackets, money is money, and the bound that was taken follows', () => {
  const made = { is: 'linear', value: rate(-5n), worth: five, at: rate(-2n), per: two, adds: rate(-1n), score: rate(13n, 2n), unit: yuan, worthUnit: pure } as const;
  expect(sayScore({ ...made, low: false }).en).toBe('5 + (-5.00 − (-2.00)) ÷ 2.00 × (-1) = 6.5');
  expect(sayScore({ ...made, low: false, limit: two }).zh).toContain('；高于上限 2，取上限');
  expect(sayScore({ ...made, low: true, limit: rate(7n) }).en).toContain('; below the lower bound 7, which is taken');
});

test('a rule without a veto is said as it is', () => {
  const sayer = { formula: () => ({ zh: '停业', en: 'Closed' }), expression: () => ({ zh: '', en: '' }), title: () => ({ zh: '', en: '' }) };
  const place = { line: 1, column: 1, offset: 0, path: '' };
  expect(vetoWords({ zh: '规则', en: 'the rule' }, undefined, sayer)).toEqual({ zh: '规则', en: 'the rule' });
  expect(vetoWords({ zh: '规则', en: 'the rule' }, { text: 'closed', place, expression: { is: 'name', name: 'closed', from: 0, to: 6 } }, sayer))
    .toEqual({ zh: '规则；若停业，则为 0', en: 'the rule; 0 if Closed' });
});
