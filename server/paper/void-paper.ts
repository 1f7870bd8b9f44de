/** Makes a paper void, with a reason; its number stays and is not given again. */
import { actsFor, bureaus, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { documentNumber } from '../core/document-number.ts';
import { refuse } from '../core/refusal.ts';
import { PaperVoid, type Paper } from '../model/paper.ts';
import { paperSeen } from './papers.ts';

/** Refuses without a reason (ACT_REASON_MISSING) and a paper that is void (PAPER_VOID_ALREADY). */
export async function voidPaper(asking: Asking, { region, paper: id, reason }: { region: number; paper: string; reason: string }): Promise<Paper> {
  const { em, asker, now } = asking;
  requireRole(asker, region, bureaus);
  const paper = await paperSeen(asking, region, id);
  const why = reason.trim();
  if (why === '') refuse('ACT_REASON_MISSING', 'reason');
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`paper_void ${region} ${id}`]);
  const number = documentNumber(paper);
  if (await em.findOne(PaperVoid, { regionId: region, paperId: id })) refuse('PAPER_VOID_ALREADY', 'paper', { found: number });
  em.create(PaperVoid, { regionId: region, paperId: id, reason: why, voidedById: asker.id, voidedForId: actsFor(asker, region, bureaus), voidedAt: now });
  await em.flush();
  await audit(asking, region, { action: 'VOID_PAPER', subject: { zh: number, en: number }, as: bureaus });
  return paper;
}
