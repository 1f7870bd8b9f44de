/** How `divide` comes to its figures: plainly by weights, or between the bounds of each row. */
import { allocate, type Claim, type Share } from '../../allocate.ts';
import { fill, type BoundedClaim, type BoundedShare } from '../../fill.ts';
import { formatMoney, type Money } from '../../money.ts';
import { add, divide, fromFen, isZero, multiply, sign, zero, type Rate } from '../../rate.ts';
import { refuse } from '../../refusal.ts';
import type { DivideStep } from '../policy.ts';
import { bound, columnPath, leftovers, weightsOf, type ColumnPath } from './division.ts';
import { sayPortion, sayUnplaced } from './division-words.ts';
import { fenOf, settle, yuanOf, type Leftover, type Result, type Run, type Surroundings } from './rule.ts';

/** What one row receives of a pool; `over` is what its cap cut off under a name of its own. */
export interface Portion {
  share: Share;
  amount: Money;
  bound?: BoundedShare['bound'];
  over: Money;
}

/** Everybody's weight, and the bounds of each where the step has any; in fen. */
export function claimsOf(step: DivideStep, runs: readonly Run[], around: Surroundings): BoundedClaim[] {
  const claims = weightsOf(step, step.by, runs, around);
  const { cap, floor } = step;
  if (!cap && !floor) return claims;
  return claims.map((claim, index) => {
    const run = runs[index] as Run;
    const least = floor && run.number(floor);
    return bound(claim, run, least && sign(least) > 0 ? least : zero, cap && run.number(cap), around);
  });
}

/** Everybody's portion of a pool, and what finds nobody; in fen. */
interface Portions {
  portions: Portion[];
  unplaced: Money;
}

function plain(step: DivideStep, amount: Money, claims: readonly Claim[]): Portions {
  const nobody = step.unplaced !== undefined && claims.every(({ weight }) => isZero(weight));
  const shares = allocate(nobody ? 0n : amount, claims, step.leftover);
  return { portions: shares.map((share) => ({ share, amount: share.amount, over: 0n })), unplaced: nobody ? amount : 0n };
}

/** Between bounds. When what is over is kept by row, the caps cut last; else they send it on to the others. */
function bounded(step: DivideStep, amount: Money, claims: readonly BoundedClaim[]): Portions {
  if (amount < 0n) refuse('AMOUNT_NEGATIVE', '', { found: formatMoney(amount) });
  const kept = step.excess !== 'redistribute';
  const filling = fill(amount, kept ? claims.map(({ key, weight, least }) => ({ key, weight, ...(least !== undefined && { least }) })) : claims, step.leftover);
  if ('missing' in filling) {
    return refuse('FLOORS_ABOVE_AMOUNT', '', { floors: formatMoney(amount + filling.missing), amount: formatMoney(amount), missing: formatMoney(filling.missing) });
  }
  const { shares, unplaced } = filling;
  if (unplaced > 0n && !step.unplaced) refuse(claims.length === 0 ? 'NOBODY_TO_SHARE' : 'NOTHING_TO_WEIGH', '', { amount: formatMoney(unplaced), count: String(claims.length) });
  const portions = shares.map((share, index): Portion => {
    const most = kept ? (claims[index] as BoundedClaim).most : undefined;
    if (most === undefined || share.amount <= most) return { share, amount: share.amount, bound: share.bound, over: 0n };
    return { share, amount: most, bound: 'most', over: share.amount - most };
  });
  return { portions, unplaced };
}

/** Divides the pool of the whole, or of the parent row `parent`, and tells the amounts beside the rows. */
function share(step: DivideStep, parent: string, pool: Rate, runs: readonly Run[], around: Surroundings): Array<[string, Result[]]> {
  const amount = fenOf(settle(pool, around.rounding).value);
  const claims = claimsOf(step, runs, around);
  const isBounded = step.cap !== undefined || step.floor !== undefined;
  const { portions, unplaced } = isBounded ? bounded(step, amount, claims) : plain(step, amount, claims);
  const total = (): Rate => claims.reduce((sum, { weight }) => add(sum, weight), zero);
  const leftover = leftovers(portions, runs);
  const none: Leftover = { receivers: [], received: false, peers: leftover.missed.peers };
  const keysBound = (side: Portion['bound']): string[] => runs.filter((_run, index) => portions[index]?.bound === side).map(({ key }) => key);
  if (step.unplaced) around.apart(step.unplaced, parent, { value: fromFen(unplaced), leftover: none, bound: sayUnplaced(fromFen(unplaced), around.print) });
  if (step.value) {
    const weights = total();
    around.apart(step.value, parent, { value: isZero(weights) ? zero : divide(fromFen(amount), weights), leftover: none });
  }
  let plainPart: Rate | undefined;
  const perWeight = (): Rate => {
    plainPart ??= divide(fromFen(amount), total());
    return plainPart;
  };
  return portions.map((portion, index) => {
    const { key } = runs[index] as Run;
    const { weight } = claims[index] as BoundedClaim;
    const said = (): Result['bound'] => (isBounded ? sayPortion(step, portion, {
      plain: isZero(weight) ? zero : multiply(perWeight(), weight), most: step.excess === 'redistribute' ? keysBound('most') : [], least: keysBound('least'),
    }, around.print) : undefined);
    const told = leftover[portion.share.leftover ? 'received' : 'missed'];
    const own: Result = { value: fromFen(portion.amount), leftover: told, get exact() { return yuanOf(portion.share.exact); }, get bound() { return said(); } };
    return [key, [own, { value: fromFen(portion.over), leftover: none, get bound() { return said(); } }]];
  });
}

export function evaluateDivide(step: DivideStep, runs: readonly Run[], around: Surroundings): Result[][] {
  const { within } = step;
  const given = new Map<string, Result[]>();
  if (!within) for (const [key, results] of share(step, '', around.whole.number(step.amount), runs, around)) given.set(key, results);
  else {
    const children = Map.groupBy(runs, (run) => around.cell(run.key, within.column));
    const amounts = around.whole.value(step.amount) as readonly Rate[];
    for (const [index, parent] of around.keys((columnPath(step.amount.expression) as ColumnPath).of.name).entries()) {
      const shares = around.guard(parent, () => share(step, parent, amounts[index] as Rate, children.get(parent) ?? [], around));
      for (const [key, results] of shares) given.set(key, results);
    }
  }
  return runs.map((run) => given.get(run.key) as Result[]);
}
