/** Many exact numbers at once: whole numbers over one denominator, so that a column costs no fraction a row. */
import type { Rate, RoundingMode } from './rate.ts';

/** The numbers `n[i] / d`, not in lowest terms; `d` > 0. */
export interface Rates {
  readonly n: readonly bigint[];
  readonly d: bigint;
}

/** One truth (0 or 1) for each number. */
export type Truths = Uint8Array;

function commonDivisor(a: bigint, b: bigint): bigint {
  let [divisor, rest] = [a, b];
  while (rest !== 0n) [divisor, rest] = [rest, divisor % rest];
  return divisor;
}

function commonMultiple(a: bigint, b: bigint): bigint {
  return a === b ? a : (a / commonDivisor(a, b)) * b;
}

/** So many times the same number. */
export function repeated({ n, d }: Rate, length: number): Rates {
  return { n: Array.from({ length }, () => n), d };
}

/** Numbers brought over one denominator. */
export function packed(rates: readonly Rate[]): Rates {
  let common = 1n;
  for (const { d } of rates) if (common % d !== 0n) common = commonMultiple(common, d);
  return { n: rates.map(({ n, d }) => (d === common ? n : n * (common / d))), d: common };
}

/** So many times the unit `1 / d` each. */
export function packedWholes(wholes: readonly bigint[], { d }: Rate): Rates {
  return { n: wholes, d };
}

/** Each number by itself, in lowest terms. */
export function unpacked({ n, d }: Rates): Rate[] {
  if (d === 1n) return n.map((top) => ({ n: top, d }));
  return n.map((top) => {
    const divisor = commonDivisor(d, top < 0n ? -top : top);
    return divisor === 1n ? { n: top, d } : { n: top / divisor, d: d / divisor };
  });
}

/** Those at the places given. */
export function picked({ n, d }: Rates, places: readonly number[]): Rates {
  return { n: places.map((place) => n[place] as bigint), d };
}

/** Over a denominator so many times as large. */
function widened(a: Rates, factor: bigint): Rates {
  return factor === 1n ? a : { n: a.n.map((each) => each * factor), d: a.d * factor };
}

/** Two columns over one denominator. */
function aligned(a: Rates, b: Rates): [Rates, Rates] {
  const d = commonMultiple(a.d, b.d);
  return [widened(a, d / a.d), widened(b, d / b.d)];
}

export function addAll(a: Rates, b: Rates): Rates {
  const [left, right] = aligned(a, b);
  return { n: left.n.map((each, index) => each + (right.n[index] as bigint)), d: left.d };
}

export function subtractAll(a: Rates, b: Rates): Rates {
  const [left, right] = aligned(a, b);
  return { n: left.n.map((each, index) => each - (right.n[index] as bigint)), d: left.d };
}

export function multiplyAll(a: Rates, b: Rates): Rates {
  return { n: a.n.map((each, index) => each * (b.n[index] as bigint)), d: a.d * b.d };
}

/** By a divisor that is the same for all and above 0; otherwise undefined, and the caller goes on number by number. */
export function divideAll(a: Rates, b: Rates): Rates | undefined {
  const [divisor = 0n] = b.n;
  if (divisor <= 0n || b.n.some((each) => each !== divisor)) return undefined;
  return { n: a.n.map((each) => each * b.d), d: a.d * divisor };
}

/** Where the order of `a` to `b` (below 0, 0, above 0) is one that `holds`. */
export function compareAll(a: Rates, b: Rates, holds: (order: number) => boolean): Truths {
  const [left, right] = aligned(a, b);
  return Uint8Array.from(left.n, (each, index) => {
    const other = right.n[index] as bigint;
    return holds(each < other ? -1 : each > other ? 1 : 0) ? 1 : 0;
  });
}

/** Of `a` where it is true, else of `b`. */
export function chooseAll(truths: Truths, a: Rates, b: Rates): Rates {
  const [left, right] = aligned(a, b);
  return { n: left.n.map((each, index) => (truths[index] === 1 ? each : right.n[index] as bigint)), d: left.d };
}

const aways: Partial<Record<RoundingMode, (rest: bigint, step: bigint) => boolean>> = {
  'half-away': (rest, step) => rest * 2n >= step,
  down: () => false,
};

/** To multiples of `to`; only half away from zero or toward it, otherwise undefined. */
export function roundAll(a: Rates, to: Rate, mode: RoundingMode): Rates | undefined {
  const { n, d } = to;
  if (n === 1n && d % a.d === 0n) return widened(a, d / a.d);
  const goesAway = aways[mode];
  if (!goesAway) return undefined;
  const step = a.d * n;
  const rounded = a.n.map((each) => {
    const size = (each < 0n ? -each : each) * d;
    const toward = size / step;
    const whole = (goesAway(size - toward * step, step) ? toward + 1n : toward) * n;
    return each < 0n ? -whole : whole;
  });
  return { n: rounded, d };
}

/** Whether all lie between `-limit` and `limit`, both excluded. */
export function allWithin({ n, d }: Rates, limit: bigint): boolean {
  const most = limit * d;
  return n.every((each) => each < most && each > -most);
}
