import { describe, expect, test } from '@jest/globals';
import { contextFunctions, logicFunctions, temporalFunctions } from '../../../../server/core/feel/standard/functions-other.ts';
import { property } from '../../../../server/core/feel/standard/properties.ts';
import { refusedCodes } from '../../../kit/refused.ts';
import { says, untried } from '../../../kit/feel.ts';

const cases: [string, string][] = [
  ['string(date("2026-11-21"))', '"2026-11-21"'],
  ['date("2026-11-31")', 'null'],
  ['date(date("2026-11-21")) = date(2026, 11, 21)', 'true'],
  ['date(date and time("2026-11-21T08:00:00")) = date(year: 2026, month: 11, day: 21)', 'true'],
  ['date(2026, 2, 30)', 'null'],
  ['string(time("08:30:00"))', '"08:30:00"'],
  ['time(time("08:30:00")) = time(8, 30, 0)', 'true'],
  ['string(time(date("2026-11-21")))', '"00:00:00Z"'],
  ['string(time(@"2026-11-21T08:30:00+08:00"))', '"08:30:00+08:00"'],
  ['string(time(8, 30, 0.5, @"PT8H"))', '"08:30:00.5+08:00"'],
  ['string(time(8, 30, 0, null))', '"08:30:00"'],
  ['time(8, 30, 0, @"PT19H")', 'null'],
  ['time(24, 0, 0)', 'null'],
  ['time(8, 60, 0)', 'null'],
  ['string(date and time("2026-11-21"))', '"2026-11-21T00:00:00"'],
  ['date and time(@"2026-11-21T01:00:00") = @"2026-11-21T01:00:00"', 'true'],
  ['string(date and time(@"2026-11-21", @"08:00:00Z"))', '"2026-11-21T08:00:00Z"'],
  ['string(date and time(@"2026-11-21T10:00:00", @"08:00:00"))', '"2026-11-21T08:00:00"'],
  ['date and time(from: @"2026-11-21") = @"2026-11-21T00:00:00Z"', 'true'],
  ['string(date and time(2026, 11, 21, 8, 30, 0))', '"2026-11-21T08:30:00"'],
  ['string(date and time(2026, 11, 21, 8, 30, 0, @"PT8H"))', '"2026-11-21T08:30:00+08:00"'],
  ['date and time(2026, 11, 31, 8, 30, 0)', 'null'],
  ['date and time(2026, 11, 21, 25, 30, 0)', 'null'],
  ['string(duration("P1D"))', '"P1D"'],
  ['string(years and months duration(@"2026-01-31", @"2026-03-30"))', '"P1M"'],
  ['string(years and months duration(@"2026-03-01", @"2026-01-15T10:00:00"))', '"-P1M"'],
  ['string(years and months duration(@"2026-03-31T10:00:00", @"2026-03-01"))', '"P0M"'],
  ['string(years and months duration(from: @"2020-03-31T10:00:00", to: @"2026-03-31T09:00:00"))', '"P6Y"'],
  ['day of year(@"2026-02-01")', '32'],
  ['day of week(@"2026-11-21T10:00:00")', '"Saturday"'],
  ['month of year(date: @"2026-11-21")', '"November"'],
  ['week of year(@"2021-01-03")', '53'],
  ['day of year("2026-02-01")', 'null'],
  ['get value({a: 1}, "a")', '1'],
  ['get value({a: 1}, "b")', 'null'],
  ['get value({a: {b: 2}}, ["a", "b"])', '2'],
  ['get value({a: {b: 2}}, ["a", 1])', 'null'],
  ['get value({a: 1}, [])', 'null'],
  ['get entries({a: 1, b: 2})', '[{key: "a", value: 1}, {key: "b", value: 2}]'],
  ['context([{key: "a", value: 1}])', '{a: 1}'],
  ['context({key: "a", value: null})', '{a: null}'],
  ['context([{key: "a", value: 1}, {key: "a", value: 2}])', 'null'],
  ['context([{key: "a"}])', 'null'],
  ['context([1])', 'null'],
  ['context put({a: 1}, "b", 2)', '{a: 1, b: 2}'],
  ['context put({a: 1}, "a", null)', '{a: null}'],
  ['context put({a: {b: 1}}, ["a", "b"], 2)', '{a: {b: 2}}'],
  ['context put({a: 1}, ["a", "b"], 2)', 'null'],
  ['context put({}, ["a", "b"], 2)', 'null'],
  ['context put({a: 1}, [], 2)', 'null'],
  ['context merge([{a: 1, b: 1}, {b: 2}])', '{a: 1, b: 2}'],
  ['context merge([{a: 1}, 2])', 'null'],
  ['not(true)', 'false'],
  ['not(1)', 'null'],
  ['2 in range("[1..3]")', 'true'],
  ['range(1)', 'null'],
  ['is(@"08:00:00Z", @"08:00:00+00:00")', 'true'],
  ['is(@"08:00:00Z", @"09:00:00+01:00")', 'false'],
  ['is(@"08:00:00Z", @"08:00:00")', 'false'],
  ['is(@"P0D", @"P0M")', 'false'],
  ['is(value1: 1)', 'false'],
  ['is(value2: 1)', 'false'],
  ['is(null, null)', 'true'],
];
const refused = ['now()', 'today()'];

describe('functions on days, times, contexts and truth', () => {
  test.each(cases)('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test.each(refused)('%s is refused by name', (expression) => expect(refusedCodes(() => says(expression))).toEqual(['FORMULA_UNSUPPORTED']));

  test('all of them are tried', () => {
    const names = [temporalFunctions, contextFunctions, logicFunctions].flatMap((group) => Object.keys(group));
    expect(untried(names, [...cases.flat(), ...refused])).toEqual([]);
  });
});

describe('properties', () => {
  test.each([
    ['@"2026-11-21".year', '2026'],
    ['@"2026-11-21".weekday', '6'],
    ['@"2026-11-21T08:30:15.5+08:00".month', '11'],
    ['@"2026-11-21T08:30:15.5+08:00".second', '15.5'],
    ['string(@"2026-11-21T08:30:15+08:00".time offset)', '"PT8H"'],
    ['@"08:30:15".time offset', 'null'],
    ['@"08:30:15".timezone', 'null'],
    ['@"08:30:15".minute', '30'],
    ['@"-P1DT2H3M4S".days', '-1'],
    ['@"-P1DT2H3M4S".hours', '-2'],
    ['@"-P1DT2H3M4S".seconds', '-4'],
    ['@"P1DT2H3M4S".minutes', '3'],
    ['@"P1Y2M".years', '1'],
    ['@"-P1Y2M".months', '-2'],
    ['@"P1Y2M".days', 'null'],
    ['{a: {b: 3}}.a.b', '3'],
    ['{a: 1}.b', 'null'],
    ['[{a: 1}, {b: 2}].a', '[1, null]'],
    ['(5).year', 'null'],
    ['null.year', 'null'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test('are none but those that are named', () => expect(property(null, 'toString')).toBeNull());
});
