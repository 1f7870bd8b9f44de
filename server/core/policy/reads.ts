/** What each amount of a policy rests on directly. */
import type { Read } from '../feel/type.ts';
import { compilePolicy } from './compiled.ts';
import type { Policy } from './policy.ts';
import { amountsOf } from './rules/rules.ts';
import { stepReads } from './step-reads.ts';

/** By name of the amount: the names, or columns of a table, that its step reads. */
export function readsOf(policy: Policy): Map<string, Read[]> {
  const { symbols } = compilePolicy(policy);
  return new Map(policy.steps.flatMap((step) => {
    const reads = stepReads(symbols, step);
    return amountsOf(step).map(({ id }): [string, Read[]] => [id, reads]);
  }));
}
