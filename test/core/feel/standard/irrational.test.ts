import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { formatDecimal, roundDigits } from '../../../../server/core/feel/standard/decimal.ts';
import { anyPower, exponential, logarithm, squareRoot } from '../../../../server/core/feel/standard/irrational.ts';
import { equal, multiply, rate, type Rate } from '../../../../server/core/rate.ts';

const shown = (value: Rate | null): string => (value === null ? 'null' : formatDecimal(value));

describe('roots, exponentials and logarithms', () => {
  test.each([
    [squareRoot(rate(2n)), '1.414213562373095048801688724209698'],
    [squareRoot(rate(1n, 4n)), '0.5'],
    [squareRoot(rate(0n)), '0'],
    [squareRoot(rate(10n ** 80n)), `1${'0'.repeat(40)}`],
    [squareRoot(rate(-4n)), 'null'],
    [exponential(rate(1n)), '2.718281828459045235360287471352662'],
    [exponential(rate(-1n)), '0.3678794411714423215955237701614609'],
    [exponential(rate(1n, 2n)), '1.648721270700128146848650787814164'],
    [exponential(rate(0n)), '1'],
    [exponential(rate(20_000n)), 'null'],
    [exponential(rate(-20_000n)), '0'],
    [logarithm(rate(2n)), '0.6931471805599453094172321214581766'],
    [logarithm(rate(1n, 10n)), '-2.302585092994045684017991454684364'],
    [logarithm(rate(10n ** 30n + 1n, 10n ** 30n)), `0.${'0'.repeat(30)}9999999999999999999999999999995`],
    [logarithm(rate(0n)), 'null'],
    [anyPower(rate(4n), rate(1n, 2n)), '2'],
    [anyPower(rate(2n), rate(-3n)), '0.125'],
    [anyPower(rate(-2n), rate(3n)), '-8'],
    [anyPower(rate(-2n), rate(1n, 2n)), 'null'],
    [anyPower(rate(0n), rate(2n)), '0'],
    [anyPower(rate(0n), rate(0n)), '1'],
    [anyPower(rate(0n), rate(-2n)), 'null'],
    [anyPower(rate(2n), rate(10_000n)), '19950631168807583848837421626835850' + '0'.repeat(2976)],
    [anyPower(rate(-1n), rate(1001n)), '-1'],
    [anyPower(rate(-1n), rate(1002n)), '1'],
    [anyPower(rate(-2n), rate(30_001n)), 'null'],
  ])('%# is right to 34 digits', (value, expected) => {
    const found = shown(value);
    expect(found.length > 100 ? found.slice(0, 30) : found).toBe(expected.length > 100 ? expected.slice(0, 30) : expected);
  });

  test('undo each other', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 99 }), (n, d) => {
      const value = rate(BigInt(n), BigInt(d));
      expect(equal(roundDigits(exponential(logarithm(value)!)!, 30), roundDigits(value, 30))).toBe(true);
      expect(equal(squareRoot(multiply(value, value))!, value)).toBe(true);
    }), { numRuns: 30 });
  });
});
