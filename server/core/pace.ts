/**
 * Pace against budget (执行进度): what is used so far, what the year will come to if the months go on as they went, and what should be told early.
 * The limits of 15 % and 4 months are those of the Xinyi comparison (新沂市居民医保与新农合, §3.3): more saved than that means the budget was too high.
 */
import { monthsOf } from './period.ts';
import { sumMoney, type Money } from './money.ts';
import { compare, divide, fromFen, isZero, multiply, rate, subtract, toFen, type Rate } from './rate.ts';

export interface Spent {
  /** `YYYY-MM` */
  month: string;
  amount: Money;
}

/** `over`: the year will cost more than there is; `surplus`: more than 15 % will be left; `reserve`: what is left pays more than 4 months beyond the year. */
export type Warning = 'over' | 'surplus' | 'reserve';

export interface Pace {
  used: Money;
  left: Money;
  /** Months of the year that have spending. */
  months: number;
  /** The whole year if the rest goes on like the mean month, the cheapest one, the dearest one; fen. */
  expected: Money;
  low: Money;
  high: Money;
  /** How many months like the mean one the rest of the budget pays; nothing before a month has cost anything. */
  monthsPaid: Rate | undefined;
  /** The month in which it will be used up at the mean pace; nothing when it lasts the year. */
  usedUpIn: string | undefined;
  warnings: Warning[];
}

export const surplusLimit = rate(15n, 100n);
export const reserveLimit = rate(4n);

function usedUp(year: number, spent: readonly Spent[], left: Money, monthsPaid: Rate | undefined): string | undefined {
  const later = monthsOf(year).filter((month) => !spent.some((each) => each.month === month));
  if (left < 0n) return spent.at(-1)?.month;
  if (!monthsPaid || compare(monthsPaid, rate(BigInt(later.length))) >= 0) return undefined;
  return later[Number(monthsPaid.n / monthsPaid.d)];
}

/** The pace of a year; `spent` holds each month that is known once, in any order. Nothing can be told before the first month is known. */
export function paceOf(year: number, budget: Money, given: readonly Spent[]): Pace | undefined {
  const spent = [...given].sort((a, b) => (a.month < b.month ? -1 : 1));
  if (spent.length === 0) return undefined;
  const amounts = spent.map(({ amount }) => amount);
  const used = sumMoney(amounts);
  const left = budget - used;
  const rest = rate(BigInt(12 - spent.length));
  const mean = divide(fromFen(used), rate(BigInt(spent.length)));
  const withRest = (month: Rate): Money => used + toFen(multiply(month, rest));
  const ordered = amounts.toSorted((a, b) => (a < b ? -1 : 1));
  const expected = withRest(mean);
  const monthsPaid = isZero(mean) ? undefined : divide(fromFen(left), mean);
  const warnings: Warning[] = [];
  if (expected > budget) warnings.push('over');
  if (budget > 0n && compare(divide(fromFen(budget - expected), fromFen(budget)), surplusLimit) > 0) warnings.push('surplus');
  if (monthsPaid && compare(subtract(monthsPaid, rest), reserveLimit) > 0) warnings.push('reserve');
  return {
    used, left, months: spent.length, expected, low: withRest(fromFen(ordered[0] as Money)), high: withRest(fromFen(ordered.at(-1) as Money)),
    monthsPaid, usedUpIn: usedUp(year, spent, left, monthsPaid), warnings,
  };
}
