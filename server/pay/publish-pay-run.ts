/** Publication of a reviewed distribution inside the institution (公示). */
import { v7 } from 'uuid';
import { requireRole, roleTitles, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { Notice, PayRun } from '../model/pay.ts';
import { lockRun, marksOf } from '../run/case.ts';
import { waitingSteps } from '../run/sign.ts';
import { subjectOf } from '../run/subject.ts';

export async function payRunOf({ em }: Asking, region: number, id: string): Promise<PayRun> {
  const payRun = await em.findOne(PayRun, { regionId: region, id }, { populate: ['run', 'institution'] });
  return payRun ?? refuse('NOT_FOUND', 'id', { what: { zh: '发放批次', en: 'pay run' }, found: id });
}

/** A distribution whose run is locked until the transaction ends; it is read once the lock is held. */
export async function lockedPayRun(asking: Asking, region: number, id: string): Promise<PayRun> {
  const [found] = await asking.em.execute<Array<{ run_id: string }>>('select run_id from pay_run where region_id = ? and id = ?', [region, id]);
  if (found) await lockRun(asking.em, region, found.run_id);
  return payRunOf(asking, region, id);
}

/** The offices whose review is missing, as a sentence's value; null when all have signed. */
export async function missingReviews({ em }: Asking, payRun: PayRun): Promise<Words | null> {
  const run = payRun.run.getEntity();
  const titles = waitingSteps(run, await marksOf(em, run)).map((office) => roleTitles[office]);
  return titles.length === 0 ? null : { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') };
}

export async function publishPayRun(asking: Asking, input: { region: number; id: string; closesOn: string }): Promise<PayRun> {
  const { em, asker, now } = asking;
  requireRole(asker, input.region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER']);
  const payRun = await lockedPayRun(asking, input.region, input.id);
  const missing = await missingReviews(asking, payRun);
  if (missing) refuse('NOTICE_TOO_EARLY', 'run', { missing });
  const notice = await em.findOne(Notice, { payRun });
  if (notice) refuse('NOTICE_TWICE', 'notice', { on: dayOf(notice.publishedAt) });
  const today = dayOf(now);
  if (input.closesOn < today) refuse('NOTICE_CLOSES', 'closesOn', { found: input.closesOn, allowed: today });
  em.create(Notice, { regionId: input.region, id: v7(), payRun, publishedById: asker.id, publishedAt: now, closesOn: input.closesOn });
  await em.flush();
  await audit(asking, input.region, { action: 'PUBLISH_PAY_RUN', subject: await subjectOf(payRun.run.getEntity()), as: ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER'] });
  return payRun;
}
