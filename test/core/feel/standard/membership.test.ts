import { describe, expect, test } from '@jest/globals';
import { refusedCodes } from '../../../kit/refused.ts';
import { says } from '../../../kit/feel.ts';

describe('and, or', () => {
  test.each([
    ['true and false', 'false'],
    ['false and null', 'false'],
    ['null and true', 'null'],
    ['null and false', 'false'],
    ['1 and true', 'null'],
    ['true or 1', 'true'],
    ['null or true', 'true'],
    ['null or false', 'null'],
    ['false or false', 'false'],
    ['true or false and false', 'true'],
    ['true and true and 1 = 1', 'true'],
    ['false and matches("a", "a")', 'false'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));
});

describe('in', () => {
  test.each([
    ['2 in [1, 2]', 'true'],
    ['2 in [1..2)', 'false'],
    ['2 in (1, 3)', 'false'],
    ['2 in (1, "a")', 'null'],
    ['2 in (1, "a", 2)', 'true'],
    ['2 in 2', 'true'],
    ['2 in "a"', 'null'],
    ['2 in ["a", [1..3]]', 'true'],
    ['2 in ["a", [5..6]]', 'false'],
    ['2 in < 3', 'true'],
    ['2 in (>= 3)', 'false'],
    ['2 in (= 2)', 'true'],
    ['2 in != 2', 'false'],
    ['2 in (!= 3)', 'true'],
    ['2 in (> 5, < 3)', 'true'],
    ['[1, 2] in [[1, 2], 3]', 'true'],
    ['[1, 2] in [1, 2]', 'true'],
    ['null in [1..2]', 'null'],
    ['2 in [null..3]', 'null'],
    ['2 in (? > 1)', 'true'],
    ['2 in (odd(?), ? > 3)', 'false'],
    ['2 in (? + 0)', 'true'],
    ['2 in [1..3] and 5 in [1..3]', 'false'],
    ['2 in [5..6] or true', 'true'],
    ['2 in < 3 and true', 'true'],
    ['(2 in 2) = true', 'true'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test.each(['2 in 2 = true', '2 in (> 1 or true)', '2 in (((< 3 and true)))', '2 in (1, > 1 or true)'])('%s can be read in two ways', (expression) => {
    expect(refusedCodes(() => says(expression))).toEqual(['FORMULA_AMBIGUOUS']);
  });
});
