import { expect, test } from '@jest/globals';
import { postingLines, sumOfSide } from '../../../web/report/postings.ts';

const posting = (account: string, amount: string) => ({ account, title: { zh: account, en: account }, amount });

test('the postings of one account and side are one line, debits first, and both sides stay equal', () => {
  const lines = postingLines([posting('financing', '-1.10'), posting('risk', '1.10'), posting('financing', '-2.20'), posting('package/A', '2.20'), posting('package/A', '-0.20'), posting('claims', '0.20')]);
  expect(lines.map(({ account, side, amount, count }) => [account, side, amount, count])).toEqual([
    ['risk', 'debit', 110n, 1], ['package/A', 'debit', 220n, 1], ['claims', 'debit', 20n, 1], ['financing', 'credit', 330n, 2], ['package/A', 'credit', 20n, 1],
  ]);
  expect([sumOfSide(lines, 'debit'), sumOfSide(lines, 'credit')]).toEqual([350n, 350n]);
});
