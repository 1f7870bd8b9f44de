/** Totals: every amount paid out counts in exactly one, or is said to be outside. */
import type { Fault } from '../refusal.ts';
import { faultAt } from './document.ts';
import type { Policy } from './policy.ts';
import { payStages } from './stages.ts';

/** An amount counts in one total, once, and is not also outside it. */
function checkTwice(policy: Policy, faults: Fault[]): void {
  const counted = new Map<string, string>();
  for (const { id, items, outside } of policy.totals.values()) {
    for (const { amount, place } of items) {
      const first = counted.get(amount);
      if (first !== undefined) faults.push(faultAt('TOTAL_ITEM_TWICE', place, { amount, total: first }));
      else counted.set(amount, id);
    }
    const own = new Set(items.map(({ amount }) => amount));
    for (const { amount, place } of outside) if (own.has(amount)) faults.push(faultAt('TOTAL_ITEM_IN_AND_OUT', place, { amount, total: id }));
  }
}

/** Tells the faults of the totals that need the whole policy; a policy without totals has none. */
export function checkTotals(policy: Policy, { faults, broken }: { faults: Fault[]; broken: ReadonlySet<string> }): void {
  if (policy.totals.size === 0) return;
  checkTwice(policy, faults);
  const said = new Set([...policy.totals.values()].flatMap(({ items, outside, room }) => [room, ...[...items, ...outside].map(({ amount }) => amount)]));
  for (const stage of payStages) {
    for (const { amount, place } of policy.stages.get(stage)?.moves ?? []) {
      if (!said.has(amount) && !broken.has(amount)) faults.push(faultAt('TOTAL_MISSES', place, { amount, stage }));
    }
  }
}
