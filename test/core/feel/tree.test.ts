import { describe, expect, test } from '@jest/globals';
import { parseExpression, type Expression } from '../../../server/core/feel/expression.ts';
import { writeExpression } from '../../../server/core/feel/write.ts';
import { say } from '../../../server/core/refusal.ts';
import { parsed, syntaxFaults } from '../../kit/formulas.ts';

const written = (text: string): string => writeExpression(parsed(text));

describe('reading a formula', () => {
  test.each([
    ['a - b * -c ** 2', 'a - b * (-c) ** 2'],
    ['a - (b - c)', 'a - (b - c)'],
    ['(a - b) - c', 'a - b - c'],
    ['-2 ** 2', '(-2) ** 2'],
    ['- 2.5', '-2.5'],
    ['.50 + 1', '0.5 + 1'],
    ['a or b and c', 'a or (b and c)'],
    ['a and b and c', 'a and b and c'],
    ['a or b or c', 'a or b or c'],
    ['x between 1 and 2', 'x between 1 and 2'],
    ['x in (1, (2), > 3, (= 4), [1..2), ]1..2[, ((1..2)))', 'x in (1, 2, > 3, = 4, [1..2), (1..2), (1..2))'],
    ['x in y or z', 'x in y or z'],
    ['x in [1..5) and b', 'x in [1..5) and b'],
    ['x in > 5 or b', 'x in > 5 or b'],
    ['x in (> 5) or b and c', 'x in > 5 or (b and c)'],
    ['x in (y or z)', 'x in (y or z)'],
    ['a and x in y or c', '(a and x in y) or c'],
    ['a and x in < 3 and y in ["b"] or c and z in (1, 2) and d', '(a and x in < 3 and y in ["b"]) or (c and z in (1, 2) and d)'],
    ['(a or b) and c', '(a or b) and c'],
    ['a and (b and c)', 'a and (b and c)'],
    ['a or (b or c)', 'a or (b or c)'],
    ['x in >= 3', 'x in >= 3'],
    ['x in ["a", "b"]', 'x in ["a", "b"]'],
    ['if a then b else if c then d else e', 'if a then b else if c then d else e'],
    ['for x in staff, y in 1..3 return x.a * y', 'for x in staff, y in 1..3 return x.a * y'],
    ['some x in a satisfies x', 'some x in a satisfies x'],
    ['every x in a satisfies x', 'every x in a satisfies x'],
    ['staff[post = "nurse"].points', 'staff[post = "nurse"].points'],
    ['date("2018-01-31") != @"2020-02-29"', 'date("2018-01-31") != date("2020-02-29")'],
    ['round  half up(a, 2)', 'round half up(a, 2)'],
    ['null = true', 'null = true'],
    ['a // why\n /* not */ + /* this */ b', 'a + b'],
    ['月 / 天数', '月 / 天数'],
    ['days * months + date + list', 'days * months + date + list'],
    ['min(1)', 'min(1)'],
  ])('%s', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  test('texts have their escapes', () => {
    expect(parsed('"a\\"b\\\\c\\n\\r\\t\\u4e2d\\U01F600\\x"')).toMatchObject({ is: 'text', value: 'a"b\\c\n\r\t中😀x' });
  });

  test('parts know their place', () => {
    expect(parsed(' a + -12')).toMatchObject({ from: 1, to: 8, right: { from: 5, of: { from: 6, to: 8 } } });
  });
});

describe('refuses', () => {
  test.each<[string, Array<[string, string]>]>([
    ['  ', [['FORMULA_EMPTY', '  ']]],
    ['a +', [['FORMULA_INCOMPLETE', '']]],
    ['round(a', [['FORMULA_INCOMPLETE', ''], ['FORMULA_INCOMPLETE', '']]],
    ['1 2', [['FORMULA_UNREADABLE', '2']]],
    ['10%', [['FORMULA_CHARACTER', '%']]],
    ['a b', [['FORMULA_NAMES_TOGETHER', 'a b']]],
    ['not a', [['FORMULA_NAMES_TOGETHER', 'not a']]],
    ['for a+b in c return 1', [['FORMULA_NAMES_TOGETHER', 'a+b']]],
    ['𝟙x + 1', [['FORMULA_NAME', '𝟙x']]],
    ['1e5', [['FORMULA_NUMBER', '1e5']]],
    ['1234567890123456789012345678901', [['FORMULA_NUMBER', '1234567890123456789012345678901']]],
    ['a ^ 2', [['FORMULA_UNSUPPORTED', '^']]],
    ['{a: 1}', [['FORMULA_UNSUPPORTED', '{a: 1}']]],
    ['function(a) a', [['FORMULA_UNSUPPORTED', 'function(a) a']]],
    ['a instance of number', [['FORMULA_UNSUPPORTED', 'a instance of number']]],
    ['a in b = c', [['FORMULA_AMBIGUOUS', 'a']]],
    ['a in > b = c or d', [['FORMULA_AMBIGUOUS', 'a']]],
    ['a in (= b or c, 1)', [['FORMULA_AMBIGUOUS', 'b or c']]],
    ['?', [['FORMULA_UNSUPPORTED', '?']]],
    ['[1..3]', [['FORMULA_UNSUPPORTED', '[1..3]']]],
    ['1 == 2', [['FORMULA_UNSUPPORTED', '= 2']]],
    ['for i in [1..3] return i', [['FORMULA_UNSUPPORTED', '[1..3]']]],
    ['min(c: 3)', [['FORMULA_UNSUPPORTED', 'c: 3']]],
    ['a.b(c)', [['FORMULA_UNSUPPORTED', 'a.b']]],
    ['time("10:00")', [['FORMULA_UNSUPPORTED', 'time("10:00")']]],
    ['date(a)', [['FORMULA_UNSUPPORTED', 'date(a)']]],
    ['date()', [['FORMULA_UNSUPPORTED', 'date()']]],
    ['date("2019-02-29")', [['FORMULA_DATE', '"2019-02-29"']]],
    ['@"P1D"', [['FORMULA_DATE', '"P1D"']]],
    ['summ(a) + sort(b)', [['FORMULA_UNKNOWN_FUNCTION', 'summ'], ['FORMULA_UNKNOWN_FUNCTION', 'sort']]],
  ])('%s', (text, expected) => {
    expect(syntaxFaults(text)).toEqual(expected);
  });

  test('in sentences', () => {
    const sentences = (text: string): string[] =>
      parseExpression(text).faults.map((fault) => say({ ...fault, at: '' }, 'en'));
    expect(sentences('summ(a)')[0]).toMatch(/^There is no function "summ" \(did you mean "sum"\?\); the functions are: sum, min, /);
    expect(sentences('{a: 1}')).toEqual(['Formulas do not have contexts {…}; write each of its values as a step.']);
    expect(sentences('a *')).toEqual(['Something is missing after "a *"; the formula is not complete.']);
  });
});

describe('bounds', () => {
  const nested = (open: string, inner: string, close: string, times: number): string => open.repeat(times) + inner + close.repeat(times);

  const deep = (times: number): Array<[string, string]> => [
    ['brackets', nested('(', '1', ')', times)],
    ['minus signs', `${'-'.repeat(times)}a`],
    ['a long sum', `${'a+'.repeat(times)}a`],
    ['brackets in a test', `x in ${nested('(', '1', ')', times)}`],
    ['ranges', `x in ${nested('(', '[1..2]', ')', times)}`],
    ['lists', nested('[1, ', '1', ']', times)],
    ['alternatives', `${'a or '.repeat(times)}a`],
    ['calls', nested('abs(', '1', ')', times)],
    ['filters', `a${'[b'.repeat(times)}${']'.repeat(times)}`],
    ['loops', `${'for a in b return '.repeat(times)}a`],
    ['domains', `${'for a in '.repeat(times)}b${' return a'.repeat(times)}`],
  ];

  test.each(deep(300))('%s nested too deep are refused', (_what, text) => {
    expect(parseExpression(text).faults.map((fault) => fault.code)).toEqual(['FORMULA_TOO_DEEP']);
  });

  test.each(deep(5000))('%s nested much too deep are refused', (_what, text) => {
    expect(parseExpression(text.slice(0, 10_000)).expression).toBeUndefined();
  });

  test('too deep in two places is said once', () => {
    const brackets = nested('(', '1', ')', 300);
    expect(parseExpression(`[${brackets}, ${brackets}]`).faults).toHaveLength(1);
  });

  test('150 levels are read', () => {
    expect(parsed(nested('(', 'a', ')', 150))).toMatchObject({ is: 'name' } satisfies Partial<Expression>);
  });

  test('a formula of more than 10,000 characters is refused', () => {
    expect(syntaxFaults('a'.repeat(10_001))[0]![0]).toBe('FORMULA_TOO_LONG');
  });
});
