/** The office that prepared a run answers a dispute about it: upheld, and the run goes back to be prepared anew; or not, with the reason that every signer sees. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { withdrawn } from '../core/approval.ts';
import { lineTitles } from '../core/confirmation.ts';
import { refuse } from '../core/refusal.ts';
import { ConfirmationAnswer } from '../model/confirmation.ts';
import type { Run } from '../model/run.ts';
import { caseOf } from '../run/case.ts';
import { recordSilence } from '../run/confirmation.ts';
import { preparersAt, stageOf } from '../run/preparers.ts';
import { recordReturn } from '../run/sign.ts';
import { subjectOf } from '../run/subject.ts';
import { openLine, type OfLine } from './say-line.ts';

/** Refuses another office (ROLE_NOT_ALLOWED), a line without an open dispute (DISPUTE_NOT_OPEN) and an answer without a reason (ACT_REASON_MISSING). */
export async function answerDispute(asking: Asking, input: OfLine & { upheld: boolean; reason: string }): Promise<Run> {
  const { em, asker, now } = asking;
  const { run } = await openLine(asking, input);
  const { region, row, upheld } = input;
  const offices = preparersAt(await stageOf(run));
  const { actsFor: forId } = requireRole(asker, region, offices);
  const reason = input.reason.trim();
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  await recordSilence(em, run, now);
  const { line } = await openLine(asking, input);
  if (line.state !== 'DISPUTED' && line.state !== 'DISPUTED_BY_SILENCE') refuse('DISPUTE_NOT_OPEN', 'row', { found: row, state: lineTitles[line.state] });
  em.create(ConfirmationAnswer, { regionId: region, runId: run.id, row, upheld, reason, accountId: asker.id, forId, at: now });
  await em.flush();
  if (upheld) await recordReturn(asking, run, withdrawn(await caseOf(em, run), { by: asker.id, hash: run.hash }), { note: `${row}: ${reason}`, forId });
  const { zh, en } = await subjectOf(run);
  await audit(asking, region, { action: 'ANSWER_DISPUTE', subject: { zh: `${zh} · ${row}`, en: `${en} · ${row}` }, as: offices });
  return run;
}
