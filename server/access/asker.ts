/** Who is asking, and what they may see and do. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse, type Words } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';

export interface Grant {
  region: number;
  role: Role;
  institution: string | null;
  person: string | null;
}

export interface Asker {
  id: string;
  login: string;
  name: string;
  grants: Grant[];
}

/** What a verb gets: a transaction under the asker's regions, the asker, and the time. */
export interface Asking {
  em: EntityManager;
  asker: Asker;
  now: Date;
}

/** The offices as they are named on the screen; policies name them in lower case with hyphens. */
export const roleTitles: Record<Role, Words> = {
  HEALTH_BUREAU: { zh: '卫生健康局', en: 'Health bureau' },
  HEALTH_BUREAU_APPROVER: { zh: '卫生健康局审批人', en: 'Health bureau, approver' },
  INSURANCE_BUREAU: { zh: '医疗保障局', en: 'Medical insurance bureau' },
  FINANCE_BUREAU: { zh: '财政局', en: 'Finance bureau' },
  HR_BUREAU: { zh: '人力资源和社会保障局', en: 'Human resources and social security bureau' },
  POPULATION_OFFICE: { zh: '卫生健康局人口家庭股', en: 'Health bureau, population and family office' },
  HOSPITAL_HEAD: { zh: '医院院长', en: 'Hospital head' },
  INSTITUTION_FINANCE: { zh: '机构财务', en: 'Finance of an institution' },
  PERSONNEL: { zh: '机构人事', en: 'Personnel of an institution' },
  FINANCE_OFFICER: { zh: '财务人员', en: 'Finance officer' },
  STAFF: { zh: '职工', en: 'Staff' },
  AUDITOR: { zh: '审计人员', en: 'Auditor' },
};

/** The roles that see the whole region. */
export const bureaus: readonly Role[] = [
  'HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU', 'POPULATION_OFFICE', 'FINANCE_OFFICER',
];

export function regionsOf(asker: Asker): number[] {
  return [...new Set(asker.grants.map((grant) => grant.region))];
}

/** The asker's grants in a region; a region without one does not exist for them. */
export function grantsIn(asker: Asker, region: number): Grant[] {
  const grants = asker.grants.filter((grant) => grant.region === region);
  return grants.length > 0 ? grants : refuse('REGION_NOT_YOURS', 'region', { region: String(region) });
}

export function hasRole(asker: Asker, region: number, roles: readonly Role[]): boolean {
  return asker.grants.some((grant) => grant.region === region && roles.includes(grant.role));
}

function joinTitles(roles: readonly Role[]): Words {
  return { zh: roles.map((role) => roleTitles[role].zh).join('、'), en: roles.map((role) => roleTitles[role].en).join(', ') };
}

/** Refuses unless the asker has one of the roles in the region (ROLE_NOT_ALLOWED, REGION_NOT_YOURS). */
export function requireRole(asker: Asker, region: number, roles: readonly Role[]): void {
  grantsIn(asker, region);
  if (!hasRole(asker, region, roles)) refuse('ROLE_NOT_ALLOWED', 'role', { roles: joinTitles(roles) });
}

/** The institutions that the asker may see: `all` for the bureaus, else those they head. */
export function institutionsSeen(asker: Asker, region: number): 'all' | string[] {
  grantsIn(asker, region);
  if (hasRole(asker, region, bureaus)) return 'all';
  return asker.grants.flatMap((grant) => (grant.region === region && grant.institution ? [grant.institution] : []));
}

export function seesInstitution(asker: Asker, region: number, institution: string): boolean {
  const seen = institutionsSeen(asker, region);
  return seen === 'all' || seen.includes(institution);
}

/** The people whose own pay the asker may see: themselves. */
export function ownPeople(asker: Asker, region: number): string[] {
  return asker.grants.flatMap((grant) => (grant.region === region && grant.person ? [grant.person] : []));
}
