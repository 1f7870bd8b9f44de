/** Roots, exponentials and logarithms: exact where the result is rational by a short root, else right to 34 digits. */
import { absolute, divide, isWhole, isZero, multiply, negate, one, power, rate, sign, zero, type Rate } from '../../rate.ts';
import { floorOf, precision, roundDigits } from './decimal.ts';

/** Digits carried beyond those that are kept. */
const guard = 30;
const largestExponent = 14_200n;
const powerLimit = 1000n;

function rootOf(n: bigint): bigint {
  if (n < 2n) return n;
  let guess = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (guess + n / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

/** The square root, exact when it is rational; null below 0. */
export function squareRoot(value: Rate): Rate | null {
  if (sign(value) < 0) return null;
  const [top, bottom] = [rootOf(value.n), rootOf(value.d)];
  if (top * top === value.n && bottom * bottom === value.d) return rate(top, bottom);
  const places = BigInt(precision + guard + String(value.d).length);
  const scale = 10n ** places;
  return roundDigits(rate(rootOf((value.n * scale * scale) / value.d), scale), precision);
}

/** The sum of a series of whole numbers, term by term until nothing is left. */
function series(first: bigint, next: (term: bigint, index: bigint) => bigint, add: (term: bigint, index: bigint) => bigint): bigint {
  let [sum, term] = [0n, first];
  for (let index = 0n; term !== 0n; index += 1n) {
    sum += add(term, index);
    term = next(term, index);
  }
  return sum;
}

/** The natural logarithm of n/d in units of 1/scale, by taking out powers of two and the series of artanh. */
function scaledLog({ n, d }: Rate, scale: bigint): bigint {
  const artanh = (top: bigint, bottom: bigint): bigint => {
    const square = (top * top * scale) / (bottom * bottom);
    return series((top * scale) / bottom, (term) => (term * square) / scale, (term, index) => term / (2n * index + 1n));
  };
  const twos = BigInt(n.toString(2).length - d.toString(2).length);
  const [top, bottom] = twos < 0n ? [n << -twos, d] : [n, d << twos];
  return 2n * artanh(top - bottom, top + bottom) + twos * 2n * artanh(1n, 3n);
}

/** The natural logarithm of a number above 0 to so many digits. */
function logTo(value: Rate, digits: number): Rate {
  const scale = 10n ** BigInt(digits + guard + String(value.n).length + String(value.d).length);
  return roundDigits(rate(scaledLog(value, scale), scale), digits);
}

/** The natural logarithm; null for 0 and below. */
export function logarithm(value: Rate): Rate | null {
  return sign(value) <= 0 ? null : logTo(value, precision);
}

/** e to the power of value, where that is a decimal at all; else null, or 0 when it is too small to be one. */
export function exponential(value: Rate): Rate | null {
  if (isZero(value)) return one;
  const whole = floorOf(value);
  if (whole > largestExponent) return null;
  if (whole < -largestExponent) return zero;
  const size = whole < 0n ? -whole : whole;
  const scale = 10n ** BigInt(precision + guard);
  const rest = ((value.n - whole * value.d) * scale) / value.d;
  const fraction = series(scale, (term, index) => (term * rest) / (scale * (index + 1n)), (term) => term);
  const e = series(scale, (term, index) => term / (index + 1n), (term) => term);
  let [raised, base] = [scale, e];
  for (let left = size; left > 0n; left >>= 1n) {
    if (left & 1n) raised = (raised * base) / scale;
    base = (base * base) / scale;
  }
  const result = whole < 0n ? rate(fraction, raised) : rate(raised * fraction, scale * scale);
  return roundDigits(result, precision);
}

/** `base` to any exponent: exact for whole exponents up to 1000 each way; null where there is no such number. */
export function anyPower(base: Rate, exponent: Rate): Rate | null {
  if (isZero(base)) return sign(exponent) < 0 ? null : isZero(exponent) ? one : zero;
  const size = exponent.n < 0n ? -exponent.n : exponent.n;
  if (isWhole(exponent) && size <= powerLimit) {
    const raised = power(base, rate(size));
    return exponent.n < 0n ? divide(one, raised) : raised;
  }
  if (sign(base) < 0 && !isWhole(exponent)) return null;
  const log = logTo(absolute(base), precision + guard);
  const raised = exponential(multiply(log, exponent));
  return raised && sign(base) < 0 && exponent.n % 2n !== 0n ? negate(raised) : raised;
}
