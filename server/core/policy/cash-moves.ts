/** Which movements of a stage bring cash to somebody, or take it back: those between an account that holds cash and one that does not. */
import type { Money } from '../money.ts';
import type { Policy } from './policy.ts';
import type { Movement } from './stages.ts';

export interface CashMove {
  step: string;
  row: string | undefined;
  /** Code of the consortium or institution: whose account it is, else whose row. */
  of: string;
  /** Fen; below 0 where it is given back. */
  amount: Money;
}

/** The account classes of a policy that hold cash. */
export function cashClasses({ accounts }: Pick<Policy, 'accounts'>): Set<string> {
  return new Set([...accounts].flatMap(([name, { holds }]) => (holds === 'cash' ? [name] : [])));
}

export function cashMoves(policy: Pick<Policy, 'accounts'>, movements: readonly Movement[]): CashMove[] {
  const cash = cashClasses(policy);
  return movements.flatMap(({ step, row, from, to, amount }) => {
    const side = (account: string, sign: bigint): CashMove[] => {
      const [name, owner] = account.split('/', 2) as [string, string?];
      const of = owner ?? row;
      return cash.has(name) && of !== undefined ? [{ step, row, of, amount: sign * amount }] : [];
    };
    const [taken, given] = [side(from, -1n), side(to, 1n)];
    return taken[0]?.of === given[0]?.of ? [] : [...taken, ...given];
  });
}
