import { describe, expect, test } from '@jest/globals';
import { readAge, readCode, readDay, readMoney, readMonth, shownText, type Unit } from '../../server/intake/values.ts';
import type { CellValue } from '../../server/intake/formats/cells.ts';
import { refused } from '../kit/refused.ts';

const codes = (run: () => unknown) => refused(run).map(({ code }) => code);

describe('months', () => {
  test.each<[CellValue]>([
    ['2026年3月'], ['2026年03月份'], ['2026 年 3 月'], ['２０２６年３月'], ['2026-03'], ['2026-3'], ['2026/3'], ['2026.03'], ['202603'], [202603], ['20260315'], [20260315],
    ['2026-03-15'], ['2026/3/1'], ['2026年3月15日'], ['2026-03-15 08:30:00'], [new Date('2026-03-31T00:00:00Z')], [46_082], [46_112.9],
  ])('%p is March 2026', (cell) => {
    expect(readMonth(cell, '月份')).toBe('2026-03');
  });

  test.each<[CellValue]>([['三月'], ['2026年13月'], ['2026-02-30'], ['26-03'], ['2026'], [2026], [3], [true], ['2026-00'], [20261301], ['1-3月']])('%p is none', (cell) => {
    expect(codes(() => readMonth(cell, '月份'))).toEqual(['CELL_MONTH']);
  });
});

describe('days and ages of cases', () => {
  test.each(['2026-03-15', '2026/3/15', '2026年3月15日', '2026 年 3 月 15 日', '20260315', '2026-03-15 08:30'])('%p is a day', (text) => {
    expect(readDay(text, '出院日期')).toBe('2026-03-15');
  });
  test.each(['2026-02-30', '2026-03', '3月15日', '15/03/2026', '46096'])('%p is none', (text) => {
    expect(codes(() => readDay(text, '出院日期'))).toEqual(['CASE_DISCHARGED']);
  });
  test('an age is a whole number of years up to 150', () => {
    expect(['0', '8岁', '150'].map((text) => readAge(text, '年龄'))).toEqual([0, 8, 150]);
    for (const text of ['151', '-1', '3.5', '8个月', '']) expect(codes(() => readAge(text, '年龄'))).toEqual(['CASE_AGE']);
  });
});

describe('codes', () => {
  test.each<[CellValue, string]>([[' A ', 'A'], ['ＨＡ０１', 'HA01'], [610726, '610726'], [12.0, '12'], ['610726199001011234', '610726199001011234'], ['机构（总院）', '机构(总院)'], [999_999_999_999_999, '999999999999999']])('%p is %s', (cell, code) => {
    expect(readCode(cell, '编码')).toBe(code);
  });

  test.each<[CellValue]>([['4.2E+17'], ['6.10726E+17'], ['4.2e17'], [Number('610726199001011234')], [1e15]])('%p lost digits and is refused by name', (cell) => {
    expect(codes(() => readCode(cell, '身份证号'))).toEqual(['CELL_NUMBER_CUT']);
  });

  test('what has more than 200 characters is none, nor a month or an amount', () => {
    for (const read of [() => readCode('1'.repeat(201), '编码'), () => readMonth('1'.repeat(201), '月份'), () => readMoney('1'.repeat(201), 'YUAN', '金额')]) expect(codes(read)).toEqual(['CELL_TOO_LONG']);
  });
});

describe('amounts', () => {
  test.each<[CellValue, Unit, bigint]>([
    ['1234.56', 'YUAN', 123456n], [' 1,234.56 ', 'YUAN', 123456n], [1234.56, 'YUAN', 123456n], [0.1 + 0.2, 'YUAN', 30n], [71_234_567.89, 'YUAN', 7_123_456_789n], [0, 'YUAN', 0n],
    ['¥1,234.50', 'YUAN', 123450n], ['1234.5元', 'YUAN', 123450n], [4_503_599_627_370.49, 'YUAN', 450_359_962_737_049n],
    ['12.5', 'WAN', 12_500_000n], ['12.5万元', 'WAN', 12_500_000n], ['12.5万', 'WAN', 12_500_000n], [7123.456789, 'WAN', 7_123_456_789n], ['1,234.000001', 'WAN', 1_234_000_001n], ['0', 'WAN', 0n],
  ])('%p in %s is %s fen', (cell, unit, fen) => {
    expect(readMoney(cell, unit, '金额')).toBe(fen);
  });

  test.each<[CellValue, Unit, string]>([
    ['１２３４', 'YUAN', 'NUMBER_FULL_WIDTH'], ['12,34', 'YUAN', 'MONEY_THOUSANDS'], ['1.234', 'YUAN', 'MONEY_DECIMALS'], [1.005, 'YUAN', 'MONEY_DECIMALS'], ['-1', 'YUAN', 'MONEY_NEGATIVE'],
    ['1.2E+5', 'YUAN', 'NUMBER_EXPONENT'], ['一百', 'YUAN', 'NUMBER_CHINESE'], ['12.5万元', 'YUAN', 'CELL_UNIT'], ['12.5元', 'WAN', 'CELL_UNIT'], ['1.2345678', 'WAN', 'CELL_WAN_DECIMALS'],
    ['-1', 'WAN', 'MONEY_NEGATIVE'], ['1,23', 'WAN', 'MONEY_THOUSANDS'], ['x', 'WAN', 'NUMBER_UNREADABLE'], ['１', 'WAN', 'NUMBER_FULL_WIDTH'], ['1234567890123', 'WAN', 'MONEY_DIGITS'],
    [1e16, 'YUAN', 'MONEY_DIGITS'], [true, 'YUAN', 'NUMBER_UNREADABLE'],
  ])('%p in %s is refused: %s', (cell, unit, code) => {
    expect(codes(() => readMoney(cell, unit, '金额'))).toEqual([code]);
  });
});

test('a cell is shown as the spreadsheet shows it', () => {
  expect([null, ' a\n\0b ', 0.1 + 0.2, 1e15, true, new Date('2026-03-01T00:00:00Z')].map(shownText)).toEqual(['', 'a  b', '0.3', '1000000000000000', 'true', '2026-03-01']);
});
