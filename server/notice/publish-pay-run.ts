/** Publication of a reviewed distribution (公示), for as long and to whom its policy says. */
import { randomBytes } from 'node:crypto';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { parseDay } from '../core/period.ts';
import type { Published } from '../core/policy/published.ts';
import { refuse } from '../core/refusal.ts';
import { workingDayAfter } from '../core/working-days.ts';
import type { Role } from '../model/account.ts';
import { Notice, type PayRun } from '../model/pay.ts';
import { calendarsOf } from '../run/calendars.ts';
import { lockedPayRun, missingReviews, publishedBy } from '../run/pay-run.ts';
import { policyOf } from '../run/policies.ts';
import { subjectOf } from '../run/subject.ts';

const publishers: readonly Role[] = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER'];

/** What holds where a policy does not publish the stage and it is published all the same: as little as possible is shown. */
const least: Omit<Published, 'ruledBy'> = { workingDays: null, names: 'surname', numbers: 'hidden', amounts: 'items', openTo: 'institution', objections: 'own' };

/** The last day: as the policy counts it, or as whoever publishes names it where the policy leaves that open (NOTICE_DAY_NEEDED, NOTICE_DAYS_FIXED, NOTICE_CLOSES). */
async function lastDayOf({ em, now }: Asking, { workingDays }: Published, asked: string | null): Promise<string> {
  const today = dayOf(now);
  if (workingDays === null) {
    const day = parseDay(asked ?? refuse('NOTICE_DAY_NEEDED', 'closesOn'), 'closesOn');
    return day < today ? refuse('NOTICE_CLOSES', 'closesOn', { found: day, allowed: today }) : day;
  }
  const day = workingDayAfter(today, workingDays, await calendarsOf(em));
  return asked === null || asked === day ? day : refuse('NOTICE_DAYS_FIXED', 'closesOn', { days: String(workingDays), allowed: day, found: asked });
}

/** Refuses before all reviews (NOTICE_TOO_EARLY) and a second time (NOTICE_TWICE). `closesOn` is given only where the policy does not say how many days. */
export async function publishPayRun(asking: Asking, input: { region: number; id: string; closesOn: string | null }): Promise<PayRun> {
  const { em, asker, now } = asking;
  const { region } = input;
  requireRole(asker, region, publishers);
  const payRun = await lockedPayRun(asking, region, input.id);
  const run = payRun.run.getEntity();
  const missing = await missingReviews(asking, payRun);
  if (missing) refuse('NOTICE_TOO_EARLY', 'run', { missing });
  const notice = await em.findOne(Notice, { payRun });
  if (notice) refuse('NOTICE_TWICE', 'notice', { on: dayOf(notice.publishedAt) });
  const published = publishedBy(policyOf(await run.policyVersion.loadOrFail()), payRun);
  const ruledBy = published ? published.ruledBy.toUpperCase().replaceAll('-', '_') as Role : run.steps[0] as Role;
  const how = published || { ...least, ruledBy: 'hr-bureau' as const };
  const { workingDays, names, numbers, amounts, objections, openTo } = how;
  em.create(Notice, {
    regionId: region, id: v7(), payRun, publishedById: asker.id, publishedAt: now, closesOn: await lastDayOf(asking, how, input.closesOn),
    workingDays, names, numbers, amounts, objections, ruledBy, token: openTo === 'everybody' ? randomBytes(32).toString('base64url') : null,
  });
  await em.flush();
  await audit(asking, region, { action: 'PUBLISH_PAY_RUN', subject: await subjectOf(run), as: publishers });
  return payRun;
}
