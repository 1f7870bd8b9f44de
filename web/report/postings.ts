/** The postings of an entry as its reader needs them: one line an account and side, debits first. */
import { parseMoney, sumMoney, type Money } from '../../server/core/money.ts';
import type { Words } from '../kit/words.ts';

interface Posting {
  account: string;
  title: Words;
  /** Positive is debit, negative credit. */
  amount: string;
}

export interface PostingLine {
  account: string;
  title: Words;
  side: 'debit' | 'credit';
  /** Without a sign. */
  amount: Money;
  /** How many postings are in it. */
  count: number;
}

/** Takes the postings of one account and side together, in the order of their first. */
export function postingLines(postings: readonly Posting[]): PostingLine[] {
  const lines = new Map<string, PostingLine>();
  for (const { account, title, amount } of postings) {
    const fen = parseMoney(amount, '');
    const side = fen < 0n ? 'credit' : 'debit';
    const before = lines.get(`${side}/${account}`);
    lines.set(`${side}/${account}`, { account, title, side, amount: (before?.amount ?? 0n) + (fen < 0n ? -fen : fen), count: (before?.count ?? 0) + 1 });
  }
  const of = (side: PostingLine['side']) => [...lines.values()].filter((line) => line.side === side);
  return [...of('debit'), ...of('credit')];
}

export function sumOfSide(lines: readonly PostingLine[], side: PostingLine['side']): Money {
  return sumMoney(lines.filter((line) => line.side === side).map(({ amount }) => amount));
}
