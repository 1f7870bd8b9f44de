import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paceOf, type Spent } from '../../server/core/pace.ts';
import { formatRate } from '../../server/core/rate.ts';

const months = (...amounts: bigint[]): Spent[] => amounts.map((amount, index) => ({ month: `2026-${String(index + 1).padStart(2, '0')}`, amount }));

describe('the pace of a budget', () => {
  test('is not told before a month is known', () => {
    expect(paceOf(2026, 1200n, [])).toBeUndefined();
  });

  test('goes on as the mean, the cheapest and the dearest month', () => {
    expect(paceOf(2026, 1200n, months(90n, 110n, 100n))).toEqual({
      used: 300n, left: 900n, months: 3, expected: 1200n, low: 300n + 9n * 90n, high: 300n + 9n * 110n, monthsPaid: { n: 9n, d: 1n }, usedUpIn: undefined, warnings: [],
    });
  });

  test('warns of a year that will cost too much, and names the month', () => {
    const pace = paceOf(2026, 1200n, months(100n, 200n, 300n));
    expect(pace).toMatchObject({ expected: 2400n, usedUpIn: '2026-07', warnings: ['over'] });
    expect(formatRate(pace!.monthsPaid!)).toBe('3');
    expect(paceOf(2026, 500n, months(100n, 200n, 300n))).toMatchObject({ left: -100n, usedUpIn: '2026-03', warnings: ['over'] });
  });

  test.each<[string, bigint, string[]]>([
    ['15 % left', 1_200_000n, []],
    ['a little more left', 1_200_012n, ['surplus']],
    ['four months beyond the year', 1_360_000n, ['surplus']],
    ['a little over four months', 1_360_001n, ['surplus', 'reserve']],
  ])('the limits of Xinyi: %s', (_what, budget, warnings) => {
    expect(paceOf(2026, budget, months(85_000n, 85_000n))?.warnings).toEqual(warnings);
  });

  test('months that cost nothing pay for ever', () => {
    expect(paceOf(2026, 0n, months(0n))).toMatchObject({ monthsPaid: undefined, usedUpIn: undefined, warnings: [] });
  });

  test('does not depend on the order; the expected year lies in the band; a whole year is what it was', () => {
    const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(amounts, fc.bigInt({ min: 0n, max: 10n ** 13n }), (given, budget) => {
      const spent = months(...given);
      const pace = paceOf(2026, budget, spent)!;
      expect(paceOf(2026, budget, spent.toReversed())).toEqual(pace);
      expect(pace.low <= pace.expected && pace.expected <= pace.high).toBe(true);
      if (given.length === 12) expect([pace.low, pace.high]).toEqual([pace.used, pace.used]);
      expect(pace.used + pace.left).toBe(budget);
    }), { numRuns: 200 });
  });
});
