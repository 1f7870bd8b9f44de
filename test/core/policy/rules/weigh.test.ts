/** Weighed scores, and weights that make one whole. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Formula, Place } from '../../../../server/core/policy/policy.ts';
import type { Run } from '../../../../server/core/policy/rules/rule.ts';
import { weighRule } from '../../../../server/core/policy/rules/weigh.ts';
import { checkWeights } from '../../../../server/core/policy/rules/weights.ts';
import { compare, rate, zero, type Rate } from '../../../../server/core/rate.ts';
import { refused } from '../kit.ts';
import { hospitals, scored, scores, scoring, why } from './scoring.ts';

describe('weights', () => {
  test.each([
    ['{ of: measured, weight: 30% }, { of: change, weight: 70% }', '41', '90 × 30% + 20 × 70%'],
    ['{ of: measured, weight: 9 }, { of: change, weight: 1 }', '83', '(90 × 9 + 20 × 1) ÷ 10'],
    ['{ of: measured, weight: best_share }, { of: change / 3, weight: 1 - best_share }', '31.666667', '90 × 30% + 6.666667 × 70%'],
    ['{ of: measured, weight: 1 }', '90', '90 × 100%'],
  ])('%s make %s', (parts, score, said) => {
    const policy = scoring(`weigh: [ ${parts} ]`);
    const given = { ...hospitals('90'), change: '20' };
    expect(scores(policy, given)).toEqual([score]);
    expect(why(policy, given).bound).toEqual({ zh: said, en: said });
  });

  test('of facts that make no whole are refused', () => {
    const policy = scoring('weigh: [ { of: measured, weight: best_share }, { of: change, weight: 60% } ]');
    expect(refused(() => scores(policy, hospitals('5')))).toEqual(['steps.scored[H0] SHARES_NOT_WHOLE']);
  });

  test('give 0 when vetoed', () => {
    const policy = scoring('weigh: [ { of: measured, weight: 100% } ], veto: fraud');
    expect(scores(policy, { ...hospitals('90'), fraud: 'true' })).toEqual(['0']);
    expect(scores(policy, hospitals('90'))).toEqual(['90']);
    expect(why(policy, hospitals('90')).rule?.en).toBe('the weighted sum of Value 100%; 0 if Fraud');
  });
});

test('the rule says its parts with their weights', () => {
  const policy = scoring('weigh: [ { of: measured, weight: 30% }, { of: change, weight: 70% } ]');
  expect(why(policy, hospitals('5')).rule).toEqual({ zh: '加权合计：测量值 30%、调整 70%', en: 'the weighted sum of Value 30%, Change 70%' });
});

describe('properties', () => {
  test('the weighted sum lies between the least and the greatest', () => {
    const policy = scoring('weigh: [ { of: measured, weight: best_share }, { of: change, weight: 1 - best_share } ]');
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 100 }), (a, b, share) => {
      const score = scored(policy, { ...hospitals(String(a)), change: String(b), best_share: `${share}%` }).get('H0') as Rate;
      expect(compare(score, rate(BigInt(Math.min(a, b))))).toBeGreaterThanOrEqual(0);
      expect(compare(score, rate(BigInt(Math.max(a, b))))).toBeLessThanOrEqual(0);
    }), { numRuns: 30 });
  });

  test('weights are whole when they total 1 or are whole numbers, not all 0', () => {
    const run: Run = { key: '', value: () => zero, number: () => zero, holds: () => false, refuse: (code) => { throw new Error(code); } };
    const parts = fc.array(fc.bigInt({ min: -1n, max: 6n }), { minLength: 1, maxLength: 5 });
    fc.assert(fc.property(parts, fc.bigInt({ min: 1n, max: 12n }), (numbers, below) => {
      const weights = numbers.map((n) => rate(n, below));
      const sum = numbers.reduce((a, b) => a + b);
      const whole = numbers.every((n) => n >= 0n) && (sum === below || (sum > 0n && numbers.every((n) => n % below === 0n)));
      const check = (): void => checkWeights(weights, run);
      if (whole) expect(check).not.toThrow();
      else expect(check).toThrow('SHARES_NOT_WHOLE');
    }));
  });
});

test('what is weighed and the veto are all it rests on', () => {
  const place: Place = { line: 1, column: 1, offset: 0, path: '' };
  const [of, weight, veto] = ['a', 'b', 'c'].map((name): Formula => ({ text: name, place, expression: { is: 'name', name, from: 0, to: 1 } })) as [Formula, Formula, Formula];
  const step = { id: 's', title: { zh: '', en: '' }, why: [], place, rule: 'weigh' as const, parts: [{ of, weight }] };
  expect(weighRule.formulas(step)).toEqual([of, weight]);
  expect(weighRule.formulas({ ...step, veto })).toEqual([of, weight, veto]);
});
