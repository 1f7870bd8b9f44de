/** The amounts that a policy names, in its own order, and what each is made from. */
import type { Type } from '../../server/core/feel/type.ts';
import type { Unit } from '../../server/core/feel/unit.ts';
import { compilePolicy } from '../../server/core/policy/compiled.ts';
import type { Part, Policy, Step } from '../../server/core/policy/policy.ts';
import { readsOf } from '../../server/core/policy/reads.ts';
import { amountsOf } from '../../server/core/policy/rules/rules.ts';
import type { StageId } from '../../server/core/policy/stages.ts';

export interface NamedAmount extends Pick<Part, 'id' | 'title' | 'why'> {
  step: Step;
}

/** A step's own amount first, then its parts. */
export function amountsNamed(policy: Policy): NamedAmount[] {
  return policy.steps.flatMap((step) => amountsOf(step).map(({ id, title, why }) => ({ id, title, why, step })));
}

/** The amount that a formula is, when it is nothing but a name. */
export function amountCalled(policy: Policy, text: string): NamedAmount | undefined {
  const name = text.trim();
  return amountsNamed(policy).find(({ id }) => id === name);
}

export function typeOfAmount(policy: Policy, id: string): Type | undefined {
  return compilePolicy(policy).amounts.get(id)?.type;
}

/** The unit of an amount; undefined for texts and truth values. */
export function unitOfAmount(policy: Policy, id: string): Unit | undefined {
  const type = typeOfAmount(policy, id);
  return type?.is === 'number' ? type.unit : undefined;
}

/** What a page is about: a stage of the policy, and the earlier stage whose amounts it takes as given. */
export interface Focus {
  stage: StageId;
  given?: StageId;
  /** True where a table of few rows reads better with its steps going down. */
  stepsDown: boolean;
}

/** The amounts that a stage moves from account to account. */
export function movedAt(policy: Policy, stage: StageId | undefined): Set<string> {
  const moves = stage === undefined ? [] : policy.stages.get(stage)?.moves ?? [];
  return new Set(moves.map(({ amount }) => amount));
}

/**
 * The amounts that a stage moves and everything that they stand on, down to what is given:
 * amounts, decisions and single facts by name, columns of facts as `table.column`.
 */
export function standsUnder(policy: Policy, { stage, given }: Focus): Set<string> {
  const reads = readsOf(policy);
  const ground = movedAt(policy, given);
  const found = new Set<string>();
  const open = [...movedAt(policy, stage)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    if (ground.has(name)) continue;
    for (const read of reads.get(name) ?? []) open.push(read.table === undefined || reads.has(read.name) ? read.name : `${read.table}.${read.name}`);
  }
  return found;
}
