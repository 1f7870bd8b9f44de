import { expect, test } from '@jest/globals';
import { ownSum } from '../../../server/core/payslip/ground.ts';
import { supposable, suppose } from '../../../server/core/payslip/suppose.ts';
import { sumMoney } from '../../../server/core/money.ts';
import { refused } from '../policy/kit.ts';
import { factsOf, five, ground, rowOf } from './kit.ts';

const rows = [{ person: 'A', held_level: 'senior', score: '90' }, ...five.slice(1)];
const given = ground(factsOf(rows));

test('scores and points of one\'s own row may be supposed', () => {
  expect(supposable(given, 'A').map(({ column, value }) => [column, value])).toEqual([['score', '90'], ['work', null]]);
  expect(supposable(given, 'X')).toEqual([]);
});

test('among fewer than five nothing may: two answers would tell what the others have together', () => {
  const four = ground(factsOf(rows.slice(0, 4)));
  expect(supposable(four, 'A')).toEqual([]);
  expect(refused(() => suppose(four, 'A', 'score', '95'))).toEqual(['column SUPPOSED_UNKNOWN']);
});

test('gives what would be due with the others as they were, by item', () => {
  const due = suppose(given, 'A', 'work', '10');
  expect(due.map(({ step, amount }) => [step, amount])).toEqual([['share', 20000n], ['fixed', 6000n]]);
  expect(suppose(given, 'A', 'score', '90').map(({ amount }) => amount)).toEqual([18368n, 6000n]);
  expect(sumMoney(suppose(given, 'A', 'score', '95').map(({ amount }) => amount))).toBe(ownSum(ground(factsOf([{ ...rows[0]!, score: '95' }, ...five.slice(1)])), 'A'));
  expect(given.facts).toEqual(factsOf(rows));
});

test.each([
  ['a column that decides something else', 'allowance', '95', 'column SUPPOSED_UNKNOWN'],
  ['no number', 'score', 'x', 'value NUMBER_UNREADABLE'],
  ['a score below 0', 'score', '-1', 'value BELOW_LIMIT'],
])('%s is refused', (_what, column, value, fault) => {
  expect(refused(() => suppose(given, 'A', column, value))).toEqual([fault]);
});

test('a row without a score of its own is not changed for the others', () => {
  expect(suppose(ground(factsOf([...five, rowOf('F', { score: '0' })])), 'F', 'score', '100').map(({ amount }) => amount)[0]).toBe(18033n);
});
