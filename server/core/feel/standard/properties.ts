/** What stands after a dot: entries of contexts and the parts of days, times, durations and ranges. */
import { rate, sign, subtract, zero } from '../../rate.ts';
import { duration } from './arithmetic.ts';
import { calendarDay, weekdayOf } from './calendar.ts';
import { clockParts } from './temporal-text.ts';
import { entryOf } from './names.ts';
import { kindOf, type Context, type DateTime, type Day, type Duration, type Months, type Range, type TimeOfDay, type Value } from './value.ts';

type Parts = Readonly<Record<string, Value>>;

function dayParts({ day: number }: Day | DateTime): Parts {
  const { year, month, day } = calendarDay(number);
  return { year: whole(year), month: whole(month), day: whole(day), weekday: whole(weekdayOf(number)) };
}

function timeParts({ seconds: total, offset }: TimeOfDay | DateTime): Parts {
  const { hours, minutes, seconds } = clockParts(total);
  const ahead = offset === undefined ? null : duration(whole(offset));
  return { hour: rate(hours), minute: rate(minutes), second: seconds, 'time offset': ahead, timezone: null };
}

function durationParts({ seconds: total }: Duration): Parts {
  const direction = BigInt(sign(total));
  const { hours, minutes, seconds } = clockParts(direction < 0n ? subtract(zero, total) : total);
  return {
    days: rate(direction * (hours / 24n)), hours: rate(direction * (hours % 24n)), minutes: rate(direction * minutes),
    seconds: direction < 0n ? subtract(zero, seconds) : seconds,
  };
}

function monthsParts({ months }: Months): Parts {
  return { years: rate(months / 12n), months: rate(months % 12n) };
}

function rangeParts({ low = null, high = null, lowIncluded, highIncluded }: Range): Parts {
  return { start: low, end: high, 'start included': lowIncluded, 'end included': highIncluded };
}

function whole(number: number): ReturnType<typeof rate> {
  return rate(BigInt(number));
}

/** The part of this name; of a list, that of each item. Null where there is none. */
export function property(value: Value, name: string): Value {
  const parts = partsOf(value, name);
  return Object.hasOwn(parts, name) ? parts[name]! : null;
}

function partsOf(value: Value, name: string): Parts {
  switch (kindOf(value)) {
    case 'list': return { [name]: (value as readonly Value[]).map((item) => property(item, name)) };
    case 'context': return { [name]: entryOf((value as Context).entries, name) ?? null };
    case 'date': return dayParts(value as Day);
    case 'time': return timeParts(value as TimeOfDay);
    case 'date and time': return { ...dayParts(value as DateTime), ...timeParts(value as DateTime) };
    case 'days and time duration': return durationParts(value as Duration);
    case 'years and months duration': return monthsParts(value as Months);
    case 'range': return rangeParts(value as Range);
    default: return {};
  }
}
