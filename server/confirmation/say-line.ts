/** The head of an institution, or their delegate, confirms or disputes the institution's own line of a run: once, in time, of the run as it is. */
import { LockMode } from '@mikro-orm/core';
import { requireRole, seesInstitution, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { stateTitles } from '../core/approval.ts';
import { isOver, lineTitles } from '../core/confirmation.ts';
import { refuse } from '../core/refusal.ts';
import { Confirmation } from '../model/confirmation.ts';
import { Run } from '../model/run.ts';
import { confirmingOf, type Confirming, type Line } from '../run/confirmation.ts';
import { subjectOf } from '../run/subject.ts';

export interface OfLine {
  region: number;
  run: string;
  hash: string;
  row: string;
}

/** A line of an open run that the asker may see, locked. Any other is as if it did not exist (NOT_FOUND); refuses another hash (RUN_CHANGED). */
export async function openLine({ em, asker, now }: Asking, { region, run: id, hash, row }: OfLine): Promise<{ run: Run; confirming: Confirming; line: Line }> {
  const run = await em.findOne(Run, { regionId: region, id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  const confirming = run && await confirmingOf(em, run, dayOf(now));
  const line = confirming?.lines.find((each) => each.row === row);
  if (!run || !confirming || !line || !seesInstitution(asker, region, line.institution)) return refuse('NOT_FOUND', 'row', { what: { zh: '待确认的项目', en: 'line to confirm' }, found: row });
  if (run.hash !== hash) refuse('RUN_CHANGED', 'hash', { found: hash.slice(0, 12), allowed: run.hash.slice(0, 12) });
  if (run.state !== 'SUBMITTED' && run.state !== 'REVIEWING') refuse('RUN_NOT_OPEN', 'run', { state: stateTitles[run.state] });
  return { run, confirming, line };
}

/**
 * Refuses another institution's line (NOT_FOUND, ROLE_NOT_ALLOWED), a second word on it (CONFIRMATION_NOT_OPEN), one after the last day
 * (CONFIRMATION_LATE), and a dispute without a reason (ACT_REASON_MISSING).
 */
export async function sayLine(asking: Asking, input: OfLine & ({ verdict: 'CONFIRMED' } | { verdict: 'DISPUTED'; reason: string })): Promise<Run> {
  const { em, asker, now } = asking;
  const { run, confirming, line } = await openLine(asking, input);
  const { region, row, verdict } = input;
  const grant = requireRole(asker, region, ['HOSPITAL_HEAD'], line.institution);
  if (line.said) refuse('CONFIRMATION_NOT_OPEN', 'row', { found: row, state: lineTitles[line.state] });
  if (isOver(confirming, dayOf(now))) refuse('CONFIRMATION_LATE', 'row', { dueOn: confirming.dueOn });
  const reason = input.verdict === 'DISPUTED' ? input.reason.trim() : '';
  if (verdict === 'DISPUTED' && reason === '') refuse('ACT_REASON_MISSING', 'reason');
  em.create(Confirmation, {
    regionId: region, runId: run.id, row, institutionId: line.institution, runHash: run.hash, verdict, accountId: asker.id, forId: grant.actsFor, reason, at: now,
  });
  await em.flush();
  const { zh, en } = await subjectOf(run);
  await audit(asking, region, {
    action: verdict === 'CONFIRMED' ? 'CONFIRM_LINE' : 'DISPUTE_LINE', subject: { zh: `${zh} · ${row}`, en: `${en} · ${row}` }, as: ['HOSPITAL_HEAD'], institution: line.institution,
  });
  return run;
}
