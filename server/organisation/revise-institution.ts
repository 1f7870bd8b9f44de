/** An institution has another name, or is of another kind, from a day. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { Institution, InstitutionVersion, type InstitutionKind } from '../model/organisation.ts';
import { endVersion, lockRegister, openInstitution, requireText } from './change.ts';

export interface ReviseInstitution {
  region: number;
  id: string;
  name: string;
  kind: InstitutionKind;
  from: string;
}

export async function reviseInstitution(asking: Asking, { region, id, name: given, kind, from }: ReviseInstitution): Promise<Institution> {
  const { em, asker } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const name = requireText(given, 'name');
  const institution = await openInstitution(em, region, id, from, 'id');
  const before = institution.name;
  await endVersion(em, region, id, from);
  em.create(InstitutionVersion, { regionId: region, id: v7(), institution, name, kind, validFrom: from });
  await em.flush();
  await audit(asking, region, { action: 'REVISE_INSTITUTION', subject: { zh: `${institution.code} ${before} 自 ${from} 为 ${name}`, en: `${institution.code} ${before} is ${name} from ${from}` }, as: ['HEALTH_BUREAU'] });
  return em.findOneOrFail(Institution, { regionId: region, id }, { refresh: true });
}
