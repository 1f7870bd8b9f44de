import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addMonths, calendarDay, checkedDay, dayNumber, dayOfYear, daysInMonth, lastYear, monthNames, weekdayOf, weekdays, weekOfYear } from '../../../../server/core/feel/standard/calendar.ts';

const number = (year: number, month: number, day: number): number => dayNumber({ year, month, day });

describe('the calendar', () => {
  test.each([
    [1970, 1, 1, 0],
    [1969, 12, 31, -1],
    [2000, 3, 1, 11_017],
    [0, 3, 1, -719_468],
    [-1, 12, 31, -719_529],
  ])('%i-%i-%i is day %i', (year, month, day, counted) => {
    expect(number(year, month, day)).toBe(counted);
    expect(calendarDay(counted)).toEqual({ year, month, day });
  });

  test('counts as the computer does', () => {
    fc.assert(fc.property(fc.integer({ min: -90_000_000, max: 90_000_000 }), (day) => {
      const date = new Date(day * 86_400_000);
      expect(calendarDay(day)).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() });
      expect(dayNumber(calendarDay(day))).toBe(day);
      expect(weekdayOf(day) % 7).toBe(date.getUTCDay());
    }));
  });

  test.each([
    [2024, 2, 29, true], [2026, 2, 29, false], [1900, 2, 29, false], [2000, 2, 29, true], [2026, 4, 31, false], [2026, 13, 1, false],
    [2026, 0, 1, false], [2026, 1, 0, false], [lastYear + 1, 1, 1, false], [-lastYear, 12, 31, true],
  ])('whether %i-%i-%i exists: %s', (year, month, day, exists) => {
    expect(checkedDay({ year, month, day }) !== undefined).toBe(exists);
  });

  test('adds months, keeping to the end of a shorter one', () => {
    expect(calendarDay(addMonths(number(2026, 1, 31), 1n)!)).toEqual({ year: 2026, month: 2, day: 28 });
    expect(calendarDay(addMonths(number(2026, 1, 31), -13n)!)).toEqual({ year: 2024, month: 12, day: 31 });
    expect(addMonths(number(lastYear, 12, 1), 1n)).toBeUndefined();
    expect(daysInMonth(2026, 4)).toBe(30);
  });

  test.each([
    [2021, 1, 3, 'Sunday', 53, 3],
    [2021, 1, 4, 'Monday', 1, 4],
    [2024, 12, 30, 'Monday', 1, 365],
    [2026, 11, 21, 'Saturday', 47, 325],
  ])('%i-%i-%i is a %s in week %i, day %i of its year', (year, month, day, weekday, week, ofYear) => {
    const counted = number(year, month, day);
    expect([weekdays[weekdayOf(counted) - 1], weekOfYear(counted), dayOfYear(counted)]).toEqual([weekday, week, ofYear]);
    expect(monthNames).toHaveLength(12);
  });
});
