/** Corrections in any number and order: what is posted adds up to the evaluation on the latest facts. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { changes, corrections, payable, recoverable } from '../../../server/core/policy/differences.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { dueMovements, linesOf, postedMovements } from '../../../server/core/policy/posted.ts';
import type { RawFacts } from '../../../server/core/policy/policy.ts';
import type { Movement, StageId } from '../../../server/core/policy/stages.ts';
import { policy } from '../ledger-file/kit.ts';

const move = (amount: bigint, row = 'A', from = 'pool', to = `unit/${row}`): Movement => ({ step: 'part', row, from, to, amount });
const posted = (now: Movement[], before: Movement[], paid = false) => corrections(policy, now, before, paid).map(({ from, to, amount }) => [from, to, amount]);

describe('a correction posts', () => {
  test('nothing where nothing changed', () => {
    expect(changes([move(5n)], [move(5n)])).toEqual([]);
    const { row: _row, ...whole } = move(5n);
    expect(changes([whole], [whole])).toEqual([]);
  });

  test('more through what is still to be paid or collected, less through what is to be paid back or given back', () => {
    expect(posted([move(7n)], [move(5n)])).toEqual([[`${recoverable}/pool`, 'unit/A', 2n]]);
    expect(posted([move(4n)], [move(5n)])).toEqual([[`${payable}/pool`, 'unit/A', -1n]]);
    const paid = (now: bigint) => posted([move(now, 'A', 'unit/A', 'card/A')], [move(5n, 'A', 'unit/A', 'card/A')]);
    expect([paid(7n), paid(4n)]).toEqual([[['unit/A', `${payable}/A`, 2n]], [['unit/A', `${recoverable}/A`, -1n]]]);
  });

  test('more at once where the same act pays it, and never less', () => {
    const card = (amount: bigint) => [move(amount, 'A', 'unit/A', 'card/A')];
    expect(posted(card(7n), card(5n), true)).toEqual([['unit/A', 'card/A', 2n]]);
    expect(posted(card(4n), card(5n), true)).toEqual([['unit/A', `${recoverable}/A`, -1n]]);
  });

  test('what had no amount before as it would have been at first, and all of what is gone', () => {
    expect(posted([move(5n), move(3n, 'B')], [move(5n)])).toEqual([['pool', 'unit/B', 3n]]);
    expect(posted([], [move(5n)])).toEqual([[`${payable}/pool`, 'unit/A', -5n]]);
    expect(posted([move(5n, 'A', 'pool', 'unit/B')], [move(5n)])).toEqual([['pool', 'unit/B', 5n], [`${payable}/pool`, 'unit/A', -5n]]);
  });
});

const heads = fc.integer({ min: 0, max: 40 });
const factsOf: fc.Arbitrary<{ facts: RawFacts; held: string[] }> = fc.record({
  facts: fc.tuple(fc.integer({ min: 0, max: 500_000 }), heads, heads, heads.filter((count) => count > 0)).map(([pool, ...each]): RawFacts => (
    { pool: `${Math.floor(pool / 100)}.${String(pool % 100).padStart(2, '0')}`, units: each.map((count, index) => ({ unit: 'ABC'[index] as string, heads: String(count) })) })),
  held: fc.subarray(['A', 'B', 'C']),
});

/** Posts the runs one after another and adds up, for each amount and row (of pay: each amount), what it went to. */
function postAll(stage: StageId, line: ReadonlyArray<{ facts: RawFacts; held: string[] }>): { sums: Map<string, bigint>; due: Map<string, bigint>; balance: bigint } {
  const key = (step: string, row: string | null | undefined) => (stage === 'budget' ? `${step}/${row}` : step);
  const sums = new Map<string, bigint>();
  const due = new Map<string, bigint>();
  let [balance, before]: [bigint, Movement[] | undefined] = [0n, undefined];
  for (const [index, { facts, held }] of line.entries()) {
    const now = dueMovements(policy, evaluate(policy, facts), stage, held).due;
    for (const { amount, line: number, step, row } of linesOf(postedMovements(policy, stage, now, before))) {
      balance += BigInt(amount);
      if (number % 2 === 0) sums.set(key(step, row), (sums.get(key(step, row)) ?? 0n) + BigInt(amount));
    }
    if (index === line.length - 1) for (const { step, row, amount } of now) due.set(key(step, row), (due.get(key(step, row)) ?? 0n) + amount);
    before = now;
  }
  return { sums, due, balance };
}

const none = (sums: Map<string, bigint>) => new Map([...sums].filter(([, sum]) => sum !== 0n));

test.each<StageId>(['budget', 'basic-pay'])('%s: the postings of a first run and any corrections add up to the evaluation on the latest facts', (stage) => {
  const numRuns = process.env.FULL === '1' ? 20_000 : 500;
  fc.assert(fc.property(fc.array(factsOf.filter(({ facts }) => facts.pool !== '0.00'), { minLength: 1, maxLength: 8 }), (line) => {
    const { sums, due, balance } = postAll(stage, line);
    expect([none(sums), balance]).toEqual([none(due), 0n]);
  }), { numRuns });
});

test('the order of corrections does not matter to what is posted in the end', () => {
  fc.assert(fc.property(fc.array(factsOf, { minLength: 1, maxLength: 5 }), factsOf, (some, last) => {
    const shuffled = [...some].reverse();
    expect(none(postAll('budget', [...some, last]).sums)).toEqual(none(postAll('budget', [...shuffled, last]).sums));
  }), { numRuns: 200 });
});
