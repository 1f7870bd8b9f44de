import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, addMonths, daysOf, firstDay } from '../../server/core/period.ts';
import { add, compare, divide, equal, formatRate, one, rate, zero, type Rate } from '../../server/core/rate.ts';
import { conventions, timeShare, type Convention } from '../../server/core/time-share.ts';
import { refused } from './policy/kit.ts';

const month = (name: string) => daysOf(name);
const counted = (period: ReturnType<typeof month>, from: string, until: string | undefined, convention: Convention): string => {
  const share = timeShare(period, { from, ...(until !== undefined && { until }) }, convention);
  return `${formatRate(share.counted)} of ${formatRate(share.whole)}`;
};

describe('a part of a period', () => {
  test.each<[Convention, string, string, string | undefined, string]>([
    ['calendar-days', '2024-02', '2024-02-15', undefined, '15 of 29'],
    ['calendar-days', '2026-03', '2020-01-01', '2026-03-02', '1 of 31'],
    ['calendar-days', '2026-03', '2026-04-01', undefined, '0 of 31'],
    ['thirty-days', '2026-02', '2026-02-01', undefined, '30 of 30'],
    ['thirty-days', '2026-02', '2026-02-28', undefined, '3 of 30'],
    ['thirty-days', '2026-01', '2026-01-31', undefined, '0 of 30'],
    ['thirty-days', '2026-01', '2026-01-01', '2026-01-31', '30 of 30'],
    ['thirty-days', '2026-01', '2026-01-16', undefined, '15 of 30'],
    ['working-days-21.75', '2026-02', '2026-02-01', undefined, '21.75 of 21.75'],
    ['working-days-21.75', '2026-02', '2026-02-02', undefined, '20 of 21.75'],
    ['working-days-21.75', '2026-07', '2026-07-01', '2026-07-31', '21.75 of 21.75'],
    ['working-days-21.75', '2026-02', '2026-02-07', '2026-02-09', '0 of 21.75'],
    ['working-days-21.75', '2026-02', '2026-03-07', undefined, '0 of 21.75'],
    ['whole-months', '2026-02', '2026-02-01', '2026-03-01', '1 of 1'],
    ['whole-months', '2026-02', '2026-02-01', '2026-02-28', '0 of 1'],
  ])('by %s of %s from %s until %s', (convention, name, from, until, expected) => expect(counted(month(name), from, until, convention)).toBe(expected));

  test('of a year', () => {
    const year = { from: '2026-01-01', until: '2027-01-01' };
    expect(conventions.map((convention) => counted(year, '2026-03-16', '2026-11-01', convention))).toEqual(['230 of 365', '225 of 360', '164.25 of 261', '7 of 12']);
  });

  test('needs whole months where months are counted', () => {
    for (const period of [{ from: '2026-01-02', until: '2026-02-01' }, { from: '2026-01-01', until: '2026-02-02' }]) {
      expect(refused(() => timeShare(period, period, 'thirty-days'))).toEqual([' PERIOD_NOT_MONTHS']);
      expect(timeShare(period, period, 'calendar-days').counted).toEqual(timeShare(period, period, 'calendar-days').whole);
    }
  });

  const months = fc.tuple(fc.integer({ min: 2000, max: 2040 }), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 1, max: 14 }))
    .map(([year, first, count]) => ({ from: firstDay(addMonths(`${year}-01`, first)), until: firstDay(addMonths(`${year}-01`, first + count)) }));
  const part = ({ counted: some, whole }: { counted: Rate; whole: Rate }): Rate => divide(some, whole);

  test('is between nothing and all of it, and all of it for who is there throughout', () => {
    fc.assert(fc.property(months, fc.integer({ min: -40, max: 460 }), fc.integer({ min: 0, max: 460 }), fc.constantFrom(...conventions), (period, start, length, convention) => {
      const from = addDays(period.from, start);
      const share = part(timeShare(period, { from, until: addDays(from, length) }, convention));
      expect(compare(share, zero) >= 0 && compare(share, one) <= 0).toBe(true);
      expect(part(timeShare(period, period, convention))).toEqual(one);
    }));
  });

  test('two who follow each other make one, by days', () => {
    fc.assert(fc.property(months, fc.integer({ min: 0, max: 420 }), fc.constantFrom<Convention>('calendar-days', 'thirty-days'), (period, days, convention) => {
      const change = addDays(period.from, days);
      const [before, after] = [timeShare(period, { from: '1999-01-01', until: change }, convention), timeShare(period, { from: change }, convention)];
      expect(equal(add(part(before), part(after)), one)).toBe(true);
      expect(before.whole).not.toEqual(rate(0n));
    }));
  });
});
