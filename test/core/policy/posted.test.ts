import { expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { dueMovements, isPay, linesOf, postedMovements } from '../../../server/core/policy/posted.ts';
import type { StageId } from '../../../server/core/policy/stages.ts';
import { storedAmounts } from '../../../server/core/policy/stored-amounts.ts';
import { refusedCodes } from '../../kit/refused.ts';
import { facts, policy } from '../ledger-file/kit.ts';

const evaluation = evaluate(policy, facts);
const posted = (id: StageId, held: string[] = []) => postedMovements(policy, id, dueMovements(policy, evaluation, id, held).due);

test('a budget is posted row by row, pay as one sum a step and pair of accounts', () => {
  expect(posted('budget')).toEqual([
    { step: 'part', row: 'A', from: 'pool', to: 'unit/A', amount: 3333n },
    { step: 'part', row: '乙', from: 'pool', to: 'unit/乙', amount: 6667n },
  ]);
  expect(posted('basic-pay')).toEqual([{ step: 'part', from: 'unit', to: 'card', amount: 10000n }]);
  expect(posted('incentive-pay')).toEqual([]);
});

test('a movement is two lines, numbered; none when it is 0', () => {
  expect(linesOf([{ step: 's', row: 'A', from: 'a', to: 'b', amount: 5n }, { step: 't', from: 'a', to: 'b', amount: 0n }, { step: 't', from: 'b', to: 'c', amount: 1n }])).toEqual([
    { account: 'b', amount: '5', line: 0, row: 'A', step: 's' }, { account: 'a', amount: '-5', line: 1, row: 'A', step: 's' },
    { account: 'c', amount: '1', line: 2, row: null, step: 't' }, { account: 'b', amount: '-1', line: 3, row: null, step: 't' },
  ]);
});

test('a run keeps amounts as printed, a column by the key of its row', () => {
  expect(storedAmounts(policy, evaluation)).toEqual({ part: { A: '33.33', 乙: '66.67' }, in_all: '100.00' });
});

test('what goes to a held row waits and the rest does not', () => {
  const budget = dueMovements(policy, evaluation, 'budget', ['A']);
  expect(budget.waiting.map(({ row }) => row)).toEqual(['A']);
  expect(budget.due.map(({ row }) => row)).toEqual(['乙']);
  expect(posted('basic-pay', ['乙'])).toEqual([{ step: 'part', from: 'unit', to: 'card', amount: 3333n }]);
  expect([isPay('budget'), isPay('basic-pay'), isPay('incentive-pay')]).toEqual([false, true, true]);
});

test('a correction below 0 is written the other way round, what it went to first', () => {
  const line = { step: 's', from: 'a', to: 'difference-recoverable/b', amount: -5n, correction: true } as const;
  expect(linesOf([line]).map(({ account, amount }) => [account, amount])).toEqual([['difference-recoverable/b', '-5'], ['a', '5']]);
  expect(refusedCodes(() => linesOf([{ step: 's', from: 'a', to: 'b', amount: -5n }]))).toEqual(['TRANSFER_NOT_POSITIVE']);
});
