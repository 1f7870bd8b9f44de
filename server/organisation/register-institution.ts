/** The health bureau registers an institution. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { Institution, type ConsortiumRole, type InstitutionKind } from '../model/organisation.ts';
import { consortiumToJoin, lockRegister, requireFreeCode, requireNotNegative, requireText, requireUnsettled } from './change.ts';
import { recordInstitution } from './records.ts';

export interface RegisterInstitution {
  region: number;
  code: string;
  name: string;
  kind: InstitutionKind;
  member: { consortium: string; role: ConsortiumRole } | null;
  /** Fen a year. */
  certifiedAllowances: bigint;
  from: string;
}

export async function registerInstitution(asking: Asking, input: RegisterInstitution): Promise<Institution> {
  const { em, asker, now } = asking;
  const { region, kind, member, certifiedAllowances, from } = input;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const code = await requireFreeCode(em, 'institution', region, input.code);
  const name = requireText(input.name, 'name');
  requireNotNegative({ certifiedAllowances });
  if (member) await requireUnsettled(em, region, from);
  const of = member && (await consortiumToJoin(em, region, member.consortium, { role: member.role, from }));
  const { id } = recordInstitution(em, { regionId: region, code, name, kind, member: of && member && { of, role: member.role }, certifiedAllowances, from, knownFrom: now });
  await em.flush();
  await audit(asking, region, { action: 'REGISTER_INSTITUTION', subject: { zh: `${code} ${name} 自 ${from}`, en: `${code} ${name} from ${from}` }, as: ['HEALTH_BUREAU'] });
  return em.findOneOrFail(Institution, { regionId: region, id }, { refresh: true });
}
