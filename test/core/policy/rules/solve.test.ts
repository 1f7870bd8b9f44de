import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, moneyOf, type Amount } from '../../../../server/core/policy/evaluate.ts';
import { solveRule } from '../../../../server/core/policy/rules/solve.ts';
import { policyOf } from '../kit.ts';
import { faults, hospital, refusal, sheet, staff, step } from './hospital.ts';

const slope = 'slope: { id: slope, title: { zh: 斜率, en: Slope }, show: 6 }, leftover: largest-remainder';
const solving = (more = ''): string => hospital(step('pay', `solve: pool, among: staff, times: points, ${slope}${more}`));
const full = ', base: base, at_least: least, at_most: most';

describe('a slope that spends the pool', () => {
  test('over a base', () => {
    const { prints, why } = sheet(solving(', base: base'), { pool: '100.00', staff: staff({ a: { points: 1, base: 10 }, b: { points: 2, base: 20 }, c: { base: 5 } }) });
    expect([prints('pay'), prints('slope')]).toEqual(['31.67 63.33 5.00', '21.666667']);
    expect(why('pay', 'a')).toMatchObject({
      bound: { zh: '斜率 21.666667 使 100.00 恰好用完', en: 'a slope of 21.666667 spends the 100.00 exactly' },
      rule: { zh: '各人员得基数 + 斜率 × 工分；斜率使总额恰好用完', en: 'each row of Staff gets Base + Slope × Points; Slope spends Pool exactly' },
      leftover: { received: true }, inputs: [{ name: 'slope' }, { name: 'points', row: 'a' }, { name: 'base', row: 'a' }],
    });
    expect(why('slope')).toMatchObject({
      value: '21.666667', unit: { zh: '元/点' }, inputs: [{ name: 'pool' }, { name: 'points', rowsTotal: 3 }, { name: 'base', rowsTotal: 3 }],
      rule: { zh: '使总额恰好用完的斜率：各人员得基数 + 斜率 × 工分', en: 'the slope that spends Pool exactly: each row of Staff gets Base + Slope × Points' },
    });
  });

  test('between bounds', () => {
    const { prints, why } = sheet(solving(full), { pool: '100.00', staff: staff({ a: { points: 5, base: 10, most: 30 }, b: { points: 1, base: 0, least: 25 }, c: { points: 2, base: 5 } }) });
    expect([prints('pay'), prints('slope')]).toEqual(['30.00 25.00 45.00', '20.000000']);
    expect(why('pay', 'a').bound).toEqual({ zh: '按斜率应为 110.00，达到上限 30.00', en: '110.00 by the slope; met the upper bound 30.00' });
    expect(why('pay', 'b').bound).toEqual({ zh: '按斜率应为 20.00，补到下限 25.00', en: '20.00 by the slope; raised to the lower bound 25.00' });
    expect(why('slope').bound).toEqual({ zh: '斜率 20.000000 使 100.00 恰好用完；2 行由上限或下限决定', en: 'a slope of 20.000000 spends the 100.00 exactly; bounds decide 2 of the rows' });
    expect(why('pay', 'c').rule?.en).toBe('each row of Staff gets Base + Slope × Points, at least Least, at most Most; Slope spends Pool exactly');
  });

  test('without a base, ties by a column, among the rows that where keeps', () => {
    const { prints, why } = sheet(solving(', ties: rank, where: working'), { pool: '1.00', staff: staff({ a: { points: 1, rank: 'z' }, b: { points: 1, rank: 'y' }, c: { points: 1 }, d: { points: 9, working: 'false' } }) });
    expect(prints('pay')).toBe('0.33 0.33 0.34 0.00');
    expect(why('pay', 'a').rule?.zh).toMatch(/^各人员得斜率 × 工分/);
    expect(sheet(solving(), { pool: '0' }).prints('slope')).toBe('0.000000');
  });

  test.each<[string, string, string, Record<string, Record<string, number>>, string]>([
    ['bases above the pool', full, '9.99', { a: { base: 10 } }, 'steps.pay BASES_ABOVE_POOL'],
    ['floors above the pool', full, '9.99', { a: { points: 1, least: 10 } }, 'steps.pay BASES_ABOVE_POOL'],
    ['caps below the pool', full, '20.00', { a: { points: 1, most: 10 } }, 'steps.pay POOL_NOT_SPENT'],
    ['nothing to multiply', full, '20.00', { a: { base: 10 } }, 'steps.pay POOL_NOT_SPENT'],
    ['crossed bounds', full, '20.00', { a: { points: 1 }, b: { least: 2, most: 1 } }, 'steps.pay[b] BOUNDS_CROSSED'],
    ['a negative multiplier', full, '20.00', { a: { points: 1 }, b: { points: -1 } }, 'steps.pay[b] WEIGHT_NEGATIVE'],
  ])('refuses %s', (_what, more, pool, rows, expected) => expect(refusal(solving(more), { pool, staff: staff(rows) })).toEqual([expected]));

  test.each<[string, string, string[]]>([
    ['a pool that is no money', `solve: sum(staff.points), among: staff, times: points, ${slope}`, ['MONEY_EXPECTED']],
    ['a base that is no money', `solve: pool, among: staff, times: points, base: points, ${slope}`, ['UNIT_EXPECTED']],
    ['a multiplier that is no number', `solve: pool, among: staff, times: rank, ${slope}`, ['NUMBER_EXPECTED']],
    ['no slope', 'solve: pool, among: staff, times: points, leftover: largest-remainder', ['FIELD_MISSING']],
    ['no rows', `solve: pool, times: points, ${slope}`, ['FIELD_MISSING']],
  ])('is a fault with %s', (_what, text, codes) => expect(faults(step('pay', text)).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(codes));

  test('spends the pool to the fen between the bounds, whatever the order of the rows, and more points never bring less', () => {
    const policy = policyOf(solving(full));
    const yuan = (value: number): string => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
    const row = fc.record({ points: fc.integer({ min: 0, max: 20 }), base: fc.integer({ min: 0, max: 300 }), least: fc.integer({ min: 0, max: 300 }), room: fc.integer({ min: 500, max: 9_000 }) });
    fc.assert(fc.property(fc.integer({ min: 5_000, max: 20_000 }), fc.array(row, { maxLength: 7 }), (pool, list) => {
      const given = list.map(({ points, base, least, room }, index) => ({ number: `r${index}`, points: String(points), base: yuan(base), least: yuan(least), most: yuan(least + room) }));
      const more = { number: 'more', points: '3', base: '1.00', least: '0', most: '900.00' };
      const rows = [...given, { ...more, number: 'most', points: '4' }, more];
      const run = (people: typeof rows): Amount => evaluate(policy, { pool: yuan(pool), units: [{ unit: 'A' }], staff: people }).amounts.get('pay') as Amount;
      const [pay, turned] = [run(rows), run(rows.toReversed())];
      expect(rows.reduce((sum, { number }) => sum + moneyOf(pay, number), 0n)).toBe(BigInt(pool));
      for (const { number } of rows) expect(moneyOf(turned, number)).toBe(moneyOf(pay, number));
      for (const [index, { least, room }] of list.entries()) {
        const each = moneyOf(pay, `r${index}`);
        expect(each >= BigInt(least) && each <= BigInt(least + room)).toBe(true);
      }
      expect(moneyOf(pay, 'most') >= moneyOf(pay, 'more')).toBe(true);
    }));
    expect(solveRule.keys[0]).toBe('solve');
  });
});
