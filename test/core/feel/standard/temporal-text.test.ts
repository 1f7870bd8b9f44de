import { describe, expect, test } from '@jest/globals';
import { clockSeconds, dateTime, readDateTime, readDay, readDuration, readLiteral, readTime } from '../../../../server/core/feel/standard/temporal-text.ts';
import { write } from '../../../../server/core/feel/standard/text.ts';
import { rate } from '../../../../server/core/rate.ts';
import { refusedCodes } from '../../../kit/refused.ts';

describe('days, times and durations as text', () => {
  test.each([
    ['2026-11-21', '2026-11-21'],
    ['-0044-03-15', '-0044-03-15'],
    ['123456-01-01', '123456-01-01'],
    ['08:30:00', '08:30:00'],
    ['08:30:00.250', '08:30:00.25'],
    ['24:00:00', '00:00:00'],
    ['08:30:00Z', '08:30:00Z'],
    ['08:30:00+00:00', '08:30:00Z'],
    ['08:30:00-03:30', '08:30:00-03:30'],
    ['08:30:00+01:02:03', '08:30:00+01:02:03'],
    ['2026-11-21T24:00:00', '2026-11-22T00:00:00'],
    ['2026-11-21T08:30:00+08:00', '2026-11-21T08:30:00+08:00'],
    ['P1DT2H3M4.5S', 'P1DT2H3M4.5S'],
    ['PT36H', 'P1DT12H'],
    ['-PT90M', '-PT1H30M'],
    ['PT0.S', 'PT0S'],
    ['P0D', 'PT0S'],
    ['P1Y14M', 'P2Y2M'],
    ['-P3M', '-P3M'],
    ['P24M', 'P2Y'],
    ['-P0Y', 'P0M'],
  ])('%s is %s', (text, written) => expect(write(readLiteral(text))).toBe(written));

  test.each([
    '', '2026-13-01', '2026-02-30', '026-01-01', '01234-01-01', '2026-1-1', '25:00:00', '24:00:01', '08:60:00', '08:30:60', '8:30:00', '08:30',
    '08:30:00+19:00', '08:30:00+01:60', '08:30:00-01:00:60', '2026-11-21T', '2026-02-30T08:00:00', '2026-11-21T25:00:00', '2026-11-21T08:00:00+99:00',
    'P', 'PT', 'P1', 'P1DT', 'P1H', 'P1Y1D', 'PT1.5H', '1D',
  ])('%s is nothing', (text) => expect(readLiteral(text)).toBeNull());

  test.each(['08:30:00@Europe/Paris', '2026-11-21T08:30:00@Etc/GMT+1'])('%s is refused for its zone', (text) => {
    expect(refusedCodes(() => readLiteral(text))).toEqual(['FORMULA_UNSUPPORTED']);
  });

  test('each reader keeps to its own', () => {
    expect([readDay('08:30:00'), readTime('2026-11-21'), readDuration('2026-11-21')]).toEqual([null, null, null]);
    expect(write(readDateTime('2026-11-21'))).toBe('2026-11-21T00:00:00');
  });

  test.each([[-1n, 0n, rate(0n)], [0n, -1n, rate(0n)], [0n, 60n, rate(0n)], [0n, 0n, rate(-1n)], [0n, 0n, rate(60n)], [24n, 0n, rate(1n)]])(
    'no clock shows %s:%s', (hours, minutes, seconds) => expect(clockSeconds(hours, minutes, seconds)).toBeUndefined(),
  );

  test('seconds reach into other days', () => {
    expect(write(dateTime(0, rate(-1n), undefined))).toBe('1969-12-31T23:59:59');
    expect(write(dateTime(0, rate(90_000n, 1n), 0))).toBe('1970-01-02T01:00:00Z');
  });

  test('a third of a second is written to the nanosecond', () => {
    expect(write({ is: 'days and time duration', seconds: rate(-1n, 3n) })).toBe('-PT0.333333333S');
  });
});
