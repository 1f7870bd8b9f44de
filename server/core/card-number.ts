/** Numbers on a person's cards: the identity card (居民身份证, GB 11643) and the bank card. Spaces between digits are let pass. */
import { isDay } from './period.ts';
import { refuse } from './refusal.ts';

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkDigits = '10X98765432';

/** The eighteenth sign that belongs to the first seventeen digits of an identity card. */
export function idCardCheckDigit(seventeen: string): string {
  const sum = weights.reduce((total, weight, index) => total + weight * Number(seventeen[index]), 0);
  return checkDigits[sum % 11] as string;
}

/** The digit that makes a bank-card number pass the check of Luhn. */
export function luhnDigit(digits: string): string {
  const sum = [...digits].toReversed().reduce((total, digit, index) => {
    const counted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** The first and last four signs, the rest as stars: `6107**********1234`. */
export function maskNumber(number: string): string {
  return `${number.slice(0, 4)}${'*'.repeat(Math.max(0, number.length - 8))}${number.slice(-4)}`;
}

const compact = (text: string): string => text.replaceAll(' ', '');

/**
 * Reads the number of an identity card: eighteen signs, a day of birth, the right check digit. Gives it without spaces, with a capital X.
 * Refuses with ID_CARD_FORM, ID_CARD_BIRTHDAY or ID_CARD_CHECK; a refusal never repeats the number.
 */
export function parseIdCard(text: string, at: string): string {
  const number = compact(text).toUpperCase();
  if (!/^[1-9]\d{16}[\dX]$/.test(number)) return refuse('ID_CARD_FORM', at, { length: String(number.length) });
  if (!isDay(`${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`)) return refuse('ID_CARD_BIRTHDAY', at, { found: maskNumber(number) });
  return number.endsWith(idCardCheckDigit(number)) ? number : refuse('ID_CARD_CHECK', at, { found: maskNumber(number) });
}

/** Reads the number of a bank card: sixteen to nineteen digits that pass the check of Luhn (BANK_CARD_FORM, BANK_CARD_CHECK). */
export function parseBankCard(text: string, at: string): string {
  const number = compact(text);
  if (!/^\d{16,19}$/.test(number)) return refuse('BANK_CARD_FORM', at, { length: String(number.length) });
  return number.endsWith(luhnDigit(number.slice(0, -1))) ? number : refuse('BANK_CARD_CHECK', at, { found: maskNumber(number) });
}
