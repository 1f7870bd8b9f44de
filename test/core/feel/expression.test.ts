import { describe, expect, test } from '@jest/globals';
import { columnsIn, namesIn, parseExpression, partsOf, type Expression } from '../../../server/core/feel/expression.ts';
import { parsed } from '../../kit/formulas.ts';

const names = (text: string): string[] => [...namesIn(parsed(text))];

describe('parseExpression', () => {
  test('gives the expression, or the faults', () => {
    expect(parseExpression('a')).toEqual({ expression: { is: 'name', name: 'a', from: 0, to: 1 }, faults: [] });
    expect(parseExpression('').expression).toBeUndefined();
  });
});

describe('namesIn', () => {
  test.each([
    ['人均筹资标准 * sum(consortia.heads)', ['人均筹资标准', 'consortia']],
    ['if a then b else c', ['a', 'b', 'c']],
    ['a between b and c and d in (e, > f, [g..h])', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
    ['for x in staff, y in x.parts return x.a * y.b * z', ['staff', 'z']],
    ['for i in n..m return i', ['n', 'm']],
    ['(some x in a satisfies x = 1) and x', ['a', 'x']],
    ['every x in x satisfies x', ['x']],
    ['staff[post = "nurse" and item.age > limit].points', ['staff', 'post', 'limit']],
    ['[a, -b, not(c), null, true, 1, "t", date("2018-01-01")]', ['a', 'b', 'c']],
  ])('of %s', (text, expected) => {
    expect(names(text)).toEqual(expected);
  });
});

describe('columnsIn', () => {
  test('gives the names after a dot', () => {
    expect([...columnsIn(parsed('sum(consortia.heads) + x.consortium.spent + heads'))].sort()).toEqual(['consortium', 'heads', 'spent']);
  });
});

describe('partsOf', () => {
  const kinds = (e: Expression): string[] => [e.is, ...partsOf(e).flatMap(kinds)];
  test('gives the parts in the order of the text', () => {
    expect(kinds(parsed('for i in 1..2 return if a then [i] else b[c]'))).toEqual(
      ['for', 'range', 'number', 'number', 'if', 'name', 'list', 'name', 'filter', 'name', 'name'],
    );
  });
});
