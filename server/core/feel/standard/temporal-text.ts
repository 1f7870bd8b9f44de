/** Days, times and durations as text, by ISO 8601 as the standard narrows it. */
import { add, compare, divide, formatRate, multiply, rate, sign, subtract, zero, type Rate } from '../../rate.ts';
import { calendarDay, checkedDay } from './calendar.ts';
import { floorOf, readDecimal, wholePart } from './decimal.ts';
import { leftOut } from './refused.ts';
import type { DateTime, Day, Duration, Months, TimeOfDay, Value } from './value.ts';

export const secondsPerDay = rate(86_400n);
const dayPart = String.raw`-?(?:[1-9]\d{4,8}|\d{4})-\d{2}-\d{2}`;
const timePart = String.raw`\d{2}:\d{2}:\d{2}(?:\.\d+)?`;
const zonePart = String.raw`(Z|[+-]\d{2}:\d{2}(?::\d{2})?|@[A-Za-z][\w+-]*(?:\/[\w+-]+)*)?`;
const dayPattern = new RegExp(`^${dayPart}$`);
const timePattern = new RegExp(`^(${timePart})${zonePart}$`);
const dateTimePattern = new RegExp(`^(${dayPart})T(${timePart})${zonePart}$`);
const durationPattern = /^(-)?P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d*)?)S)?)?$/;
const monthsPattern = /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?$/;
const offsetLimit = 18 * 3600;

/** The offset in seconds; undefined when none is written, null when there is no such offset. Refuses names of zones. */
function readOffset(text: string | undefined): number | undefined | null {
  if (text === undefined) return undefined;
  if (text.startsWith('@')) return leftOut('zones');
  if (text === 'Z') return 0;
  const [hours, minutes, seconds = 0] = text.slice(1).split(':').map(Number) as [number, number, number?];
  const offset = hours * 3600 + minutes * 60 + seconds;
  if (offset > offsetLimit || minutes > 59 || seconds > 59) return null;
  return text.startsWith('-') ? -offset : offset;
}

/** Seconds after midnight; 24:00:00 is the end of the day. */
function readClock(text: string): Rate | undefined {
  const [hours, minutes, seconds] = text.split(':') as [string, string, string];
  return clockSeconds(BigInt(hours), BigInt(minutes), readDecimal(seconds)!);
}

/** Seconds after midnight; undefined when the clock does not show such a time. */
export function clockSeconds(hours: bigint, minutes: bigint, seconds: Rate): Rate | undefined {
  const total = add(rate(hours * 3600n + minutes * 60n), seconds);
  const shown = hours >= 0n && minutes >= 0n && minutes < 60n && sign(seconds) >= 0 && compare(seconds, rate(60n)) < 0;
  return shown && compare(total, secondsPerDay) <= 0 ? total : undefined;
}

export function readDay(text: string): Day | null {
  if (!dayPattern.test(text)) return null;
  const [year, month, day] = text.replace(/^-/, '').split('-').map(Number) as [number, number, number];
  const number = checkedDay({ year: text.startsWith('-') ? -year : year, month, day });
  return number === undefined ? null : { is: 'date', day: number };
}

export function readTime(text: string): TimeOfDay | null {
  const [, clock, zone] = timePattern.exec(text) ?? [];
  const seconds = clock === undefined ? undefined : readClock(clock);
  const offset = readOffset(zone);
  if (seconds === undefined || offset === null) return null;
  return { is: 'time', seconds: compare(seconds, secondsPerDay) === 0 ? zero : seconds, offset };
}

/** A day with a time, or a day alone for its midnight. */
export function readDateTime(text: string): DateTime | null {
  const alone = readDay(text);
  if (alone) return { is: 'date and time', day: alone.day, seconds: zero, offset: undefined };
  const [, date = '', clock = '', zone] = dateTimePattern.exec(text) ?? [];
  const day = readDay(date);
  const seconds = day ? readClock(clock) : undefined;
  const offset = readOffset(zone);
  return !day || seconds === undefined || offset === null ? null : dateTime(day.day, seconds, offset);
}

/** A day and seconds from its midnight, which may reach into other days. */
export function dateTime(day: number, seconds: Rate, offset: number | undefined): DateTime {
  const days = floorOf(divide(seconds, secondsPerDay));
  return { is: 'date and time', day: day + Number(days), seconds: subtract(seconds, multiply(rate(days), secondsPerDay)), offset };
}

export function readDuration(text: string): Duration | Months | null {
  const months = monthsPattern.exec(text);
  if (months && (months[2] ?? months[3]) !== undefined) {
    const count = BigInt(months[2] ?? 0) * 12n + BigInt(months[3] ?? 0);
    return { is: 'years and months duration', months: months[1] ? -count : count };
  }
  const match = durationPattern.exec(text);
  if (!match || match.slice(2).every((part) => part === undefined)) return null;
  const [, minus, days = 0, hours = 0, minutes = 0, seconds = '0'] = match;
  const whole = ((BigInt(days) * 24n + BigInt(hours)) * 60n + BigInt(minutes)) * 60n;
  const total = add(rate(whole), readDecimal(seconds)!);
  return { is: 'days and time duration', seconds: minus ? subtract(zero, total) : total };
}

/** What `@"…"` stands for; null when it is none of these. */
export function readLiteral(text: string): Value {
  return readDay(text) ?? readTime(text) ?? readDateTime(text) ?? readDuration(text);
}

function two(part: bigint | number): string {
  return String(part).padStart(2, '0');
}

export function writeDay(number: number): string {
  const { year, month, day } = calendarDay(number);
  return `${year < 0 ? '-' : ''}${String(Math.abs(year)).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Hours, minutes and the rest of so many seconds, which are not negative. */
export function clockParts(total: Rate): { hours: bigint; minutes: bigint; seconds: Rate } {
  const whole = wholePart(total);
  return { hours: whole / 3600n, minutes: (whole / 60n) % 60n, seconds: subtract(total, rate(whole - (whole % 60n))) };
}

function writeSeconds(seconds: Rate): string {
  return formatRate(roundToNano(seconds));
}

/** To the nanosecond, which is as far as seconds are written. */
function roundToNano(seconds: Rate): Rate {
  return rate((seconds.n * 1_000_000_000n) / seconds.d, 1_000_000_000n);
}

function writeOffset(offset: number | undefined): string {
  if (offset === undefined) return '';
  if (offset === 0) return 'Z';
  const { hours, minutes, seconds } = clockParts(rate(BigInt(Math.abs(offset))));
  return `${offset < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}${seconds.n === 0n ? '' : `:${two(seconds.n)}`}`;
}

export function writeTime({ seconds: total, offset }: { seconds: Rate; offset: number | undefined }): string {
  const { hours, minutes, seconds } = clockParts(total);
  const [whole, decimals] = writeSeconds(seconds).split('.') as [string, string?];
  return `${two(hours)}:${two(minutes)}:${two(Number(whole))}${decimals ? `.${decimals}` : ''}${writeOffset(offset)}`;
}

export function writeDateTime(value: DateTime): string {
  return `${writeDay(value.day)}T${writeTime(value)}`;
}

export function writeMonths({ months }: Months): string {
  const size = months < 0n ? -months : months;
  const [years, rest] = [size / 12n, size % 12n];
  const parts = `${years ? `${years}Y` : ''}${rest ? `${rest}M` : ''}`;
  return `${months < 0n ? '-' : ''}P${parts || '0M'}`;
}

export function writeDuration({ seconds: total }: Duration): string {
  const size = roundToNano(sign(total) < 0 ? subtract(zero, total) : total);
  const { hours: allHours, minutes, seconds } = clockParts(size);
  const [days, hours] = [allHours / 24n, allHours % 24n];
  const clock = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}${sign(seconds) ? `${writeSeconds(seconds)}S` : ''}`;
  const parts = `${days ? `${days}D` : ''}${clock ? `T${clock}` : ''}`;
  return parts ? `${sign(total) < 0 ? '-' : ''}P${parts}` : 'PT0S';
}
