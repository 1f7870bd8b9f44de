import { describe, expect, test } from '@jest/globals';
import { floorOf, formatDecimal, precision, readDecimal, roundDigits, roundScale, wholePart } from '../../../../server/core/feel/standard/decimal.ts';
import { formatRate, rate } from '../../../../server/core/rate.ts';

describe('decimals', () => {
  test.each([
    ['12.50', '12.5'],
    ['-.5', '-0.5'],
    ['5.', '5'],
    ['1.25e3', '1250'],
    ['-1.25E-2', '-0.0125'],
    ['1e6144', `1${'0'.repeat(6144)}`],
  ])('reads %s', (text, value) => expect(formatRate(readDecimal(text)!)).toBe(value));

  test.each(['', '.', '1,5', '1e6145', '1e-6145', '1e999999', '+1', '0x10', '1'.repeat(6145)])('does not read %s', (text) => {
    expect(readDecimal(text)).toBeUndefined();
  });

  test('have 34 digits, a tie going to the even one', () => {
    expect(precision).toBe(34);
    expect(formatDecimal(rate(2n, 3n))).toBe(`0.${'6'.repeat(33)}7`);
    expect(formatDecimal(rate(-200n, 3n))).toBe(`-66.${'6'.repeat(31)}7`);
    expect(formatDecimal(rate(1n, 3000n))).toBe(`0.000${'3'.repeat(34)}`);
    expect(formatDecimal(rate(0n))).toBe('0');
    expect(formatDecimal(rate(10n ** 40n + 1n))).toBe(`1${'0'.repeat(40)}`);
  });

  test.each([
    [rate(125n), 2, '120'],
    [rate(135n), 2, '140'],
    [rate(999n), 2, '1000'],
    [rate(1n, 8n), 1, '0.1'],
    [rate(1n, 11n), 2, '0.091'],
  ])('rounds to significant digits', (value, digits, rounded) => expect(formatRate(roundDigits(value, digits))).toBe(rounded));

  test('rounds to the scales that decimals have', () => {
    expect(roundScale(rate(1n, 3n), 1, 'up')).toEqual(rate(2n, 5n));
    expect(roundScale(rate(15n), -1, 'half-even')).toEqual(rate(20n));
    expect([roundScale(rate(1n), 6177, 'up'), roundScale(rate(1n), -6112, 'up')]).toEqual([undefined, undefined]);
  });

  test.each([[rate(-7n, 2n), -3n, -4n], [rate(7n, 2n), 3n, 3n], [rate(-2n), -2n, -2n]])('cuts and floors', (value, cut, floored) => {
    expect([wholePart(value), floorOf(value)]).toEqual([cut, floored]);
  });
});
