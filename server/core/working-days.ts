/**
 * Working days (工作日): Mondays to Fridays without the public holidays, and the weekend days that are worked in their place (调休).
 * Which days those are is published for one year at a time and given as data; a year without data is refused, never guessed.
 */
import { addDays, daysBetween, isDay, parseDay, yearOf } from './period.ts';
import { readDocument } from './policy/document.ts';
import { Reader, type Fields } from './policy/fields.ts';
import { faultAt } from './policy/document.ts';
import { Refusal, refuse, type Fault } from './refusal.ts';

/** What a published arrangement says of one year; days `YYYY-MM-DD`, in order. */
export interface YearCalendar {
  year: number;
  source: { document: string; issued: string; address: string };
  /** Days off. */
  off: readonly string[];
  /** Saturdays and Sundays that are worked. */
  worked: readonly string[];
}

/** Calendars by year. */
export type Calendars = ReadonlyMap<number, Pick<YearCalendar, 'off' | 'worked'>>;

const monday = '2001-01-01';

function isWeekend(day: string): boolean {
  const sinceMonday = daysBetween(monday, day) % 7;
  return (sinceMonday + 7) % 7 > 4;
}

/** Whether a day is worked. Refuses a year that has no calendar (CALENDAR_MISSING). */
export function isWorkingDay(day: string, calendars: Calendars): boolean {
  const year = yearOf(day);
  const calendar = calendars.get(year) ?? refuse('CALENDAR_MISSING', String(year), { year: String(year) });
  return calendar.worked.includes(day) || (!isWeekend(day) && !calendar.off.includes(day));
}

/**
 * The last of so many working days after a day, which itself does not count. `count` is a whole number from 1.
 * Refuses as soon as the count reaches a year that has no calendar (CALENDAR_MISSING).
 */
export function workingDayAfter(day: string, count: number, calendars: Calendars): string {
  let reached = parseDay(day, 'day');
  for (let left = count; left > 0; left -= isWorkingDay(reached, calendars) ? 1 : 0) reached = addDays(reached, 1);
  return reached;
}

function daysOf(reader: Reader, fields: Fields, year: number): string[] {
  const place = fields.place;
  const [first, last] = [fields.text('first'), fields.text('last')];
  const outside = [first, last].find((day) => !isDay(day) || yearOf(day) !== year);
  if (outside !== undefined || last < first) {
    reader.fault('CALENDAR_DAY', place, { found: outside ?? `${first} – ${last}`, year: String(year) });
    return [];
  }
  return Array.from({ length: daysBetween(first, last) + 1 }, (_, index) => addDays(first, index));
}

function readYear(reader: Reader, fields: Fields): YearCalendar {
  const source = fields.need('source');
  const told = source && reader.fields(source, ['document', 'issued', 'address']);
  const year = Number(fields.text('year'));
  const off = fields.items('holidays').flatMap((item) => {
    const holiday = reader.fields(item, ['name', 'first', 'last']);
    holiday.words('name');
    return daysOf(reader, holiday, year);
  });
  if (off.length === 0) reader.fault('CALENDAR_EMPTY', fields.place, { year: String(year) });
  const worked = fields.texts('workdays').map(({ text, place }) => {
    if (!isDay(text) || yearOf(text) !== year) reader.fault('CALENDAR_DAY', place, { found: text, year: String(year) });
    else if (!isWeekend(text) || off.includes(text)) reader.fault('CALENDAR_WORKDAY', place, { found: text });
    return text;
  });
  const issued = told?.text('issued') ?? '';
  if (told && !isDay(issued)) reader.fault('DAY_NOT_VALID', told.place, { found: issued });
  return { year, source: { document: told?.text('document') ?? '', issued, address: told?.text('address') ?? '' }, off: [...new Set(off)].toSorted(), worked: [...new Set(worked)].toSorted() };
}

/** Reads the calendar of a year from YAML. Throws a Refusal of every fault with its line. */
export function readCalendar(text: string): YearCalendar {
  const { root, faults } = readDocument(text);
  if (!root) throw new Refusal(faults);
  const reader = new Reader(text);
  const calendar = readYear(reader, reader.fields(root, ['year', 'source', 'holidays', 'workdays']));
  const all: Fault[] = reader.faults;
  if (!Number.isInteger(calendar.year) || calendar.year < 1000 || calendar.year > 9999) all.push(faultAt('YEAR_NOT_VALID', root.place, { found: String(calendar.year) }));
  if (all.length > 0) throw new Refusal(all);
  return calendar;
}
