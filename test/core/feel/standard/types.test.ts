import { describe, expect, test } from '@jest/globals';
import { withoutRangeTypes } from '../../../../server/core/feel/standard/type-names.ts';
import { coerced, simpleType } from '../../../../server/core/feel/standard/types.ts';
import { kindOf } from '../../../../server/core/feel/standard/value.ts';
import { rate } from '../../../../server/core/rate.ts';
import { refusedCodes } from '../../../kit/refused.ts';
import { says } from '../../../kit/feel.ts';

describe('instance of', () => {
  test.each([
    ['1 instance of number', 'true'],
    ['"a" instance of number', 'false'],
    ['"a" instance of string and true', 'true'],
    ['true instance of boolean', 'true'],
    ['@"2026-01-01" instance of date', 'true'],
    ['@"2026-01-01" instance of date and time', 'false'],
    ['@"08:00:00" instance of time', 'true'],
    ['@"P1D" instance of days and time duration', 'true'],
    ['@"P1M" instance of years and months duration', 'true'],
    ['[] instance of list', 'true'],
    ['[1, 2] instance of list<number>', 'true'],
    ['[1, "a"] instance of list<number>', 'false'],
    ['1 instance of list<number>', 'false'],
    ['{a: 1} instance of context', 'true'],
    ['{a: 1, b: 2} instance of context<a: number>', 'true'],
    ['{b: 2} instance of context<a: number>', 'false'],
    ['{a: "x"} instance of context<a: number>', 'false'],
    ['1 instance of context<a: number>', 'false'],
    ['[1..2] instance of range<number>', 'true'],
    ['(> 2) instance of range<number>', 'true'],
    ['["a".."b"] instance of range<number>', 'false'],
    ['1 instance of range<number>', 'false'],
    ['[[1..2]] instance of list<range<number>>', 'true'],
    ['abs instance of function<number>->number', 'true'],
    ['abs instance of function<string>->number', 'false'],
    ['abs instance of function<number, number>->number', 'false'],
    ['(function(a) a) instance of function<string>->Any', 'true'],
    ['(function(a: Any) a) instance of function<string>->Any', 'true'],
    ['1 instance of function<string>->Any', 'false'],
    ['1 instance of Any', 'true'],
    ['null instance of Any', 'false'],
    ['null instance of Null', 'true'],
    ['1 instance of Null', 'false'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));
});

describe('types', () => {
  test.each([
    '1 instance of strange', '1 instance of a.b', '[1] instance of list<strange>', '{a: 1} instance of context<a: strange>',
    'abs instance of function<strange>->number', 'abs instance of function<number>->strange', '(function(x: strange) x)(2)',
  ])('of a model are refused: %s', (expression) => expect(refusedCodes(() => says(expression))).toEqual(['FORMULA_UNSUPPORTED']));

  test('of ranges are kept from the parser, in place', () => {
    expect(withoutRangeTypes('x instance of list<range <number>> and range < 3')).toBe('x instance of list<list  <number>> and range < 3');
  });

  test('turn a list of one into its item, an item into a list and a day into its midnight', () => {
    const [one, date] = [rate(1n), { is: 'date', day: 3 } as const];
    expect(coerced([one], { is: 'number' })).toBe(one);
    expect(coerced([null], { is: 'number' })).toBeUndefined();
    expect(coerced([one, one], { is: 'number' })).toBeUndefined();
    expect(coerced('a', { is: 'number' })).toBeUndefined();
    expect(coerced(one, { is: 'list' })).toEqual([one]);
    expect(coerced('a', { is: 'list of', of: { is: 'number' } })).toBeUndefined();
    expect(coerced(['a'], { is: 'list of', of: { is: 'number' } })).toBeUndefined();
    expect(coerced(date, { is: 'date and time' })).toEqual({ is: 'date and time', day: 3, seconds: rate(0n), offset: 0 });
    expect([simpleType('number'), simpleType('strange'), kindOf([])]).toEqual([{ is: 'number' }, undefined, 'list']);
  });
});
