/** Exact rational numbers: shares, coefficients, points, and money on its way to being rounded. */
import type { Money } from './money.ts';
import { checkNumeral } from './numeral.ts';
import { refuse } from './refusal.ts';

/** The number `n / d`: always in lowest terms, `d` > 0. */
export interface Rate {
  readonly n: bigint;
  readonly d: bigint;
}

/** `up` is away from zero, `down` toward zero; the `half-` modes differ only on the tie (`half-up` as `half-away`). */
export type RoundingMode =
  | 'half-away' | 'half-even' | 'half-up' | 'half-down' | 'up' | 'down' | 'ceiling' | 'floor';

const digitsLimit = 30;
const exponentLimit = 1000;
const powerDigitsLimit = 10_000;
const placesLimit = 1000;

export const zero: Rate = { n: 0n, d: 1n };
export const one: Rate = { n: 1n, d: 1n };
const hundred: Rate = { n: 100n, d: 1n };

function size(a: bigint): bigint {
  return a < 0n ? -a : a;
}

const mostExact = BigInt(Number.MAX_SAFE_INTEGER);

/** The greatest common divisor of `a` and `b`, 0 <= `a` < `b`; as soon as they are short, by machine numbers. */
function commonDivisor(a: bigint, b: bigint): bigint {
  while (a > mostExact) [a, b] = [b % a, a];
  if (a === 0n) return b;
  let divisor = Number(a);
  let rest = Number(b % a);
  while (rest !== 0) [divisor, rest] = [rest, divisor % rest];
  return BigInt(divisor);
}

/** The number `n / d` in lowest terms. Refuses `d` = 0 (DIVISION_BY_ZERO). */
export function rate(n: bigint, d: bigint = 1n): Rate {
  if (d === 1n) return { n, d };
  if (d === 0n) return refuse('DIVISION_BY_ZERO', '', { dividend: String(n) });
  if (d < 0n) return rate(-n, -d);
  const divisor = commonDivisor(size(n) % d, d);
  return divisor === 1n ? { n, d } : { n: n / divisor, d: d / divisor };
}

/**
 * Reads `0.10`, `10%`, `1/10` or `-3`, with at most 30 digits and without commas.
 * `at` is the place named in a refusal (NUMBER_…, RATE_OVER_ZERO).
 */
export function parseRate(text: string, at: string): Rate {
  checkNumeral(text, at);
  if (/^-?\d[\d,]*,\d*(\.\d+)?%?$/.test(text)) {
    refuse('NUMBER_THOUSANDS', at, { found: text, plain: text.replaceAll(',', '') });
  }
  const match = /^(-?\d+)(?:\.(\d+))?(%?)$/.exec(text) ?? /^(-?\d+)()()\/(\d+)$/.exec(text);
  if (!match) return refuse('NUMBER_UNREADABLE', at, { found: text, example: '0.10 / 10% / 1/10' });
  const digits = text.replace(/\D/g, '').length;
  if (digits > digitsLimit) {
    refuse('NUMBER_DIGITS', at, { found: text, digits: String(digits), limit: String(digitsLimit) });
  }
  const [, whole, decimals = '', percent, below = '1'] = match;
  const d = BigInt(below) * 10n ** BigInt(decimals.length) * (percent === '%' ? 100n : 1n);
  if (d === 0n) refuse('RATE_OVER_ZERO', at, { found: text });
  return rate(BigInt(`${whole}${decimals}`), d);
}

export function add(a: Rate, b: Rate): Rate {
  return a.d === b.d ? rate(a.n + b.n, a.d) : rate(a.n * b.d + b.n * a.d, a.d * b.d);
}

export function subtract(a: Rate, b: Rate): Rate {
  return add(a, negate(b));
}

export function multiply(a: Rate, b: Rate): Rate {
  return rate(a.n * b.n, a.d * b.d);
}

/** `a ÷ b`, exact. Refuses `b` = 0 (DIVISION_BY_ZERO). */
export function divide(a: Rate, b: Rate): Rate {
  return isZero(b) ? refuse('DIVISION_BY_ZERO', '', { dividend: formatRate(a) }) : rate(a.n * b.d, a.d * b.n);
}

export function negate(a: Rate): Rate {
  return { n: -a.n, d: a.d };
}

export function absolute(a: Rate): Rate {
  return { n: size(a.n), d: a.d };
}

export function compare(a: Rate, b: Rate): -1 | 0 | 1 {
  const [left, right] = a.d === b.d ? [a.n, b.n] : [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

export function equal(a: Rate, b: Rate): boolean {
  return a.n === b.n && a.d === b.d;
}

export function isZero(a: Rate): boolean {
  return a.n === 0n;
}

export function sign(a: Rate): -1 | 0 | 1 {
  return a.n < 0n ? -1 : a.n > 0n ? 1 : 0;
}

export function isWhole(a: Rate): boolean {
  return a.d === 1n;
}

/**
 * `a` to the power of a whole exponent from -1000 to 1000 (else EXPONENT_NOT_ALLOWED).
 * Refuses 0 to a negative power (DIVISION_BY_ZERO) and results above 10,000 digits (POWER_TOO_LARGE).
 */
export function power(a: Rate, exponent: Rate): Rate {
  const times = size(exponent.n);
  if (!isWhole(exponent) || times > exponentLimit) {
    refuse('EXPONENT_NOT_ALLOWED', '', { found: formatRate(exponent), limit: String(exponentLimit) });
  }
  const digits = Math.max(String(size(a.n)).length, String(a.d).length);
  if (BigInt(digits) * times > powerDigitsLimit) {
    refuse('POWER_TOO_LARGE', '', { limit: String(powerDigitsLimit), exponent: formatRate(exponent) });
  }
  const raised: Rate = { n: a.n ** times, d: a.d ** times };
  return exponent.n < 0n ? divide(one, raised) : raised;
}

/** The whole number that `n / d` (`d` > 0) rounds to. */
function roundQuotient(n: bigint, d: bigint, mode: RoundingMode): bigint {
  const toward = n / d;
  const rest = size(n % d);
  if (rest === 0n) return toward;
  const away = n < 0n ? toward - 1n : toward + 1n;
  switch (mode) {
    case 'up': return away;
    case 'down': return toward;
    case 'ceiling': return n > 0n ? away : toward;
    case 'floor': return n < 0n ? away : toward;
  }
  if (rest * 2n !== d) return rest * 2n > d ? away : toward;
  switch (mode) {
    case 'half-away': case 'half-up': return away;
    case 'half-down': return toward;
    case 'half-even': return toward % 2n === 0n ? toward : away;
  }
}

/** The multiple of `step` that `value` rounds to. Refuses a step that is not above 0 (ROUNDING_STEP_NOT_POSITIVE). */
export function roundTo(value: Rate, step: Rate, mode: RoundingMode): Rate {
  if (sign(step) <= 0) refuse('ROUNDING_STEP_NOT_POSITIVE', '', { found: formatRate(step) });
  if (step.n === 1n && step.d % value.d === 0n) return value;
  return rate(roundQuotient(value.n * step.d, value.d * step.n, mode) * step.n, step.d);
}

function checkPlaces(places: number, least: number): void {
  if (!Number.isInteger(places) || places < least || places > placesLimit) {
    refuse('PLACES_NOT_ALLOWED', '', { found: String(places), least: String(least), most: String(placesLimit) });
  }
}

/** Rounds to decimal places; -2 rounds to hundreds. Refuses places beyond ±1000 or not whole (PLACES_NOT_ALLOWED). */
export function roundPlaces(value: Rate, places: number, mode: RoundingMode): Rate {
  checkPlaces(places, -placesLimit);
  const step = places < 0 ? rate(10n ** BigInt(-places)) : rate(1n, 10n ** BigInt(places));
  return roundTo(value, step, mode);
}

/** Yuan to fen, rounded to the whole fen. */
export function toFen(yuan: Rate, mode: RoundingMode = 'half-away'): Money {
  return yuan.d === 100n ? yuan.n : roundQuotient(yuan.n * 100n, yuan.d, mode);
}

/** Fen to yuan, exact. */
export function fromFen(money: Money): Rate {
  return rate(money, 100n);
}

/** The decimal places that `1 / d` needs, or undefined when it never ends. */
function placesOf(d: bigint): number | undefined {
  let rest = d;
  let twos = 0;
  let fives = 0;
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  return rest === 1n ? Math.max(twos, fives) : undefined;
}

/** `a` with so many decimals, rounded half away from zero. */
function fixed(a: Rate, places: number): string {
  const scaled = roundQuotient(a.n * 10n ** BigInt(places), a.d, 'half-away');
  const minus = scaled < 0n ? '-' : '';
  const digits = String(size(scaled)).padStart(places + 1, '0');
  const point = digits.length - places;
  return places === 0 ? minus + digits : `${minus}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/**
 * With `places`: rounded half away from zero and printed with so many (`44.8696`; 0 to 1000, else PLACES_NOT_ALLOWED).
 * Without: the exact decimal (`0.1`), or the fraction when the decimal never ends (`1/3`).
 */
export function formatRate(a: Rate, places?: number): string {
  if (places !== undefined) {
    checkPlaces(places, 0);
    return fixed(a, places);
  }
  const needed = placesOf(a.d);
  return needed === undefined ? `${a.n}/${a.d}` : fixed(a, needed);
}

/** As `formatRate`, in hundredths: `10%`. */
export function formatPercent(a: Rate, places?: number): string {
  return `${formatRate(multiply(a, hundred), places)}%`;
}
