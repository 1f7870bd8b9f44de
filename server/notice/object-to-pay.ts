/** A member of staff objects to a line of a notice, within its days, with a reason. */
import { v7 } from 'uuid';
import { ownPeople, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { requireInTime } from '../core/notice/objection.ts';
import { refuse } from '../core/refusal.ts';
import { PayObjection } from '../model/pay.ts';
import { Person } from '../model/people.ts';
import { lockRun } from '../run/case.ts';
import { subjectOf } from '../run/subject.ts';
import { linesOf } from './lines.ts';
import { noticeSeen } from './sight.ts';
import { readReason } from './text.ts';

export interface ObjectToPay {
  region: number;
  notice: string;
  /** The number of the line on the sheet, from 1. */
  line: number;
  /** One of its items; null for the whole line. */
  item: string | null;
  reason: string;
}

/**
 * Refuses a line of somebody else where the policy takes objections to one's own only (PAY_OBJECTION_NOT_YOURS), after the last day
 * (PAY_OBJECTION_LATE), once the person is paid (PAY_OBJECTION_PAID), a second one (PAY_OBJECTION_OPEN), and one without a reason (ACT_REASON_MISSING).
 */
export async function objectToPay(asking: Asking, input: ObjectToPay): Promise<PayObjection> {
  const { em, asker, now } = asking;
  const { region, item } = input;
  requireRole(asker, region, ['STAFF']);
  const notice = await noticeSeen(asking, region, input.notice);
  const line = (await linesOf(em, notice)).find((each) => each.line === input.line && (item === null || each.amounts.has(item)));
  if (!line) return refuse('NOT_FOUND', 'line', { what: { zh: '公示中的行', en: 'line of the notice' }, found: `${input.line}` });
  if (notice.objections === 'own' && !ownPeople(asker, region).includes(line.person)) refuse('PAY_OBJECTION_NOT_YOURS', 'line', { allowed: { zh: '本人的一行', en: 'one\'s own line' } });
  requireInTime(notice.closesOn, dayOf(now));
  const reason = readReason(input.reason);
  const payRun = notice.payRun.getEntity();
  await lockRun(em, region, payRun.run.id);
  const paid = await em.execute<unknown[]>(`select from pay_runs_beside(?, ?) p join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id
    where p.paid_at is not null and l.person_id = ? limit 1`, [region, payRun.id, line.person]);
  if (paid.length > 0) refuse('PAY_OBJECTION_PAID', 'line');
  if ((await em.count(PayObjection, { regionId: region, notice: { id: notice.id }, person: { id: line.person }, accountId: asker.id })) > 0) refuse('PAY_OBJECTION_OPEN', 'line');
  const objection = em.create(PayObjection, {
    regionId: region, id: v7(), notice, payRun, person: await em.findOneOrFail(Person, { regionId: region, id: line.person }), step: item, reason, accountId: asker.id, at: now,
  });
  await em.flush();
  const { zh, en } = await subjectOf(payRun.run.getEntity());
  await audit(asking, region, { action: 'OBJECT_TO_PAY', subject: { zh: `${zh} · ${line.code}`, en: `${en} · ${line.code}` }, as: ['STAFF'] });
  return objection;
}
