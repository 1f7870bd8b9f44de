/** A distribution for verbs: found, locked, with the reviews that it lacks and the people it pays. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { roleTitles, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { requirePublished } from '../core/notice/objection.ts';
import type { Policy } from '../core/policy/policy.ts';
import { refuse, type Words } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Notice, PayRun } from '../model/pay.ts';
import { lockRun, marksOf } from './case.ts';
import { waitingSteps } from './sign.ts';

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

/** How a distribution is published under its policy; false where it is paid without that. */
export function publishedBy(policy: Policy, payRun: PayRun) {
  return policy.stages.get(stageId(payRun.run.getEntity().stage))?.published ?? false;
}

/** A distribution's own notice, or the last one of an earlier preparation in which every line of it stands. */
export async function noticeOf(em: EntityManager, { regionId, id }: PayRun): Promise<Notice | null> {
  const own = await em.findOne(Notice, { regionId, payRun: { id } });
  if (own) return own;
  const [beside] = await em.execute<Array<{ id: string }>>(`select n.id from pay_runs_beside(?, ?) p join notice n on n.region_id = p.region_id and n.pay_run_id = p.id
    where p.id <> ? and not exists (select from published_lines(?, ?) l where l.closes_on is null) order by n.published_at desc limit 1`, [regionId, id, id, regionId, id]);
  return beside ? em.findOne(Notice, { regionId, id: beside.id }) : null;
}

/** Whether the same thing has been published, as it is or as it was prepared before. */
async function isNoticed({ em }: Asking, { regionId, id }: PayRun): Promise<boolean> {
  const found = await em.execute<unknown[]>('select from pay_runs_beside(?, ?) p join notice n on n.region_id = p.region_id and n.pay_run_id = p.id limit 1', [regionId, id]);
  return found.length > 0;
}

/** Refuses to pay what its policy has published first, or what was published without that, as `requirePublished` says. */
export async function requirePaidAsPublished(asking: Asking, payRun: PayRun, policy: Policy): Promise<void> {
  const { em, now } = asking;
  if (!publishedBy(policy, payRun) && !(await isNoticed(asking, payRun))) return;
  const lines = await em.execute<Array<{ person: string; closesOn: string | null; objected: boolean }>>(`
    select s.code as person, l.closes_on::text as "closesOn", l.person_id in (select objected_people(?, ?)) as objected
    from published_lines(?, ?) l join person s on s.region_id = ? and s.id = l.person_id order by s.code`,
    [payRun.regionId, payRun.id, payRun.regionId, payRun.id, payRun.regionId]);
  requirePublished(lines, dayOf(now));
}
