/** Divides an amount of money by weights between bounds of each, to the fen: who meets a bound leaves the rest to the others. */
import { checkClaims, cutToWhole, wholeWeights, type Claim, type LeftoverRule, type Share } from './allocate.ts';
import type { Money } from './money.ts';
import { rate, zero, type Rate } from './rate.ts';

/** `base` (0 when left out) and more by weight, at least `least` and at most `most`; all in fen. */
export interface Bounds {
  base?: Money;
  least?: Money;
  most?: Money;
}

/** One who shares between bounds. */
export interface BoundedClaim extends Claim, Bounds {}

export interface BoundedShare extends Share {
  /** The bound that decided the amount. */
  bound?: 'least' | 'most';
}

export interface Filling {
  /** In the order of the claims. They and `unplaced` add up to the amount. */
  shares: BoundedShare[];
  /** Fen that find nobody: everybody who has a weight has met `most`. */
  unplaced: Money;
  /** Fen per unit of weight: each exact share is base + slope × weight between its bounds. 0 when nobody's share grows. */
  slope: Rate;
}

/** Where a claim stands on the way up: held at a bound (or without a weight), or growing with the slope. */
type State = 'held' | 'growing';

/** A slope at which a claim begins to grow, or stops: `n / d`. */
interface Turn {
  index: number;
  to: State;
  n: bigint;
  d: bigint;
  /** `n / d` nearly, only to spare exact comparisons. */
  near: number;
}

const nearly = 1e-12;

/** The order of the slopes, exact: floating point decides only where it cannot be wrong. */
function byslope(a: Turn, b: Turn): number {
  const apart = a.near - b.near;
  if (Math.abs(apart) > nearly * (a.near + b.near)) return apart;
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

class Level {
  readonly weights: readonly bigint[];
  readonly state: State[] = [];
  readonly held: Money[] = [];
  readonly bound: Array<BoundedShare['bound']> = [];
  /** The sum of all at slope 0 of those that grow, and of those held. */
  base = 0n;
  /** The weights of all that grow. */
  growth = 0n;
  private readonly claims: readonly Bounds[];
  private readonly turns: Turn[] = [];

  constructor(claims: readonly Bounds[], weights: readonly bigint[]) {
    this.claims = claims;
    this.weights = weights;
    for (const [index, claim] of claims.entries()) this.start(index, claim);
  }

  /** Where a claim stands at slope 0, and when it turns. */
  private start(index: number, { base = 0n, least, most }: Bounds): void {
    const weight = this.weights[index] as bigint;
    const under = least !== undefined && base < least;
    const over = most !== undefined && base >= most && (weight > 0n || base > most);
    this.bound[index] = over ? 'most' : under ? 'least' : undefined;
    this.held[index] = over ? most : under ? least : base;
    this.base += this.held[index];
    this.state[index] = 'held';
    if (weight === 0n || over) return;
    if (!under) this.grow(index, base);
    else if (least !== most) this.turn(index, 'growing', least - base);
    if (most !== undefined && least !== most) this.turn(index, 'held', most - base);
  }

  private turn(index: number, to: State, n: bigint): void {
    const d = this.weights[index] as bigint;
    this.turns.push({ index, to, n, d, near: Number(n) / Number(d) });
  }

  private grow(index: number, base: Money): void {
    this.state[index] = 'growing';
    this.bound[index] = undefined;
    this.base += base - (this.held[index] as Money);
    this.growth += this.weights[index] as bigint;
  }

  private hold(index: number, base: Money, most: Money): void {
    this.state[index] = 'held';
    this.bound[index] = 'most';
    this.held[index] = most;
    this.base += most - base;
    this.growth -= this.weights[index] as bigint;
  }

  private apply({ index, to }: Turn): void {
    const { base = 0n, most } = this.claims[index] as Bounds;
    if (to === 'growing') this.grow(index, base);
    else this.hold(index, base, most as Money);
  }

  /** Base and growth after more turns. */
  private after(turns: readonly Turn[]): { base: bigint; growth: bigint } {
    let { base, growth } = this;
    for (const { index, to, d } of turns) {
      const { base: own = 0n, least = 0n, most = 0n } = this.claims[index] as Bounds;
      base += to === 'growing' ? own - least : most - own;
      growth += to === 'growing' ? d : -d;
    }
    return { base, growth };
  }

  /**
   * Raises the slope until all together reach the amount, or nobody grows any more. The turns are halved about the
   * slope that is sought and not sorted.
   */
  rise(amount: Money): void {
    let open: readonly Turn[] = this.turns;
    while (open.length > 0) {
      const pivot = open[open.length >> 1] as Turn;
      const before = open.filter((turn) => byslope(turn, pivot) < 0);
      const { base, growth } = this.after(before);
      if (base * pivot.d + growth * pivot.n >= amount * pivot.d) open = before;
      else {
        const beyond = open.filter((turn) => turn !== pivot && byslope(turn, pivot) >= 0);
        for (const turn of before) this.apply(turn);
        this.apply(pivot);
        open = beyond;
      }
    }
  }
}

/** Who receives what, by index: of those that grow (their `places`) the exact share is `products[i] / growth`. */
interface Poured {
  amounts: Money[];
  bound: ReadonlyArray<BoundedShare['bound']>;
  places: readonly number[];
  products: readonly bigint[];
  growth: bigint;
  /** Indexes into `places`. */
  leftover: ReadonlySet<number>;
  unplaced: Money;
  /** What those that grow share beyond their bases. */
  rest: Money;
}

/** As `fill`, on whole weights; keys are not checked. */
export function pour(amount: Money, keys: readonly string[], weights: readonly bigint[], bounds: readonly Bounds[], rule: LeftoverRule): Poured | { missing: Money } {
  const level = new Level(bounds, weights);
  if (level.base > amount) return { missing: level.base - amount };
  level.rise(amount);
  const { base, growth, state, held: amounts, bound } = level;
  const places = [...state.keys()].filter((index) => state[index] === 'growing');
  const rest = growth === 0n ? 0n : amount - base;
  const given = places.map((index) => (bounds[index] as Bounds).base ?? 0n);
  const products = places.map((index, place) => (given[place] as Money) * growth + rest * (weights[index] as bigint));
  const sum = given.reduce((total, each) => total + each, rest);
  const { wholes, leftover } = cutToWhole(places.map((index) => keys[index] as string), products, growth, sum, rule);
  for (const [place, index] of places.entries()) amounts[index] = wholes[place] as Money;
  return { amounts, bound, places, products, growth, leftover, rest, unplaced: growth === 0n ? amount - base : 0n };
}

/**
 * Raises everybody from base with one slope until the amount is given out: each receives base + slope × weight, never
 * below `least` nor above `most`, also after rounding to the fen; ties go to the smaller key. O(n), selecting and not sorting.
 * What each receives does not depend on the order of the claims. Bounds must not cross.
 * Gives only `missing` (fen) when already the bases and lower bounds are above the amount.
 * Refuses negative weights (WEIGHT_NEGATIVE) and a key twice (CLAIM_TWICE).
 */
export function fill(amount: Money, claims: readonly BoundedClaim[], leftover: LeftoverRule): Filling | { missing: Money } {
  checkClaims(claims);
  const { weights, common } = wholeWeights(claims);
  const poured = pour(amount, claims.map(({ key }) => key), weights, claims, leftover);
  if ('missing' in poured) return poured;
  const { amounts, bound, places, products, growth, leftover: lucky, rest, unplaced } = poured;
  const shares = claims.map(({ key }, index): BoundedShare => {
    const held = amounts[index] as Money;
    return { key, amount: held, exact: rate(held), leftover: false, ...(bound[index] && { bound: bound[index] }) };
  });
  for (const [place, index] of places.entries()) {
    shares[index] = {
      key: (claims[index] as BoundedClaim).key,
      amount: amounts[index] as Money,
      leftover: lucky.has(place),
      get exact() {
        return rate(products[place] as bigint, growth);
      },
    };
  }
  return { shares, unplaced, slope: growth === 0n ? zero : rate(rest * common, growth) };
}
