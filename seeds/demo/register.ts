/** Writes what no verb writes: regions, accounts, the register of institutions and people, and the funds. */
import { randomBytes } from 'node:crypto';
import { ref } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { hashPassword } from '../../server/access/sign-in.ts';
import { Account, RoleGrant } from '../../server/model/account.ts';
import { Fund } from '../../server/model/fund.ts';
import { Consortium, Department, Institution, Person, PostGrade } from '../../server/model/organisation.ts';
import { Region } from '../../server/model/region.ts';
import { demoPassword, type PlannedAccount } from './accounts.ts';
import type { PlannedInstitution, PlannedPlace } from './plan.ts';

/** Ids by region and code, as the register gave them. */
export interface Registered {
  consortia: Map<string, string>;
  institutions: Map<string, string>;
  people: Map<string, string>;
}

const grantsFrom = '2024-01-01';

export async function registerAccounts(em: EntityManager, accounts: readonly PlannedAccount[], { institutions, people }: Registered): Promise<void> {
  const printed = await Promise.all(accounts.map(({ who }) => (who ? hashPassword(demoPassword) : null)));
  const unknown = await hashPassword(randomBytes(24).toString('base64'));
  const made = accounts.map(({ login, name, grants }, index) => ({ account: { id: v7(), login, name, passwordHash: printed[index] ?? unknown }, grants }));
  await em.insertMany(Account, made.map(({ account }) => account));
  await em.insertMany(RoleGrant, made.flatMap(({ account, grants }) => grants.map(({ region, role, institution, person }) => ({
    id: v7(), accountId: account.id, regionCode: region, role, validFrom: grantsFrom, validUntil: null,
    institutionId: institution ? institutions.get(institution)! : null, personId: person ? people.get(person)! : null,
  }))));
}

export async function registerRegions(em: EntityManager, places: readonly PlannedPlace[]): Promise<void> {
  const regions = places.flatMap(({ above, region }) => [...above, region]);
  await em.insertMany(Region, regions);
}

const funds = [
  { code: 'residents', name: '城乡居民基本医疗保险基金' },
  { code: 'performance-pay', name: '绩效工资专户' },
];

interface Known {
  consortia: ReadonlyMap<string, Consortium>;
  grades: ReadonlyMap<string, PostGrade>;
}

function registerInstitution(em: EntityManager, regionId: number, planned: PlannedInstitution, known: Known, made: Registered): void {
  const consortium = known.consortia.get(planned.consortium ?? '');
  const { code, name, kind, role, certifiedAllowances } = planned;
  const institution = em.create(Institution, { regionId, id: v7(), code, name, kind, consortium: consortium ? ref(consortium) : null, consortiumRole: role, certifiedAllowances });
  made.institutions.set(code, institution.id);
  const departments = new Map(planned.departments.map((title, index) => [
    title, em.create(Department, { regionId, id: v7(), institution, code: `D${String(index + 1).padStart(2, '0')}`, name: title }),
  ]));
  for (const person of planned.people) {
    const { id } = em.create(Person, {
      regionId, id: v7(), code: person.code, name: person.name, institution, department: departments.get(person.department ?? '') ?? null,
      postGrade: known.grades.get(person.grade)!, formal: person.formal, leader: person.leader, decemberPostWage: person.postWage, decemberGradeWage: person.gradeWage,
    });
    made.people.set(person.code, id);
  }
}

export async function registerPlace(em: EntityManager, place: PlannedPlace, made: Registered): Promise<void> {
  const regionId = place.region.code;
  for (const fund of funds) em.create(Fund, { regionId, id: v7(), ...fund });
  const grades = new Map(place.grades.map((grade) => [grade.code, em.create(PostGrade, { regionId, id: v7(), ...grade })]));
  const consortia = new Map(place.consortia.map(({ code, name }) => [code, em.create(Consortium, { regionId, id: v7(), code, name })]));
  for (const [code, { id }] of consortia) made.consortia.set(code, id);
  for (const planned of place.institutions) registerInstitution(em, regionId, planned, { consortia, grades }, made);
  await em.flush();
}
