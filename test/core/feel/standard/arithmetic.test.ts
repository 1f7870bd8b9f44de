import { describe, expect, test } from '@jest/globals';
import { calculate, negated } from '../../../../server/core/feel/standard/arithmetic.ts';
import { Work } from '../../../../server/core/feel/standard/work.ts';
import { rate } from '../../../../server/core/rate.ts';
import { refusedCodes } from '../../../kit/refused.ts';
import { says } from '../../../kit/feel.ts';

describe('arithmetic', () => {
  test.each([
    ['1/3 + 1/6', '0.5'],
    ['1 - 0.9', '0.1'],
    ['2 * -3', '-6'],
    ['7 / 0', 'null'],
    ['-5 ** 2', '25'],
    ['2 ** 3 ** 2', '64'],
    ['4 ** 0.5', '2'],
    ['0 ** -1', 'null'],
    ['"a" + "b"', '"ab"'],
    ['"a" + 1', 'null'],
    ['"a" - "b"', 'null'],
    ['null * 2', 'null'],
    ['true ** 2', 'null'],
    ['--3', '3'],
    ['-"a"', 'null'],
    ['-@"P1D"', '-P1D'],
    ['-@"P1M"', '-P1M'],
  ])('%s gives %s', (expression, value) => expect(says(expression).replace(/^@"(.*)"$/, '$1')).toBe(value));

  test.each([
    ['@"P1Y" + @"P2M"', 'P1Y2M'],
    ['@"P1D" + @"PT1H"', 'P1DT1H'],
    ['@"P1Y" - @"P2M"', 'P10M'],
    ['@"P1D" - @"PT1H"', 'PT23H'],
    ['@"P1D" + @"P1M"', 'null'],
    ['@"P1D" - @"P1M"', 'null'],
    ['2.5 * @"P3M"', 'P7M'],
    ['@"PT1H" * 2.5', 'PT2H30M'],
    ['@"P1D" * @"P1D"', 'null'],
    ['@"P7M" / -2', '-P3M'],
    ['@"P1D" / 4', 'PT6H'],
    ['@"P1D" / 0', 'null'],
    ['@"P3M" / @"P2M"', '1.5'],
    ['@"P3M" / @"P0M"', 'null'],
    ['@"P3M" / @"P1D"', 'null'],
    ['@"P1D" / @"PT6H"', '4'],
    ['@"P1D" / @"PT0S"', 'null'],
    ['@"P1D" / "a"', 'null'],
    ['4 / @"P1D"', 'null'],
    ['@"2026-01-31" + @"P1M"', '2026-02-28'],
    ['@"PT36H" + @"2026-01-31"', '2026-02-01'],
    ['@"2026-01-31" - @"PT1S"', '2026-01-30'],
    ['@"2026-01-31T10:00:00+08:00" - @"P1M"', '2025-12-31T10:00:00+08:00'],
    ['@"2026-01-31T10:00:00" + @"PT14H"', '2026-02-01T00:00:00'],
    ['@"23:00:00Z" + @"PT2H"', '01:00:00Z'],
    ['@"23:00:00" + @"P1M"', 'null'],
    ['@"2026-01-31" + 1', 'null'],
    ['@"999999999-12-31" + @"P1D"', 'null'],
    ['@"999999999-12-31T00:00:00" + @"P1D"', 'null'],
    ['@"999999999-12-31" + @"P1M"', 'null'],
    ['@"2026-01-31" - @"2026-01-01"', 'P30D'],
    ['@"2026-01-02T00:00:00Z" - @"2026-01-01"', 'P1D'],
    ['@"2026-01-02T00:00:00" - @"2026-01-01"', 'null'],
    ['@"2026-01-02T08:00:00+08:00" - @"2026-01-01T00:00:00Z"', 'P1D'],
    ['@"10:00:00" - @"12:30:00"', '-PT2H30M'],
    ['@"10:00:00" - @"12:30:00Z"', 'null'],
    ['@"10:00:00" - @"2026-01-01"', 'null'],
    ['@"2026-01-01" - @"10:00:00"', 'null'],
    ['@"2026-01-01" - 1', 'null'],
    ['@"P1D" - @"2026-01-01"', 'null'],
  ])('%s gives %s', (expression, value) => expect(says(`string(${expression})`).replaceAll('"', '')).toBe(value));

  test('is bounded', () => {
    expect(refusedCodes(() => calculate('**', rate(10n ** 40n), rate(1000n), new Work().meter))).toEqual(['POWER_TOO_LARGE']);
    expect(refusedCodes(() => calculate('*', rate(10n ** 6000n), rate(10n ** 6000n), new Work().meter))).toEqual(['FORMULA_NUMBER_TOO_LONG']);
    expect(negated(null)).toBeNull();
  });
});
