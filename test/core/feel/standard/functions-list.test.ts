import { describe, expect, test } from '@jest/globals';
import { listFunctions } from '../../../../server/core/feel/standard/functions-list.ts';
import { builtins } from '../../../../server/core/feel/standard/functions.ts';
import { sorted } from '../../../../server/core/feel/standard/sort.ts';
import { Work } from '../../../../server/core/feel/standard/work.ts';
import { says, untried } from '../../../kit/feel.ts';

const cases: [string, string][] = [
  ['list contains([1, null], null)', 'true'],
  ['list contains([1, 2], "1")', 'false'],
  ['count([1, null])', '2'],
  ['count(null)', 'null'],
  ['min([3, 1, 2])', '1'],
  ['min("b", "a")', '"a"'],
  ['max(@"2026-01-01", @"2026-02-01") = @"2026-02-01"', 'true'],
  ['max([])', 'null'],
  ['max([true])', 'null'],
  ['max(1, "a")', 'null'],
  ['max(5)', '5'],
  ['sum(1, 2, 3.5)', '6.5'],
  ['sum([])', 'null'],
  ['sum([1, "a"])', 'null'],
  ['mean([1, 2])', '1.5'],
  ['median(4, 1, 3)', '3'],
  ['median(4, 1, 3, 2)', '2.5'],
  ['stddev(2, 4, 7, 5)', '2.081665999466132735282297706979931'],
  ['stddev(2)', 'null'],
  ['mode(2, 1, 2, 1, 3)', '[1, 2]'],
  ['mode([])', '[]'],
  ['mode([1, "a"])', 'null'],
  ['product(2, 3, 4)', '24'],
  ['product([2, null])', 'null'],
  ['all([])', 'true'],
  ['all(true, null)', 'null'],
  ['all(true, null, false)', 'false'],
  ['all(list: [true])', 'true'],
  ['all(first: true)', 'null'],
  ['all()', 'null'],
  ['any([])', 'false'],
  ['any(false, 1)', 'null'],
  ['any(false, 1, true)', 'true'],
  ['sublist([1, 2, 3, 4], 2, 2)', '[2, 3]'],
  ['sublist([1, 2, 3, 4], -2)', '[3, 4]'],
  ['sublist([1, 2], 1, -1)', '[]'],
  ['sublist([1, 2], 3)', 'null'],
  ['append([1], 2, null)', '[1, 2, null]'],
  ['append(null, 2)', 'null'],
  ['append([1])', 'null'],
  ['concatenate([1], [2, 3], 4)', '[1, 2, 3, 4]'],
  ['concatenate([1], null)', 'null'],
  ['insert before([1, 3], 2, 2)', '[1, 2, 3]'],
  ['insert before([1, 3], 0, 2)', 'null'],
  ['remove([1, 2, 3], -1)', '[1, 2]'],
  ['list replace([1, 2, 3], 2, 9)', '[1, 9, 3]'],
  ['list replace([1, 2, 3], function(item, newItem) item < newItem, 3)', '[3, 3, 3]'],
  ['list replace([1, 2, 3], function(item) true, 3)', 'null'],
  ['list replace([1, 2, 3], function(item, newItem) item, 3)', 'null'],
  ['reverse([1, 2])', '[2, 1]'],
  ['index of([1, 2, 1], 1)', '[1, 3]'],
  ['union([1, 2], [2, 3])', '[1, 2, 3]'],
  ['distinct values([1, null, 1.0, null])', '[1, null]'],
  ['flatten([1, [2, [3]]])', '[1, 2, 3]'],
  ['sort([3, 1, 2], function(x, y) x < y)', '[1, 2, 3]'],
  ['sort(list: [1, 3, 2], precedes: function(x, y) x > y)', '[3, 2, 1]'],
  ['sort([3, 1], function(x, y) x)', 'null'],
  ['sort([3, 1, 2, 0], function(x, y) if x = 0 then null else x < y)', 'null'],
  ['sort([1], function(x, y) x)', '[1]'],
];

describe('functions on lists', () => {
  test.each(cases)('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));

  test('all of them are tried, and are functions of the standard', () => {
    expect(untried(Object.keys(listFunctions), cases.flat())).toEqual([]);
    expect(Object.keys(listFunctions).filter((name) => !builtins.has(name))).toEqual([]);
  });

  test('sorting keeps equal items as they were', () => {
    const byFirst = { is: 'function' as const, parameters: [], call: (args: object) => 'inOrder' in args && firsts(args.inOrder as string[]) };
    const firsts = ([left, right]: string[]): boolean => left![0]! < right![0]!;
    expect(sorted(['b1', 'a1', 'b2', 'a2', 'b3'], byFirst, new Work())).toEqual(['a1', 'a2', 'b1', 'b2', 'b3']);
  });
});
