import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { add, compare, multiply, rate, roundTo, subtract, type Rate } from '../../server/core/rate.ts';
import {
  addAll, allWithin, chooseAll, compareAll, divideAll, multiplyAll, packed, packedWholes, picked, repeated, roundAll, subtractAll, unpacked, type Rates,
} from '../../server/core/rates.ts';

const fen = rate(1n, 100n);
const tooLong = rate(2n ** 60n);
const number = fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(1, 2, 3, 7, 10, 100)).map(([n, d]) => rate(BigInt(n), BigInt(d)));
const column = fc.array(number, { minLength: 3, maxLength: 3 });

function pack(...rates: Rate[]): Rates {
  return packed(rates) as Rates;
}

function list(rates: Rates | undefined): Rate[] | undefined {
  return rates && unpacked(rates);
}

describe('many numbers at once', () => {
  test.each([
    ['sums', addAll, add],
    ['differences', subtractAll, subtract],
    ['products', multiplyAll, multiply],
  ] as const)('%s are those of each number', (_name, all, one) => {
    fc.assert(fc.property(column, column, (a, b) => {
      expect(list(all(pack(...a), pack(...b)))).toEqual(a.map((each, index) => one(each, b[index] as Rate)));
    }));
  });

  test('rounding is that of each number', () => {
    const steps = [fen, rate(1n), rate(3n, 2n), rate(50n)];
    fc.assert(fc.property(column, fc.constantFrom(...steps), fc.constantFrom('half-away', 'down'), (a, step, mode) => {
      expect(list(roundAll(pack(...a), step, mode))).toEqual(a.map((each) => roundTo(each, step, mode)));
    }));
  });

  test('the order, and the choice by it, are those of each number', () => {
    fc.assert(fc.property(column, column, (a, b) => {
      const [left, right] = [pack(...a), pack(...b)];
      const less = compareAll(left, right, (order) => order < 0);
      expect([...(less ?? [])]).toEqual(a.map((each, index) => (compare(each, b[index] as Rate) < 0 ? 1 : 0)));
      expect(list(chooseAll(less as Uint8Array, left, right))).toEqual(a.map((each, index) => (compare(each, b[index] as Rate) < 0 ? each : b[index])));
    }));
  });

  test('a number stays what it is when it is packed, also over a long denominator', () => {
    const long = rate(1n, 2n ** 40n);
    expect(list(pack(rate(1n, 3n), rate(-1n, 4n), rate(0n)))).toEqual([rate(1n, 3n), rate(-1n, 4n), rate(0n)]);
    expect(list(pack(long, rate(6n, 2n ** 40n)))).toEqual([long, rate(6n, 2n ** 40n)]);
    expect(list(repeated(rate(5n, 2n), 2))).toEqual([rate(5n, 2n), rate(5n, 2n)]);
    expect(list(packedWholes([1n, 250n], fen))).toEqual([fen, rate(5n, 2n)]);
    expect(list(picked(pack(rate(1n), rate(2n)), [1, 1, 0]))).toEqual([rate(2n), rate(2n), rate(1n)]);
  });

  test('a divisor is one number above 0 for all', () => {
    const ten = pack(rate(10n), rate(-10n));
    expect(list(divideAll(ten, pack(rate(4n, 3n), rate(4n, 3n))))).toEqual([rate(15n, 2n), rate(-15n, 2n)]);
    expect(divideAll(ten, pack(rate(1n), rate(2n)))).toBeUndefined();
    expect(divideAll(ten, pack(rate(0n), rate(0n)))).toBeUndefined();
    expect(divideAll(pack(), pack())).toBeUndefined();
  });

  test('what would not be exact is not given', () => {
    const near = pack(rate(2n ** 52n));
    expect(packed([tooLong])).toBeUndefined();
    expect(packed([rate(1n, 2n ** 60n)])).toBeUndefined();
    expect(packed([rate(1n, 94_906_267n), rate(1n, 94_906_277n)])).toBeUndefined();
    expect(repeated(rate(1n, 2n ** 60n), 1)).toBeUndefined();
    expect(addAll(near, near)).toBeUndefined();
    expect(addAll(near, pack(fen))).toBeUndefined();
    expect(multiplyAll(near, pack(rate(4n)))).toBeUndefined();
    expect(roundAll(near, rate(1n, 7n), 'half-away')).toBeUndefined();
    expect(roundAll(pack(rate(1n, 3n)), rate(2n ** 52n), 'half-away')).toBeUndefined();
    expect(roundAll(pack(rate(1n, 3n)), fen, 'half-even')).toBeUndefined();
  });

  test('all within a limit', () => {
    expect(allWithin(pack(rate(9n), rate(-9n)), 10)).toBe(true);
    expect(allWithin(pack(rate(9n), rate(-10n)), 10)).toBe(false);
    expect(allWithin(pack(rate(1n, 100n)), 10 ** 15)).toBe(true);
  });
});
