/** The supervising department prepares an institution's total; the offices that the policy names fix it. */
import { requireRole, type Asking } from '../access/asker.ts';
import type { Run } from '../model/run.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { policyOf } from '../run/policies.ts';
import { prepareRun } from '../run/prepare.ts';
import { requireSeenDraft } from '../run/seen-draft.ts';
import { payTotalDraft } from './pay-draft.ts';

export interface PreparePayTotal extends Base {
  region: number;
  institution: string;
  year: number;
  reason: string;
  reasons?: Record<string, string>;
  draft?: boolean;
  /** The hash of the run that the draft showed, '' for none. */
  seen?: string;
}

export async function preparePayTotal(asking: Asking, input: PreparePayTotal): Promise<Run> {
  const { region, year, institution, facts, decisions, seen, ...how } = input;
  requireRole(asking.asker, region, ['HEALTH_BUREAU']);
  const draft = await payTotalDraft(asking, region, institution, year);
  await requireSeenDraft(asking, draft.current, seen);
  const merged = mergeDraft(policyOf(draft.version), draft, { facts, decisions });
  const { run } = await prepareRun(asking, {
    ...how, region, stage: 'PAY_TOTAL', year, period: String(year), institution: draft.institution, version: draft.version, ...merged, origins: draft.origins, upstream: [],
    basis: draft.basis,
  });
  return run;
}
