import { describe, expect, test } from '@jest/globals';
import { functions } from '../../../server/core/feel/functions.ts';
import type { Value } from '../../../server/core/feel/value.ts';
import { formatRate } from '../../../server/core/rate.ts';
import { evaluated, tableOf } from '../../kit/formulas.ts';
import { refused, refusedCodes } from '../../kit/refused.ts';

const staff = tableOf('staff', 'name', [{ name: 'Li' }, { name: 'Wu' }]);
const printed = (value: Value): unknown => {
  if (Array.isArray(value)) return value.map(printed);
  return typeof value === 'object' && value !== null && 'd' in value ? formatRate(value) : value;
};

describe('functions', () => {
  test.each<[string, unknown]>([
    ['sum([])', '0'],
    ['sum([0.1, 0.2, 1/3])', '19/30'],
    ['sum(1, 2, 3)', '6'],
    ['sum(5)', '5'],
    ['min([3, 1, 2])', '1'],
    ['min(3, 1, 2)', '1'],
    ['max(0, -5)', '0'],
    ['max(7)', '7'],
    ['max(date("2018-01-31"), date("2018-02-01"))', '2018-02-01'],
    ['mean([1, 2])', '1.5'],
    ['mean(1, 2, 3)', '2'],
    ['count([1, 1])', '2'],
    ['count(staff)', '2'],
    ['abs(-1.5)', '1.5'],
    ['floor(-1.5)', '-2'],
    ['floor(1.567, 2)', '1.56'],
    ['ceiling(-1.5)', '-1'],
    ['ceiling(1.561, 2)', '1.57'],
    ['decimal(2.5, 0)', '2'],
    ['decimal(1/3, 2)', '0.33'],
    ['decimal(1250, -2)', '1200'],
    ['round up(-1.1, 0)', '-2'],
    ['round down(-1.9, 0)', '-1'],
    ['round half up(-2.5, 0)', '-3'],
    ['round half down(-2.5, 0)', '-2'],
    ['modulo(-12, 5)', '3'],
    ['modulo(12, -5)', '-3'],
    ['modulo(10.1, 4.5)', '1.1'],
    ['even(-2)', true],
    ['even(1)', false],
    ['odd(-1)', true],
    ['odd(0)', false],
    ['not(true)', false],
    ['all([true, false])', false],
    ['all([])', true],
    ['all(true, true)', true],
    ['any([true, false])', true],
    ['any([])', false],
    ['contains("县医共体", "医")', true],
    ['contains("a", "b")', false],
    ['list contains([1, 2], 2)', true],
    ['list contains(["a"], "b")', false],
    ['distinct values([1, 2, 1.0])', ['1', '2']],
    ['concatenate([1], [], [2, 3])', ['1', '2', '3']],
  ])('%s', (formula, expected) => {
    expect(printed(evaluated(formula, { staff }))).toEqual(expected);
  });

  test.each<[string, string]>([
    ['max([])', 'EMPTY_LIST'],
    ['min([])', 'EMPTY_LIST'],
    ['mean([])', 'EMPTY_LIST'],
    ['max(true)', 'FORMULA_VALUE'],
    ['sum("a")', 'FORMULA_VALUE'],
    ['mean(["a"])', 'FORMULA_VALUE'],
    ['even(0.5)', 'FORMULA_NOT_WHOLE'],
    ['odd(0.5)', 'FORMULA_NOT_WHOLE'],
    ['decimal(1, 0.5)', 'FORMULA_NOT_WHOLE'],
    ['decimal(1, 5000)', 'PLACES_NOT_ALLOWED'],
    ['modulo(1, 0)', 'DIVISION_BY_ZERO'],
    ['all([1])', 'FORMULA_VALUE'],
    ['any([true, null])', 'FORMULA_VALUE'],
    ['not(1)', 'FORMULA_VALUE'],
    ['contains(1, "a")', 'FORMULA_VALUE'],
    ['count(1)', 'FORMULA_VALUE'],
    ['list contains(1, 1)', 'FORMULA_VALUE'],
    ['concatenate([1], 2)', 'FORMULA_VALUE'],
    ['distinct values(for i in 1..5000 return i)', 'FORMULA_TOO_MANY_STEPS'],
  ])('%s is refused', (formula, code) => {
    expect(refusedCodes(() => evaluated(formula))).toEqual([code]);
  });

  test('an empty list is refused by the name of its function', () => {
    expect(refused(() => evaluated('max([])'))[0]!.values).toEqual({ function: 'max' });
  });

  test('every function has a title in both languages', () => {
    for (const [name, { title }] of functions) expect([name, title.zh, title.en]).not.toContain('');
  });
});
