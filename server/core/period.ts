/**
 * Months `YYYY-MM` and days `YYYY-MM-DD` of the years 1000 to 9999, as texts: their order as texts is their order in
 * time. Nothing here knows a clock or a time zone. Intervals include their start and exclude their end.
 */
import { multiply, rate, type Rate } from './rate.ts';
import { refuse } from './refusal.ts';

/** From `from` until, but not including, `until`; open when that is left out. Both ends are months, or both are days. */
export interface Interval {
  from: string;
  until?: string;
}

/** An interval that ends. */
export type ClosedInterval = Required<Interval>;

const monthPattern = /^[1-9]\d{3}-(0[1-9]|1[0-2])$/;
const dayPattern = /^[1-9]\d{3}-(0[1-9]|1[0-2])-\d{2}$/;
const millisecondsPerDay = 86_400_000;

export function isMonth(text: string): boolean {
  return monthPattern.test(text);
}

/** Whether the calendar has this day: `2024-02-29` is one, `2026-02-29` is not. */
export function isDay(text: string): boolean {
  if (!dayPattern.test(text)) return false;
  const day = Number(text.slice(8));
  return day >= 1 && day <= daysInMonth(text.slice(0, 7));
}

/** Reads a month; `at` is the place named in a refusal (MONTH_NOT_VALID). */
export function parseMonth(text: string, at: string): string {
  return isMonth(text) ? text : refuse('MONTH_NOT_VALID', at, { found: text });
}

/** Reads a day; `at` is the place named in a refusal (DAY_NOT_VALID). */
export function parseDay(text: string, at: string): string {
  return isDay(text) ? text : refuse('DAY_NOT_VALID', at, { found: text });
}

/** The year of a month or a day. */
export function yearOf(period: string): number {
  return Number(period.slice(0, 4));
}

/** The month of a day; a month is its own. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Months since the year 0, so that months can be counted. */
function monthIndex(month: string): number {
  return yearOf(month) * 12 + Number(month.slice(5, 7)) - 1;
}

/** The month so many months later, or earlier when negative. Refuses to leave the years 1000 to 9999 (MONTH_NOT_VALID). */
export function addMonths(month: string, count: number): string {
  const index = monthIndex(month) + count;
  const year = Math.floor(index / 12);
  return parseMonth(`${year}-${String(index - year * 12 + 1).padStart(2, '0')}`, `${month} + ${count}`);
}

export function nextMonth(month: string): string {
  return addMonths(month, 1);
}

export function previousMonth(month: string): string {
  return addMonths(month, -1);
}

/** How many months from `from` (included) until `until` (excluded); negative when `until` is earlier. */
export function monthsBetween(from: string, until: string): number {
  return monthIndex(until) - monthIndex(from);
}

/** The months of a closed interval of months, in order. */
export function monthsIn({ from, until }: ClosedInterval): string[] {
  return Array.from({ length: Math.max(0, monthsBetween(from, until)) }, (_, i) => addMonths(from, i));
}

/** The twelve months of a year. Refuses years outside 1000 to 9999 (YEAR_NOT_VALID). */
export function monthsOf(year: number): string[] {
  if (!Number.isInteger(year) || year < 1000 || year > 9999) refuse('YEAR_NOT_VALID', 'year', { found: String(year) });
  return Array.from({ length: 12 }, (_, i) => addMonths(`${year}-01`, i));
}

export function daysInMonth(month: string): number {
  return new Date(Date.UTC(yearOf(month), Number(month.slice(5, 7)), 0)).getUTCDate();
}

export function firstDay(month: string): string {
  return `${month}-01`;
}

export function lastDay(month: string): string {
  return `${month}-${daysInMonth(month)}`;
}

/** Days since 1970-01-01, so that days can be counted. */
function dayIndex(day: string): number {
  return Date.UTC(yearOf(day), Number(day.slice(5, 7)) - 1, Number(day.slice(8))) / millisecondsPerDay;
}

/** The day so many days later, or earlier when negative. Refuses to leave the years 1000 to 9999 (DAY_NOT_VALID). */
export function addDays(day: string, count: number): string {
  const moved = new Date((dayIndex(day) + count) * millisecondsPerDay);
  return parseDay(moved.toISOString().slice(0, 10), `${day} + ${count}`);
}

/** How many days from `from` (included) until `until` (excluded); negative when `until` is earlier. */
export function daysBetween(from: string, until: string): number {
  return dayIndex(until) - dayIndex(from);
}

/** How many of the days are Mondays to Fridays; public holidays are not known here. */
export function weekdaysIn({ from, until }: ClosedInterval): number {
  const before = (day: string): number => {
    const sinceMonday = dayIndex(day) + 3;
    const weeks = Math.floor(sinceMonday / 7);
    return weeks * 5 + Math.min(5, sinceMonday - weeks * 7);
  };
  return before(until) - before(from);
}

/** Refuses an interval that does not end after its start (INTERVAL_BACKWARDS); `at` is the place named. */
export function checkInterval<Given extends Interval>(interval: Given, at: string): Given {
  const { from, until } = interval;
  return until !== undefined && until <= from ? refuse('INTERVAL_BACKWARDS', at, { from, until }) : interval;
}

/** The days of a month as an interval. */
export function daysOf(month: string): ClosedInterval {
  return { from: firstDay(month), until: addDays(lastDay(month), 1) };
}

/** Whether a month lies in an interval of months, or a day in an interval of days. */
export function contains({ from, until }: Interval, point: string): boolean {
  return from <= point && (until === undefined || point < until);
}

/** What two intervals have in common, or undefined when they only touch or lie apart. */
export function overlap(a: ClosedInterval, b: Interval): ClosedInterval | undefined;
export function overlap(a: Interval, b: Interval): Interval | undefined;
export function overlap(a: Interval, b: Interval): Interval | undefined {
  const from = a.from > b.from ? a.from : b.from;
  const ends = [a.until, b.until].filter((end) => end !== undefined).toSorted();
  const until = ends[0];
  if (until === undefined) return { from };
  return from < until ? { from, until } : undefined;
}

export function overlaps(a: Interval, b: Interval): boolean {
  return overlap(a, b) !== undefined;
}

/**
 * The part of `amount` (any unit) that falls to the days of `present` within `period`, by calendar days: exact and
 * not rounded, all of it when `present` covers the period and 0 when it misses it.
 * Refuses a period that does not end after its start (INTERVAL_BACKWARDS).
 */
export function prorateByDays(amount: Rate, period: ClosedInterval, present: Interval): Rate {
  checkInterval(period, 'period');
  const common = overlap(period, present);
  const days = common ? daysBetween(common.from, common.until) : 0;
  return multiply(amount, rate(BigInt(days), BigInt(daysBetween(period.from, period.until))));
}
