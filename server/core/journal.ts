/** Entries of the money ledger: double, balanced, one fund each. */
import { formatMoney, sumMoney, type Money } from './money.ts';
import { parseDay } from './period.ts';
import { refuse } from './refusal.ts';

/** What one account takes part in an entry with: a debit when positive, a credit when negative (fen). */
export interface Posting {
  account: string;
  amount: Money;
}

/** Postings that add up to 0, each account once and none of 0; `on` is the day they count for. */
export interface Entry {
  fund: string;
  on: string;
  memo: string;
  postings: Posting[];
}

function sumByAccount(postings: Iterable<Posting>): Map<string, Money> {
  const sums = new Map<string, Money>();
  for (const { account, amount } of postings) sums.set(account, (sums.get(account) ?? 0n) + amount);
  return sums;
}

/**
 * Makes an entry: postings on one account are merged, those of 0 dropped, the order otherwise kept.
 * Refuses a day that the calendar has not (DAY_NOT_VALID), a posting without an account (ENTRY_NO_ACCOUNT),
 * debits and credits that differ (ENTRY_NOT_BALANCED) and nothing left to post (ENTRY_EMPTY).
 */
export function entry(fund: string, on: string, memo: string, postings: readonly Posting[]): Entry {
  parseDay(on, 'on');
  const about = { fund, on, memo };
  const nameless = postings.find(({ account }) => account === '');
  if (nameless) refuse('ENTRY_NO_ACCOUNT', 'postings', { ...about, amount: formatMoney(nameless.amount) });
  const merged = [...sumByAccount(postings)]
    .map(([account, amount]): Posting => ({ account, amount }))
    .filter(({ amount }) => amount !== 0n);
  const debit = sumMoney(merged.map(({ amount }) => (amount > 0n ? amount : 0n)));
  const credit = debit - sumMoney(merged.map(({ amount }) => amount));
  if (debit !== credit) {
    const difference = debit > credit ? debit - credit : credit - debit;
    refuse('ENTRY_NOT_BALANCED', 'postings', {
      ...about,
      debit: formatMoney(debit),
      credit: formatMoney(credit),
      difference: formatMoney(difference),
    });
  }
  if (merged.length === 0) refuse('ENTRY_EMPTY', 'postings', about);
  return { ...about, postings: merged };
}

/** The entry that undoes `made`, on a day of its own; the memo is the same unless another is given. */
export function reverse(made: Entry, on: string, memo: string = made.memo): Entry {
  return entry(made.fund, on, memo, made.postings.map(({ account, amount }) => ({ account, amount: -amount })));
}

/** What each account holds after the entries, debits positive, accounts at 0 included; of one fund when it is named. */
export function balances(entries: Iterable<Entry>, fund?: string): Map<string, Money> {
  const counted = [...entries].filter((made) => fund === undefined || made.fund === fund);
  return sumByAccount(counted.flatMap(({ postings }) => postings));
}

/**
 * The two postings that move `amount` fen: a debit of `to`, a credit of `from`.
 * Refuses an amount that is not above 0 (TRANSFER_NOT_POSITIVE) and equal accounts (TRANSFER_TO_ITSELF).
 */
export function transfer(from: string, to: string, amount: Money): Posting[] {
  if (amount <= 0n) refuse('TRANSFER_NOT_POSITIVE', '', { from, to, amount: formatMoney(amount) });
  if (from === to) refuse('TRANSFER_TO_ITSELF', '', { account: from });
  return [{ account: to, amount }, { account: from, amount: -amount }];
}
