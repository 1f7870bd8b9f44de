/** Amounts of money: whole fen, exact. */
import { checkNumeral } from './numeral.ts';
import { refuse } from './refusal.ts';

/** An amount in fen (1 yuan = 100 fen); negative amounts are owed or taken back. */
export type Money = bigint;

/** How many digits an amount may have before the point. */
export const moneyDigitsMost = 15;

/** Refuses an amount that was written as `found` when its digits before the point are too many (MONEY_DIGITS). */
export function checkMoneyDigits(digits: string, found: string, at: string): void {
  if (digits.length > moneyDigitsMost) refuse('MONEY_DIGITS', at, { found, digits: String(digits.length), limit: String(moneyDigitsMost) });
}

/**
 * Reads yuan such as `1,234.56`, `-0.01` or `12`: at most two decimals, at most 15 digits before the point,
 * commas only between thousands. `at` is the place named in a refusal (NUMBER_…, MONEY_…).
 */
export function parseMoney(text: string, at: string): Money {
  checkNumeral(text, at);
  const match = /^(-?)(\d[\d,]*)(?:\.(\d+))?$/.exec(text);
  if (!match) return refuse('NUMBER_UNREADABLE', at, { found: text, example: '1234.56' });
  const whole = match[2] as string;
  const decimals = match[3] ?? '';
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) refuse('MONEY_THOUSANDS', at, { found: text });
  if (decimals.length > 2) refuse('MONEY_DECIMALS', at, { found: text, decimals: String(decimals.length) });
  const digits = whole.replaceAll(',', '');
  checkMoneyDigits(digits, text, at);
  const fen = BigInt(digits + decimals.padEnd(2, '0'));
  return match[1] === '-' ? -fen : fen;
}

/** Reads yuan as `parseMoney` does and refuses an amount below zero (MONEY_NEGATIVE). */
export function parseNonNegativeMoney(text: string, at: string): Money {
  const money = parseMoney(text, at);
  return money < 0n ? refuse('MONEY_NEGATIVE', at, { found: text }) : money;
}

function split(money: Money): { minus: string; yuan: bigint; fen: bigint } {
  const size = money < 0n ? -money : money;
  return { minus: money < 0n ? '-' : '', yuan: size / 100n, fen: size % 100n };
}

/** Yuan with two decimals, for machines: `1234.56`. */
export function formatMoney(money: Money): string {
  const { minus, yuan, fen } = split(money);
  return `${minus}${yuan}.${String(fen).padStart(2, '0')}`;
}

/** Yuan with thousands and two decimals, for readers: `1,234.56`. */
export function groupMoney(money: Money): string {
  return formatMoney(money).replace(/\d(?=(\d{3})+\.)/g, '$&,');
}

/** The sum of amounts; nothing sums to 0. */
export function sumMoney(amounts: Iterable<Money>): Money {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
}
