/** Files that prove a value or a veto: kept in the database with their hash, known by their first bytes, given to those who may see the unit. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { evidenceEndings, fileKind } from '../core/assessment/file-kind.ts';
import { refuse } from '../core/refusal.ts';
import { sha256 } from '../hash.ts';
import { AssessmentUnit } from '../model/assessment.ts';
import { requireState } from './entries.ts';
import { isSeen, unitHeld, unitsSeen } from './known.ts';

/** Bytes of one file. */
export const evidenceMost = 10 * 1024 * 1024;

export interface Evidence {
  id: string;
  unit: string;
  /** An indicator or a veto. */
  subject: string;
  stage: 'SELF' | 'REVIEW';
  name: string;
  mediaType: string;
  size: number;
  hash: string;
  givenById: string;
  givenAt: Date;
}

const columns = 'id, unit_id as unit, subject, stage, name, media_type as "mediaType", size, hash, given_by_id as "givenById", given_at as "givenAt"';

/** The files of a unit without their contents, in the order in which they came; those that were there at an instant. */
export async function evidenceOf(em: EntityManager, region: number, units: readonly string[], asOf: Date | null): Promise<Evidence[]> {
  const rows = await em.execute<Array<Omit<Evidence, 'givenAt'> & { givenAt: string }>>(
    `select ${columns} from assessment_evidence where region_id = ? and unit_id in (select value::uuid from json_array_elements_text(?::json))
     and given_at <= coalesce(?::timestamptz, 'infinity') order by id`, [region, JSON.stringify(units), asOf?.toISOString() ?? null]);
  return rows.map((row) => ({ ...row, givenAt: new Date(row.givenAt) }));
}

export interface GiveEvidence {
  region: number;
  unit: string;
  subject: string;
  name: string;
  content: Uint8Array;
}

function readFile({ name, content }: Pick<GiveEvidence, 'name' | 'content'>): { name: string; mediaType: string } {
  const trimmed = name.trim();
  if (trimmed === '' || trimmed.length > 200 || /[/\\\p{Cc}]/u.test(trimmed)) refuse('EVIDENCE_NAME', 'name', { found: trimmed.slice(0, 80) });
  if (content.length === 0) refuse('EVIDENCE_EMPTY', 'content');
  if (content.length > evidenceMost) refuse('EVIDENCE_TOO_LARGE', 'content', { found: String(content.length), allowed: String(evidenceMost) });
  const mediaType = fileKind(content, trimmed) ?? refuse('EVIDENCE_KIND', 'content', { found: trimmed, allowed: evidenceEndings.join(', ') });
  return { name: trimmed, mediaType };
}

/** Keeps a file: a head's while it self-assesses, the bureau's from then on. The same file for the same thing is kept once. */
export async function giveEvidence(asking: Asking, input: GiveEvidence): Promise<string> {
  const { em, asker, now } = asking;
  const { region, subject, content } = input;
  const role = requireRole(asker, region, ['HOSPITAL_HEAD', 'HEALTH_BUREAU']).role === 'HEALTH_BUREAU' ? 'HEALTH_BUREAU' : 'HOSPITAL_HEAD';
  const { known, own } = await unitHeld(asking, region, input.unit);
  const { unit } = own;
  if (role === 'HOSPITAL_HEAD') requireRole(asker, region, [role], unit.headId);
  requireState(own, role === 'HOSPITAL_HEAD' ? ['OPEN', 'REVIEWED'] : ['SELF', 'REVIEWED', 'FINAL']);
  const { compiled } = known;
  if (!compiled.alone.has(subject) && !compiled.scheme.vetoes.some(({ id }) => id === subject)) refuse('INDICATOR_UNKNOWN', 'subject', { found: subject });
  const { name, mediaType } = readFile(input);
  const [stage, hash] = [role === 'HOSPITAL_HEAD' ? 'SELF' : 'REVIEW', sha256(content)];
  const [kept] = await em.execute<Array<{ id: string }>>('select id from assessment_evidence where region_id = ? and unit_id = ? and subject = ? and stage = ? and hash = ?', [region, unit.id, subject, stage, hash]);
  if (kept) return kept.id;
  const id = v7();
  await em.execute(
    `insert into assessment_evidence (region_id, id, unit_id, subject, stage, name, media_type, size, hash, content, given_by_id, given_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, decode(?, 'base64'), ?, ?::timestamptz)`,
    [region, id, unit.id, subject, stage, name, mediaType, content.length, hash, Buffer.from(content).toString('base64'), asker.id, now.toISOString()]);
  await audit(asking, region, { action: 'GIVE_EVIDENCE', subject: { zh: `${unit.name} ${name}`, en: `${unit.name} ${name}` }, as: [role], ...(role === 'HOSPITAL_HEAD' ? { institution: unit.headId } : {}) });
  return id;
}

/** A file with its contents, for those who may see its unit (NOT_FOUND); that it was taken is in the log. */
export async function takeEvidence(asking: Asking, region: number, id: string): Promise<{ name: string; mediaType: string; content: Buffer }> {
  const { em, asker } = asking;
  const seen = unitsSeen(asker, region);
  const [found] = await em.execute<Array<{ unit: string; name: string; mediaType: string; content: string }>>(
    `select unit_id as unit, name, media_type as "mediaType", encode(content, 'base64') as content from assessment_evidence where region_id = ? and id = ?`, [region, id]);
  const unit = found && await em.findOne(AssessmentUnit, { regionId: region, id: found.unit });
  if (!unit || !isSeen(unit, seen)) return refuse('NOT_FOUND', 'evidence', { what: { zh: '佐证材料', en: 'evidence' }, found: id });
  const { name } = unit;
  await audit(asking, region, { action: 'TAKE_EVIDENCE', subject: { zh: `${name} ${found.name}`, en: `${name} ${found.name}` }, exported: { rows: 1, purpose: '考核佐证 / assessment', query: `id=${id}` } });
  return { name: found.name, mediaType: found.mediaType, content: Buffer.from(found.content, 'base64') };
}
