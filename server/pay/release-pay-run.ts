/** The finance bureau transfers a distribution to the wage cards: after every review, and after publication where the policy asks for it. */
import { LockMode } from '@mikro-orm/core';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { groupMoney } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { postRun } from '../ledger/post.ts';
import { PayTotal, type PayRun } from '../model/pay.ts';
import { dueOf, memoOf, postingOf } from '../run/due.ts';
import { lockedPayRun, missingReviews, requirePaidAsPublished } from '../run/pay-run.ts';
import { subjectOf } from '../run/subject.ts';
import { requireFixedOnce } from './fixed-once.ts';
import { payFund } from './pay-fund.ts';
import { poolLeft } from './pool.ts';

async function raiseReleased({ em }: Asking, payRun: PayRun): Promise<void> {
  const institution = payRun.institution.getEntity();
  const payTotal = await em.findOneOrFail(PayTotal, { regionId: payRun.regionId, institution, year: payRun.year, knownUntil: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const { pool, left } = await poolLeft(em, payTotal, payRun.kind);
  if (payRun.total > left) {
    refuse('TOTAL_EXCEEDED', 'total', {
      institution: institution.name, total: groupMoney(pool), released: groupMoney(pool - left), found: groupMoney(payRun.total), over: groupMoney(payRun.total - left),
    });
  }
  payTotal.released += payRun.total;
  if (payRun.kind === 'BASIC') payTotal.releasedBasic += payRun.total;
  else payTotal.releasedIncentive += payRun.total;
}

export async function releasePayRun(asking: Asking, input: { region: number; id: string }): Promise<PayRun> {
  const { em, asker, now } = asking;
  requireRole(asker, input.region, ['FINANCE_BUREAU']);
  const payRun = await lockedPayRun(asking, input.region, input.id);
  if (payRun.paidAt) refuse('PAID_ALREADY', 'run', { on: dayOf(payRun.paidAt) });
  const missing = await missingReviews(asking, payRun);
  if (missing) refuse('SIGNATURES_MISSING', 'run', { missing });
  const run = payRun.run.getEntity();
  const figures = await dueOf(em, run);
  const { policy } = figures;
  await requirePaidAsPublished(asking, payRun, policy);
  await raiseReleased(asking, payRun);
  if (!payRun.correction) await requireFixedOnce(asking, payRun, policy);
  payRun.paidAt = now;
  await em.flush();
  await postRun(em, {
    run, fund: await payFund(em, input.region), movements: postingOf(run, figures), on: dayOf(now), by: asker.id, at: now,
    memo: memoOf(run, { zh: `${payRun.institution.getEntity().name} ${payRun.period} 发放`, en: `Pay of ${payRun.institution.getEntity().code}, ${payRun.period}` }),
  });
  await audit(asking, input.region, { action: 'RELEASE_PAY_RUN', subject: await subjectOf(run), as: ['FINANCE_BUREAU'] });
  return payRun;
}
