import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  formatMoney, groupMoney, parseMoney, parseNonNegativeMoney, sumMoney,
} from '../../server/core/money.ts';
import { say } from '../../server/core/refusal.ts';
import { refused, refusedCodes } from '../kit/refused.ts';

describe('parseMoney', () => {
  test.each([
    ['12', 1200n],
    ['1,234.56', 123456n],
    ['1234.5', 123450n],
    ['-0.01', -1n],
    ['-0.00', 0n],
    ['007', 700n],
    ['207,000,000.00', 20700000000n],
    ['999999999999999.99', 99999999999999999n],
    ['-999,999,999,999,999.99', -99999999999999999n],
  ])('reads "%s"', (text, fen) => {
    expect(parseMoney(text, 'amount')).toBe(fen);
  });

  test.each([
    ['', 'NUMBER_EMPTY'],
    ['　', 'NUMBER_EMPTY'],
    ['１２', 'NUMBER_FULL_WIDTH'],
    ['壹佰', 'NUMBER_CHINESE'],
    ['12元', 'NUMBER_CHINESE'],
    ['1e5', 'NUMBER_EXPONENT'],
    ['1.234', 'MONEY_DECIMALS'],
    ['0.000', 'MONEY_DECIMALS'],
    ['12,34', 'MONEY_THOUSANDS'],
    ['1234,567', 'MONEY_THOUSANDS'],
    ['1,,234', 'MONEY_THOUSANDS'],
    ['1,234,', 'MONEY_THOUSANDS'],
    ['1000000000000000', 'MONEY_DIGITS'],
    ['1,000,000,000,000,000', 'MONEY_DIGITS'],
    [',123', 'NUMBER_UNREADABLE'],
    ['.5', 'NUMBER_UNREADABLE'],
    ['5.', 'NUMBER_UNREADABLE'],
    ['+5', 'NUMBER_UNREADABLE'],
    ['--5', 'NUMBER_UNREADABLE'],
    ['-', 'NUMBER_UNREADABLE'],
    ['1.2.3', 'NUMBER_UNREADABLE'],
    ['(5.00)', 'NUMBER_UNREADABLE'],
    [' 5', 'NUMBER_UNREADABLE'],
    ['5\n', 'NUMBER_UNREADABLE'],
    ['¥5', 'NUMBER_UNREADABLE'],
    ['0x10', 'NUMBER_UNREADABLE'],
    ['10%', 'NUMBER_UNREADABLE'],
    ['NaN', 'NUMBER_UNREADABLE'],
    ['Infinity', 'NUMBER_UNREADABLE'],
  ])('refuses "%s": %s', (text, code) => {
    expect(refusedCodes(() => parseMoney(text, 'amount'))).toEqual([code]);
  });

  test.each([
    ['1.234', 'budget is "1.234", with 3 decimals; money is in yuan with at most two decimals (fen).'],
    ['1000000000000000', 'budget is "1000000000000000", with 16 digits before the point; at most 15 are allowed.'],
    ['oops', 'budget is "oops", which is not a number; 1234.56 is how one is written.'],
    ['12,34', 'budget is "12,34", whose commas are misplaced; commas only part thousands, as in 1,234.56, or are left out.'],
  ])('says what is wrong with "%s"', (text, sentence) => {
    expect(refused(() => parseMoney(text, 'budget')).map((fault) => say(fault, 'en'))).toEqual([sentence]);
  });
});

describe('parseNonNegativeMoney', () => {
  test.each([['0', 0n], ['-0.00', 0n], ['0.01', 1n]])('reads "%s"', (text, fen) => {
    expect(parseNonNegativeMoney(text, 'amount')).toBe(fen);
  });

  test.each([['-0.01', 'MONEY_NEGATIVE'], ['-1,000', 'MONEY_NEGATIVE'], ['x', 'NUMBER_UNREADABLE']])(
    'refuses "%s": %s',
    (text, code) => {
      expect(refusedCodes(() => parseNonNegativeMoney(text, 'amount'))).toEqual([code]);
    },
  );

  test('says what is wrong with an amount below zero', () => {
    expect(refused(() => parseNonNegativeMoney('-3.00', 'budget')).map((fault) => say(fault, 'en')))
      .toEqual(['budget is "-3.00"; this amount may not be less than 0.']);
  });
});

describe('printing', () => {
  test.each([
    [0n, '0.00', '0.00'],
    [5n, '0.05', '0.05'],
    [50n, '0.50', '0.50'],
    [55n, '0.55', '0.55'],
    [100n, '1.00', '1.00'],
    [101n, '1.01', '1.01'],
    [1000n, '10.00', '10.00'],
    [11000n, '110.00', '110.00'],
    [32504n, '325.04', '325.04'],
    [100010n, '1000.10', '1,000.10'],
    [140950n, '1409.50', '1,409.50'],
    [600714n, '6007.14', '6,007.14'],
    [1640902n, '16409.02', '16,409.02'],
    [10700053n, '107000.53', '107,000.53'],
    [10000000000n, '100000000.00', '100,000,000.00'],
    [10001000000n, '100010000.00', '100,010,000.00'],
    [10000000100n, '100000001.00', '100,000,001.00'],
    [20700000000n, '207000000.00', '207,000,000.00'],
    [100000000000000n, '1000000000000.00', '1,000,000,000,000.00'],
    [-123456n, '-1234.56', '-1,234.56'],
    [-1n, '-0.01', '-0.01'],
  ])('%s fen', (money, plain, grouped) => {
    expect(formatMoney(money)).toBe(plain);
    expect(groupMoney(money)).toBe(grouped);
  });
});

describe('properties', () => {
  const money = fc.bigInt({ min: -(10n ** 17n) + 1n, max: 10n ** 17n - 1n });

  test('what is printed is read back, with or without thousands', () => {
    fc.assert(fc.property(money, (fen) => {
      expect(parseMoney(formatMoney(fen), 'x')).toBe(fen);
      expect(parseMoney(groupMoney(fen), 'x')).toBe(fen);
    }));
  });

  test('a sum is the sum of its parts', () => {
    expect(sumMoney([])).toBe(0n);
    fc.assert(fc.property(fc.array(money), fc.array(money), (a, b) => {
      expect(sumMoney([...a, ...b])).toBe(sumMoney(a) + sumMoney(b));
    }));
    expect(sumMoney(new Set([1n, -3n]))).toBe(-2n);
  });
});
