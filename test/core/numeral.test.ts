import { expect, test } from '@jest/globals';
import { checkNumeral } from '../../server/core/numeral.ts';
import { refused } from '../kit/refused.ts';

test.each([
  ['', 'NUMBER_EMPTY', {}],
  [' \t', 'NUMBER_EMPTY', {}],
  ['　', 'NUMBER_EMPTY', {}],
  ['１２．５０', 'NUMBER_FULL_WIDTH', { halfWidth: '12.50' }],
  ['12％', 'NUMBER_FULL_WIDTH', { halfWidth: '12%' }],
  ['1，234', 'NUMBER_FULL_WIDTH', { halfWidth: '1,234' }],
  ['1　2', 'NUMBER_FULL_WIDTH', { halfWidth: '1 2' }],
  ['壹佰元整', 'NUMBER_CHINESE', {}],
  ['二〇二六', 'NUMBER_CHINESE', {}],
  ['〇', 'NUMBER_CHINESE', {}],
  ['12万', 'NUMBER_CHINESE', {}],
  ['１２万', 'NUMBER_CHINESE', {}],
  ['1e5', 'NUMBER_EXPONENT', {}],
  ['-1.5E-7', 'NUMBER_EXPONENT', {}],
])('"%s" is refused: %s', (text, code, values) => {
  const found = text.trim() === '' ? {} : { found: text };
  expect(refused(() => checkNumeral(text, 'here'))).toEqual([{ code, at: 'here', values: { ...found, ...values } }]);
});

test.each([['12.50'], ['-3'], ['1,234'], ['10%'], ['1/10'], ['abc']])('"%s" is left to its reader', (text) => {
  expect(() => checkNumeral(text, 'here')).not.toThrow();
});
