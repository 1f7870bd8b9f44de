/** Who sees and does what of an institution's pay-out. */
import { bureaus, grantsIn, requireRole, standing, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import { Institution } from '../model/organisation.ts';

/** See it: the bureaus each, its head and its finance their own. */
export const viewers: readonly Role[] = [...bureaus, 'HOSPITAL_HEAD', 'INSTITUTION_FINANCE'];
/** Make batches and record what came back: the unit's finance where it has its bank pay, the finance bureau where the treasury pays. */
export const payers: readonly Role[] = ['INSTITUTION_FINANCE', 'FINANCE_BUREAU'];
export const preparers: readonly Role[] = ['INSTITUTION_FINANCE'];

export interface OfInstitution {
  region: number;
  institution: string;
}

/** An institution for which the asker holds one of the roles; any other is as if it did not exist (NOT_FOUND), and who holds none is told so (ROLE_NOT_ALLOWED). */
export async function institutionFor({ em, asker }: Asking, { region, institution: id }: OfInstitution, roles: readonly Role[] = viewers): Promise<Institution> {
  grantsIn(asker, region);
  requireRole(asker, region, roles);
  const found = standing(asker, region, roles, id) ? await em.findOne(Institution, { regionId: region, id }) : null;
  return found ?? refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: id });
}
