/** The hospital head prepares a distribution; its lines are the policy's amounts per person. */
import { requireRole, type Asking } from '../access/asker.ts';
import type { PayRun, PayKind, PayTotal } from '../model/pay.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { policyOf } from '../run/policies.ts';
import { prepareRun } from '../run/prepare.ts';
import { requireSeenDraft } from '../run/seen-draft.ts';
import { requireSameMoves } from '../run/same-moves.ts';
import { payDraft, stageOf } from './pay-draft.ts';
import { writePayRun } from './write-pay-run.ts';

export interface PreparePayRun extends Base {
  region: number;
  institution: string;
  period: string;
  kind: PayKind;
  reason: string;
  reasons?: Record<string, string>;
  draft?: boolean;
  /** The hash of the run that the draft showed, '' for none. */
  seen?: string;
}

export async function preparePayRun(asking: Asking, input: PreparePayRun): Promise<PayRun> {
  const { asker } = asking;
  const { region, period, kind, facts, decisions, seen, ...how } = input;
  requireRole(asker, region, ['HOSPITAL_HEAD']);
  const { version, institution, basis, origins, ...draft } = await payDraft(asking, input);
  requireRole(asking.asker, region, ['HOSPITAL_HEAD'], institution.id);
  await requireSeenDraft(asking, draft.current, seen);
  const total = (draft.payTotal as PayTotal).run.getEntity();
  const merged = mergeDraft(policyOf(version), { ...draft, origins }, { facts, decisions });
  const prepared = await prepareRun(asking, {
    ...how, region, stage: stageOf[kind], year: Number(period.slice(0, 4)), period, institution, version, ...merged, origins, upstream: [total], basis,
  });
  requireSameMoves(prepared.policy, 'pay-total', total, prepared.run, 'PAY_TOTAL_DIFFERS');
  return writePayRun(asking, prepared);
}
