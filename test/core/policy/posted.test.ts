import { expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { linesOf, postedMovements } from '../../../server/core/policy/posted.ts';
import { storedAmounts } from '../../../server/core/policy/stored-amounts.ts';
import { facts, policy } from '../ledger-file/kit.ts';

const evaluation = evaluate(policy, facts);

test('a budget is posted row by row, pay as one sum a step and pair of accounts', () => {
  expect(postedMovements(policy, evaluation, 'budget')).toEqual([
    { step: 'part', row: 'A', from: 'pool', to: 'unit/A', amount: 3333n },
    { step: 'part', row: '乙', from: 'pool', to: 'unit/乙', amount: 6667n },
  ]);
  expect(postedMovements(policy, evaluation, 'basic-pay')).toEqual([{ step: 'part', from: 'unit', to: 'card', amount: 10000n }]);
  expect(postedMovements(policy, evaluation, 'incentive-pay')).toEqual([]);
});

test('a movement is two lines, numbered; none when it is 0', () => {
  expect(linesOf([{ step: 's', row: 'A', from: 'a', to: 'b', amount: 5n }, { step: 't', from: 'a', to: 'b', amount: 0n }, { step: 't', from: 'b', to: 'c', amount: 1n }])).toEqual([
    { account: 'b', amount: '5', line: 0, row: 'A', step: 's' }, { account: 'a', amount: '-5', line: 1, row: 'A', step: 's' },
    { account: 'c', amount: '1', line: 2, row: null, step: 't' }, { account: 'b', amount: '-1', line: 3, row: null, step: 't' },
  ]);
});

test('a run keeps amounts as printed, a column by the key of its row', () => {
  expect(storedAmounts(policy, evaluation)).toEqual({ part: { A: '33.33', 乙: '66.67' }, all: '100.00' });
});
