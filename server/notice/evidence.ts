/** Files that go with an objection: kept in the database with their hash, known by their first bytes, given to whoever may see the objection. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { evidenceEndings, fileKind } from '../core/assessment/file-kind.ts';
import { requireInTime } from '../core/notice/objection.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { subjectOf } from '../run/subject.ts';
import { objectionSeen } from './objections.ts';

/** Bytes of one file. */
export const evidenceMost = 5 * 1024 * 1024;

export interface Given {
  region: number;
  objection: string;
  name: string;
  content: Uint8Array;
}

function missing(name: string, found: string): never {
  return refuse('NOT_FOUND', name, { what: { zh: '佐证材料', en: 'evidence' }, found });
}

function readFile({ name, content }: Given): { name: string; mediaType: string } {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 200 || /[/\\\p{Cc}]/u.test(trimmed)) refuse('EVIDENCE_NAME', 'name', { found: trimmed.slice(0, 80) });
  if (content.length === 0) refuse('EVIDENCE_EMPTY', 'content');
  if (content.length > evidenceMost) refuse('EVIDENCE_TOO_LARGE', 'content', { found: String(content.length), allowed: String(evidenceMost) });
  const mediaType = fileKind(content, trimmed) ?? refuse('EVIDENCE_KIND', 'content', { found: trimmed, allowed: evidenceEndings.join(', ') });
  return { name: trimmed, mediaType };
}

/** Keeps a file for one's own objection while the notice is open; the same file again gives the same id. */
export async function giveEvidence(asking: Asking, input: Given): Promise<string> {
  const { em, asker, now } = asking;
  const { region, content } = input;
  requireRole(asker, region, ['STAFF']);
  const objection = await objectionSeen(asking, region, input.objection);
  if (!objection || objection.accountId !== asker.id) return missing('objection', input.objection);
  requireInTime(objection.notice.getEntity().closesOn, dayOf(now));
  const { name, mediaType } = readFile(input);
  const [id, hash] = [v7(), sha256(content)];
  await em.execute(`insert into pay_objection_file (region_id, id, objection_id, name, media_type, size, hash, content, at)
    values (?, ?, ?, ?, ?, ?, ?, decode(?, 'base64'), ?::timestamptz) on conflict do nothing`,
    [region, id, objection.id, name, mediaType, content.length, hash, Buffer.from(content).toString('base64'), now.toISOString()]);
  const [kept] = await em.execute<[{ id: string }]>('select id from pay_objection_file where region_id = ? and objection_id = ? and hash = ?', [region, objection.id, hash]);
  return kept.id;
}

/** A file with its contents; that it was taken is in the log. */
export async function takeEvidence(asking: Asking, region: number, id: string): Promise<{ name: string; mediaType: string; content: Buffer }> {
  const [found] = await asking.em.execute<Array<{ objection: string; name: string; mediaType: string; content: string }>>(
    `select objection_id as objection, name, media_type as "mediaType", encode(content, 'base64') as content from pay_objection_file where region_id = ? and id = ?`, [region, id]);
  const objection = found && await objectionSeen(asking, region, found.objection);
  if (!found || !objection) return missing('evidence', id);
  const { zh, en } = await subjectOf(objection.payRun.getEntity().run.getEntity());
  await audit(asking, region, { action: 'TAKE_PAY_EVIDENCE', subject: { zh: `${zh} · ${found.name}`, en: `${en} · ${found.name}` }, exported: { rows: 1, purpose: '公示异议复核 / objection to pay', query: `id=${id}` } });
  return { name: found.name, mediaType: found.mediaType, content: Buffer.from(found.content, 'base64') };
}
