/** Divides an amount of money by weights, to the fen, so that the parts add up to the whole. */
import { formatMoney, type Money } from './money.ts';
import { formatRate, rate, sign, type Rate } from './rate.ts';
import { refuse, Refusal, type Fault } from './refusal.ts';

/** One who shares. `key` is the business key (institution code, staff number), unique in the division; it decides ties. */
export interface Claim {
  key: string;
  weight: Rate;
}

/** What one receives: `exact` is the share in fen before rounding, `leftover` says that one of the odd fen came here. */
export interface Share {
  key: string;
  amount: Money;
  readonly exact: Rate;
  leftover: boolean;
}

/** Who receives the fen that whole shares leave: those whose share was cut by most, the smaller key first when equal. */
export type LeftoverRule = 'largest-remainder';

interface Cut {
  index: number;
  key: string;
  remainder: bigint;
}

/** Surrogates stand for the code points above U+FFFF, so they sort after every other unit. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Orders keys by code point, as UTF-8 bytes and the C collation of a database do: `10` before `9`, `Z` before `a`. */
export function compareKeys(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i += 1) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i));
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

const orders: Record<LeftoverRule, (a: Cut, b: Cut) => number> = {
  'largest-remainder': (a, b) =>
    a.remainder === b.remainder ? compareKeys(a.key, b.key) : a.remainder > b.remainder ? -1 : 1,
};

/** The `count` items that come first, in no order; no two are equal in `order`. They are selected and not sorted. */
function firstOf<T>(items: readonly T[], count: number, order: (a: T, b: T) => number): T[] {
  let chosen: T[] = [];
  let open = items;
  while (chosen.length < count) {
    const pivot = open[open.length >> 1] as T;
    const before = open.filter((each) => order(each, pivot) < 0);
    if (chosen.length + before.length > count) open = before;
    else {
      chosen = chosen.concat(before);
      if (chosen.length === count) break;
      chosen.push(pivot);
      open = open.filter((each) => order(each, pivot) > 0);
    }
  }
  return chosen;
}

/** Refuses negative weights (WEIGHT_NEGATIVE) and a key twice (CLAIM_TWICE). */
export function checkClaims(claims: readonly Claim[]): void {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const { key, weight } of claims) {
    if (seen.has(key)) faults.push({ code: 'CLAIM_TWICE', at: '', values: { key } });
    seen.add(key);
    if (sign(weight) < 0) faults.push({ code: 'WEIGHT_NEGATIVE', at: '', values: { key, found: formatRate(weight) } });
  }
  if (faults.length > 0) throw new Refusal(faults);
}

/** The weights as whole numbers: each times `common`. */
export function wholeWeights(claims: readonly Claim[]): { weights: bigint[]; common: bigint } {
  let common = 1n;
  for (const { weight } of claims) {
    if (common % weight.d !== 0n) common *= rate(weight.d, common).n;
  }
  return { weights: claims.map(({ weight }) => (weight.n * common) / weight.d), common };
}

/** Whole numbers that add up, and those (by their index) that received one of the units left over. */
interface Wholes {
  wholes: bigint[];
  leftover: Set<number>;
}

/**
 * The fractions `products[i] / divisor` (divisor > 0), which add up to the whole number `sum`, as whole numbers that do:
 * each is cut down, and what that leaves goes out by the leftover rule.
 */
export function cutToWhole(keys: readonly string[], products: readonly bigint[], divisor: bigint, sum: bigint, rule: LeftoverRule): Wholes {
  let rest = sum;
  const cuts: Cut[] = [];
  const wholes = products.map((product, index) => {
    let whole = product / divisor;
    let remainder = product - whole * divisor;
    if (remainder < 0n) {
      whole -= 1n;
      remainder += divisor;
    }
    rest -= whole;
    if (remainder !== 0n) cuts.push({ index, key: keys[index] as string, remainder });
    return whole;
  });
  const leftover = new Set<number>();
  for (const { index } of firstOf(cuts, Number(rest), orders[rule])) {
    wholes[index] = (wholes[index] as bigint) + 1n;
    leftover.add(index);
  }
  return { wholes, leftover };
}

/**
 * Divides `amount` fen among `claims` in proportion to their weights; the shares come in the order of the claims
 * and add up to the amount. What each receives does not depend on that order. A negative amount mirrors the positive
 * one, and a weight of 0 receives nothing.
 * Refuses negative weights (WEIGHT_NEGATIVE), a key twice (CLAIM_TWICE), and an amount other than 0 with nobody to
 * share it (NOBODY_TO_SHARE) or only weights of 0 (NOTHING_TO_WEIGH).
 */
export function allocate(amount: Money, claims: readonly Claim[], leftover: LeftoverRule): Share[] {
  checkClaims(claims);
  const { weights } = wholeWeights(claims);
  let total = 0n;
  for (const weight of weights) total += weight;
  if (amount === 0n) return claims.map(({ key }) => ({ key, amount: 0n, exact: rate(0n), leftover: false }));
  if (total === 0n) {
    refuse(claims.length === 0 ? 'NOBODY_TO_SHARE' : 'NOTHING_TO_WEIGH', '', {
      amount: formatMoney(amount),
      count: String(claims.length),
    });
  }
  const size = amount < 0n ? -amount : amount;
  const unit = amount < 0n ? -1n : 1n;
  const products = weights.map((weight) => size * weight);
  const cut = cutToWhole(claims.map(({ key }) => key), products, total, size, leftover);
  return claims.map(({ key }, index) => ({
    key,
    amount: unit * (cut.wholes[index] as bigint),
    leftover: cut.leftover.has(index),
    get exact() {
      return rate(unit * (products[index] as bigint), total);
    },
  }));
}
