/** Which part of a period a time in post is, by a named convention of counting. */
import { addDays, contains, daysBetween, daysOf, firstDay, monthOf, monthsBetween, monthsIn, overlap, weekdaysIn, yearOf, type ClosedInterval, type Interval } from './period.ts';
import { compare, rate, type Rate } from './rate.ts';
import { refuse } from './refusal.ts';

export const conventions = ['calendar-days', 'thirty-days', 'working-days-21.75', 'whole-months'] as const;
export type Convention = (typeof conventions)[number];

/** `counted` of `whole`, both in days, for `whole-months` in months. */
export interface TimeShare {
  counted: Rate;
  whole: Rate;
}

const paidDays = rate(2175n, 100n);

/** Days since the year 0 with thirty to every month: the 31st counts with the 30th, and a month is full with its last day. */
function thirtyIndex(day: string): number {
  return (yearOf(day) * 12 + Number(day.slice(5, 7))) * 30 + Math.min(Number(day.slice(8)) - 1, 30);
}

/** The months of a period that begins and ends with a month; refuses another (PERIOD_NOT_MONTHS). */
function monthsOfPeriod({ from, until }: ClosedInterval): string[] {
  if (from !== firstDay(monthOf(from)) || until !== firstDay(monthOf(until))) refuse('PERIOD_NOT_MONTHS', '', { from, until });
  return monthsIn({ from: monthOf(from), until: monthOf(until) });
}

function covers(outer: Interval, inner: ClosedInterval): boolean {
  return contains(outer, inner.from) && contains(outer, addDays(inner.until, -1));
}

/** Paid days of one month: 21.75 when it is full, else Mondays to Fridays and not more. */
function paidDaysOf(month: string, present: ClosedInterval): Rate {
  const days = daysOf(month);
  const common = overlap(days, present);
  if (!common) return rate(0n);
  if (covers(present, days)) return paidDays;
  const worked = rate(BigInt(weekdaysIn(common as ClosedInterval)));
  return compare(worked, paidDays) > 0 ? paidDays : worked;
}

/** The part of the period in which somebody is present, both as days. */
export function timeShare(period: ClosedInterval, present: Interval, convention: Convention): TimeShare {
  const common = (overlap(period, present) ?? { from: period.from, until: period.from }) as ClosedInterval;
  const share = (counted: number | Rate, whole: number | Rate): TimeShare => {
    const [a, b] = [counted, whole].map((each) => (typeof each === 'number' ? rate(BigInt(each)) : each)) as [Rate, Rate];
    return { counted: a, whole: b };
  };
  if (convention === 'calendar-days') return share(daysBetween(common.from, common.until), daysBetween(period.from, period.until));
  const months = monthsOfPeriod(period);
  switch (convention) {
    case 'thirty-days': return share(thirtyIndex(common.until) - thirtyIndex(common.from), months.length * 30);
    case 'whole-months': return share(months.filter((month) => covers(common, daysOf(month))).length, monthsBetween(monthOf(period.from), monthOf(period.until)));
    case 'working-days-21.75': {
      const counted = months.map((month) => paidDaysOf(month, common)).reduce((sum, each) => rate(sum.n * each.d + each.n * sum.d, sum.d * each.d), rate(0n));
      return share(counted, rate(paidDays.n * BigInt(months.length), paidDays.d));
    }
  }
}
