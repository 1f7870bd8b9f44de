/** Who is asking, and what they may see and do. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse, type Words } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import type { Grant } from './scope.ts';

export type { Grant };

export interface Asker {
  id: string;
  login: string;
  name: string;
  grants: Grant[];
  /** The regions to which a personal access token confines them; left out in a session. */
  within?: readonly number[];
  /** Regions in which roles of theirs wait for a second factor. */
  withheld?: readonly number[];
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
  DEPARTMENT_HEAD: { zh: '科室主任', en: 'Head of a department' },
  INSTITUTION_FINANCE: { zh: '机构财务', en: 'Finance of an institution' },
  PERSONNEL: { zh: '机构人事', en: 'Personnel of an institution' },
  FINANCE_OFFICER: { zh: '财务人员', en: 'Finance officer' },
  STAFF: { zh: '职工', en: 'Staff' },
  AUDITOR: { zh: '审计人员', en: 'Auditor' },
  ADMINISTRATOR: { zh: '系统管理员', en: 'Administrator' },
};

/** The roles that see the whole region. */
export const bureaus: readonly Role[] = [
  'HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'HR_BUREAU', 'POPULATION_OFFICE', 'FINANCE_OFFICER',
];

/** The roles that see the payslips of their institution. */
export const payslipRoles: readonly Role[] = ['HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL'];

const allRoles = Object.keys(roleTitles) as Role[];

export function regionsOf(asker: Asker): number[] {
  return [...new Set(asker.grants.map((grant) => grant.region))];
}

/** Refuses, by its own name, what a second factor would open (SECOND_FACTOR_NEEDED). */
function requireNoneWaits({ withheld = [] }: Asker, region: number): void {
  if (withheld.includes(region)) refuse('SECOND_FACTOR_NEEDED', 'region');
}

/** The asker's grants in a region; a region without one does not exist for them, and what a token does not reach is not looked up (TOKEN_TOO_NARROW). */
export function grantsIn(asker: Asker, region: number): Grant[] {
  if (asker.within && !asker.within.includes(region)) refuse('TOKEN_TOO_NARROW', 'region', { allowed: asker.within.join(', ') });
  const grants = asker.grants.filter((grant) => grant.region === region);
  if (grants.length === 0) requireNoneWaits(asker, region);
  return grants.length > 0 ? grants : refuse('REGION_NOT_YOURS', 'region', { region: String(region) });
}

/** The grant by which the asker acts in one of the roles, and for the institution where one is named: their own before a lent one. */
export function standing(asker: Asker, region: number, roles: readonly Role[], institution?: string): Grant | undefined {
  const reaches = (grant: Grant) => institution === undefined || grant.institution === null || grant.institution === institution;
  const fitting = asker.grants.filter((grant) => grant.region === region && roles.includes(grant.role) && reaches(grant));
  return fitting.find(({ actsFor: principal }) => principal === null) ?? fitting[0];
}

export function hasRole(asker: Asker, region: number, roles: readonly Role[]): boolean {
  return standing(asker, region, roles) !== undefined;
}

/** In whose place the asker acts in one of the roles, or in any when none is named; null in their own. */
export function actsFor(asker: Asker, region: number, roles: readonly Role[] = allRoles, institution?: string): string | null {
  return standing(asker, region, roles, institution)?.actsFor ?? null;
}

function joinTitles(roles: readonly Role[]): Words {
  return { zh: roles.map((role) => roleTitles[role].zh).join('、'), en: roles.map((role) => roleTitles[role].en).join(', ') };
}

/** The grant that gives the asker one of the roles in the region, for the institution where one is named; refuses without one (ROLE_NOT_ALLOWED, REGION_NOT_YOURS). */
export function requireRole(asker: Asker, region: number, roles: readonly Role[], institution?: string): Grant {
  grantsIn(asker, region);
  const grant = standing(asker, region, roles, institution);
  if (!grant) requireNoneWaits(asker, region);
  return grant ?? refuse('ROLE_NOT_ALLOWED', 'role', { roles: joinTitles(roles) });
}

/** The institutions for which the asker holds one of these roles. */
export function institutionsOf(asker: Asker, region: number, roles: readonly Role[]): string[] {
  return [...new Set(asker.grants.flatMap((grant) => (grant.region === region && grant.institution && roles.includes(grant.role) ? [grant.institution] : [])))];
}

/** The institutions whose budget, runs and pay the asker may see: `all` for the bureaus, else those they head. */
export function institutionsSeen(asker: Asker, region: number): 'all' | string[] {
  grantsIn(asker, region);
  return hasRole(asker, region, bureaus) ? 'all' : institutionsOf(asker, region, ['HOSPITAL_HEAD']);
}

export function seesInstitution(asker: Asker, region: number, institution: string): boolean {
  const seen = institutionsSeen(asker, region);
  return seen === 'all' || seen.includes(institution);
}

/** The institutions that the asker may know by name: whoever administers a region, all of it. */
export function institutionsKnown(asker: Asker, region: number): 'all' | string[] {
  const seen = institutionsSeen(asker, region);
  return seen === 'all' || hasRole(asker, region, ['ADMINISTRATOR']) ? 'all' : [...new Set([...seen, ...institutionsOf(asker, region, payslipRoles)])];
}

/** The people whose own pay the asker may see: themselves. */
export function ownPeople(asker: Asker, region: number): string[] {
  return asker.grants.flatMap((grant) => (grant.region === region && grant.person ? [grant.person] : []));
}
