import { describe, expect, test } from '@jest/globals';
import { incomparable, itemOf, join, tableOf, typeWords, unitsMeet } from '../../../server/core/feel/kinds.ts';
import type { Type } from '../../../server/core/feel/type.ts';
import { pure, yuan } from '../../../server/core/feel/unit.ts';

const money: Type = { is: 'number', unit: yuan };
const share: Type = { is: 'number', unit: pure };
const nothing: Type = { is: 'number', unit: pure, literal: true };
const key: Type = { is: 'text', of: 'staff' };
const row: Type = { is: 'row', table: 'staff' };
const text: Type = { is: 'text' };
const texts = { left: 'a', right: 'b', operator: '=' };

describe('kinds', () => {
  test.each<[Type, Type, Type | undefined]>([
    [money, money, money],
    [money, nothing, money],
    [nothing, money, money],
    [money, share, undefined],
    [key, key, key],
    [key, text, text],
    [key, row, undefined],
    [row, row, row],
    [row, { is: 'row', table: 'beds' }, undefined],
    [row, { is: 'reference', table: 'staff' }, undefined],
    [row, money, undefined],
    [money, row, undefined],
    [{ is: 'date' }, { is: 'month' }, undefined],
    [{ is: 'list', of: nothing }, { is: 'list', of: money }, { is: 'list', of: money }],
    [{ is: 'list', of: share }, { is: 'list', of: money }, undefined],
  ])('%j joins %j', (a, b, joined) => {
    expect(join(a, b)).toEqual(joined);
  });

  test('know their table and their items', () => {
    expect([row, key, text, money].map(tableOf)).toEqual(['staff', 'staff', undefined, undefined]);
    expect(itemOf({ is: 'table', table: 'staff' })).toEqual(row);
    expect(itemOf({ is: 'list', of: money })).toEqual(money);
    expect(itemOf(text)).toBeUndefined();
  });

  test('a zero fits every unit', () => {
    expect([unitsMeet(nothing, money), unitsMeet(money, share)]).toEqual([true, false]);
  });

  test.each<[Type, Type, boolean, string | undefined]>([
    [row, key, false, undefined],
    [row, text, false, undefined],
    [row, { is: 'text', of: 'beds' }, false, 'FORMULA_COMPARES'],
    [text, text, true, 'FORMULA_COMPARES'],
    [money, share, true, 'FORMULA_UNITS'],
    [{ is: 'month' }, text, true, 'FORMULA_COMPARES'],
    [{ is: 'boolean' }, { is: 'boolean' }, false, undefined],
  ])('%j beside %j', (left, right, ordered, code) => {
    expect(incomparable(left, right, texts, ordered)?.code).toBe(code);
  });

  test('are said in both languages', () => {
    expect(typeWords({ is: 'list', of: money })).toEqual({ zh: '列表（每项为以元计的数）', en: 'a list, each item a number in yuan' });
  });
});
