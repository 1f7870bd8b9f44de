import { describe, expect, test } from '@jest/globals';
import { builtin, overItems, way } from '../../../../server/core/feel/standard/builtin.ts';
import type { Arguments, Value } from '../../../../server/core/feel/standard/value.ts';
import { Work } from '../../../../server/core/feel/standard/work.ts';
import { rate } from '../../../../server/core/rate.ts';
import { says } from '../../../kit/feel.ts';

describe('functions written in a formula', () => {
  test.each([
    ['(function(x) x + 1)(2)', '3'],
    ['(function(x, y) x - y)(y: 1, x: 5)', '4'],
    ['(function(x, y) x - y)(1)', 'null'],
    ['(function(x) x)(1, 2)', 'null'],
    ['(function(x) x)(z: 1)', 'null'],
    ['(function(x: number) x)("a")', 'null'],
    ['(function(x: number) x)([2])', '2'],
    ['(function(x: number) x)(null)', 'null'],
    ['(function(x: list<number>) x)(2)', '[2]'],
    ['(function() 7)()', '7'],
    ['{f: function(x) x * 2, g: f(4)}.g', '8'],
    ['{n: 3, f: function(x) x * n, n2: f(4)}.n2', '12'],
    ['{f: function(x) x}.f(1)', '1'],
    ['{abs: 5, r: abs(1)}.r', 'null'],
    ['(5)(1)', 'null'],
    ['unheard of(1)', 'null'],
    ['string(function(a, b) a)', '"function(a, b)"'],
    ['function(a) a = function(a) a', 'function(a)'],
    ['(function(a) a) = (function(a) a)', 'null'],
  ])('%s gives %s', (expression, value) => expect(says(expression)).toBe(value));
});

describe('functions of the standard', () => {
  const work = new Work();
  const shown = builtin([way(['a: number', 'b?: string or null', 'c?: any'], ([a, b, c]) => [a, b === undefined ? 'none' : b, c === undefined ? 'none' : c])]);
  const one = rate(1n);

  test.each<[Arguments, Value]>([
    [{ inOrder: [one] }, [one, 'none', 'none']],
    [{ inOrder: [[one], null, null] }, [one, null, null]],
    [{ inOrder: [one, 'b', 'c', 'd'] }, null],
    [{ inOrder: [] }, null],
    [{ inOrder: [null] }, null],
    [{ inOrder: [one, one] }, null],
    [{ byName: new Map<string, Value>([['c', 'x'], ['a', one]]) }, [one, 'none', 'x']],
    [{ byName: new Map([['c', 'x']]) }, null],
    [{ byName: new Map([['a', one], ['b', one]]) }, null],
    [{ byName: new Map([['a', one], ['d', one]]) }, null],
  ])('take what fits: %#', (args, value) => expect(shown.call(args, work)).toEqual(value));

  test('take any number of items', () => {
    const all = builtin([way(['first: number', 'rest...: number'], ([first, rest]) => [first, ...rest])]);
    expect(all.call({ inOrder: [one, one, [one]] }, work)).toEqual([one, one, one]);
    expect(all.call({ inOrder: [one] }, work)).toBeNull();
    expect(all.call({ inOrder: [one, 'a'] }, work)).toBeNull();
    expect(all.call({ inOrder: ['a', one] }, work)).toBeNull();
    expect(all.call({ byName: new Map([['first', one], ['rest', one]]) }, work)).toBeNull();
    const count = builtin(overItems((items) => rate(BigInt(items.length))));
    expect([count.call({ inOrder: [['a', 'b', 'c']] }, work), count.call({ inOrder: ['a', null] }, work)]).toEqual([rate(3n), rate(2n)]);
  });
});
