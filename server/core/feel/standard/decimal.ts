/** Numbers as the standard has them, decimals of 34 digits, beside the exact ones that are computed with. */
import { formatRate, isZero, rate, roundTo, sign, type Rate, type RoundingMode } from '../../rate.ts';

export const precision = 34;
const exponentLimit = 6144;
const leastScale = -6111;
const mostScale = 6176;
const numeral = /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d{1,5}))?$/;

/** Reads a decimal, with an exponent if it has one; undefined when it is none or beyond what a decimal can hold. */
export function readDecimal(text: string): Rate | undefined {
  const match = numeral.exec(text);
  const exponent = Number(match?.[1] ?? '0');
  if (!match || Math.abs(exponent) > exponentLimit || text.length > exponentLimit) return undefined;
  const [whole, decimals = ''] = text.replace(/[eE].*$/, '').split('.') as [string, string?];
  const digits = BigInt(`${whole.replace('-', '')}${decimals}`);
  const shift = exponent - decimals.length;
  const size = shift < 0 ? rate(digits, 10n ** BigInt(-shift)) : rate(digits * 10n ** BigInt(shift));
  return text.startsWith('-') ? rate(-size.n, size.d) : size;
}

/** The step 10^-scale; undefined for scales that decimals do not have. */
function stepOf(scale: number): Rate | undefined {
  if (scale < leastScale || scale > mostScale) return undefined;
  return scale < 0 ? rate(10n ** BigInt(-scale)) : rate(1n, 10n ** BigInt(scale));
}

/** Rounds to so many decimals, or tens when negative; undefined for a scale that decimals do not have. */
export function roundScale(value: Rate, scale: number, mode: RoundingMode): Rate | undefined {
  const step = stepOf(scale);
  return step && roundTo(value, step, mode);
}

/** The power of ten of the first digit; the value is not 0. */
function magnitudeOf({ n, d }: Rate): number {
  const size = n < 0n ? -n : n;
  const guess = String(size).length - String(d).length;
  const reached = guess < 0 ? size * 10n ** BigInt(-guess) >= d : size >= d * 10n ** BigInt(guess);
  return reached ? guess : guess - 1;
}

/** Rounds to so many significant digits, a tie to the even one. */
export function roundDigits(value: Rate, digits: number): Rate {
  if (isZero(value)) return value;
  const places = digits - 1 - magnitudeOf(value);
  const step = places < 0 ? rate(10n ** BigInt(-places)) : rate(1n, 10n ** BigInt(places));
  return roundTo(value, step, 'half-even');
}

/** The number as a decimal of 34 digits. */
export function formatDecimal(value: Rate): string {
  return formatRate(roundDigits(value, precision));
}

/** The whole number that the value has before its decimal point. */
export function wholePart({ n, d }: Rate): bigint {
  return n / d;
}

export function floorOf(value: Rate): bigint {
  const whole = wholePart(value);
  return sign(value) < 0 && value.d !== 1n ? whole - 1n : whole;
}
