/** Typed values: reading a text as a quantity says, holding it against its limits, and printing it. */
import { compareKeys } from '../allocate.ts';
import { pure, sameUnit, unitOf, yuan, type Unit } from '../feel/unit.ts';
import { checkMoneyDigits, formatMoney, parseMoney } from '../money.ts';
import { parseDay, parseMonth } from '../period.ts';
import { compare, formatPercent, formatRate, fromFen, isWhole, multiply, parseRate, rate, toFen, type Rate } from '../rate.ts';
import { refuse } from '../refusal.ts';
import { suggestion } from '../feel/suggest.ts';
import type { Quantity, Scalar, ScalarKind, Show, Words } from './policy.ts';

/** The unit of each kind of number before `per`; other kinds have none. `count` counts people unless told otherwise. */
export const unitOfKind: Partial<Record<ScalarKind, Unit>> = {
  money: yuan,
  count: unitOf('person'),
  share: pure,
  factor: pure,
  score: pure,
  points: unitOf('point'),
  minutes: unitOf('minute'),
  hours: unitOf('hour'),
  days: unitOf('day'),
  months: unitOf('month'),
};

export const kinds = [
  'money', 'count', 'share', 'factor', 'score', 'points', 'minutes', 'hours', 'days', 'months',
  'text', 'option', 'boolean', 'date', 'month', 'reference',
] as const satisfies readonly ScalarKind[];

const textLimit = 200;
const sixPlaces = 6;
const hundred = rate(100n);

export function isNumber(value: Scalar): value is Rate {
  return typeof value === 'object';
}

/** Reads a text as the quantity's kind. Refuses, naming `at`, what is not one (NUMBER_…, MONEY_…, COUNT_NOT_WHOLE, OPTION_UNKNOWN, …). */
export function readScalar(text: string, quantity: Quantity, at: string): Scalar {
  switch (quantity.kind) {
    case 'boolean':
      return text === 'true' || text === 'false' ? text === 'true' : refuse('BOOLEAN_UNREADABLE', at, { found: text });
    case 'date':
      return parseDay(text, at);
    case 'month':
      return parseMonth(text, at);
    case 'option':
      return readOption(text, quantity, at);
    case 'text':
    case 'reference':
      if (text.trim() === '') return refuse('TEXT_EMPTY', at);
      return text.length > textLimit ? refuse('TEXT_TOO_LONG', at, { found: String(text.length), limit: String(textLimit) }) : text;
    default:
      return readNumber(text, quantity, at);
  }
}

function readOption(text: string, quantity: Quantity, at: string): string {
  const options = quantity.options as Map<string, Words>;
  if (options.has(text)) return text;
  const allowed = [...options.keys()];
  return refuse('OPTION_UNKNOWN', at, { found: text, suggestion: suggestion(text, allowed), allowed: allowed.join(', ') });
}

function readNumber(text: string, { kind, unit }: Quantity, at: string): Rate {
  if (kind === 'money' && sameUnit(unit as Unit, yuan)) return fromFen(parseMoney(text, at));
  const number = parseRate(text, at);
  if (/[%/]/.test(text) && kind !== 'share' && kind !== 'factor') return refuse('PLAIN_NUMBER_ONLY', at, { found: text });
  if (kind === 'money') checkMoneyDigits(String(number.n / number.d).replace('-', ''), text, at);
  if (kind === 'count' && !isWhole(number)) return refuse('COUNT_NOT_WHOLE', at, { found: text });
  return number;
}

/** -1, 0 or 1 as `a` lies before, at or after `b`, both values of one quantity. */
function order(a: Scalar, b: Scalar): number {
  return isNumber(a) && isNumber(b) ? compare(a, b) : compareKeys(String(a), String(b));
}

/** Which limit the value breaks, if any, and that limit as printed. */
export function brokenLimit(value: Scalar, quantity: Quantity): { code: 'ABOVE_LIMIT' | 'BELOW_LIMIT'; limit: string } | undefined {
  const { atLeast, atMost } = quantity;
  if (atMost !== undefined && order(value, atMost) > 0) return { code: 'ABOVE_LIMIT', limit: sayScalar(atMost, quantity) };
  if (atLeast !== undefined && order(value, atLeast) < 0) return { code: 'BELOW_LIMIT', limit: sayScalar(atLeast, quantity) };
  return undefined;
}

/** A number of a unit as printed: yuan with two decimals, others as `show` says, else exactly or, when the decimal does not end, with six places. */
export function printNumber(value: Rate, unit: Unit, show?: Show): string {
  if (sameUnit(unit, yuan)) return formatMoney(toFen(value));
  if (typeof show === 'string') return `${formatRate(multiply(value, hundred), Number(show.slice(0, -1)))}%`;
  if (show !== undefined) return formatRate(value, show);
  const exact = formatRate(value);
  return exact.includes('/') ? formatRate(value, sixPlaces) : exact;
}

/** A value as its quantity prints it, for machines. */
export function printScalar(value: Scalar, { unit = pure }: Quantity): string {
  return isNumber(value) ? printNumber(value, unit) : String(value);
}

/** A value for readers: shares in per cent (`10%`), rates of money with at least two decimals (`690.00`). */
export function sayScalar(value: Scalar, quantity: Quantity): string {
  if (!isNumber(value)) return String(value);
  const percent = quantity.kind === 'share' ? formatPercent(value) : '/';
  if (!percent.includes('/')) return percent;
  const printed = printScalar(value, quantity);
  return quantity.kind === 'money' && isWhole(multiply(value, hundred)) ? formatRate(value, 2) : printed;
}
