/**
 * Cash of an institution over a year (现金流): what it receives against what it must pay, month by month, and the first month that falls short.
 * What has no month yet, such as a year's stage that nobody has begun, counts in no month: a shortage is not hidden by money without a date.
 */
import { allocate } from './allocate.ts';
import { sumMoney, type Money } from './money.ts';
import { monthsOf } from './period.ts';
import { one } from './rate.ts';

/** `paid`: it has moved; `owed`: it is decided, or on its way to be; `planned`: worked out from what is known, and nobody has begun it. */
export const cashStates = ['paid', 'owed', 'planned'] as const;
export type CashState = (typeof cashStates)[number];

export interface CashItem {
  /** `YYYY-MM`, or nothing while its month is not known. */
  month: string | undefined;
  state: CashState;
  /** Fen. Below 0 is what is given back. */
  amount: Money;
}

export type ByState = Record<CashState, Money>;

export interface CashMonth {
  month: string;
  /** What is there when the month begins. */
  opening: Money;
  received: ByState;
  due: ByState;
  /** What is there when it ends: opening and all received, less all due. */
  closing: Money;
}

export interface CashYear {
  months: CashMonth[];
  closing: Money;
  /** What has no month yet. */
  undated: { received: ByState; due: ByState };
  /** The first month that ends below 0, and by how much. */
  firstShort: { month: string; amount: Money } | undefined;
}

function byState(items: readonly CashItem[]): ByState {
  const of = (state: CashState) => sumMoney(items.flatMap((item) => (item.state === state ? [item.amount] : [])));
  return { paid: of('paid'), owed: of('owed'), planned: of('planned') };
}

export function sumOfStates({ paid, owed, planned }: ByState): Money {
  return paid + owed + planned;
}

/** The cash of a year from its opening balance; items of another year are left out. */
export function cashOf(year: number, opening: Money, received: readonly CashItem[], due: readonly CashItem[]): CashYear {
  const inMonth = (items: readonly CashItem[], month: string | undefined) => byState(items.filter((item) => item.month === month));
  let balance = opening;
  const months = monthsOf(year).map((month): CashMonth => {
    const own = { month, opening: balance, received: inMonth(received, month), due: inMonth(due, month) };
    balance += sumOfStates(own.received) - sumOfStates(own.due);
    return { ...own, closing: balance };
  });
  const short = months.find(({ closing }) => closing < 0n);
  return {
    months, closing: balance, undated: { received: inMonth(received, undefined), due: inMonth(due, undefined) },
    firstShort: short && { month: short.month, amount: -short.closing },
  };
}

/** What is left of a year's amount, spread evenly over months; nothing where nothing is left, and without a month where no month is left. */
export function spreadOver(amount: Money, months: readonly string[]): CashItem[] {
  if (amount <= 0n) return [];
  if (months.length === 0) return [{ month: undefined, state: 'planned', amount }];
  const shares = allocate(amount, months.map((key) => ({ key, weight: one })), 'largest-remainder');
  return shares.map(({ key, amount: share }): CashItem => ({ month: key, state: 'planned', amount: share }));
}
