import { describe, expect, test } from '@jest/globals';
import {
  isList, isRate, isRow, isTable, itemsOf, numberOf, orderOf, sameValue, textOf, truthOf, valueWords, type Value,
} from '../../../server/core/feel/value.ts';
import { rate } from '../../../server/core/rate.ts';
import { tableOf } from '../../kit/formulas.ts';
import { refusedCodes } from '../../kit/refused.ts';

const table = tableOf('staff', 'name', [{ name: 'Li' }, { name: 'Wu' }]);
const other = tableOf('guests', 'name', [{ name: 'Li' }]);
const [li, wu] = table.rows as [Value, Value];
const every: Value[] = [rate(1n, 3n), [rate(1n)], table, li, 'x', true, false, null];

describe('kinds', () => {
  test('each value is of one kind', () => {
    const kinds = every.map((value) => [isRate(value), isList(value), isTable(value), isRow(value)].indexOf(true));
    expect(kinds).toEqual([0, 1, 2, 3, -1, -1, -1, -1]);
  });

  test('are said in both languages', () => {
    expect(every.map((value) => valueWords(value).en)).toEqual([
      'the number 1/3', 'a list of 1', 'the table "staff"', 'the row "Li" of the table "staff"', 'the text "x"', 'true', 'false', 'null',
    ]);
    expect(every.map((value) => valueWords(value).zh)).toEqual([
      '数 1/3', '1 项的列表', '表“staff”', '表“staff”的行“Li”', '文字“x”', '是', '否', '空值',
    ]);
  });

  test('another kind is refused', () => {
    for (const take of [() => numberOf('1'), () => truthOf(null), () => textOf(true), () => itemsOf(li)]) {
      expect(refusedCodes(take)).toEqual(['FORMULA_VALUE']);
    }
    expect(itemsOf(table)).toBe(table.rows);
  });
});

describe('comparison', () => {
  test.each<[Value, Value, boolean]>([
    [rate(1n, 2n), rate(1n, 2n), true],
    [rate(1n, 2n), rate(1n, 3n), false],
    ['x', 'x', true],
    [true, false, false],
    [null, null, true],
    [null, 'x', false],
    [li, null, false],
    [li, li, true],
    [li, wu, false],
    [li, other.rows[0]!, false],
    [li, 'Li', true],
    ['Wu', li, false],
  ])('%p = %p is %s', (left, right, same) => {
    expect(sameValue(left, right)).toBe(same);
  });

  test.each<[Value, Value]>([[rate(1n), '1'], ['1', rate(1n)], [[], []], [table, table], [li, true]])('%p = %p is refused', (left, right) => {
    expect(refusedCodes(() => sameValue(left, right))).toEqual(['FORMULA_VALUE']);
  });

  test.each<[Value, Value, number]>([
    [rate(1n, 2n), rate(1n, 3n), 1],
    ['2018-01-31', '2018-02-01', -1],
    ['2018-02', '2018-01', 1],
    ['2018-02', '2018-02', 0],
  ])('%p against %p is %s', (left, right, order) => {
    expect(orderOf(left, right)).toBe(order);
  });

  test.each<[Value, Value]>([[rate(1n), 'x'], ['x', rate(1n)], [true, false]])('%p < %p is refused', (left, right) => {
    expect(refusedCodes(() => orderOf(left, right))).toEqual(['FORMULA_VALUE']);
  });
});
