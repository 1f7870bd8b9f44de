/** The institution's finance prepares the pay-out of a month; the offices that the policy names sign it, and with the last it is posted. */
import type { Asking } from '../access/asker.ts';
import { stateTitles } from '../core/approval.ts';
import { parseMonth } from '../core/period.ts';
import { requireNet } from '../core/payout/net.ts';
import { refuse } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { lockPayOuts } from '../run/deductions.ts';
import { currentRun } from '../run/load.ts';
import { prepareRun } from '../run/prepare.ts';
import { payOutDraft } from './pay-out-draft.ts';
import { institutionFor, preparers, type OfInstitution } from './scope.ts';

export interface OfMonth extends OfInstitution {
  month: string;
}

/**
 * Refuses a month that is posted (PAY_OUT_DONE) or under way (RUN_OPEN), one without released pay (PAY_OUT_NOTHING), and whoever would be
 * left with less than nothing (NET_BELOW_ZERO).
 */
export async function preparePayOut(asking: Asking, input: OfMonth & { reason: string }): Promise<Run> {
  const { em } = asking;
  const { region, reason } = input;
  const month = parseMonth(input.month, 'month');
  const institution = await institutionFor(asking, input, preparers);
  await lockPayOuts(em, region);
  const about = { institution: institution.name, month };
  const [posted] = await em.execute<unknown[]>('select from pay_out where region_id = ? and institution_id = ? and month = ?', [region, institution.id, month]);
  if (posted) refuse('PAY_OUT_DONE', 'month', about);
  const open = await currentRun(em, region, 'PAY_OUT', month, institution);
  if (open) refuse('RUN_OPEN', 'period', { period: month, state: stateTitles[open.state] });
  const { version, pays, facts, origins, runs } = await payOutDraft(em, institution, month);
  if (pays.every(({ gross }) => gross === 0n)) refuse('PAY_OUT_NOTHING', 'month', about);
  requireNet(pays);
  const { run } = await prepareRun(asking, { region, stage: 'PAY_OUT', year: Number(month.slice(0, 4)), period: month, institution, version, facts, decisions: {}, origins, upstream: runs, reason });
  return run;
}
