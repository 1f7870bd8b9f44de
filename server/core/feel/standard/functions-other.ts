/** Functions on days, times, durations, contexts and ranges, and what is left of the standard. */
import { rate, type Rate } from '../../rate.ts';
import { months } from './arithmetic.ts';
import { way, type Overload } from './builtin.ts';
import { calendarDay, checkedDay, dayOfYear, monthNames, weekdayOf, weekdays, weekOfYear } from './calendar.ts';
import { identical } from './compare.ts';
import { wholePart } from './decimal.ts';
import { readRange } from './range-text.ts';
import { leftOut } from './refused.ts';
import { clockSeconds, dateTime, readDateTime, readDay, readDuration, readTime, secondsPerDay } from './temporal-text.ts';
import { context, isKind, type Context, type DateTime, type Day, type Duration, type TimeOfDay, type Value } from './value.ts';

const offsetLimit = 18 * 3600;

function count(number: number): Rate {
  return rate(BigInt(number));
}

function dayOf(year: Rate, month: Rate, day: Rate): Day | null {
  const [y, m, d] = [year, month, day].map((part) => Number(wholePart(part))) as [number, number, number];
  const number = checkedDay({ year: y, month: m, day: d });
  return number === undefined ? null : { is: 'date', day: number };
}

/** A time of the day; null when the clock does not show it or the offset is more than 18 hours. */
function timeOf(hour: Rate, minute: Rate, second: Rate, ahead?: Duration | null): TimeOfDay | null {
  const seconds = clockSeconds(wholePart(hour), wholePart(minute), second);
  const offset = ahead ? Number(wholePart(ahead.seconds)) : undefined;
  if (seconds === undefined || seconds.n === secondsPerDay.n || Math.abs(offset ?? 0) > offsetLimit) return null;
  return { is: 'time', seconds, offset };
}

function together(date: Day | null, time: TimeOfDay | null): DateTime | null {
  return date && time && dateTime(date.day, time.seconds, time.offset);
}

/** Whole months from one day to another, whatever the time of the day. */
function wholeMonths(from: Day | DateTime, to: Day | DateTime): bigint {
  const [start, end] = [calendarDay(from.day), calendarDay(to.day)];
  const full = BigInt(end.year - start.year) * 12n + BigInt(end.month - start.month);
  if (full > 0n && end.day < start.day) return full - 1n;
  return full < 0n && end.day > start.day ? full + 1n : full;
}

type OnDay = (day: number) => Value;

function ofDay(call: OnDay): Overload[] {
  return [way(['date: date'], ([date]) => call(date.day)), way(['date: date and time'], ([date]) => call(date.day))];
}

function monthsBetween(): Overload[] {
  const kinds = ['date', 'date and time'] as const;
  return kinds.flatMap((from) => kinds.map((to) =>
    way([`from: ${from}`, `to: ${to}`], ([start, end]) => months(wholeMonths(start, end)))));
}

/** Contexts of `key` and `value` as one context; null when one is something else or two have one key. */
function contextOf(entries: readonly Value[]): Context | null {
  const found = new Map<string, Value>();
  for (const entry of entries) {
    const parts = isKind(entry, 'context') ? entry.entries : new Map<string, Value>();
    const key = parts.get('key');
    if (typeof key !== 'string' || !parts.has('value') || found.has(key)) return null;
    found.set(key, parts.get('value')!);
  }
  return context(found);
}

/** The value at the end of a path of keys; undefined when there is none. */
function valueAt(value: Value, keys: readonly Value[]): Value {
  return keys.reduce<Value>((found, key) => (isKind(found, 'context') && typeof key === 'string' ? (found.entries.get(key) ?? null) : null), value);
}

/** The context with another value at the end of a path of keys; null when the path does not lead through contexts. */
function putAt(value: Value, keys: readonly Value[], put: Value): Value {
  const [key, ...others] = keys;
  if (!isKind(value, 'context') || typeof key !== 'string') return null;
  const inner = others.length === 0 ? put : putAt(value.entries.get(key) ?? null, others, put);
  if (others.length > 0 && inner === null) return null;
  return context([...value.entries, [key, inner]]);
}

function merged(contexts: readonly Value[]): Context | null {
  if (!contexts.every((each) => isKind(each, 'context'))) return null;
  return context(contexts.flatMap((each) => [...each.entries]));
}

export const temporalFunctions: Readonly<Record<string, readonly Overload[]>> = {
  date: [
    way(['from: string'], ([from]) => readDay(from)),
    way(['from: date'], ([from]) => from),
    way(['from: date and time'], ([from]) => ({ is: 'date', day: from.day })),
    way(['year: number', 'month: number', 'day: number'], ([year, month, day]) => dayOf(year, month, day)),
  ],
  time: [
    way(['from: string'], ([from]) => readTime(from)),
    way(['from: time'], ([from]) => from),
    way(['from: date'], () => ({ is: 'time', seconds: rate(0n), offset: 0 })),
    way(['from: date and time'], ([{ seconds, offset }]) => ({ is: 'time', seconds, offset })),
    way(['hour: number', 'minute: number', 'second: number', 'offset?: days and time duration or null'],
      ([hour, minute, second, offset]) => timeOf(hour, minute, second, offset)),
  ],
  'date and time': [
    way(['from: string'], ([from]) => readDateTime(from)),
    way(['from: date and time'], ([from]) => from),
    way(['date: date', 'time: time'], ([{ day }, { seconds, offset }]) => dateTime(day, seconds, offset)),
    way(['date: date and time', 'time: time'], ([{ day }, { seconds, offset }]) => dateTime(day, seconds, offset)),
    way(['year: number', 'month: number', 'day: number', 'hour: number', 'minute: number', 'second: number', 'offset?: days and time duration or null'],
      ([year, month, day, hour, minute, second, offset]) => together(dayOf(year, month, day), timeOf(hour, minute, second, offset))),
  ],
  duration: [way(['from: string'], ([from]) => readDuration(from))],
  'years and months duration': monthsBetween(),
  'day of year': ofDay((day) => count(dayOfYear(day))),
  'day of week': ofDay((day) => weekdays[weekdayOf(day) - 1]!),
  'month of year': ofDay((day) => monthNames[calendarDay(day).month - 1]!),
  'week of year': ofDay((day) => count(weekOfYear(day))),
  now: [way([], () => leftOut('clock'))],
  today: [way([], () => leftOut('clock'))],
};

export const contextFunctions: Readonly<Record<string, readonly Overload[]>> = {
  'get value': [
    way(['m: context', 'key: string'], ([m, key]) => valueAt(m, [key])),
    way(['m: context', 'keys: list'], ([m, keys]) => (keys.length === 0 ? null : valueAt(m, keys))),
  ],
  'get entries': [way(['m: context'], ([m]) => [...m.entries].map(([key, value]) => context([['key', key], ['value', value]])))],
  context: [way(['entries: list'], ([entries]) => contextOf(entries))],
  'context put': [
    way(['context: context', 'key: string', 'value: any'], ([given, key, value]) => putAt(given, [key], value)),
    way(['context: context', 'keys: list', 'value: any'], ([given, keys, value]) => putAt(given, keys, value)),
  ],
  'context merge': [way(['contexts: list'], ([contexts]) => merged(contexts))],
};

export const logicFunctions: Readonly<Record<string, readonly Overload[]>> = {
  range: [way(['from: string'], ([from]) => readRange(from))],
  not: [way(['negand: boolean'], ([negand]) => !negand)],
  is: [way(['value1?: any', 'value2?: any'], ([first = null, second = null]) => identical(first, second))],
};
