import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { balances, entry, reverse, transfer, type Posting } from '../../server/core/journal.ts';
import { sumMoney } from '../../server/core/money.ts';
import { say } from '../../server/core/refusal.ts';
import { refused, refusedCodes } from '../kit/refused.ts';

const make = (postings: Posting[], fund = 'residents', on = '2026-03-31') => entry(fund, on, 'Advance', postings);

describe('entry', () => {
  test.each<[string, Posting[], Posting[]]>([
    ['is kept as given', [{ account: 'a', amount: 5n }, { account: 'b', amount: -5n }],
      [{ account: 'a', amount: 5n }, { account: 'b', amount: -5n }]],
    ['merges an account named twice',
      [{ account: 'a', amount: 5n }, { account: 'b', amount: -8n }, { account: 'a', amount: 3n }],
      [{ account: 'a', amount: 8n }, { account: 'b', amount: -8n }]],
    ['drops 0',
      [{ account: 'z', amount: 0n }, { account: 'a', amount: 1n }, { account: 'b', amount: -1n }],
      [{ account: 'a', amount: 1n }, { account: 'b', amount: -1n }]],
    ['drops an account that merges to 0',
      [{ account: 'z', amount: 4n }, { account: 'a', amount: 1n }, { account: 'z', amount: -4n }, { account: 'b', amount: -1n }],
      [{ account: 'a', amount: 1n }, { account: 'b', amount: -1n }]],
  ])('%s', (_what, given, kept) => {
    expect(make(given)).toEqual({ fund: 'residents', on: '2026-03-31', memo: 'Advance', postings: kept });
  });

  test.each<[string, Posting[], string]>([
    ['nothing', [], 'ENTRY_EMPTY'],
    ['only 0', [{ account: 'a', amount: 0n }], 'ENTRY_EMPTY'],
    ['what cancels out', [{ account: 'a', amount: 5n }, { account: 'a', amount: -5n }], 'ENTRY_EMPTY'],
    ['a debit alone', [{ account: 'a', amount: 5n }], 'ENTRY_NOT_BALANCED'],
    ['a credit alone', [{ account: 'a', amount: -5n }], 'ENTRY_NOT_BALANCED'],
    ['a fen too much', [{ account: 'a', amount: 6n }, { account: 'b', amount: -5n }], 'ENTRY_NOT_BALANCED'],
    ['no account', [{ account: '', amount: 5n }, { account: 'b', amount: -5n }], 'ENTRY_NO_ACCOUNT'],
    ['no account of 0', [{ account: '', amount: 0n }, { account: 'a', amount: 5n }, { account: 'b', amount: -5n }], 'ENTRY_NO_ACCOUNT'],
  ])('refuses %s', (_what, postings, code) => {
    expect(refusedCodes(() => make(postings))).toEqual([code]);
  });

  test('refuses a day that the calendar has not', () => {
    expect(refused(() => make(transfer('a', 'b', 1n), 'residents', '2026-02-30')).map(({ code, at }) => [code, at]))
      .toEqual([['DAY_NOT_VALID', 'on']]);
  });

  test.each<[Posting[], string]>([
    [[{ account: 'a', amount: 600n }, { account: 'b', amount: -550n }], 'debits 6.00 yuan and credits 5.50 yuan, 0.50 yuan apart'],
    [[{ account: 'a', amount: 1n }, { account: 'b', amount: -101n }], 'debits 0.01 yuan and credits 1.01 yuan, 1.00 yuan apart'],
  ])('says by how much it is out of balance', (postings, words) => {
    expect(refused(() => make(postings)).map((fault) => say(fault, 'en'))).toEqual([expect.stringContaining(words)]);
  });

  test.each<[Posting[], string, string]>([
    [[{ account: '', amount: 500n }, { account: 'b', amount: -500n }], 'postings',
      'The entry "Advance" (fund residents, 2026-03-31) has a posting of 5.00 yuan without an account; each posting needs one.'],
    [[{ account: 'a', amount: 600n }, { account: 'b', amount: -550n }], 'postings',
      'The entry "Advance" (fund residents, 2026-03-31) debits 6.00 yuan and credits 5.50 yuan, 0.50 yuan apart; the two must be equal.'],
    [[], 'postings',
      'The entry "Advance" (fund residents, 2026-03-31) has no posting other than zero; at least one debit and one credit are needed.'],
  ])('a refusal names the entry: %#', (postings, at, sentence) => {
    expect(refused(() => make(postings)).map((fault) => [fault.at, say(fault, 'en')])).toEqual([[at, sentence]]);
  });
});

describe('transfer', () => {
  test('debits where it goes and credits where it comes from', () => {
    expect(transfer('bank', 'advance', 7n)).toEqual([{ account: 'advance', amount: 7n }, { account: 'bank', amount: -7n }]);
  });

  test.each([
    ['nothing', 'a', 'b', 0n, 'TRANSFER_NOT_POSITIVE'],
    ['less than nothing', 'a', 'b', -1n, 'TRANSFER_NOT_POSITIVE'],
    ['to itself', 'a', 'a', 1n, 'TRANSFER_TO_ITSELF'],
  ])('refuses %s', (_what, from, to, amount, code) => {
    expect(refusedCodes(() => transfer(from, to, amount))).toEqual([code]);
  });

  test.each([
    ['bank', 'advance', -150n, 'The amount to move from "bank" to "advance" is -1.50 yuan; it must be greater than 0.'],
    ['bank', 'bank', 150n, 'Both sides of the transfer are "bank"; the two accounts must differ.'],
  ])('says why %s to %s is refused', (from, to, amount, sentence) => {
    expect(refused(() => transfer(from, to, amount)).map((fault) => [fault.at, say(fault, 'en')])).toEqual([['', sentence]]);
  });
});

describe('reverse and balances', () => {
  const advance = { fund: 'residents', on: '2026-03-31', memo: 'Advance', postings: [{ account: 'advance', amount: 700n }, { account: 'bank', amount: -700n }] };

  test('a reversal undoes the entry on its own day, under the same memo or another', () => {
    expect(reverse(advance, '2026-04-01')).toEqual({
      fund: 'residents', on: '2026-04-01', memo: 'Advance',
      postings: [{ account: 'advance', amount: -700n }, { account: 'bank', amount: 700n }],
    });
    expect(reverse(advance, '2026-04-01', 'Undo').memo).toBe('Undo');
    expect(reverse(reverse(advance, '2026-04-01'), '2026-03-31')).toEqual(advance);
  });

  test('a reversal needs a day of the calendar', () => {
    expect(refusedCodes(() => reverse(advance, '2026-13-01'))).toEqual(['DAY_NOT_VALID']);
  });

  test('balances add up by account, of every fund or of one', () => {
    const employees = make(transfer('bank', 'advance', 50n), 'employees');
    const undone = [advance, employees, reverse(advance, '2026-04-01')];
    expect(balances([])).toEqual(new Map());
    expect(balances(undone)).toEqual(new Map([['advance', 50n], ['bank', -50n]]));
    expect(balances(undone, 'residents')).toEqual(new Map([['advance', 0n], ['bank', 0n]]));
    expect(balances(undone, 'employees')).toEqual(new Map([['advance', 50n], ['bank', -50n]]));
    expect(balances(undone, 'public-health')).toEqual(new Map());
  });
});

describe('properties', () => {
  const moves = fc.array(
    fc.record({ from: fc.constantFrom('a', 'b', 'c'), to: fc.constantFrom('d', 'e'), amount: fc.bigInt({ min: 1n, max: 99n }) }),
    { minLength: 1 },
  );

  test('an entry adds up to 0, names each account once, and its reversal leaves nothing', () => {
    fc.assert(fc.property(moves, (drawn) => {
      const made = make(drawn.flatMap(({ from, to, amount }) => transfer(from, to, amount)));
      expect(sumMoney(made.postings.map(({ amount }) => amount))).toBe(0n);
      expect(new Set(made.postings.map(({ account }) => account)).size).toBe(made.postings.length);
      const held = balances([made, reverse(made, '2026-12-31')]);
      expect([...held.values()].every((amount) => amount === 0n)).toBe(true);
    }));
  });
});
