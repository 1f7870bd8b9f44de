/** What a stage writes into the ledger: its movements as the ordered lines of one entry. */
import type { ChainedLine } from '../chain.ts';
import { transfer } from '../journal.ts';
import type { Evaluation } from './evaluate.ts';
import type { Policy } from './policy.ts';
import { movementsOf, payStages, type Movement, type StageId } from './stages.ts';

/** One sum for each step and pair of accounts, in the order of their first movement. */
function bySum(movements: readonly Movement[]): Movement[] {
  const sums = new Map<string, Movement>();
  for (const { step, from, to, amount } of movements) {
    const key = JSON.stringify([step, from, to]);
    sums.set(key, { step, from, to, amount: (sums.get(key)?.amount ?? 0n) + amount });
  }
  return [...sums.values()];
}

/** What is posted at a stage. The ledger holds an institution's pay as one sum a step; who gets what is in the pay run. */
export function postedMovements(policy: Policy, evaluation: Evaluation, id: StageId): Movement[] {
  const movements = movementsOf(policy, evaluation, id);
  return payStages.includes(id) ? bySum(movements) : movements;
}

/** Two lines for each movement that is not 0: lines 2n and 2n+1 are one transfer. */
export function linesOf(movements: readonly Movement[]): ChainedLine[] {
  return movements
    .filter(({ amount }) => amount !== 0n)
    .flatMap(({ from, to, amount, step, row }) => transfer(from, to, amount).map((posting) => ({ ...posting, step, row: row ?? null })))
    .map(({ account, amount, step, row }, line) => ({ account, amount: amount.toString(), line, row, step }));
}
