import { describe, expect, test } from '@jest/globals';
import { Meter } from '../../../server/core/feel/meter.ts';
import { rate } from '../../../server/core/rate.ts';
import { refusedCodes } from '../../kit/refused.ts';

const digits = (count: number): bigint => 10n ** BigInt(count);

describe('the meter', () => {
  test('lets ten million steps pass and no more', () => {
    const meter = new Meter();
    meter.spend(2_000_000);
    expect(refusedCodes(() => meter.spend(1))).toEqual(['FORMULA_TOO_MANY_STEPS']);
  });

  test.each([
    ['a short number', rate(-7n, 3n), 1],
    ['a long denominator', rate(1n, digits(200)), 500],
    ['a long negative number', rate(-digits(200)), 500],
    ['a very long number', rate(digits(2000)), 50_000],
  ])('%s costs what it takes', (_what, number, cost) => {
    const meter = new Meter();
    meter.spend(2_000_000 - cost);
    expect(meter.made(number)).toBe(number);
    expect(refusedCodes(() => meter.spend(1))).toEqual(['FORMULA_TOO_MANY_STEPS']);
  });

  test.each([rate(digits(10_001)), rate(-digits(10_001)), rate(1n, digits(10_001))])('refuses numbers that are too long', (number) => {
    expect(refusedCodes(() => new Meter().made(number))).toEqual(['FORMULA_NUMBER_TOO_LONG']);
  });
});
