/** An institution is no longer there from a day, once nobody is in post. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { refuse } from '../core/refusal.ts';
import type { Institution } from '../model/organisation.ts';
import { endMembership, endVersion, lockRegister, openInstitution, requireUnsettled } from './change.ts';

export async function closeInstitution(asking: Asking, { region, id, from }: { region: number; id: string; from: string }): Promise<Institution> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const institution = await openInstitution(em, region, id, from, 'id');
  await requireUnsettled(em, region, from);
  const [staff] = await em.execute<Array<{ count: number }>>(
    'select count(*)::integer as count from assignment where region_id = ? and institution_id = ? and known_until is null and (valid_until is null or valid_until > ?::date)', [region, id, from]);
  if (staff && staff.count > 0) refuse('INSTITUTION_STAFFED', 'id', { institution: institution.name, on: from, count: String(staff.count) });
  await endMembership(em, region, id, from, now);
  await endVersion(em, region, id, from);
  await audit(asking, region, { action: 'CLOSE_INSTITUTION', subject: { zh: `${institution.code} ${institution.name} 自 ${from} 撤销`, en: `${institution.code} ${institution.name} closed from ${from}` }, as: ['HEALTH_BUREAU'] });
  return institution;
}
