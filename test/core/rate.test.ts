import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  absolute, add, compare, divide, equal, formatPercent, formatRate, fromFen, isWhole, isZero, multiply, negate, one,
  parseRate, power, rate, roundPlaces, roundTo, sign, subtract, toFen, zero, type Rate, type RoundingMode,
} from '../../server/core/rate.ts';
import { say } from '../../server/core/refusal.ts';
import { refused, refusedCodes } from '../kit/refused.ts';

const of = (text: string): Rate => parseRate(text, 'x');
const modes: RoundingMode[] = ['half-away', 'half-even', 'half-up', 'half-down', 'up', 'down', 'ceiling', 'floor'];

describe('rate', () => {
  test.each([
    [6n, 4n, { n: 3n, d: 2n }],
    [-6n, 4n, { n: -3n, d: 2n }],
    [6n, -4n, { n: -3n, d: 2n }],
    [-6n, -4n, { n: 3n, d: 2n }],
    [0n, -7n, { n: 0n, d: 1n }],
    [7n, 1n, { n: 7n, d: 1n }],
    [7n, -1n, { n: -7n, d: 1n }],
    [6n * 10n ** 40n, 4n * 10n ** 40n, { n: 3n, d: 2n }],
    [-(10n ** 16n), 10n ** 16n + 1n, { n: -(10n ** 16n), d: 10n ** 16n + 1n }],
    [3n, 9n * 10n ** 20n, { n: 1n, d: 3n * 10n ** 20n }],
  ])('%s over %s is in lowest terms', (n, d, expected) => {
    expect(rate(n, d)).toEqual(expected);
  });

  test('a whole number needs no denominator', () => {
    expect(rate(5n)).toEqual({ n: 5n, d: 1n });
    expect([zero, one]).toEqual([rate(0n), rate(1n)]);
  });

  test('refuses a denominator of 0', () => {
    expect(refusedCodes(() => rate(1n, 0n))).toEqual(['DIVISION_BY_ZERO']);
  });
});

describe('parseRate', () => {
  test.each([
    ['10%', 1n, 10n],
    ['0.10', 1n, 10n],
    ['1/10', 1n, 10n],
    ['-3', -3n, 1n],
    ['-0.5%', -1n, 200n],
    ['-2/4', -1n, 2n],
    ['0', 0n, 1n],
    ['-0', 0n, 1n],
    ['690.00', 690n, 1n],
    ['123456789012345678901234567890', 123456789012345678901234567890n, 1n],
  ])('reads "%s"', (text, n, d) => {
    expect(parseRate(text, 'x')).toEqual({ n, d });
  });

  test.each([
    ['', 'NUMBER_EMPTY'],
    ['１０％', 'NUMBER_FULL_WIDTH'],
    ['一成', 'NUMBER_CHINESE'],
    ['1e5', 'NUMBER_EXPONENT'],
    ['1,234.5', 'NUMBER_THOUSANDS'],
    ['-1,234%', 'NUMBER_THOUSANDS'],
    ['1,234.56', 'NUMBER_THOUSANDS'],
    ['x1,234', 'NUMBER_UNREADABLE'],
    ['1,234x', 'NUMBER_UNREADABLE'],
    ['1234567890123456789012345678901', 'NUMBER_DIGITS'],
    ['1/123456789012345678901234567890', 'NUMBER_DIGITS'],
    ['1/0', 'RATE_OVER_ZERO'],
    ['0/00', 'RATE_OVER_ZERO'],
    ['1/-2', 'NUMBER_UNREADABLE'],
    ['1/2/3', 'NUMBER_UNREADABLE'],
    ['1/2%', 'NUMBER_UNREADABLE'],
    ['0.5/2', 'NUMBER_UNREADABLE'],
    ['10%%', 'NUMBER_UNREADABLE'],
    ['+1', 'NUMBER_UNREADABLE'],
    ['.5', 'NUMBER_UNREADABLE'],
    ['5.', 'NUMBER_UNREADABLE'],
    ['1 %', 'NUMBER_UNREADABLE'],
    ['1\n', 'NUMBER_UNREADABLE'],
    ['ten', 'NUMBER_UNREADABLE'],
    ['9:1', 'NUMBER_UNREADABLE'],
  ])('refuses "%s": %s', (text, code) => {
    expect(refusedCodes(() => parseRate(text, 'x'))).toEqual([code]);
  });
});

describe('arithmetic', () => {
  test.each([
    ['add', add, '1/3', '1/6', '1/2'],
    ['add', add, '1/3', '-1/3', '0'],
    ['subtract', subtract, '0.3', '0.1', '0.2'],
    ['multiply', multiply, '2/3', '-3/4', '-1/2'],
    ['divide', divide, '1', '-3', '-1/3'],
    ['divide', divide, '0', '5', '0'],
    ['power', power, '2/3', '3', '8/27'],
    ['power', power, '-2', '-3', '-1/8'],
    ['power', power, '-2/3', '-2', '9/4'],
    ['power', power, '7', '0', '1'],
    ['power', power, '0', '0', '1'],
    ['power', power, '0', '5', '0'],
    ['power', power, '1', '1000', '1'],
  ])('%s: %#', (_name, operation, a, b, expected) => {
    expect(operation(of(a), of(b))).toEqual(of(expected));
  });

  test.each([
    ['divide by 0', () => divide(of('1/3'), zero), 'DIVISION_BY_ZERO'],
    ['0 to a negative power', () => power(zero, of('-1')), 'DIVISION_BY_ZERO'],
    ['a broken exponent', () => power(of('4'), of('1/2')), 'EXPONENT_NOT_ALLOWED'],
    ['an exponent above 1000', () => power(one, of('1001')), 'EXPONENT_NOT_ALLOWED'],
    ['an exponent below -1000', () => power(one, of('-1001')), 'EXPONENT_NOT_ALLOWED'],
    ['a power with too many digits', () => power(power(of('10'), of('999')), of('11')), 'POWER_TOO_LARGE'],
    ['a fraction with too many digits', () => power(of('1/10'), of('5001')), 'EXPONENT_NOT_ALLOWED'],
    ['a small fraction to a large power', () => power(of('0.00000000001'), of('1000')), 'POWER_TOO_LARGE'],
  ])('refuses %s', (_what, run, code) => {
    expect(refusedCodes(run)).toEqual([code]);
  });

  test('raises up to 10,000 digits', () => {
    expect(formatRate(power(of('1234567890'), of('1000'))).length).toBeLessThanOrEqual(10_000);
  });

  test.each([
    ['1/3', '1/2', -1],
    ['-1/3', '-1/2', 1],
    ['2/4', '50%', 0],
  ])('compares %s with %s', (a, b, expected) => {
    expect(compare(of(a), of(b))).toBe(expected);
    expect(equal(of(a), of(b))).toBe(expected === 0);
  });

  test('equal looks at both parts', () => {
    expect(equal(of('1/2'), of('1/3'))).toBe(false);
    expect(equal(of('1/3'), of('2/3'))).toBe(false);
  });

  test('sign, zero, whole, negative, absolute', () => {
    expect([of('-1/2'), zero, of('3')].map(sign)).toEqual([-1, 0, 1]);
    expect([of('-1/2'), zero, of('3')].map(isZero)).toEqual([false, true, false]);
    expect([of('-1/2'), zero, of('3')].map(isWhole)).toEqual([false, true, true]);
    expect(negate(of('1/2'))).toEqual(of('-1/2'));
    expect([of('-1/2'), of('1/2')].map(absolute)).toEqual([of('1/2'), of('1/2')]);
  });
});

describe('rounding', () => {
  test.each([
    // value     away  even  up    down  up    down  ceil  floor
    ['2.5', ['3', '2', '3', '2', '3', '2', '3', '2']],
    ['-2.5', ['-3', '-2', '-3', '-2', '-3', '-2', '-2', '-3']],
    ['3.5', ['4', '4', '4', '3', '4', '3', '4', '3']],
    ['-3.5', ['-4', '-4', '-4', '-3', '-4', '-3', '-3', '-4']],
    ['2.4', ['2', '2', '2', '2', '3', '2', '3', '2']],
    ['-2.4', ['-2', '-2', '-2', '-2', '-3', '-2', '-2', '-3']],
    ['2.6', ['3', '3', '3', '3', '3', '2', '3', '2']],
    ['-2.6', ['-3', '-3', '-3', '-3', '-3', '-2', '-2', '-3']],
    ['0.5', ['1', '0', '1', '0', '1', '0', '1', '0']],
    ['-0.5', ['-1', '0', '-1', '0', '-1', '0', '0', '-1']],
    ['1/3', ['0', '0', '0', '0', '1', '0', '1', '0']],
    ['7', ['7', '7', '7', '7', '7', '7', '7', '7']],
  ])('%s in every mode', (value, expected) => {
    expect(modes.map((mode) => formatRate(roundPlaces(of(value), 0, mode)))).toEqual(expected);
    expect(modes.map((mode) => formatRate(roundTo(of(value), one, mode)))).toEqual(expected);
    expect(modes.map((mode) => String(toFen(divide(of(value), of('100')), mode)))).toEqual(expected);
  });

  test.each([
    ['7', '5', '5'],
    ['7.5', '5', '10'],
    ['-7.5', '5', '-10'],
    ['0.125', '0.05', '0.15'],
    ['1', '2/3', '4/3'],
  ])('%s to a multiple of %s', (value, step, expected) => {
    expect(roundTo(of(value), of(step), 'half-away')).toEqual(of(expected));
  });

  test.each([
    ['44.86956', 4, '44.8696'],
    ['1250', -2, '1300'],
    ['-1250', -2, '-1300'],
    ['1249', -2, '1200'],
    ['0.005', 2, '0.01'],
    ['0.5', 1000, '0.5'],
    ['0.5', -1000, '0'],
  ])('%s to %s places', (value, places, expected) => {
    expect(roundPlaces(of(value), places, 'half-away')).toEqual(of(expected));
  });

  test.each([
    ['a step of 0', () => roundTo(one, zero, 'up'), 'ROUNDING_STEP_NOT_POSITIVE'],
    ['a step below 0', () => roundTo(one, of('-1'), 'up'), 'ROUNDING_STEP_NOT_POSITIVE'],
    ['broken places', () => roundPlaces(one, 0.5, 'up'), 'PLACES_NOT_ALLOWED'],
    ['too many places', () => roundPlaces(one, 1001, 'up'), 'PLACES_NOT_ALLOWED'],
    ['too few places', () => roundPlaces(one, -1001, 'up'), 'PLACES_NOT_ALLOWED'],
  ])('refuses %s', (_what, run, code) => {
    expect(refusedCodes(run)).toEqual([code]);
  });

  test('fen and yuan', () => {
    expect(toFen(of('12.345'))).toBe(1235n);
    expect(toFen(of('-12.345'))).toBe(-1235n);
    expect(toFen(of('12.345'), 'half-even')).toBe(1234n);
    expect(fromFen(-1235n)).toEqual(of('-12.35'));
  });
});

describe('printing', () => {
  test.each([
    ['1/10', undefined, '0.1', '10%'],
    ['-1/8', undefined, '-0.125', '-12.5%'],
    ['1/3', undefined, '1/3', '100/3%'],
    ['-1/6', undefined, '-1/6', '-50/3%'],
    ['1/3', 2, '0.33', '33.33%'],
    ['2/3', 0, '1', '67%'],
    ['5/2', 0, '3', '250%'],
    ['-5/2', 0, '-3', '-250%'],
    ['-1/1000', 2, '0.00', '-0.10%'],
    ['1000', undefined, '1000', '100000%'],
    ['1/3', 4, '0.3333', '33.3333%'],
    ['0', 2, '0.00', '0.00%'],
  ])('%s with %s places', (value, places, plain, percent) => {
    expect(formatRate(of(value), places)).toBe(plain);
    expect(formatPercent(of(value), places)).toBe(percent);
  });

  test('prints decimals longer than any that can be asked for', () => {
    const tiny = power(of('1/2'), of('1000'));
    expect(formatRate(multiply(tiny, tiny))).toHaveLength(2002);
  });

  test.each([[-1], [1.5], [1001]])('refuses %s places', (places) => {
    expect(refusedCodes(() => formatRate(one, places))).toEqual(['PLACES_NOT_ALLOWED']);
  });
});

describe('a refusal says what is wrong and where', () => {
  test.each<[() => unknown, string, string]>([
    [() => rate(7n, 0n), '', '7 divided by 0 has no result; the divisor must not be 0.'],
    [() => divide(of('-1/3'), zero), '', '-1/3 divided by 0 has no result; the divisor must not be 0.'],
    [() => parseRate('', 'share'), 'share', 'share is empty; a number such as 12.50 is expected.'],
    [() => parseRate('1,234.5', 'share'), 'share', 'share is "1,234.5"; no thousands commas are written here: write "1234.5".'],
    [() => parseRate('1,234,567', 'share'), 'share', 'share is "1,234,567"; no thousands commas are written here: write "1234567".'],
    [() => parseRate('ten', 'share'), 'share', 'share is "ten", which is not a number; 0.10 / 10% / 1/10 is how one is written.'],
    [() => parseRate(`-${'1'.repeat(31)}`, 'share'), 'share', `share is "-${'1'.repeat(31)}", which has 31 digits; at most 30 are allowed.`],
    [() => parseRate('1/0', 'share'), 'share', 'share is "1/0"; the number under the stroke must not be 0.'],
    [() => power(one, of('-1001')), '', 'The exponent is -1001; only a whole number from -1000 to 1000 is allowed.'],
    [() => power(of('12345678901'), of('1000')), '', 'The power has more than 10000 digits; make the base or the exponent 1000 smaller.'],
    [() => roundTo(one, of('-1/2'), 'up'), '', 'The step to round to is -0.5; it must be greater than 0, such as 0.01.'],
    [() => roundPlaces(one, 1.5, 'up'), '', 'The number of decimal places is 1.5; only a whole number from -1000 to 1000 is allowed.'],
    [() => formatRate(one, -1), '', 'The number of decimal places is -1; only a whole number from 0 to 1000 is allowed.'],
  ])('%#', (run, at, sentence) => {
    expect(refused(run).map((fault) => [fault.at, say(fault, 'en')])).toEqual([[at, sentence]]);
  });
});

describe('properties', () => {
  const some = fc.tuple(fc.bigInt({ min: -50n, max: 50n }), fc.bigInt({ min: 1n, max: 20n })).map(([n, d]) => rate(n, d));

  test('a field: sums and products in any order, each undone by its opposite', () => {
    fc.assert(fc.property(some, some, some, (a, b, c) => {
      expect(add(a, b)).toEqual(add(b, a));
      expect(multiply(a, add(b, c))).toEqual(add(multiply(a, b), multiply(a, c)));
      expect(subtract(add(a, b), b)).toEqual(a);
      if (!isZero(b)) expect(divide(multiply(a, b), b)).toEqual(a);
    }));
  });

  test('every result is in lowest terms', () => {
    fc.assert(fc.property(some, some, (a, b) => {
      for (const result of [add(a, b), multiply(a, b), negate(a), absolute(a), roundTo(a, rate(2n, 3n), 'floor')]) {
        expect(rate(result.n, result.d)).toEqual(result);
        expect(result.d > 0n).toBe(true);
      }
    }));
  });

  test('a rounded value is a multiple of the step, less than one step away, at most half for the half- modes', () => {
    const step = some.map(absolute).filter((a) => !isZero(a));
    fc.assert(fc.property(some, step, fc.constantFrom(...modes), (value, by, mode) => {
      const rounded = roundTo(value, by, mode);
      expect(isWhole(divide(rounded, by))).toBe(true);
      const distance = divide(absolute(subtract(rounded, value)), by);
      expect(compare(distance, mode.startsWith('half') ? of('1/2') : one)).toBeLessThanOrEqual(mode.startsWith('half') ? 0 : -1);
    }));
  });

  test('a factor above and below the line is cancelled, however large', () => {
    const factor = fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).filter((n) => n !== 0n);
    fc.assert(fc.property(some, factor, (a, by) => {
      expect(rate(a.n * by, a.d * by)).toEqual(a);
    }));
  });

  test('an exact decimal is read back', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.nat(8), (n, places) => {
      const value = rate(n, 10n ** BigInt(places));
      expect(of(formatRate(value))).toEqual(value);
      expect(of(formatRate(value, places))).toEqual(value);
    }));
  });
});
