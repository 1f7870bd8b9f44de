/** Publication of a reviewed distribution inside the institution (公示). */
import { v7 } from 'uuid';
import { requireRole, roleTitles, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { Notice, PayRun } from '../model/pay.ts';
import { Approval } from '../model/run.ts';
import { lockRun, waitingSteps } from '../run/sign.ts';

export async function payRunOf({ em }: Asking, region: number, id: string): Promise<PayRun> {
  const payRun = await em.findOne(PayRun, { regionId: region, id }, { populate: ['run', 'institution'] });
  return payRun ?? refuse('NOT_FOUND', 'id', { what: { zh: '发放批次', en: 'pay run' }, found: id });
}

/** The offices whose review is missing, as a sentence's value; empty when all have signed. */
export async function missingReviews({ em }: Asking, payRun: PayRun): Promise<{ zh: string; en: string } | null> {
  const run = await lockRun(em, payRun.regionId, payRun.run.id);
  const titles = waitingSteps(run, await em.find(Approval, { run })).map((office) => roleTitles[office]);
  return titles.length === 0 ? null : { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') };
}

export async function publishPayRun(asking: Asking, input: { region: number; id: string; closesOn: string }): Promise<PayRun> {
  const { em, asker, now } = asking;
  requireRole(asker, input.region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER']);
  const payRun = await payRunOf(asking, input.region, input.id);
  const missing = await missingReviews(asking, payRun);
  if (missing) refuse('NOTICE_TOO_EARLY', 'run', { missing });
  const notice = await em.findOne(Notice, { payRun });
  if (notice) refuse('NOTICE_TWICE', 'notice', { on: dayOf(notice.publishedAt) });
  const today = dayOf(now);
  if (input.closesOn < today) refuse('NOTICE_CLOSES', 'closesOn', { found: input.closesOn, allowed: today });
  em.create(Notice, { regionId: input.region, id: v7(), payRun, publishedById: asker.id, publishedAt: now, closesOn: input.closesOn });
  await em.flush();
  return payRun;
}
