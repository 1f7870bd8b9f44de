/** What a stage writes into the ledger: its movements as the ordered lines of one entry. */
import type { ChainedLine } from '../chain.ts';
import { transfer } from '../journal.ts';
import { corrections } from './differences.ts';
import type { Evaluation } from './evaluate.ts';
import type { Policy } from './policy.ts';
import { movementsOf, payStages, type Movement, type StageId } from './stages.ts';

/** One sum for each step and pair of accounts, in the order of their first movement. */
function bySum(movements: readonly Movement[]): Movement[] {
  const sums = new Map<string, Movement>();
  for (const { row: _row, ...movement } of movements) {
    const key = JSON.stringify([movement.step, movement.from, movement.to]);
    sums.set(key, { ...movement, amount: (sums.get(key)?.amount ?? 0n) + movement.amount });
  }
  return [...sums.values()];
}

/** Pay is posted when it is paid; the other stages when they are approved. */
export function isPay(id: StageId): boolean {
  return payStages.includes(id);
}

/** Whether an amount goes to the row itself, a person or an institution, so that it waits when the row is held. */
function goesTo(id: StageId, { row, to }: Movement): boolean {
  return row !== undefined && (isPay(id) || to.endsWith(`/${row}`));
}

/** What a stage owes each row. `held` are the rows whose amounts wait. */
export function dueMovements(policy: Policy, evaluation: Evaluation, id: StageId, held: readonly string[]): { due: Movement[]; waiting: Movement[] } {
  const due: Movement[] = [];
  const waiting: Movement[] = [];
  for (const movement of movementsOf(policy, evaluation, id)) (goesTo(id, movement) && held.includes(movement.row as string) ? waiting : due).push(movement);
  return { due, waiting };
}

/** What is posted of what is due, or of what it is more or less than `before`. The ledger holds an institution's pay as one sum a step; who gets what is in the pay run. */
export function postedMovements(policy: Policy, id: StageId, due: readonly Movement[], before?: readonly Movement[]): Movement[] {
  const movements = before ? corrections(policy, due, before, isPay(id)) : [...due];
  return isPay(id) ? bySum(movements) : movements;
}

/** Two lines for each movement that is not 0: lines 2n and 2n+1 are one transfer, what is received first. Below 0 is a correction, the other way round. */
export function linesOf(movements: readonly Movement[]): ChainedLine[] {
  return movements
    .filter(({ amount }) => amount !== 0n)
    .flatMap(({ from, to, amount, step, row, correction }) => (correction && amount < 0n
      ? [{ account: to, amount }, { account: from, amount: -amount }]
      : transfer(from, to, amount)).map((posting) => ({ ...posting, step, row: row ?? null })))
    .map(({ account, amount, step, row }, line) => ({ account, amount: amount.toString(), line, row, step }));
}
