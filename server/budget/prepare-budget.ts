/** The health bureau prepares a year's budget; another person approves it. */
import { requireRole, type Asking } from '../access/asker.ts';
import type { Run } from '../model/run.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { policyOf } from '../run/policies.ts';
import { prepareRun } from '../run/prepare.ts';
import { requireSeenDraft } from '../run/seen-draft.ts';
import { budgetDraft } from './budget-draft.ts';

export interface PrepareBudget extends Base {
  region: number;
  year: number;
  reason: string;
  reasons?: Record<string, string>;
  draft?: boolean;
  /** The hash of the run that the draft showed, '' for none. */
  seen?: string;
}

export async function prepareBudget(asking: Asking, input: PrepareBudget): Promise<Run> {
  const { region, year, facts, decisions, seen, ...how } = input;
  requireRole(asking.asker, region, ['HEALTH_BUREAU']);
  const draft = await budgetDraft(asking, region, year);
  await requireSeenDraft(asking, draft.current, seen);
  const merged = mergeDraft(policyOf(draft.version), draft, { facts, decisions });
  const { run } = await prepareRun(asking, {
    ...how, region, stage: 'BUDGET', year, period: String(year), version: draft.version, ...merged, origins: draft.origins, upstream: draft.taken, basis: draft.basis,
  });
  return run;
}
