/** Recovery (追回) of what somebody was paid too much, in instalments within a limit. */
import { groupMoney, sumMoney, type Money } from '../money.ts';
import { refuse } from '../refusal.ts';

/** What is still owed of one recovery. */
export interface Claim {
  id: string;
  remaining: Money;
}

export interface Instalment {
  claim: string;
  amount: Money;
}

export interface Month {
  person: string;
  /** Oldest first. */
  claims: readonly Claim[];
  /** The most that the policy allows in the month, in fen; at most 0: nothing. */
  limit: Money;
  /** What an officer asks to be taken back this month; null: as much as is allowed. */
  asked: Money | null;
}

const least = (one: Money, other: Money): Money => (one < other ? one : other);

/**
 * What is taken back in a month: what is asked, else as much as the limit and the debt allow, of the oldest claim first, so that the last
 * instalment ends exactly at zero. Refuses more than is owed (RECOVERY_ABOVE_REMAINING) or allowed (RECOVERY_ABOVE_LIMIT).
 */
export function instalments({ person, claims, limit, asked }: Month): Instalment[] {
  const owed = sumMoney(claims.map(({ remaining }) => remaining));
  const most = limit > 0n ? limit : 0n;
  if (asked !== null && asked > owed) refuse('RECOVERY_ABOVE_REMAINING', person, { person, found: groupMoney(asked), allowed: groupMoney(owed) });
  if (asked !== null && asked > most) refuse('RECOVERY_ABOVE_LIMIT', person, { person, found: groupMoney(asked), allowed: groupMoney(most) });
  let left = asked ?? least(owed, most);
  return claims.flatMap(({ id, remaining }) => {
    const amount = least(left, remaining);
    left -= amount;
    return amount > 0n ? [{ claim: id, amount }] : [];
  });
}
