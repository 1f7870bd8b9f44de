import { describe, expect, test } from '@jest/globals';
import { sayPortion, sayUnplaced } from '../../../../server/core/policy/rules/division-words.ts';
import { formatMoney } from '../../../../server/core/money.ts';
import type { DivideStep } from '../../../../server/core/policy/policy.ts';
import { policyOf } from '../kit.ts';
import { fromFen, toFen, type Rate } from '../../../../server/core/rate.ts';
import { hospital, step } from './hospital.ts';

const division = policyOf(hospital(step('pay', 'divide: pool, among: staff, by: points, cap: most, excess: redistribute, unplaced: { id: saved, title: { zh: 余, en: Saved } }, leftover: largest-remainder')))
  .steps[0] as DivideStep;
const print = (value: Rate): string => formatMoney(toFen(value));
const said = (amount: bigint, plain: bigint, standing: { most?: string[]; least?: string[]; bound?: 'most' | 'least' }): string | undefined =>
  sayPortion(division, { share: { key: 'a', amount, exact: fromFen(0n), leftover: false }, amount, over: 0n, ...(standing.bound && { bound: standing.bound }) },
    { plain: fromFen(plain), most: standing.most ?? [], least: standing.least ?? [] }, print)?.en;

describe('a row is told', () => {
  test.each<[string, Parameters<typeof said>, string | undefined]>([
    ['nothing when nobody met a bound', [100n, 90n, {}], undefined],
    ['nothing when it received just its part', [100n, 100n, { most: ['b'] }], undefined],
    ['what came on to it', [100n, 90n, { most: ['b'], least: ['c'] }], '0.90 by weight alone; the cap was met by b and the floor was met by c; 0.10 came on to this row'],
    ['what it gave', [90n, 100n, { least: ['c'] }], '1.00 by weight alone; the floor was met by c; 0.10 less for this row'],
    ['what its cap sent on', [90n, 100n, { bound: 'most', most: ['a'] }], '1.00 by weight alone; met the cap 0.90; 0.10 went on to the others'],
    ['that it met its cap with what came', [90n, 80n, { bound: 'most', most: ['a', 'b'] }], '0.80 by weight alone; met the cap 0.90 with what others passed on'],
    ['that it was raised', [90n, 80n, { bound: 'least', least: ['a'] }], '0.80 by weight alone; raised to the floor 0.90'],
  ])('%s', (_what, given, expected) => expect(said(...given)).toBe(expected));

  test('what found no row', () => {
    expect([0n, 5n].map((fen) => sayUnplaced(fromFen(fen), print).zh)).toEqual(['已全部分到各行', '有权重的行都已达到上限，余下 0.05']);
  });
});
