import { expect, test } from '@jest/globals';
import type { PayKind, RunState } from '../../../web/gql/graphql.ts';
import { monthToPrepare } from '../../../web/pay/months.ts';

const run = (kind: PayKind, month: number, state: RunState = 'POSTED') => ({ kind, period: `2026-${String(month).padStart(2, '0')}`, run: { state } });
const year = Array.from({ length: 12 }, (_, index) => index + 1);

test('incentive pay is begun for the last month that has none', () => {
  expect(monthToPrepare(2026, 'INCENTIVE', [])).toBe('2026-12');
  expect(monthToPrepare(2026, 'INCENTIVE', [run('INCENTIVE', 12), run('BASIC', 11)])).toBe('2026-11');
});

test('basic pay is begun for the first', () => {
  expect(monthToPrepare(2026, 'BASIC', [1, 2, 3].map((month) => run('BASIC', month)))).toBe('2026-04');
});

test('a run that was returned is made again, and a full year leaves December', () => {
  expect(monthToPrepare(2026, 'INCENTIVE', [run('INCENTIVE', 12, 'RETURNED')])).toBe('2026-12');
  expect(monthToPrepare(2026, 'BASIC', year.map((month) => run('BASIC', month)))).toBe('2026-12');
});
