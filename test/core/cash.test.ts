import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cashOf, cashStates, spreadOver, sumOfStates, type CashItem } from '../../server/core/cash.ts';
import { sumMoney } from '../../server/core/money.ts';
import { monthsOf } from '../../server/core/period.ts';

const item = (month: string | undefined, amount: bigint, state: CashItem['state'] = 'paid'): CashItem => ({ month, amount, state });

describe('the cash of a year', () => {
  test('runs from the opening balance through the months', () => {
    const { months, closing } = cashOf(2026, 100n, [item('2026-01', 50n), item('2026-02', 30n, 'owed')], [item('2026-01', 120n), item('2026-12', 10n, 'planned')]);
    expect(months.slice(0, 3)).toEqual([
      { month: '2026-01', opening: 100n, received: { paid: 50n, owed: 0n, planned: 0n }, due: { paid: 120n, owed: 0n, planned: 0n }, closing: 30n },
      { month: '2026-02', opening: 30n, received: { paid: 0n, owed: 30n, planned: 0n }, due: { paid: 0n, owed: 0n, planned: 0n }, closing: 60n },
      { month: '2026-03', opening: 60n, received: { paid: 0n, owed: 0n, planned: 0n }, due: { paid: 0n, owed: 0n, planned: 0n }, closing: 60n },
    ]);
    expect(closing).toBe(50n);
  });

  test.each<[string, bigint, CashItem[], CashItem[], unknown]>([
    ['none while it ends at 0', 10n, [], [item('2026-03', 10n)], undefined],
    ['the first of several', 10n, [item('2026-05', 100n)], [item('2026-03', 11n)], { month: '2026-03', amount: 1n }],
    ['what is given back counts', 0n, [item('2026-04', -5n)], [], { month: '2026-04', amount: 5n }],
    ['January, of an account that is overdrawn', -7n, [], [], { month: '2026-01', amount: 7n }],
    ['money without a month hides nothing', 0n, [item(undefined, 100n, 'planned')], [item('2026-03', 1n)], { month: '2026-03', amount: 1n }],
    ['another year does not count', 0n, [item('2025-12', -1n)], [item('2027-01', 1n)], undefined],
  ])('the month that falls short: %s', (_what, opening, received, due, short) => {
    expect(cashOf(2026, opening, received, due).firstShort).toEqual(short);
  });

  test('what has no month stands apart', () => {
    const { undated, closing } = cashOf(2026, 0n, [item(undefined, 9n, 'planned')], [item(undefined, 4n, 'owed')]);
    expect([undated.received.planned, undated.due.owed, closing]).toEqual([9n, 4n, 0n]);
  });

  test('conserves: opening and all that moves make the closing balance, and each month begins where the last ended', () => {
    const month = fc.constantFrom<string | undefined>(undefined, ...monthsOf(2026));
    const items = (min: bigint) => fc.array(fc.record({ month, state: fc.constantFrom(...cashStates), amount: fc.bigInt({ min, max: 10n ** 13n }) }), { maxLength: 40 });
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }), items(-(10n ** 13n)), items(0n), (opening, received, due) => {
      const cash = cashOf(2026, opening, received, due);
      const { undated, months, closing, firstShort } = cash;
      const all = (of: readonly CashItem[]) => sumMoney(of.map(({ amount }) => amount));
      expect(closing + sumOfStates(undated.received) - sumOfStates(undated.due)).toBe(opening + all(received) - all(due));
      expect(months.map((each) => each.opening)).toEqual([opening, ...months.slice(0, -1).map((each) => each.closing)]);
      expect(months.find((each) => each.closing < 0n)?.month).toBe(firstShort?.month);
      expect(cashOf(2026, opening, received.toReversed(), due.toReversed())).toEqual(cash);
    }), { numRuns: 200 });
  });
});

describe('what is left of a year', () => {
  test('is spread over its months and adds up', () => {
    expect(spreadOver(100n, ['2026-10', '2026-11', '2026-12']).map(({ month, state, amount }) => [month, state, amount])).toEqual([
      ['2026-10', 'planned', 34n], ['2026-11', 'planned', 33n], ['2026-12', 'planned', 33n],
    ]);
    fc.assert(fc.property(fc.bigInt({ min: 1n, max: 10n ** 14n }), fc.integer({ min: 1, max: 12 }), (amount, count) => {
      const shares = spreadOver(amount, monthsOf(2026).slice(0, count)).map((each) => each.amount);
      expect(sumMoney(shares)).toBe(amount);
      expect(shares.every((share) => share - amount / BigInt(count) <= 1n)).toBe(true);
    }));
  });

  test.each<[string, bigint, string[], CashItem[]]>([
    ['nothing', 0n, ['2026-01'], []],
    ['less than nothing', -1n, ['2026-01'], []],
    ['no month', 5n, [], [item(undefined, 5n, 'planned')]],
  ])('with %s left', (_what, amount, months, items) => {
    expect(spreadOver(amount, months)).toEqual(items);
  });
});
