/** Cells as values: codes, months and amounts in the ways in which Chinese offices write them. */
import { checkMoneyDigits, parseNonNegativeMoney, type Money } from '../core/money.ts';
import { checkNumeral } from '../core/numeral.ts';
import { isDay, isMonth } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import type { CellValue } from './formats/cells.ts';

export type Unit = 'YUAN' | 'WAN';

export const unitTitles = { YUAN: { zh: '元', en: 'yuan' }, WAN: { zh: '万元', en: '10,000 yuan' } } as const;

/** Characters of a value. */
export const textMost = 200;
const exponent = /^\d(\.\d+)?e\+?\d+$/i;
/** A spreadsheet keeps fifteen digits of a number. */
const digitsKept = 15;

/** A number as the spreadsheet shows it: fifteen digits, without the noise of binary fractions behind them. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(digitsKept)));
}

/** What a cell shows, for a code, a message or a preview, without breaks and other signs that nobody sees. */
export function shownText(cell: CellValue): string {
  if (cell === null) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'number' ? numberText(cell) : String(cell).normalize('NFC').replaceAll(/\p{Cc}/gu, ' ').trim();
}

/** Refuses what is longer than any code or amount (CELL_TOO_LONG). */
function checkLength(text: string, at: string): void {
  if (text.length > textMost) refuse('CELL_TOO_LONG', at, { found: String(text.length), allowed: String(textMost) });
}

/** A code or a name; full-width letters and digits are read as half-width. Refuses a long code that went through a number (CELL_NUMBER_CUT). */
export function readCode(cell: CellValue, at: string): string {
  const cut = typeof cell === 'number' ? Math.abs(cell) >= 10 ** digitsKept : typeof cell === 'string' && exponent.test(cell.trim());
  const text = shownText(cell).normalize('NFKC').trim();
  if (cut) refuse('CELL_NUMBER_CUT', at, { found: text });
  checkLength(text, at);
  return text;
}

/** Days of a spreadsheet's calendar since 1899-12-30: those of the years 2000 to 2099. */
const [serialFirst, serialLast] = [36_526, 73_050];

function monthOfSerial(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30 + Math.floor(serial))).toISOString().slice(0, 7);
}

/** The month of a day or a month in digits, undefined for what is neither. */
function monthOfParts(year: string, month: string, day: string | undefined): string | undefined {
  const found = `${year}-${month.padStart(2, '0')}`;
  if (day === undefined) return isMonth(found) ? found : undefined;
  return isDay(`${found}-${day.padStart(2, '0')}`) ? found : undefined;
}

const written = /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月份?)?(?:(?:[-/.])?(\d{1,2})日?)?(?:T?\d{1,2}:\d{2}(?::\d{2})?)?$/;
const packed = /^(\d{4})(\d{2})(\d{2})?$/;

/** A month from `2026年3月`, `2026-03`, `2026/3/15`, `202603`, a date or its number (CELL_MONTH). */
export function readMonth(cell: CellValue, at: string): string {
  const text = shownText(cell).normalize('NFKC').replaceAll(' ', '');
  checkLength(text, at);
  if (typeof cell === 'number' && cell >= serialFirst && cell <= serialLast) return monthOfSerial(cell);
  const [, year = '', month = '', day] = written.exec(text) ?? packed.exec(text) ?? [];
  return monthOfParts(year, month, day) ?? refuse('CELL_MONTH', at, { found: text });
}

const packedDay = /^(\d{4})(\d{2})(\d{2})$/;

/** A day from `2026-03-15`, `2026年3月15日`, `2026/3/15` or `20260315` (CASE_DISCHARGED). */
export function readDay(text: string, at: string): string {
  const [, year = '', month = '', day = ''] = written.exec(text.replaceAll(' ', '')) ?? packedDay.exec(text) ?? [];
  const found = `${year}-${month.padStart(2, '0')}-${(day ?? '').padStart(2, '0')}`;
  return isDay(found) ? found : refuse('CASE_DISCHARGED', at, { found: text });
}

/** Nobody is older. */
const ageMost = 150;

/** Years of age, `8` or `8岁` (CASE_AGE). */
export function readAge(text: string, at: string): number {
  const [, digits] = /^(\d{1,3})岁?$/.exec(text) ?? [];
  const age = Number(digits);
  return digits !== undefined && age <= ageMost ? age : refuse('CASE_AGE', at, { found: text });
}

const yuanSign = /^[¥￥]\s*|\s*元$/g;
const wanSign = /\s*万元?$/;

/** Thousands of yuan and more, written with up to six decimals, to the fen. */
function readWan(text: string, at: string): Money {
  checkNumeral(text, at);
  const [, whole = '', decimals = ''] = /^(\d[\d,]*)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') return parseNonNegativeMoney(text, at); // says what is wrong with it
  if (decimals.length > 6) refuse('CELL_WAN_DECIMALS', at, { found: text, decimals: String(decimals.length) });
  if (whole.includes(',') && !/^\d{1,3}(,\d{3})+$/.test(whole)) refuse('MONEY_THOUSANDS', at, { found: text });
  const digits = whole.replaceAll(',', '') + decimals.padEnd(6, '0');
  checkMoneyDigits(digits.slice(0, -2), text, at);
  return BigInt(digits);
}

/** An amount in fen. Refuses one that names another unit than the file's (CELL_UNIT), and whatever `parseMoney` refuses. */
export function readMoney(cell: CellValue, unit: Unit, at: string): Money {
  const text = shownText(cell);
  checkLength(text, at);
  const named: Unit | undefined = wanSign.test(text) ? 'WAN' : text.endsWith('元') ? 'YUAN' : undefined;
  if (named && named !== unit) refuse('CELL_UNIT', at, { found: text, unit: unitTitles[named], chosen: unitTitles[unit] });
  const bare = text.replace(wanSign, '').replace(yuanSign, '').trim();
  return unit === 'WAN' ? readWan(bare, at) : parseNonNegativeMoney(bare, at);
}
