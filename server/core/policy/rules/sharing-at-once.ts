/** The commonest divisions over all rows at once: plainly by weights, or under a cap that sends what is over on to the others. */
import { cutToWhole } from '../../allocate.ts';
import { pour } from '../../fill.ts';
import type { Money } from '../../money.ts';
import { packedWholes, roundAll, type Rates } from '../../rates.ts';
import type { Rate } from '../../rate.ts';
import type { DivideStep } from '../policy.ts';
import { fenOf, settle, type AllRows } from './rule.ts';

const fen: Rate = { n: 1n, d: 100n };

/** What everybody receives of one pool, in fen, and what finds nobody. */
interface Given {
  amounts: readonly Money[];
  unplaced: Money;
}

/** Those who share one pool: whole weights, and whole fen of their caps. */
interface Sharers {
  keys: readonly string[];
  weights: readonly bigint[];
  caps?: readonly Money[];
}

/** Nothing where somebody must be refused, or asked why not. */
function give({ leftover }: DivideStep, amount: Money, { keys, weights, caps }: Sharers): Given | undefined {
  if (caps) {
    const bounds = caps.map((most) => ({ least: 0n, most }));
    const poured = amount < 0n ? undefined : pour(amount, keys, weights, bounds, leftover);
    return poured && 'amounts' in poured ? poured : undefined;
  }
  let total = 0n;
  for (const weight of weights) total += weight;
  if (amount <= 0n || total === 0n) return undefined;
  const { wholes } = cutToWhole(keys, weights.map((weight) => amount * weight), total, amount, leftover);
  return { amounts: wholes, unplaced: 0n };
}

/** The whole numbers over the denominator of the column; nothing when one is below 0. */
function wholesOf(rates: Rates | undefined): bigint[] | undefined {
  const wholes: bigint[] = [];
  for (const each of rates?.n ?? [-1]) {
    if (each < 0) return undefined;
    wholes.push(BigInt(each));
  }
  return wholes;
}

/** One pool for all rows, or one for the rows of each parent, at their places. */
function poolsOf({ amount, within }: DivideStep, { whole, groups }: AllRows): Array<{ pool: Rate; places?: readonly number[] }> {
  if (!within) return [{ pool: whole.number(amount) }];
  const pools = whole.value(amount) as readonly Rate[];
  return groups(within.column, pools.length).map((places, index) => ({ pool: pools[index] as Rate, places }));
}

/** The shares and, for each pool, what finds nobody; only where neither is told more than that. */
export function divideAtOnce(step: DivideStep, rows: AllRows): Rates[] | undefined {
  const { by, cap, floor, ties, excess, value } = step;
  if (floor || ties || value || (excess && excess !== 'redistribute')) return undefined;
  const keys = rows.keys();
  const pools = poolsOf(step, rows);
  const weights = wholesOf(rows.numbers(by));
  const most = cap && rows.numbers(cap);
  const caps = wholesOf(most && roundAll(most, fen, 'down'));
  if (!weights || (cap && !caps)) return undefined;
  const amounts: Money[] = [];
  const unplaced: Money[] = [];
  for (const { pool, places } of pools) {
    const of = <T>(all: readonly T[]): readonly T[] => places?.map((place) => all[place] as T) ?? all;
    const given = give(step, fenOf(settle(pool, rows.rounding).value), { keys: of(keys), weights: of(weights), ...(caps && { caps: of(caps) }) });
    if (!given || (given.unplaced > 0n && !step.unplaced)) return undefined;
    for (const [index, amount] of given.amounts.entries()) amounts[places?.[index] ?? index] = amount;
    unplaced.push(given.unplaced);
  }
  const [shares, rest] = [packedWholes(amounts, fen), packedWholes(unplaced, fen)];
  return shares && rest && (step.unplaced ? [shares, rest] : [shares]);
}
