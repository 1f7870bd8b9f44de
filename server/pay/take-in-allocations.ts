/** The hospital head takes what the departments have divided into the distribution and hands it in for review. */
import { requireRole, type Asking } from '../access/asker.ts';
import { stateTitles } from '../core/approval.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import type { PayRun, PayTotal } from '../model/pay.ts';
import { lockRun } from '../run/case.ts';
import { policyOf } from '../run/policies.ts';
import { prepareRun } from '../run/prepare.ts';
import { requireSameMoves } from '../run/same-moves.ts';
import { handedIn } from '../run/second-allocations.ts';
import { payDraft, stageOf } from './pay-draft.ts';
import { writePayRun } from './write-pay-run.ts';

export interface TakeInAllocations {
  region: number;
  institution: string;
  period: string;
  /** Of the prepared run that sent out the pools. */
  hash: string;
  reason: string;
}

/**
 * Prepares the distribution anew with the amounts of the departments. Refuses pools that were not sent out or are sent out anew (SECOND_ANOTHER_RUN),
 * departments that have not handed in (SECOND_WAITS), and amounts that no longer fit the pools or people, with every fault.
 */
export async function takeInAllocations(asking: Asking, input: TakeInAllocations): Promise<PayRun> {
  const { em, asker } = asking;
  const { region, period, hash, reason } = input;
  const { version, institution, current, payTotal, facts, decisions, origins } = await payDraft(asking, { ...input, kind: 'INCENTIVE' });
  requireRole(asker, region, ['HOSPITAL_HEAD'], institution.id);
  const stage = stageOf.INCENTIVE;
  if (!current) return refuse('SECOND_ANOTHER_RUN', 'hash');
  const sentOut = await lockRun(em, region, current.id);
  if (sentOut.hash !== hash) refuse('SECOND_ANOTHER_RUN', 'hash');
  if (sentOut.state !== 'PREPARED') refuse('RUN_OPEN', 'period', { period, state: stateTitles[sentOut.state] });
  const policy = policyOf(version);
  const divided = await handedIn(em, institution, period, policy, stageId(stage), { facts, decisions });
  const total = (payTotal as PayTotal).run.getEntity();
  const prepared = await prepareRun(asking, {
    region, stage, year: Number(period.slice(0, 4)), period, institution, version, facts, decisions: { ...decisions, ...divided }, origins, upstream: [total], basis: sentOut, reason,
  });
  requireSameMoves(prepared.policy, 'pay-total', total, prepared.run, 'PAY_TOTAL_DIFFERS');
  return writePayRun(asking, prepared);
}
