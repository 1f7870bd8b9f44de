import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { allocate, compareKeys, cutToWhole, wholeWeights, type Claim } from '../../server/core/allocate.ts';
import { sumMoney, type Money } from '../../server/core/money.ts';
import { absolute, compare, one, parseRate, rate, subtract, sign } from '../../server/core/rate.ts';
import { refused, refusedCodes } from '../kit/refused.ts';

/** `{ a: '1', b: '2' }` as claims. */
const claimsOf = (weights: Record<string, string>): Claim[] =>
  Object.entries(weights).map(([key, weight]) => ({ key, weight: parseRate(weight, key) }));
const divide = (amount: Money, claims: readonly Claim[]) => allocate(amount, claims, 'largest-remainder');

describe('allocate', () => {
  test.each<[string, Money, Record<string, string>, Money[]]>([
    ['without a remainder', 100n, { a: '1', b: '3' }, [25n, 75n]],
    ['a tie goes to the smaller key', 5n, { a: '1', b: '1', c: '8' }, [1n, 0n, 4n]],
    ['whatever row it is in', 5n, { c: '8', b: '1', a: '1' }, [4n, 0n, 1n]],
    ['keys are compared as texts', 1n, { 9: '1', 10: '1' }, [0n, 1n]],
    ['the largest remainder first', 15n, { a: '80', b: '8', c: '12' }, [12n, 1n, 2n]],
    ['the exact share of the middle is kept', 14n, { a: '1', b: '2', c: '1' }, [4n, 7n, 3n]],
    ['negative amounts mirror', -5n, { a: '1', b: '1', c: '8' }, [-1n, 0n, -4n]],
    ['nothing to weight 0', 2n, { a: '0', b: '1', c: '1', d: '1' }, [0n, 1n, 1n, 0n]],
    ['weights as fractions', 100n, { a: '1/2', b: '1/3', c: '1/6' }, [50n, 33n, 17n]],
    ['weights with a common denominator', 10n, { a: '0.1', b: '0.4' }, [2n, 8n]],
    ['one takes all', 7n, { a: '0.001' }, [7n]],
    ['0 to weights', 0n, { a: '1', b: '2' }, [0n, 0n]],
    ['0 to weights of 0', 0n, { a: '0' }, [0n]],
    ['0 to nobody', 0n, {}, []],
  ])('%s', (_what, amount, weights, expected) => {
    const shares = divide(amount, claimsOf(weights));
    expect(shares.map(({ key }) => key)).toEqual(Object.keys(weights));
    expect(shares.map((share) => share.amount)).toEqual(expected);
  });

  test('tells the exact share and who received a leftover fen', () => {
    expect(divide(-5n, claimsOf({ a: '1', b: '1', c: '8' }))).toEqual([
      { key: 'a', amount: -1n, exact: rate(-1n, 2n), leftover: true },
      { key: 'b', amount: 0n, exact: rate(-1n, 2n), leftover: false },
      { key: 'c', amount: -4n, exact: rate(-4n), leftover: false },
    ]);
    expect(divide(0n, claimsOf({ a: '1' }))).toEqual([{ key: 'a', amount: 0n, exact: rate(0n), leftover: false }]);
  });

  const twice: Claim[] = [{ key: 'a', weight: one }, { key: 'a', weight: one }];
  test.each<[string, Money, Claim[], string[]]>([
    ['nobody to share', 1n, [], ['NOBODY_TO_SHARE']],
    ['nobody to bear', -1n, [], ['NOBODY_TO_SHARE']],
    ['only weights of 0', 1n, claimsOf({ a: '0', b: '0' }), ['NOTHING_TO_WEIGH']],
    ['only weights of 0, to bear', -1n, claimsOf({ a: '0' }), ['NOTHING_TO_WEIGH']],
    ['a negative weight', 1n, claimsOf({ a: '1', b: '-1' }), ['WEIGHT_NEGATIVE']],
    ['a negative weight that the others outweigh', 1n, claimsOf({ a: '5', b: '-1' }), ['WEIGHT_NEGATIVE']],
    ['a negative weight of nothing', 0n, claimsOf({ a: '-1' }), ['WEIGHT_NEGATIVE']],
    ['a key twice', 1n, twice, ['CLAIM_TWICE']],
    ['a key twice with nothing to divide', 0n, twice, ['CLAIM_TWICE']],
    ['everything at once', 1n, [...claimsOf({ a: '-1', b: '-1/3' }), { key: 'a', weight: one }],
      ['WEIGHT_NEGATIVE', 'WEIGHT_NEGATIVE', 'CLAIM_TWICE']],
  ])('refuses %s', (_what, amount, claims, codes) => {
    expect(refusedCodes(() => divide(amount, claims))).toEqual(codes);
  });

  test('says which key and weight, or which amount and how many', () => {
    const told = (run: () => unknown) => refused(run).map((fault) => [fault.at, fault.values]);
    expect(told(() => divide(1n, [...claimsOf({ b: '-1/3' }), ...twice]))).toEqual([
      ['', { key: 'b', found: '-1/3' }],
      ['', { key: 'a' }],
    ]);
    expect(told(() => divide(-150n, claimsOf({ a: '0', b: '0' })))).toEqual([['', { amount: '-1.50', count: '2' }]]);
    expect(told(() => divide(150n, []))).toEqual([['', { amount: '1.50', count: '0' }]]);
  });
});

describe('wholeWeights', () => {
  test.each<[string, Record<string, string>, bigint, bigint[]]>([
    ['nobody', {}, 1n, []],
    ['whole ones as they are', { a: '3', b: '0' }, 1n, [3n, 0n]],
    ['by the least common denominator', { a: '1/4', b: '1/6', c: '2' }, 12n, [3n, 2n, 24n]],
    ['one denominator within another', { a: '1/2', b: '1/6', c: '-1/3' }, 6n, [3n, 1n, -2n]],
  ])('%s', (_what, weights, common, expected) => {
    expect(wholeWeights(claimsOf(weights))).toEqual({ weights: expected, common });
  });
});

describe('cutToWhole', () => {
  const cut = (products: bigint[], divisor: bigint, sum: bigint) =>
    cutToWhole(['a', 'b', 'c', 'd'].slice(0, products.length), products, divisor, sum, 'largest-remainder');

  test.each<[string, bigint[], bigint, bigint, bigint[], number[]]>([
    ['whole already', [4n, -6n, 2n], 2n, 0n, [2n, -3n, 1n], []],
    ['below zero is cut down, not toward zero', [-1n, 4n], 3n, 1n, [0n, 1n], [0]],
    ['some above and some below', [4n, -4n, 0n], 3n, 0n, [1n, -1n, 0n], [1]],
    ['two left over', [-4n, 5n, -1n], 3n, 0n, [-1n, 2n, -1n], [0, 1]],
    ['a tie goes to the smaller key', [-1n, 1n], 2n, 0n, [0n, 0n], [0]],
    ['nobody', [], 2n, 0n, [], []],
  ])('%s', (_what, products, divisor, sum, wholes, leftover) => {
    expect(cut(products, divisor, sum)).toEqual({ wholes, leftover: new Set(leftover) });
  });

  test('adds up, within one of each fraction', () => {
    const product = fc.bigInt({ min: -30n, max: 30n });
    fc.assert(fc.property(fc.array(product, { maxLength: 3 }), fc.bigInt({ min: 1n, max: 7n }), (drawn, divisor) => {
      const products = [...drawn, -sumMoney(drawn) % divisor];
      const sum = sumMoney(products) / divisor;
      const { wholes, leftover } = cut(products, divisor, sum);
      expect(sumMoney(wholes)).toBe(sum);
      wholes.forEach((whole, index) => {
        const over = whole * divisor - (products[index] as bigint);
        expect(over > -divisor && over < divisor).toBe(true);
        expect(over > 0n).toBe(leftover.has(index));
      });
    }));
  });
});

describe('compareKeys', () => {
  test.each([
    ['a', 'b', -1],
    ['a', 'aa', -1],
    ['10', '9', -1],
    ['Z', 'a', -1],
    ['a', 'a', 0],
    ['', 'a', -1],
    ['医', '院', -1],
    ['\u{FF21}', '\u{20000}', -1],
    ['\u{D7FF}', '\u{20000}', -1],
    ['\u{D7FF}', '\u{E000}', -1],
    ['\u{E000}', '\u{10000}', -1],
    ['\u{E001}', '\u{10000}', -1],
    ['\u{20000}', '\u{20001}', -1],
  ])('%s and %s by code point', (a, b, expected) => {
    expect(Math.sign(compareKeys(a, b))).toBe(expected);
    expect(Math.sign(compareKeys(b, a))).toBe(expected === 0 ? 0 : -expected);
  });

  test('is the order of UTF-8 bytes', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
      expect(Math.sign(compareKeys(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }));
  });
});

describe('properties', () => {
  // Small weights and amounts, so that ties and weights of 0 are frequent.
  const weight = fc.tuple(fc.bigInt({ min: 0n, max: 4n }), fc.bigInt({ min: 1n, max: 3n })).map(([n, d]) => rate(n, d));
  const claims = fc
    .uniqueArray(fc.record({ key: fc.string({ minLength: 1, maxLength: 2 }), weight }), {
      selector: ({ key }) => key, minLength: 1, maxLength: 7,
    })
    .filter((drawn) => drawn.some((claim) => sign(claim.weight) > 0));
  const amount = fc.bigInt({ min: -60n, max: 60n });

  test('adds up, keeps the sign, gives nothing to weight 0', () => {
    fc.assert(fc.property(amount, claims, (whole, drawn) => {
      const shares = divide(whole, drawn);
      expect(sumMoney(shares.map((share) => share.amount))).toBe(whole);
      shares.forEach((share, i) => {
        expect(whole < 0n ? share.amount <= 0n : share.amount >= 0n).toBe(true);
        if (sign((drawn[i] as Claim).weight) === 0) expect([share.amount, share.leftover]).toEqual([0n, false]);
      });
    }));
  });

  test('is less than one fen from the exact share, rounded up just where a leftover fen came', () => {
    fc.assert(fc.property(amount, claims, (whole, drawn) => {
      for (const share of divide(whole, drawn)) {
        const given = rate(share.amount);
        expect(compare(absolute(subtract(given, share.exact)), one)).toBe(-1);
        expect(compare(absolute(given), absolute(share.exact)) > 0).toBe(share.leftover);
      }
    }));
  });

  test('the order of rows is irrelevant', () => {
    const shuffled = claims.chain((drawn) =>
      fc.tuple(fc.constant(drawn), fc.shuffledSubarray(drawn, { minLength: drawn.length, maxLength: drawn.length })));
    fc.assert(fc.property(amount, shuffled, (whole, [drawn, other]) => {
      const byKey = new Map(divide(whole, other).map((share) => [share.key, share]));
      expect(drawn.map(({ key }) => byKey.get(key))).toEqual(divide(whole, drawn));
    }));
  });

  test('who weighs more never receives less, and on equal weights the smaller key never receives less', () => {
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 60n }), claims, (whole, drawn) => {
      const received = new Map(divide(whole, drawn).map((share) => [share.key, share.amount]));
      const ordered = drawn.toSorted((a, b) => compare(b.weight, a.weight) || compareKeys(a.key, b.key));
      const amounts = ordered.map(({ key }) => received.get(key) as Money);
      expect(amounts.every((mine, i) => i === 0 || mine <= (amounts[i - 1] as Money))).toBe(true);
    }));
  });

  test('a negative amount is the mirror image, and weights count only in proportion', () => {
    fc.assert(fc.property(amount, claims, fc.bigInt({ min: 1n, max: 9n }), (whole, drawn, factor) => {
      const amounts = divide(whole, drawn).map((share) => share.amount);
      expect(divide(-whole, drawn).map((share) => -share.amount)).toEqual(amounts);
      const scaled = drawn.map(({ key, weight: { n, d } }) => ({ key, weight: rate(n * factor, d * 7n) }));
      expect(divide(whole, scaled).map((share) => share.amount)).toEqual(amounts);
    }));
  });
});
