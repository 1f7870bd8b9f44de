/** Which place a role needs, and whether that place is there. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { roleTitles } from '../access/asker.ts';
import { refuse, type Words } from '../core/refusal.ts';
import type { InvitedRole, Role } from '../model/account.ts';
import { Department, Institution } from '../model/organisation.ts';
import { Person } from '../model/people.ts';

/** A role as it is asked for; institution, department and person by id. */
export interface AskedRole {
  role: Role;
  institution?: string | null;
  /** Also the branches of the consortium that the institution heads. */
  withBranches?: boolean;
  department?: string | null;
  person?: string | null;
}

type Need = 'institution' | 'department' | 'person';

const needs: Partial<Record<Role, readonly Need[]>> = {
  HOSPITAL_HEAD: ['institution'], INSTITUTION_FINANCE: ['institution'], PERSONNEL: ['institution'], DEPARTMENT_HEAD: ['institution', 'department'], STAFF: ['person'],
};
/** The roles that may reach branches. */
const branching: readonly Role[] = ['HOSPITAL_HEAD', 'INSTITUTION_FINANCE', 'PERSONNEL'];
const titles: Record<Need, Words> = { institution: { zh: '机构', en: 'institution' }, department: { zh: '科室', en: 'department' }, person: { zh: '工作人员', en: 'person' } };
const all: readonly Need[] = ['institution', 'department', 'person'];

/** What is there of what a role names: a department only in its institution. */
async function isThere(em: EntityManager, region: number, { institution, department }: AskedRole, need: Need, id: string): Promise<boolean> {
  if (need === 'person') return (await em.findOne(Person, { regionId: region, id })) !== null;
  if (need === 'institution') return (await em.findOne(Institution, { regionId: region, id })) !== null;
  return (await em.findOne(Department, { regionId: region, id: department ?? '', institution: { id: institution ?? '' } })) !== null;
}

/** Refuses a role without the place it needs, or with another (ROLE_PLACE), and a place that is not there (NOT_FOUND). */
export async function readRole(em: EntityManager, region: number, asked: AskedRole): Promise<InvitedRole> {
  const needed = needs[asked.role] ?? [];
  const misplaced = (at: string): never => {
    const named = needed.map((each) => titles[each]);
    const none = { zh: '整个地区', en: 'no more than the region' };
    return refuse('ROLE_PLACE', `roles.${at}`, { role: roleTitles[asked.role], needed: named.length === 0 ? none : { zh: named.map(({ zh }) => zh).join('、'), en: named.map(({ en }) => en).join(', ') } });
  };
  const withBranches = asked.withBranches ?? false;
  if (withBranches && !branching.includes(asked.role)) misplaced('withBranches');
  for (const need of all) {
    const id = asked[need] ?? null;
    if (needed.includes(need) !== (id !== null)) misplaced(need);
    if (id !== null && !(await isThere(em, region, asked, need, id))) refuse('NOT_FOUND', need, { what: titles[need], found: id });
  }
  return { role: asked.role, region, institution: asked.institution ?? null, withBranches, department: asked.department ?? null, person: asked.person ?? null };
}
