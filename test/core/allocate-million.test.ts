import { expect, test } from '@jest/globals';
import { allocate, type Claim } from '../../server/core/allocate.ts';
import { rate } from '../../server/core/rate.ts';

/** A seeded linear congruential generator: numbers from 0 to below `limit`. */
function generator(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** A million when FULL is set, else a tenth of it, the same ones. */
const divisions = process.env.FULL === '1' ? 1_000_000 : 100_000;

test('divisions by the hundred thousand lose no fen', () => {
  const next = generator(20181121);
  const keys = ['a', 'b', 'c', 'd', 'e'];
  let wrong = 0;
  for (let i = 0; i < divisions; i += 1) {
    const count = 2 + next(4);
    const claims: Claim[] = [];
    for (let j = 0; j < count; j += 1) {
      // Four in five weights are whole, one has decimals; the first is above 0 so that somebody can share.
      const weight = BigInt(next(10_000) + (j === 0 ? 1 : 0));
      claims.push({ key: keys[j] as string, weight: next(5) === 0 ? rate(weight, 100n) : { n: weight, d: 1n } });
    }
    const whole = BigInt(next(4_000_000_000)) - 1_000_000_000n;
    let sum = 0n;
    for (const share of allocate(whole, claims, 'largest-remainder')) sum += share.amount;
    if (sum !== whole) wrong += 1;
  }
  expect(wrong).toBe(0);
});
