/** The health bureau prepares the settlement of a year; another person approves it. */
import { requireRole, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { monthsOf } from '../core/period.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { policyOf } from '../run/policies.ts';
import { requireOrder } from '../run/order.ts';
import { prepareRun } from '../run/prepare.ts';
import { requireSeenDraft } from '../run/seen-draft.ts';
import { requireSameMoves } from '../run/same-moves.ts';
import { lockSpending, spendingOf } from '../run/spending.ts';
import { settlementDraft } from './settlement-draft.ts';

export interface PrepareSettlement extends Base {
  region: number;
  year: number;
  reason: string;
  reasons?: Record<string, string>;
  draft?: boolean;
  /** The hash of the run that the draft showed, '' for none. */
  seen?: string;
}

async function requireWholeYear({ em }: Asking, region: number, year: number, consortia: readonly string[]): Promise<void> {
  const recorded = new Set((await spendingOf(em, region, year)).map((record) => `${record.consortium.getEntity().code} ${record.month}`));
  const missing = consortia.flatMap((code) => monthsOf(year).map((month) => `${code} ${month}`)).filter((month) => !recorded.has(month));
  if (missing.length > 0) refuse('SPENDING_MISSING', 'year', { year: String(year), missing: missing.join(', ') });
}

export async function prepareSettlement(asking: Asking, input: PrepareSettlement): Promise<Run> {
  const { region, year, facts, decisions, seen, ...how } = input;
  requireRole(asking.asker, region, ['HEALTH_BUREAU']);
  await lockSpending(asking.em, region, year);
  const draft = await settlementDraft(asking, region, year);
  await requireSeenDraft(asking, draft.current, seen);
  await requireWholeYear(asking, region, year, draft.consortia);
  const policy = policyOf(draft.version);
  await requireOrder(asking.em, policy, policy.stages.get('settlement')!, region, String(year));
  const merged = mergeDraft(policy, draft, { facts, decisions });
  const { run } = await prepareRun(asking, {
    ...how, region, stage: 'SETTLEMENT', year, period: String(year), version: draft.version, ...merged, origins: draft.origins, upstream: [...draft.below.map((each) => each.run), ...draft.taken], basis: draft.basis,
  });
  for (const below of draft.below) requireSameMoves(policy, below.stage, below.run, run, below.code);
  return run;
}
