import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween } from '../../server/core/period.ts';
import { isWorkingDay, readCalendar, workingDayAfter, type Calendars } from '../../server/core/working-days.ts';
import { refused } from '../kit/refused.ts';

const folder = new URL('../../seeds/calendars/', import.meta.url);
const published = readdirSync(folder).map((name) => ({ name, calendar: readCalendar(readFileSync(new URL(name, folder), 'utf8')) }));
const calendars: Calendars = new Map(published.map(({ calendar }) => [calendar.year, calendar]));
const dayIn = (from: string, until: string) => fc.integer({ min: 0, max: daysBetween(from, until) - 1 }).map((days) => addDays(from, days));
const allDays = (year: number) => Array.from({ length: daysBetween(`${year}-01-01`, `${year + 1}-01-01`) }, (_, index) => addDays(`${year}-01-01`, index));

describe('the published years', () => {
  test.each([[2025, 28, 5, 248], [2026, 33, 6, 248]])('%i: %i days off, %i weekend days worked, %i working days', (year, off, worked, all) => {
    const calendar = published.find((each) => each.calendar.year === year)!.calendar;
    expect([calendar.off.length, calendar.worked.length]).toEqual([off, worked]);
    expect(allDays(year).filter((day) => isWorkingDay(day, calendars))).toHaveLength(all);
    expect(calendar.source.document).toContain(`关于${year}年部分节假日安排的通知`);
  });

  test.each([
    ['2026-02-11', 5, '2026-02-25'], // 14 February is worked, the holiday ends on the 23rd
    ['2026-02-13', 1, '2026-02-14'],
    ['2026-09-30', 3, '2026-10-10'], // the Saturday in between is worked
    ['2026-03-10', 5, '2026-03-17'],
    ['2025-12-31', 1, '2026-01-04'], // over New Year, by both years
    ['2025-01-24', 2, '2025-01-27'],
  ])('after %s, %i working days end on %s', (day, count, last) => {
    expect(workingDayAfter(day, count, calendars)).toBe(last);
  });
});

describe('counting', () => {
  test('the day reached is worked, and as many working days lie after the start up to it', () => {
    fc.assert(fc.property(dayIn('2025-01-01', '2026-10-01'), fc.integer({ min: 1, max: 60 }), (day, count) => {
      const reached = workingDayAfter(day, count, calendars);
      expect(isWorkingDay(reached, calendars)).toBe(true);
      const between = Array.from({ length: daysBetween(day, reached) }, (_, index) => addDays(day, index + 1));
      expect(between.filter((each) => isWorkingDay(each, calendars))).toHaveLength(count);
    }), { numRuns: 200 });
  });

  test('one count after another is one count of both', () => {
    fc.assert(fc.property(dayIn('2025-01-01', '2026-08-01'), fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (day, first, second) => {
      expect(workingDayAfter(workingDayAfter(day, first, calendars), second, calendars)).toBe(workingDayAfter(day, first + second, calendars));
    }), { numRuns: 200 });
  });

  test('a year without a calendar is refused by name, also when the count only runs into it', () => {
    for (const run of [() => workingDayAfter('2024-12-30', 1, calendars), () => isWorkingDay('2024-12-30', calendars)]) {
      expect(refused(run)).toEqual([{ code: 'CALENDAR_MISSING', at: '2024', values: { year: '2024' } }]);
    }
    expect(workingDayAfter('2026-12-28', 3, calendars)).toBe('2026-12-31');
    expect(refused(() => workingDayAfter('2026-12-28', 4, calendars))).toEqual([{ code: 'CALENDAR_MISSING', at: '2027', values: { year: '2027' } }]);
    expect(refused(() => workingDayAfter('2026-02-29', 1, calendars)).map(({ code }) => code)).toEqual(['DAY_NOT_VALID']);
  });
});

const good = 'year: 2026\nsource: { document: 通知, issued: 2025-11-04, address: x }\nholidays: [ { name: { zh: 节, en: Holiday }, first: 2026-01-01, last: 2026-01-03 } ]\nworkdays: [2026-01-04]\n';

describe('a calendar file', () => {
  test('gives its days in order', () => {
    expect(readCalendar(good)).toEqual({ year: 2026, source: { document: '通知', issued: '2025-11-04', address: 'x' }, off: ['2026-01-01', '2026-01-02', '2026-01-03'], worked: ['2026-01-04'] });
  });

  test.each<[string, string, string, string[]]>([
    ['another year', 'first: 2026-01-01', 'first: 2025-12-31', ['CALENDAR_DAY', 'CALENDAR_EMPTY']],
    ['a day that is none', 'last: 2026-01-03', 'last: 2026-02-30', ['CALENDAR_DAY', 'CALENDAR_EMPTY']],
    ['an end before the beginning', 'first: 2026-01-01', 'first: 2026-01-04', ['CALENDAR_DAY', 'CALENDAR_EMPTY']],
    ['a weekday that is worked anyway', '[2026-01-04]', '[2026-01-05]', ['CALENDAR_WORKDAY']],
    ['a day both off and worked', '[2026-01-04]', '[2026-01-03]', ['CALENDAR_WORKDAY']],
    ['a worked day of another year', '[2026-01-04]', '[2027-01-03]', ['CALENDAR_DAY']],
    ['a worked day that is none', '[2026-01-04]', '[4th]', ['CALENDAR_DAY']],
    ['no source', 'source: { document: 通知, issued: 2025-11-04, address: x }\n', '', ['FIELD_MISSING']],
    ['a notice without its day', 'issued: 2025-11-04', 'issued: 2025', ['DAY_NOT_VALID']],
    ['a year that is none', 'year: 2026', 'year: 26', ['CALENDAR_DAY', 'CALENDAR_EMPTY', 'CALENDAR_DAY', 'YEAR_NOT_VALID']],
    ['no text of a calendar', good, '- x', ['SHAPE', 'CALENDAR_EMPTY', 'YEAR_NOT_VALID']],
    ['no YAML', good, 'a: [', ['YAML_UNREADABLE']],
  ])('%s is refused', (_what, from, to, codes) => {
    expect(good).toContain(from);
    expect(refused(() => readCalendar(good.replace(from, to))).map(({ code }) => code)).toEqual(codes);
  });
});
