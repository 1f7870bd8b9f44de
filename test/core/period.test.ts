import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays, addMonths, checkInterval, contains, daysBetween, daysInMonth, daysOf, firstDay, isDay, isMonth, lastDay,
  monthOf, monthsBetween, monthsIn, monthsOf, nextMonth, overlap, overlaps, parseDay, parseMonth, previousMonth,
  prorateByDays, yearOf,
} from '../../server/core/period.ts';
import { add, equal, parseRate, rate } from '../../server/core/rate.ts';
import { refusedCodes } from '../kit/refused.ts';

describe('parsing', () => {
  test.each([['2026-01'], ['2026-12'], ['1000-01'], ['9999-12']])('"%s" is a month', (text) => {
    expect(isMonth(text)).toBe(true);
    expect(parseMonth(text, 'x')).toBe(text);
  });

  test.each([
    [''], ['2026'], ['2026-1'], ['2026-00'], ['2026-13'], ['0999-01'], ['10000-01'], ['2026-01-01'], ['2026/01'],
    ['2026-01\n'], [' 2026-01'], ['２０２６-01'], ['2026年1月'],
  ])('"%s" is no month', (text) => {
    expect(isMonth(text)).toBe(false);
    expect(refusedCodes(() => parseMonth(text, 'x'))).toEqual(['MONTH_NOT_VALID']);
  });

  test.each([['2026-01-01'], ['2026-12-31'], ['2024-02-29'], ['2000-02-29'], ['1000-01-01'], ['9999-12-31']])(
    '"%s" is a day',
    (text) => {
      expect(isDay(text)).toBe(true);
      expect(parseDay(text, 'x')).toBe(text);
    },
  );

  test.each([
    [''], ['2026-01'], ['2026-02-29'], ['2100-02-29'], ['2026-04-31'], ['2026-01-00'], ['2026-01-32'], ['2026-13-01'],
    ['2026-1-1'], ['0999-12-31'], ['10000-01-01'], ['2026-01-01T00:00'], ['2026/01/01'], ['2026-01-01\n'], ['20260101'],
  ])('"%s" is no day', (text) => {
    expect(isDay(text)).toBe(false);
    expect(refusedCodes(() => parseDay(text, 'x'))).toEqual(['DAY_NOT_VALID']);
  });
});

describe('months', () => {
  test.each([
    ['2026-01', 0, '2026-01'],
    ['2026-01', 1, '2026-02'],
    ['2026-12', 1, '2027-01'],
    ['2026-01', -1, '2025-12'],
    ['2026-11', 14, '2028-01'],
    ['2026-02', -26, '2023-12'],
  ])('%s and %s months', (month, count, expected) => {
    expect(addMonths(month, count)).toBe(expected);
    expect(monthsBetween(month, expected)).toBe(count);
  });

  test('the next and the one before', () => {
    expect(nextMonth('2026-12')).toBe('2027-01');
    expect(previousMonth('2026-01')).toBe('2025-12');
  });

  test.each([
    ['after 9999', () => nextMonth('9999-12'), 'MONTH_NOT_VALID'],
    ['before 1000', () => previousMonth('1000-01'), 'MONTH_NOT_VALID'],
    ['of the year 999', () => monthsOf(999), 'YEAR_NOT_VALID'],
    ['of the year 10000', () => monthsOf(10000), 'YEAR_NOT_VALID'],
    ['of half a year', () => monthsOf(2026.5), 'YEAR_NOT_VALID'],
  ])('refuses months %s', (_what, run, code) => {
    expect(refusedCodes(run)).toEqual([code]);
  });

  test('of a year, and of an interval', () => {
    const year = monthsOf(2026);
    expect([year.length, year[0], year[8], year[9], year[11]]).toEqual([12, '2026-01', '2026-09', '2026-10', '2026-12']);
    expect([monthsOf(1000)[0], monthsOf(9999)[11]]).toEqual(['1000-01', '9999-12']);
    expect(monthsIn({ from: '2026-11', until: '2027-02' })).toEqual(['2026-11', '2026-12', '2027-01']);
    expect(monthsIn({ from: '2026-11', until: '2026-11' })).toEqual([]);
    expect(monthsIn({ from: '2026-11', until: '2026-01' })).toEqual([]);
  });

  test('the year and the month of a day', () => {
    expect([yearOf('2026-03-31'), yearOf('2026-03')]).toEqual([2026, 2026]);
    expect([monthOf('2026-03-31'), monthOf('2026-03')]).toEqual(['2026-03', '2026-03']);
  });

  test.each([
    ['2026-01', 31], ['2026-02', 28], ['2024-02', 29], ['2000-02', 29], ['2100-02', 28], ['2026-04', 30], ['2026-12', 31],
  ])('%s has %s days', (month, days) => {
    expect(daysInMonth(month)).toBe(days);
    expect(firstDay(month)).toBe(`${month}-01`);
    expect(lastDay(month)).toBe(`${month}-${days}`);
    expect(daysOf(month)).toEqual({ from: `${month}-01`, until: `${nextMonth(month)}-01` });
  });
});

describe('days', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
    ['2026-01-01', 365, '2027-01-01'],
    ['2026-12-31', 0, '2026-12-31'],
    ['1969-12-31', 1, '1970-01-01'],
  ])('%s and %s days', (day, count, expected) => {
    expect(addDays(day, count)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(count);
  });

  test.each([['9999-12-31', 1], ['1000-01-01', -1]])('refuses %s and %s days', (day, count) => {
    expect(refusedCodes(() => addDays(day, count))).toEqual(['DAY_NOT_VALID']);
  });
});

describe('intervals', () => {
  const spring = { from: '2026-03', until: '2026-06' };
  const openEnd = { from: '2026-03' };

  test.each([
    [spring, '2026-02', false],
    [spring, '2026-03', true],
    [spring, '2026-05', true],
    [spring, '2026-06', false],
    [openEnd, '2026-02', false],
    [openEnd, '9999-12', true],
  ])('%j contains %s: %s', (interval, month, expected) => {
    expect(contains(interval, month)).toBe(expected);
  });

  test.each([
    [spring, { from: '2026-05', until: '2026-09' }, { from: '2026-05', until: '2026-06' }],
    [spring, { from: '2026-06', until: '2026-09' }, undefined],
    [spring, { from: '2026-08', until: '2026-09' }, undefined],
    [spring, openEnd, spring],
    [spring, { from: '2026-04' }, { from: '2026-04', until: '2026-06' }],
    [spring, { from: '2026-06' }, undefined],
    [openEnd, { from: '2027-01' }, { from: '2027-01' }],
  ])('%j and %j have %j in common', (a, b, expected) => {
    expect(overlap(a, b)).toEqual(expected);
    expect(overlap(b, a)).toEqual(expected);
    expect(overlaps(a, b)).toBe(expected !== undefined);
  });

  test('an interval ends after it starts, or not at all', () => {
    expect(checkInterval(spring, 'x')).toBe(spring);
    expect(checkInterval(openEnd, 'x')).toBe(openEnd);
    expect(refusedCodes(() => checkInterval({ from: '2026-03', until: '2026-03' }, 'x'))).toEqual(['INTERVAL_BACKWARDS']);
    expect(refusedCodes(() => checkInterval({ from: '2026-03', until: '2026-02' }, 'x'))).toEqual(['INTERVAL_BACKWARDS']);
  });
});

describe('prorateByDays', () => {
  const april = daysOf('2026-04');
  test.each([
    [{ from: '2020-01-01' }, '3000'],
    [{ from: '2026-04-16' }, '1500'],
    [{ from: '2026-04-30', until: '2027-01-01' }, '100'],
    [{ from: '2026-01-01', until: '2026-04-11' }, '1000'],
    [{ from: '2026-04-05', until: '2026-04-06' }, '100'],
    [{ from: '2026-05-01' }, '0'],
    [{ from: '2026-01-01', until: '2026-04-01' }, '0'],
  ])('3000 in April, present %j', (present, expected) => {
    expect(prorateByDays(rate(3000n), april, present)).toEqual(parseRate(expected, 'x'));
  });

  test('stays exact', () => {
    expect(prorateByDays(rate(100n), daysOf('2026-01'), { from: '2026-01-31' })).toEqual(rate(100n, 31n));
  });

  test.each([['2026-04-01', '2026-04-01'], ['2026-04-02', '2026-04-01']])('refuses the period %s to %s', (from, until) => {
    expect(refusedCodes(() => prorateByDays(rate(1n), { from, until }, { from }))).toEqual(['INTERVAL_BACKWARDS']);
  });
});

describe('properties', () => {
  const day = fc.integer({ min: -200_000, max: 200_000 }).map((count) => addDays('2026-11-21', count));

  test('days count as a calendar does', () => {
    fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (from, count) => {
      const until = addDays(from, count);
      expect(isDay(until)).toBe(true);
      expect(daysBetween(from, until)).toBe(count);
      expect(from < until).toBe(count > 0);
    }));
  });

  test('what intervals have in common is what both contain', () => {
    const near = fc.integer({ min: 0, max: 12 }).map((count) => addDays('2026-02-25', count));
    const interval = fc.tuple(near, fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }))
      .map(([from, length]) => ({ from, until: length === undefined ? undefined : addDays(from, length) }));
    fc.assert(fc.property(interval, interval, near, (a, b, point) => {
      const common = overlap(a, b);
      expect(common !== undefined && contains(common, point)).toBe(contains(a, point) && contains(b, point));
    }));
  });

  test('a month cut anywhere adds up to the whole', () => {
    fc.assert(fc.property(day, fc.bigInt({ min: -10000n, max: 10000n }), (cut, amount) => {
      const month = daysOf(monthOf(cut));
      const before = prorateByDays(rate(amount), month, { from: '1000-01-01', until: cut });
      const after = prorateByDays(rate(amount), month, { from: cut });
      expect(equal(add(before, after), rate(amount))).toBe(true);
    }));
  });
});
