import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate } from '../../server/core/allocate.ts';
import { fill, type BoundedClaim, type Filling } from '../../server/core/fill.ts';
import type { Money } from '../../server/core/money.ts';
import { add, compare, multiply, rate, zero, type Rate } from '../../server/core/rate.ts';
import { refused } from './policy/kit.ts';

type Row = [weight: string | number, bounds?: { base?: number; least?: number; most?: number }];

const fraction = (text: string | number): Rate => {
  const [n, d = '1'] = String(text).split('/') as [string, string?];
  return rate(BigInt(n), BigInt(d));
};
const claim = ([weight, bounds = {}]: Row, index: number): BoundedClaim => ({
  key: String.fromCharCode(97 + index),
  weight: fraction(weight),
  ...Object.fromEntries(Object.entries(bounds).map(([key, value]) => [key, BigInt(value)])),
});

function filled(amount: Money, claims: readonly BoundedClaim[]): Filling {
  const filling = fill(amount, claims, 'largest-remainder');
  if ('missing' in filling) throw new Error(`missing ${filling.missing}`);
  return filling;
}
const shares = (amount: number, rows: Row[]): string => {
  const { shares: given, unplaced } = filled(BigInt(amount), rows.map(claim));
  return [...given.map(({ amount: each, bound }) => `${each}${bound === undefined ? '' : ` ${bound}`}`), ...(unplaced === 0n ? [] : [`left ${unplaced}`])].join(', ');
};

describe('what a bound takes or gives is borne by the others', () => {
  test.each<[string, number, Row[], string]>([
    ['no bounds: by weight', 100, [[1], [3]], '25, 75'],
    ['a cap passes on by weight', 100, [[2, { most: 30 }], [1], [1]], '30 most, 35, 35'],
    ['what is passed on meets the next cap', 100, [[2, { most: 30 }], [1, { most: 32 }], [1]], '30 most, 32 most, 38'],
    ['a cap that is met exactly decides nothing', 100, [[1, { most: 50 }], [1]], '50, 50'],
    ['a cap of 0', 100, [[5, { most: 0 }], [1]], '0 most, 100'],
    ['all caps met leaves something', 100, [[1, { most: 30 }], [1, { most: 20 }]], '30 most, 20 most, left 50'],
    ['a floor is borne by the others', 100, [[1, { least: 40 }], [3], [6]], '40 least, 20, 40'],
    ['a floor below the share does nothing', 100, [[1, { least: 10 }], [1]], '50, 50'],
    ['a floor without a weight', 100, [[0, { least: 10 }], [1], [0]], '10 least, 90, 0'],
    ['floors that take all', 100, [[1, { least: 60 }], [2, { least: 40 }]], '60 least, 40 least'],
    ['a floor that is a cap too', 100, [[1, { least: 30, most: 30 }], [1]], '30 least, 70'],
    ['floor and cap at once', 100, [[8, { most: 50 }], [1, { least: 30 }], [1]], '50 most, 30 least, 20'],
    ['a row rises above its floor and meets its cap', 100, [[1, { least: 5, most: 10 }], [1, { least: 20, most: 25 }], [1]], '10 most, 25 most, 65'],
    ['nobody but floors', 10, [[0, { least: 4 }], [0, { least: 2 }]], '4 least, 2 least, left 4'],
    ['nobody at all', 7, [], 'left 7'],
    ['nothing for nobody', 0, [], ''],
    ['a base, and the rest by weight', 100, [[1, { base: 20 }], [3, { base: 40 }]], '30, 70'],
    ['a base above the cap', 100, [[1, { base: 50, most: 40 }], [1, { base: 10 }]], '40 most, 60'],
    ['a base above the cap, without a weight', 100, [[0, { base: 50, most: 40 }], [1]], '40 most, 60'],
    ['a base at the cap', 100, [[1, { base: 40, most: 40 }], [0, { base: 9, most: 9 }], [1]], '40 most, 9, 51'],
    ['a base that is owed', 30, [[1, { base: -20 }], [1]], '5, 25'],
    ['a base below the floor', 30, [[1, { base: -20, least: 0 }], [1]], '5, 25'],
    ['odd fen to the largest remainders', 100, [[1, { most: 10 }], [1], [1], [1], [1], [1], [1], [1]], '10 most, 13, 13, 13, 13, 13, 13, 12'],
    ['a cap holds after rounding', 11, [['1/3', { most: 3 }], ['1/3'], ['1/3']], '3 most, 4, 4'],
    ['fractions of weights', 100, [['1/2', { most: 20 }], ['1/3'], ['1/6']], '20 most, 53, 27'],
  ])('%s', (_what, amount, rows, expected) => expect(shares(amount, rows)).toBe(expected));

  test('what is missing to the bases and floors', () => {
    expect(fill(10n, [claim([1, { least: 6 }], 0), claim([1, { base: 5 }], 1)], 'largest-remainder')).toEqual({ missing: 1n });
    expect(fill(-1n, [claim([1], 0)], 'largest-remainder')).toEqual({ missing: 1n });
  });

  test('the slope, in fen per weight', () => {
    expect(filled(100n, [[2, { most: 30 }], [1], [1]].map((row, index) => claim(row as Row, index))).slope).toEqual(rate(35n));
    expect(filled(100n, [claim(['1/2'], 0), claim(['1/3'], 1)]).slope).toEqual(rate(120n));
    expect(filled(5n, [claim([1, { most: 5 }], 0)]).slope).toEqual(rate(5n));
    expect(filled(6n, [claim([1, { most: 5 }], 0)]).slope).toEqual(zero);
  });

  test('weights beyond floating point are compared exactly', () => {
    const huge = 10n ** 400n;
    const given = filled(100n, [{ key: 'a', weight: rate(huge), most: 30n }, { key: 'b', weight: rate(huge + 1n), most: 30n }, { key: 'c', weight: rate(huge), most: 45n }, { key: 'd', weight: rate(1n) }]);
    expect(given.shares.map(({ amount }) => amount)).toEqual([30n, 30n, 40n, 0n]);
    const near = filled(61n, [{ key: 'a', weight: rate(10n ** 18n), most: 30n }, { key: 'b', weight: rate(10n ** 18n + 1n), most: 30n }, { key: 'c', weight: rate(1n) }]);
    expect(near.shares.map(({ amount }) => amount)).toEqual([30n, 30n, 1n]);
  });

  test('negative weights and a key twice are refused', () => {
    expect(refused(() => fill(1n, [claim([-1], 0)], 'largest-remainder'))).toEqual([' WEIGHT_NEGATIVE']);
    expect(refused(() => fill(1n, [claim([1], 0), claim([1], 0)], 'largest-remainder'))).toEqual([' CLAIM_TWICE']);
  });
});

const bounded = fc.record({
  weight: fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 6 })).map(([n, d]) => rate(BigInt(n), BigInt(d))),
  base: fc.option(fc.bigInt({ min: -50n, max: 100n }), { nil: undefined }),
  least: fc.option(fc.bigInt({ min: 0n, max: 80n }), { nil: undefined }),
  room: fc.option(fc.bigInt({ min: 0n, max: 200n }), { nil: undefined }),
}).map(({ weight, base, least, room }): Omit<BoundedClaim, 'key'> => ({
  weight, ...(base !== undefined && { base }), ...(least !== undefined && { least }), ...(room !== undefined && { most: (least ?? 0n) + room }),
}));
const claims = fc.array(bounded, { maxLength: 9 }).map((rows) => rows.map((row, index): BoundedClaim => ({ ...row, key: `r${index}` })));
const amounts = fc.bigInt({ min: 0n, max: 2_000n });

const many = process.env['FULL'] === '1' ? 100_000 : 5_000;

test(`among ${many} rows, each with a cap of its own, just those beyond the level meet it`, () => {
  const rows = Array.from({ length: many }, (_, index): BoundedClaim => ({ key: `r${index}`, weight: rate(BigInt(1 + (index * 7919) % 500), 10n), most: BigInt(1 + (index * 104_729) % 60_000) }));
  const caps = rows.reduce((sum, { most = 0n }) => sum + most, 0n);
  for (const amount of [caps / 3n, caps - 1n, caps, caps + 5n]) {
    const { shares: given, unplaced, slope } = filled(amount, rows);
    expect(given.reduce((sum, each) => sum + each.amount, unplaced)).toBe(amount);
    expect(unplaced).toBe(amount > caps ? amount - caps : 0n);
    const wrong = given.filter(({ amount: each, bound }, index) => {
      const { most = 0n, weight } = rows[index] as BoundedClaim;
      const open = compare(multiply(slope, weight), rate(most));
      return each > most || (bound === 'most') !== (unplaced > 0n || open > 0);
    });
    expect(wrong).toEqual([]);
  }
});

describe('properties', () => {
  test('shares and what is left are the amount; no share is below its least or above its most', () => {
    fc.assert(fc.property(amounts, claims, (amount, rows) => {
      const filling = fill(amount, rows, 'largest-remainder');
      if ('missing' in filling) return;
      expect(filling.shares.reduce((total, share) => total + share.amount, filling.unplaced)).toBe(amount);
      for (const [index, { amount: given }] of filling.shares.entries()) {
        const { least, most } = rows[index] as BoundedClaim;
        if (least !== undefined) expect(given).toBeGreaterThanOrEqual(least);
        if (most !== undefined) expect(given).toBeLessThanOrEqual(most);
      }
    }), { numRuns: 500 });
  });

  test('every exact share is base + slope × weight between its bounds, and the fen are within one of it', () => {
    fc.assert(fc.property(amounts, claims, (amount, rows) => {
      const filling = fill(amount, rows, 'largest-remainder');
      if ('missing' in filling) {
        const least = rows.reduce((sum, { base = 0n, least: low, most }) => sum + (most !== undefined && base > most ? most : low !== undefined && base < low ? low : base), 0n);
        expect(least - amount).toBe(filling.missing);
        return;
      }
      if (filling.unplaced > 0n) for (const [index, { amount: given }] of filling.shares.entries()) {
        const { weight, most } = rows[index] as BoundedClaim;
        if (compare(weight, zero) > 0) expect(given).toBe(most);
      }
      for (const [index, share] of filling.shares.entries()) {
        const { weight, base = 0n, least, most } = rows[index] as BoundedClaim;
        if (filling.unplaced === 0n) {
          let exact = add(rate(base), multiply(filling.slope, weight));
          if (least !== undefined && compare(exact, rate(least)) < 0) exact = rate(least);
          if (most !== undefined && compare(exact, rate(most)) > 0) exact = rate(most);
          expect(share.exact).toEqual(exact);
        }
        const cut = add(rate(share.amount), { n: -share.exact.n, d: share.exact.d });
        expect(compare(cut, rate(-1n)) > 0 && compare(cut, rate(1n)) < 0).toBe(true);
        expect(compare(cut, zero) > 0).toBe(share.leftover);
      }
    }), { numRuns: 500 });
  });

  test('the order of the rows changes nothing', () => {
    fc.assert(fc.property(amounts, claims, fc.infiniteStream(fc.nat()), (amount, rows, order) => {
      const mixed = rows.map((row) => ({ row, at: order.next().value as number })).toSorted((a, b) => a.at - b.at).map(({ row }) => row);
      const byKey = (filling: ReturnType<typeof fill>): unknown =>
        ('missing' in filling ? filling : [...filling.shares].toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, amount: given, bound, leftover }) => ({ key, given, bound, leftover })));
      expect(byKey(fill(amount, mixed, 'largest-remainder'))).toEqual(byKey(fill(amount, rows, 'largest-remainder')));
    }));
  });

  test('who weighs more, between the same bounds, never receives less', () => {
    fc.assert(fc.property(amounts, claims, bounded, fc.bigInt({ min: 1n, max: 20n }), (amount, rows, one, more) => {
      const heavier = { ...one, weight: add(one.weight, rate(more)) };
      const filling = fill(amount, [{ ...one, key: 'light' }, { ...heavier, key: 'heavy' }, ...rows], 'largest-remainder');
      if ('missing' in filling) return;
      const [light, heavy] = filling.shares.map((share) => share.amount) as [Money, Money];
      expect(heavy >= light).toBe(true);
    }));
  });

  test('without bounds it is a plain allocation', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 9 }).filter((list) => list.some((weight) => weight > 0));
    fc.assert(fc.property(amounts, weights, (amount, list) => {
      const rows = list.map((weight, index) => ({ key: `r${index}`, weight: rate(BigInt(weight)) }));
      const plain = allocate(amount, rows, 'largest-remainder').map(({ key, amount: given }) => ({ key, given }));
      expect(filled(amount, rows).shares.map(({ key, amount: given }) => ({ key, given }))).toEqual(plain);
    }));
  });
});
