/** Titles of a policy's names. */
import type { Policy, Words } from './policy.ts';
import { amountsOf } from './rules/rules.ts';

/** The title of an amount that a step gives; the name itself when the policy has no such amount. */
export function amountTitle(policy: Policy, name: string): Words {
  for (const step of policy.steps) {
    const amount = amountsOf(step).find(({ id }) => id === name);
    if (amount) return amount.title;
  }
  return { zh: name, en: name };
}
