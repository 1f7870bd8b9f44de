/** The prefix of document numbers (机关代字): dated, and never changed once it holds. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { readDocumentPrefix } from '../core/document-number.ts';
import { parseDay } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import { DocumentPrefix } from '../model/paper.ts';

const setters: readonly Role[] = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER'];

export function prefixesOf({ em, asker }: Asking, region: number): Promise<DocumentPrefix[]> {
  requireRole(asker, region, bureaus);
  return em.find(DocumentPrefix, { regionId: region }, { orderBy: { validFrom: 'desc' } });
}

/** The prefix that holds on a day (DOCUMENT_PREFIX_MISSING). */
export async function prefixOn(em: EntityManager, region: number, on: string): Promise<string> {
  const [held] = await em.find(DocumentPrefix, { regionId: region, validFrom: { $lte: on } }, { orderBy: { validFrom: 'desc' }, limit: 1 });
  return held?.prefix ?? refuse('DOCUMENT_PREFIX_MISSING', 'prefix', { on });
}

/** Sets the prefix from a day on: the first from any day, another from after the present one and not before today (SETTING_NOT_LATER). */
export async function setDocumentPrefix(asking: Asking, { region, prefix, from }: { region: number; prefix: string; from: string }): Promise<DocumentPrefix> {
  const { em, asker, now } = asking;
  requireRole(asker, region, setters);
  const text = readDocumentPrefix(prefix, 'prefix');
  parseDay(from, 'from');
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`document_prefix ${region}`]);
  const [last] = await em.find(DocumentPrefix, { regionId: region }, { orderBy: { validFrom: 'desc' }, limit: 1 });
  if (last && (from <= last.validFrom || from < dayOf(now))) refuse('SETTING_NOT_LATER', 'from', { found: from, allowed: last.validFrom });
  const made = em.create(DocumentPrefix, { regionId: region, id: v7(), prefix: text, validFrom: from, setById: asker.id, setAt: now });
  await em.flush();
  await audit(asking, region, { action: 'SET_DOCUMENT_PREFIX', subject: { zh: `${text} 自 ${from}`, en: `${text} from ${from}` }, as: setters });
  return made;
}
