/**
 * Corrections (更正): what a later evaluation of the same thing posts beside what was posted before, so that the postings of each amount
 * and row add up to the evaluation on the latest facts. Money that has left the ledger is not moved again: the difference is payable or recoverable.
 */
import type { Policy } from './policy.ts';
import type { Movement } from './stages.ts';

/** Accounts (应付补差, 应收追回) that hold what is still to be paid, or to be paid back, `difference-payable/U01`. */
export const payable = 'difference-payable';
export const recoverable = 'difference-recoverable';

/** Classes that the policy both fills and empties: their money is still in the ledger and follows the correction. */
function passing(policy: Policy): Set<string> {
  const moves = [...policy.stages.values()].flatMap((stage) => stage.moves);
  const emptied = new Set(moves.map(({ from }) => from.class));
  return new Set(moves.map(({ to }) => to.class).filter((name) => emptied.has(name)));
}

const keyOf = ({ step, row, from, to }: Movement): string => JSON.stringify([step, row ?? null, from, to]);

/** What each amount of `now` is more or less than in `before`; what is gone is less by all of it. In the order of `now`. */
export function changes(now: readonly Movement[], before: readonly Movement[]): Movement[] {
  const was = new Map(before.map((movement) => [keyOf(movement), movement]));
  const changed = now.map((movement) => ({ ...movement, amount: movement.amount - (was.get(keyOf(movement))?.amount ?? 0n) }));
  const kept = new Set(now.map(keyOf));
  const gone = before.filter((movement) => !kept.has(keyOf(movement))).map((movement) => ({ ...movement, amount: -movement.amount }));
  return [...changed, ...gone].filter(({ amount }) => amount !== 0n);
}

/** The account that a difference goes through in place of one whose money has left the ledger. */
function outside(account: string, name: string): string {
  const [of, owner] = account.split('/', 2) as [string, string | undefined];
  return `${name}/${owner ?? of}`;
}

/**
 * The postings of a correction, below 0 where less is due. What has had no amount before is posted as it would have been at first.
 * `paid` says that what is due is paid by the same act, so that only what is less is outstanding.
 */
export function corrections(policy: Policy, now: readonly Movement[], before: readonly Movement[], paid: boolean): Movement[] {
  const inside = passing(policy);
  const had = new Set(before.map(keyOf));
  return changes(now, before).map((movement) => {
    if (!had.has(keyOf(movement))) return movement;
    const more = movement.amount > 0n;
    const through = (account: string, name: string): string => (inside.has(account.split('/')[0] as string) ? account : outside(account, name));
    return {
      ...movement,
      correction: true,
      from: through(movement.from, more ? recoverable : payable),
      to: more && paid ? movement.to : through(movement.to, more ? payable : recoverable),
    };
  });
}
