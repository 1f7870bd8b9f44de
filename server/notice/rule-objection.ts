/** The office that the policy names rules on an objection: it is rejected with a reason, or upheld, and what has not been paid goes back to be computed anew. */
import { LockMode } from '@mikro-orm/core';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { preparing, returned } from '../core/approval.ts';
import { objectionTitles, requireOtherRuler } from '../core/notice/objection.ts';
import { refuse } from '../core/refusal.ts';
import { PayObjection, PayObjectionRuling } from '../model/pay.ts';
import { Run } from '../model/run.ts';
import { caseOf, lockRun } from '../run/case.ts';
import { recordReturn } from '../run/sign.ts';
import { subjectOf } from '../run/subject.ts';
import { readReason } from './text.ts';

export interface RuleObjection {
  region: number;
  objection: string;
  upheld: boolean;
  reason: string;
}

/** The runs of the same thing that are on their way to be paid, locked, without those in which the person is held. */
async function onTheirWay({ em }: Asking, { stage, period, institution, regionId }: Run, person: string): Promise<Run[]> {
  const runs = await em.find(Run, { regionId, stage, period, institution, state: { $in: ['SUBMITTED', 'REVIEWING', 'APPROVED'] } }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return runs.filter(({ held }) => !held.includes(person));
}

/** Refuses another office (ROLE_NOT_ALLOWED), who prepared the distribution or objects (PAY_OBJECTION_OWN_WORK), and a second ruling (PAY_OBJECTION_RULED). */
export async function ruleObjection(asking: Asking, input: RuleObjection): Promise<PayObjection> {
  const { em, asker, now } = asking;
  const { region, upheld } = input;
  const objection = await em.findOne(PayObjection, { regionId: region, id: input.objection }, { populate: ['notice', 'payRun', 'payRun.run', 'person'] });
  if (!objection) return refuse('NOT_FOUND', 'objection', { what: { zh: '异议', en: 'objection' }, found: input.objection });
  const [{ ruledBy }, run, { code }] = [objection.notice.getEntity(), objection.payRun.getEntity().run.getEntity(), objection.person.getEntity()];
  const { actsFor: forId } = requireRole(asker, region, [ruledBy]);
  requireOtherRuler([asker.id, ...(forId === null ? [] : [forId])], [run.preparedById, run.preparedForId, objection.accountId]);
  const reason = readReason(input.reason);
  await lockRun(em, region, run.id);
  const open = await onTheirWay(asking, run, code);
  const before = await em.findOne(PayObjectionRuling, { regionId: region, objectionId: objection.id });
  if (before) refuse('PAY_OBJECTION_RULED', 'objection', { state: objectionTitles[before.upheld ? 'UPHELD' : 'REJECTED'] });
  em.create(PayObjectionRuling, { regionId: region, id: v7(), objectionId: objection.id, upheld, reason, accountId: asker.id, forId, at: now });
  await em.flush();
  const note = `${code}: ${reason}`;
  for (const each of upheld ? open : []) await recordReturn(asking, each, returned(await caseOf(em, each), { by: asker.id, hash: each.hash, to: preparing, note }), { note, forId });
  const { zh, en } = await subjectOf(run);
  await audit(asking, region, { action: 'RULE_PAY_OBJECTION', subject: { zh: `${zh} · ${code}`, en: `${en} · ${code}` }, as: [ruledBy] });
  return objection;
}
