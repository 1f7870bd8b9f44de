/** An institution goes to another consortium, to another role in its own, or out of every consortium, from a day. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { InstitutionMembership, type ConsortiumRole, type Institution } from '../model/organisation.ts';
import { consortiumToJoin, endMembership, lockRegister, openInstitution, requireUnsettled } from './change.ts';

export interface MoveInstitution {
  region: number;
  id: string;
  /** Null: it leaves. */
  member: { consortium: string; role: ConsortiumRole } | null;
  from: string;
}

export async function moveInstitution(asking: Asking, { region, id, member, from }: MoveInstitution): Promise<Institution> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const institution = await openInstitution(em, region, id, from, 'id');
  await requireUnsettled(em, region, from);
  const consortium = member && (await consortiumToJoin(em, region, member.consortium, { institution: id, role: member.role, from }));
  const knownFrom = await endMembership(em, region, id, from, now);
  if (consortium && member) em.create(InstitutionMembership, { regionId: region, id: v7(), institution, consortium, role: member.role, validFrom: from, knownFrom });
  await em.flush();
  const [zh, en] = consortium ? [`转入 ${consortium.name}`, `to ${consortium.name}`] : ['退出医共体', 'out of its consortium'];
  await audit(asking, region, { action: 'MOVE_INSTITUTION', subject: { zh: `${institution.code} ${institution.name} 自 ${from} ${zh}`, en: `${institution.code} ${institution.name} ${en} from ${from}` }, as: ['HEALTH_BUREAU'] });
  return institution;
}
