import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compile } from '../../../server/core/feel/evaluate.ts';
import { Meter } from '../../../server/core/feel/meter.ts';
import type { Value } from '../../../server/core/feel/value.ts';
import { add, divide, formatRate, isZero, multiply, negate, rate, subtract, type Rate } from '../../../server/core/rate.ts';
import { environmentOf, evaluated, parsed, tableOf } from '../../kit/formulas.ts';
import { refused, refusedCodes } from '../../kit/refused.ts';

const consortia = tableOf('consortia', 'id', [{ id: 'A', heads: rate(168000n) }, { id: 'B', heads: rate(32000n) }]);
const [a, b] = consortia.rows as [Value, Value];
const staff = tableOf('staff', 'name', [
  { name: 'Li', post: 'nurse', points: rate(10n), rate: rate(1n, 2n), consortium: a, note: null },
  { name: 'Wu', post: 'doctor', points: rate(20n), rate: rate(1n, 3n), consortium: b, note: null },
  { name: 'He', post: 'nurse', points: rate(30n), rate: rate(1n), consortium: b, note: null },
]);
const values = { consortia, staff, standard: rate(690n), post: 'doctor', since: '2018-01', none: null, head: a, ready: true };

/** Numbers printed, lists too; rows by their key. */
function printed(value: Value): unknown {
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value !== 'object' || value === null) return value;
  if ('d' in value) return formatRate(value);
  return 'rows' in value ? value.rows.map((row) => row.key) : 'key' in value ? value.key : value;
}

describe('values', () => {
  test.each<[string, unknown]>([
    ['standard * sum(consortia.heads)', '138000000'],
    ['1/3 + 1/6 - 0.5', '0'],
    ['0.1 + 0.2 = 0.3', true],
    ['2 ** 10 - -1', '1025'],
    ['-2 ** 2', '4'],
    ['2 ** -2', '0.25'],
    ['head.heads', '168000'],
    ['staff.consortium.heads', ['168000', '32000', '32000']],
    ['staff[post = "nurse"]', ['Li', 'He']],
    ['staff[post = "nurse"].points', ['10', '30']],
    ['staff[points > item.rate * 40 and standard > 0]', ['Wu']],
    ['staff[item.points >= 20]', ['Wu', 'He']],
    ['staff[consortium = "B"].name', ['Wu', 'He']],
    ['staff[consortium = head].name', ['Li']],
    ['staff[heads = 1]', undefined],
    ['[1, 2, 3][item > 1]', ['2', '3']],
    ['for x in staff return x.points * x.rate', ['5', '20/3', '30']],
    ['for i in 1..2, j in i..3 return i * 10 + j', ['11', '12', '13', '22', '23']],
    ['for i in 2..-1 return i', ['2', '1', '0', '-1']],
    ['for x in staff return staff[consortium = x.consortium].name', [['Li'], ['Wu', 'He'], ['Wu', 'He']]],
    ['for item in [1] return [5][item = 5]', [['5']]],
    ['some x in staff satisfies x.points > 20', true],
    ['some x in staff satisfies x.points > 30', false],
    ['every x in staff, y in [0, 1] satisfies x.points > y', true],
    ['every x in [] satisfies 1', true],
    ['some x in [] satisfies 1', false],
    ['if ready then "yes" else 1 / 0', 'yes'],
    ['if not(ready) then 1 / 0 else "no"', 'no'],
    ['ready or 1 / 0 > 1', true],
    ['not(ready) and 1 / 0 > 1', false],
    ['ready and not(ready) or ready', true],
    ['1 in [1, 2]', true],
    ['3 in (1, [2..3), > 3)', false],
    ['3 in (1, [2..3], 5)', true],
    ['2 in (2..3]', false],
    ['"Li" in staff', true],
    ['2 between 2 and 3', true],
    ['4 between 2 and 3', false],
    ['1 between 2 and 3', false],
    ['date("2018-02-01") > date("2018-01-31")', true],
    ['since < "2018-02"', true],
    ['since <= "2018-01"', true],
    ['since >= "2018-02"', false],
    ['"x" != "y"', true],
    ['none = null', true],
    ['1 = null', false],
    ['staff.note', [null, null, null]],
    ['staff[note = null].name', ['Li', 'Wu', 'He']],
  ])('%s', (formula, expected) => {
    if (expected === undefined) expect(refusedCodes(() => evaluated(formula, values))).toEqual(['FORMULA_UNKNOWN_NAME']);
    else expect(printed(evaluated(formula, values))).toEqual(expected);
  });

  test('a filter keeps the table, so that its columns can be taken', () => {
    expect(evaluated('staff[ready]', values)).toEqual(staff);
  });
});

describe('refuses', () => {
  test.each<[string, string]>([
    ['1 / 0', 'DIVISION_BY_ZERO'],
    ['0 ** -1', 'DIVISION_BY_ZERO'],
    ['2 ** 0.5', 'EXPONENT_NOT_ALLOWED'],
    ['nobody', 'FORMULA_UNKNOWN_NAME'],
    ['head.nobody', 'FORMULA_UNKNOWN_COLUMN'],
    ['standard.heads', 'FORMULA_VALUE'],
    ['[1].heads', 'FORMULA_VALUE'],
    ['-ready', 'FORMULA_VALUE'],
    ['1 + none', 'FORMULA_VALUE'],
    ['if 1 then 2 else 3', 'FORMULA_VALUE'],
    ['1 and ready', 'FORMULA_VALUE'],
    ['ready and 1', 'FORMULA_VALUE'],
    ['for x in 1 return x', 'FORMULA_VALUE'],
    ['for i in 0.5..2 return i', 'FORMULA_NOT_WHOLE'],
    ['staff[1]', 'FORMULA_VALUE'],
    ['1 = "1"', 'FORMULA_VALUE'],
    ['for i in 1..2000000 return i', 'FORMULA_TOO_MANY_STEPS'],
    ['for i in 1..10**400 return i', 'FORMULA_TOO_MANY_STEPS'],
    ['for i in 1..4000, j in 1..4000 return i', 'FORMULA_TOO_MANY_STEPS'],
    ['some i in 1..4000, j in 1..4000 satisfies i < 0', 'FORMULA_TOO_MANY_STEPS'],
    ['(10 ** 900) ** 12', 'POWER_TOO_LARGE'],
    ['(10 ** 900) ** 11 * 10 ** 900', 'FORMULA_NUMBER_TOO_LONG'],
  ])('%s', (formula, code) => {
    expect(refusedCodes(() => evaluated(formula, values))).toEqual([code]);
  });

  test('with no place: the caller adds it', () => {
    expect(refused(() => evaluated('nobody'))).toEqual([{ code: 'FORMULA_UNKNOWN_NAME', at: '', values: { found: 'nobody', suggestion: '' } }]);
  });

  test('several runs may share one meter', () => {
    const [run, meter] = [compile(parsed('for i in 1..60000 return i')), new Meter()];
    for (let turn = 0; turn < 3; turn += 1) run(environmentOf({}), meter);
    expect(refusedCodes(() => run(environmentOf({}), meter))).toEqual(['FORMULA_TOO_MANY_STEPS']);
  });
});

describe('properties', () => {
  interface Tree { text: string; value: Rate | undefined }
  const operations = { '+': add, '-': subtract, '*': multiply, '/': divide };
  const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; branch: Tree; minus: Tree }>((tie) => ({
    tree: fc.oneof({ depthSize: 'medium', withCrossShrink: true }, tie('leaf'), tie('branch'), tie('minus')),
    leaf: fc.tuple(fc.nat(999), fc.nat(99)).map(([whole, part]) => ({
      text: `${whole}.${String(part).padStart(2, '0')}`, value: rate(BigInt(whole * 100 + part), 100n),
    })),
    minus: tie('tree').map((of) => ({ text: `-(${of.text})`, value: of.value && negate(of.value) })),
    branch: fc.tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree')).map(([left, op, right]) => ({
      text: `(${left.text}) ${op} (${right.text})`,
      value: left.value && right.value && !(op === '/' && isZero(right.value)) ? operations[op](left.value, right.value) : undefined,
    })),
  }));

  test('a formula gives what the same operations on rationals give', () => {
    fc.assert(fc.property(tree, ({ text, value }) => {
      if (value) expect(evaluated(text)).toEqual(value);
      else expect(refusedCodes(() => evaluated(text))).toEqual(['DIVISION_BY_ZERO']);
    }));
  });

  const chain = fc.array(fc.tuple(fc.constantFrom('+', '-', '*', '/'), fc.integer({ min: 1, max: 99 })), { maxLength: 12 });

  test('without brackets, × and ÷ go before + and −, each from the left', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 99 }), chain, (first, others) => {
      const sums: Array<{ sign: '+' | '-'; product: Rate }> = [{ sign: '+', product: rate(BigInt(first)) }];
      for (const [op, count] of others) {
        const number = rate(BigInt(count));
        const last = sums.at(-1)!;
        if (op === '+' || op === '-') sums.push({ sign: op, product: number });
        else last.product = operations[op as '*' | '/'](last.product, number);
      }
      const total = sums.reduce((sum, { sign, product }) => operations[sign](sum, product), rate(0n));
      expect(evaluated(`${first}${others.map(([op, count]) => `${op}${count}`).join('')}`)).toEqual(total);
    }));
  });

  test('the total of a list does not depend on the order', () => {
    const numbers = fc.array(fc.tuple(fc.integer(), fc.integer({ min: 1, max: 1000 })).map(([n, d]) => rate(BigInt(n), BigInt(d))));
    fc.assert(fc.property(numbers, (list) => {
      expect(evaluated('sum(list)', { list })).toEqual(list.reduce(add, rate(0n)));
      expect(evaluated('sum(list)', { list: list.toReversed() })).toEqual(evaluated('sum(list)', { list }));
    }));
  });
});
