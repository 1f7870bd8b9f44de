/** Issues a paper of a posted run under the next document number. */
import { v7 } from 'uuid';
import { actsFor, bureaus, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { stateTitles } from '../core/approval.ts';
import { canonical, type Plain } from '../core/canonical.ts';
import { documentNumber } from '../core/document-number.ts';
import { yearOf } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { Paper } from '../model/paper.ts';
import type { Run } from '../model/run.ts';
import { runSeen } from '../run/sees.ts';
import { makeContent, type PaperWish } from './make-content.ts';
import { standingPaper } from './papers.ts';
import { prefixOn } from './prefixes.ts';
import { printPaper } from './print/print-paper.ts';

export type WishedPaper = Omit<PaperWish, 'number'>;

/** The run of a paper, for the bureaus; a paper of an institution's run is for that institution. */
export async function wishOf(asking: Asking, region: number, id: string, wish: WishedPaper): Promise<{ run: Run; wish: WishedPaper }> {
  requireRole(asking.asker, region, bureaus);
  const run = await runSeen(asking, region, id);
  if (run.state !== 'POSTED') refuse('PAPER_RUN_NOT_POSTED', 'run', { state: stateTitles[run.state] });
  const institution = await run.institution?.loadOrFail();
  return { run, wish: { ...wish, recipient: wish.recipient ?? institution?.code ?? null } };
}

/**
 * Refuses whoever is of no bureau (ROLE_NOT_ALLOWED), a run that is not posted (PAPER_RUN_NOT_POSTED), a day without a prefix
 * (DOCUMENT_PREFIX_MISSING) and a paper that has a number which stands (PAPER_STANDING). The number is held until the transaction ends.
 */
export async function issuePaper(asking: Asking, input: { region: number; run: string } & WishedPaper): Promise<Paper> {
  const { em, asker, now } = asking;
  const { region, kind, recipient: to, unit } = input;
  const { run, wish } = await wishOf(asking, region, input.run, { kind, recipient: to, unit });
  const today = dayOf(now);
  const year = yearOf(today);
  const prefix = await prefixOn(em, region, today);
  const [next] = await em.execute<Array<{ number: number }>>('select next_paper_number(?, ?, ?) as number', [region, prefix, year]);
  const number = next?.number as number;
  const standing = await standingPaper(em, run, wish);
  if (standing) refuse('PAPER_STANDING', 'run', { found: documentNumber(standing) });
  const printedNumber = documentNumber({ prefix, year, number });
  const content = await makeContent(asking, run, { ...wish, number: printedNumber });
  const file = await printPaper(content, 'zh');
  const text = canonical(content as unknown as Plain);
  const made = em.create(Paper, {
    regionId: region, id: v7(), prefix, year, number, kind, run, recipient: wish.recipient, unit, content: text, contentHash: sha256(text), file, fileHash: sha256(file),
    issuedById: asker.id, issuedForId: actsFor(asker, region, bureaus), issuedAt: now,
  });
  await em.flush();
  await audit(asking, region, { action: 'ISSUE_PAPER', subject: { zh: `${printedNumber} ${content.title.zh}`, en: `${printedNumber} ${content.title.en}` }, as: bureaus });
  return made;
}
