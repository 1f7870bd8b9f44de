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
  exact: Rate;
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

function checkClaims(claims: readonly Claim[]): void {
  const seen = new Set<string>();
  const faults: Fault[] = [];
  for (const { key, weight } of claims) {
    if (seen.has(key)) faults.push({ code: 'CLAIM_TWICE', at: '', values: { key } });
    seen.add(key);
    if (sign(weight) < 0) faults.push({ code: 'WEIGHT_NEGATIVE', at: '', values: { key, found: formatRate(weight) } });
  }
  if (faults.length > 0) throw new Refusal(faults);
}

/** The weights as whole numbers in the same proportion. */
function wholeWeights(claims: readonly Claim[]): bigint[] {
  let common = 1n;
  for (const { weight } of claims) {
    if (common % weight.d !== 0n) common *= rate(weight.d, common).n;
  }
  return claims.map(({ weight }) => (weight.n * common) / weight.d);
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
  const weights = wholeWeights(claims);
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
  let rest = size;
  const cuts: Cut[] = [];
  const shares = claims.map(({ key }, index): Share => {
    const product = size * (weights[index] as bigint);
    const whole = product / total;
    const remainder = product - whole * total;
    rest -= whole;
    if (remainder !== 0n) cuts.push({ index, key, remainder });
    return { key, amount: unit * whole, exact: rate(unit * product, total), leftover: false };
  });
  for (const { index } of cuts.sort(orders[leftover]).slice(0, Number(rest))) {
    const share = shares[index] as Share;
    share.amount += unit;
    share.leftover = true;
  }
  return shares;
}
