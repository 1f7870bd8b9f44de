import { describe, expect, test } from '@jest/globals';
import { Compiler } from '../../../../server/core/feel/standard/compiler.ts';
import { leftOut } from '../../../../server/core/feel/standard/refused.ts';
import { evaluateStandard } from '../../../../server/core/feel/standard/standard.ts';
import { context } from '../../../../server/core/feel/standard/value.ts';
import { entryOf } from '../../../../server/core/feel/standard/names.ts';
import { Work } from '../../../../server/core/feel/standard/work.ts';
import { rate } from '../../../../server/core/rate.ts';
import { refused, refusedCodes } from '../../../kit/refused.ts';
import { says } from '../../../kit/feel.ts';

const person = context([['last-name', 'Wang'], ['a', context([['b+c', '!']])]]);
const inputs = { x: rate(1n), 'y z': rate(2n), 'first-name': 'Li', p: person, l: [person, context([['last-name', 'Wu']])] };

describe('expressions', () => {
  test.each([
    ['1.5e2', '150'],
    ['- 3', '-3'],
    ['1e9999', 'null'],
    [String.raw`"a\"b\n\u533b\U01F40E\/"`, JSON.stringify('a"b\n医\u{1F40E}\\/')],
    ['true', 'true'],
    ['null', 'null'],
    ['nothing of this name', 'null'],
    ['(1 + 2) * 3', '9'],
    ['if true then 1 else 2', '1'],
    ['if null then 1 else 2', '2'],
    ['1 < 2', 'true'],
    ['1 >= 2', 'false'],
    ['1 != 2', 'true'],
    ['1 = "1"', 'null'],
    ['1 != "1"', 'null'],
    ['true < false', 'null'],
    ['2 between 1 and 3', 'true'],
    ['4 between 1 and 3', 'false'],
    ['null between 1 and 3', 'null'],
    ['1 between 2 and null', 'false'],
    ['[1, "a", [2]]', '[1, "a", [2]]'],
    ['{a: 1, b: a + 1, "c d": b}', '{a: 1, b: 2, c d: 2}'],
    ['{"1": 1}', '{"1": 1}'],
    ['{a: 1, a: 2}', 'null'],
    ['{a b: 1, c: a b + 1}.c', '2'],
    ['1 /* one */ + // and\n 1', '2'],
    ['abs(-1) + string length("ab")', '3'],
    ['@"2026-13-01"', 'null'],
    ['string(abs)', '"function(n)"'],
    ['x + y z', '3'],
    ['first-name', '"Li"'],
    ['p.last-name + p.a.b+c', '"Wang!"'],
    ['l.last-name', '["Wang", "Wu"]'],
    ['{d+e: 1, f: d+e + 1}', '{"d+e": 1, f: 2}'],
    ['x-1', '0'],
    ['q-1', 'null'],
  ])('%s gives %s', (expression, value) => expect(says(expression, inputs)).toBe(value));

  test.each<[string, string]>([
    ['1 +', 'FORMULA_INCOMPLETE'],
    ['1 2', 'FORMULA_UNREADABLE'],
    [' ', 'FORMULA_EMPTY'],
    [' '.repeat(10_000) + '1', 'FORMULA_TOO_LONG'],
    ['2 ^ 3', 'FORMULA_UNSUPPORTED'],
    ['function() external {java: {}}', 'FORMULA_UNSUPPORTED'],
    ['('.repeat(201) + '1' + ')'.repeat(201), 'FORMULA_TOO_DEEP'],
    ['(function(f, n) f(f, n))(function(f, n) f(f, n + 1), 1)', 'FORMULA_TOO_DEEP'],
    ['for i in 1..10000000 return i', 'FORMULA_TOO_MANY_STEPS'],
  ])('%s is refused', (expression, code) => expect(refusedCodes(() => says(expression))).toEqual([code]));

  test('a refusal names what is left out', () => {
    expect(refused(() => leftOut('external'))[0]!.values).toMatchObject({ feature: { en: 'external functions' } });
    expect(evaluateStandard('1')).toEqual(rate(1n));
    expect(entryOf(new Map([['a-b', true]]), 'a - b')).toBe(true);
  });

  test('work is bounded in steps and in depth', () => {
    const work = new Work();
    for (let depth = 0; depth < 400; depth += 1) work.enter();
    expect(refusedCodes(() => work.enter())).toEqual(['FORMULA_TOO_DEEP']);
    work.leave();
    work.leave();
    work.enter();
    expect(refusedCodes(() => work.meter.spend(2_000_000))).toEqual(['FORMULA_TOO_MANY_STEPS']);
    expect(new Compiler('a  b', () => () => null).source({ from: 1, to: 4 } as never)).toBe('  b');
  });
});
