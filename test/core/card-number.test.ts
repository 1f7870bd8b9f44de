import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { idCardCheckDigit, luhnDigit, maskNumber, parseBankCard, parseIdCard } from '../../server/core/card-number.ts';
import { refused } from '../kit/refused.ts';

describe('an identity card', () => {
  test.each([
    ['11010519491231002X', '11010519491231002X'],
    ['11010519491231002x', '11010519491231002X'],
    ['440524 18800101 0014', '440524188001010014'],
  ])('%s is read as %s', (text, number) => {
    expect(parseIdCard(text, 'idCard')).toBe(number);
  });

  test.each([
    ['', 'ID_CARD_FORM', { length: '0' }],
    ['11010519491231002', 'ID_CARD_FORM', { length: '17' }],
    ['1101051949123100200', 'ID_CARD_FORM', { length: '19' }],
    ['01010519491231002X', 'ID_CARD_FORM', { length: '18' }],
    ['1101051949123100X2', 'ID_CARD_FORM', { length: '18' }],
    ['１1010519491231002X', 'ID_CARD_FORM', { length: '18' }],
    ['110105194913310021', 'ID_CARD_BIRTHDAY', { found: '1101**********0021' }],
    ['110105190002290021', 'ID_CARD_BIRTHDAY', { found: '1101**********0021' }],
    ['110105194912310020', 'ID_CARD_CHECK', { found: '1101**********0020' }],
  ])('%s is refused: %s', (text, code, values) => {
    expect(refused(() => parseIdCard(text, 'idCard'))).toEqual([{ code, at: 'idCard', values }]);
  });

  test('one digit typed wrongly is always found', () => {
    const seventeen = '61072619800315012';
    const number = seventeen + idCardCheckDigit(seventeen);
    fc.assert(fc.property(fc.integer({ min: 14, max: 16 }), fc.integer({ min: 1, max: 9 }), (place, more) => {
      const wrong = number.slice(0, place) + String((Number(number[place]) + more) % 10) + number.slice(place + 1);
      expect(refused(() => parseIdCard(wrong, ''))[0]?.code).toBe('ID_CARD_CHECK');
    }));
  });
});

describe('a bank card', () => {
  test.each(['4539578763621486', '6222 0200 0000 0000 004'.replace('004', luhnOf('622202000000000000'))])('%s is read', (text) => {
    expect(parseBankCard(text, 'bankCard')).toBe(text.replaceAll(' ', ''));
  });

  test.each([
    ['453957876362148', 'BANK_CARD_FORM', { length: '15' }],
    ['45395787636214860000', 'BANK_CARD_FORM', { length: '20' }],
    ['453957876362148X', 'BANK_CARD_FORM', { length: '16' }],
    ['4539578763621487', 'BANK_CARD_CHECK', { found: '4539********1487' }],
    ['4539578763621468', 'BANK_CARD_CHECK', { found: '4539********1468' }],
  ])('%s is refused: %s', (text, code, values) => {
    expect(refused(() => parseBankCard(text, 'bankCard'))).toEqual([{ code, at: 'bankCard', values }]);
  });
});

test('a mask shows four signs at each end, and nothing of what lies between', () => {
  expect(maskNumber('11010519491231002X')).toBe('1101**********002X');
  fc.assert(fc.property(fc.stringMatching(/^\d{16,19}$/), (number) => {
    expect(maskNumber(number)).toMatch(new RegExp(`^${number.slice(0, 4)}\\*{${number.length - 8}}${number.slice(-4)}$`));
  }));
});

function luhnOf(digits: string): string {
  return `00${luhnDigit(digits)}`;
}
