/**
 * Many exact numbers at once. Whole numbers up to 2^53 are exact as machine numbers, and much faster than any others;
 * whatever would not be exact gives undefined, and the caller goes on number by number.
 */
import type { Rate, RoundingMode } from './rate.ts';

/** The numbers `n[i] / d`, not in lowest terms; `n` and `d` are whole and exact, `d` > 0. */
export interface Rates {
  readonly n: Float64Array;
  readonly d: number;
}

/** One truth (0 or 1) for each number. */
export type Truths = Uint8Array;

const most = Number.MAX_SAFE_INTEGER;

/** A product or sum of exact whole numbers that is at most 2^53 after rounding was not rounded. */
function make(length: number, d: number, at: (index: number) => number): Rates | undefined {
  if (d > most) return undefined;
  const n = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    const each = at(index);
    if (Math.abs(each) > most) return undefined;
    n[index] = each;
  }
  return { n, d };
}

const mostShort = 2 ** 31 - 1;

/** Short numbers by short arithmetic, which is several times as fast. */
function commonDivisor(a: number, b: number): number {
  let [divisor, rest] = [a, b];
  while (rest !== 0 && divisor > mostShort) [divisor, rest] = [rest, divisor % rest];
  let [short, left] = [divisor | 0, rest | 0];
  while (left !== 0) [short, left] = [left, short % left | 0];
  return rest === 0 ? divisor : short;
}

function commonMultiple(a: number, b: number): number {
  return (a / commonDivisor(a, b)) * b;
}

/** So many times the same number. */
export function repeated({ n, d }: Rate, length: number): Rates | undefined {
  const top = Number(n);
  return make(length, Number(d), () => top);
}

/** Numbers brought over one denominator. */
export function packed(rates: readonly Rate[]): Rates | undefined {
  let common = 1;
  let last = 1n;
  for (const { d } of rates) {
    if (d === last) continue;
    last = d;
    common = commonMultiple(common, Number(d));
    if (common > most) return undefined;
  }
  let factor = 0;
  last = 0n;
  return make(rates.length, common, (index) => {
    const { n, d } = rates[index] as Rate;
    if (d !== last) [last, factor] = [d, common / Number(d)];
    return Number(n) * factor;
  });
}

/** So many times the unit `1 / d` each. */
export function packedWholes(wholes: readonly bigint[], { d }: Rate): Rates | undefined {
  return make(wholes.length, Number(d), (index) => Number(wholes[index]));
}

/** Each number by itself, in lowest terms. */
export function unpacked({ n, d }: Rates): Rate[] {
  const belows = new Map<number, bigint>();
  const belowOf = (divisor: number): bigint => {
    const known = belows.get(divisor) ?? BigInt(d / divisor);
    belows.set(divisor, known);
    return known;
  };
  const rates: Rate[] = [];
  for (const top of n) {
    const size = Math.abs(top);
    const divisor = commonDivisor(d, size - Math.trunc(size / d) * d);
    rates.push({ n: BigInt(top / divisor), d: belowOf(divisor) });
  }
  return rates;
}

/** Those at the places given. */
export function picked({ n, d }: Rates, places: readonly number[]): Rates {
  return { n: Float64Array.from(places, (place) => n[place] as number), d };
}

/** Over a denominator so many times as large. */
function widened(a: Rates, factor: number): Rates | undefined {
  return factor === 1 ? a : make(a.n.length, a.d * factor, (index) => (a.n[index] as number) * factor);
}

/** Two columns over one denominator. */
function aligned<T>(a: Rates, b: Rates, then: (a: Rates, b: Rates) => T): T | undefined {
  const d = commonMultiple(a.d, b.d);
  const [left, right] = [widened(a, d / a.d), widened(b, d / b.d)];
  return left && right && then(left, right);
}

export function addAll(a: Rates, b: Rates): Rates | undefined {
  return aligned(a, b, (left, right) => make(a.n.length, left.d, (index) => (left.n[index] as number) + (right.n[index] as number)));
}

export function subtractAll(a: Rates, b: Rates): Rates | undefined {
  return aligned(a, b, (left, right) => make(a.n.length, left.d, (index) => (left.n[index] as number) - (right.n[index] as number)));
}

export function multiplyAll(a: Rates, b: Rates): Rates | undefined {
  return make(a.n.length, a.d * b.d, (index) => (a.n[index] as number) * (b.n[index] as number));
}

/** By a divisor that is the same for all and above 0. */
export function divideAll(a: Rates, b: Rates): Rates | undefined {
  const [divisor = 0] = b.n;
  if (divisor <= 0 || b.n.some((each) => each !== divisor)) return undefined;
  return make(a.n.length, a.d * divisor, (index) => (a.n[index] as number) * b.d);
}

/** Where the order of `a` to `b` (below 0, 0, above 0) is one that `holds`. */
export function compareAll(a: Rates, b: Rates, holds: (order: number) => boolean): Truths | undefined {
  return aligned(a, b, (left, right) => Uint8Array.from(left.n, (each, index) => (holds(each - (right.n[index] as number)) ? 1 : 0)));
}

/** Of `a` where it is true, else of `b`. */
export function chooseAll(truths: Truths, a: Rates, b: Rates): Rates | undefined {
  return aligned(a, b, (left, right) => make(truths.length, left.d, (index) => (truths[index] === 1 ? left : right).n[index] as number));
}

const aways: Partial<Record<RoundingMode, (rest: number, step: number) => boolean>> = {
  'half-away': (rest, step) => rest * 2 >= step,
  down: () => false,
};

/** To multiples of `to`; only half away from zero or toward it. */
export function roundAll(a: Rates, to: Rate, mode: RoundingMode): Rates | undefined {
  const [n, d] = [Number(to.n), Number(to.d)];
  if (n === 1 && d % a.d === 0) return widened(a, d / a.d);
  const step = a.d * n;
  const raised = make(a.n.length, d, (index) => (a.n[index] as number) * d);
  const goesAway = aways[mode];
  if (!goesAway || !raised || step * 2 > most) return undefined;
  return make(a.n.length, d, (index) => {
    const top = raised.n[index] as number;
    const size = Math.abs(top);
    const toward = Math.trunc(size / step);
    const away = goesAway(size - toward * step, step) ? 1 : 0;
    return Math.sign(top) * (toward + away) * n;
  });
}

/** Whether all lie between `-limit` and `limit`, both excluded. */
export function allWithin({ n, d }: Rates, limit: number): boolean {
  return most < limit * d || n.every((each) => Math.abs(each) < limit * d);
}
