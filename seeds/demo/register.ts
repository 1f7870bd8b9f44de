/** Writes what no verb writes: regions, accounts, the register of institutions and people, and the funds. */
import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { hashPassword } from '../../server/access/sign-in.ts';
import { Account, RoleGrant } from '../../server/model/account.ts';
import { Fund } from '../../server/model/fund.ts';
import { Consortium, Department, type PostGrade } from '../../server/model/organisation.ts';
import type { Person } from '../../server/model/people.ts';
import { Pool, PoolRegion } from '../../server/model/pool.ts';
import { Region } from '../../server/model/region.ts';
import type { DataKeys } from '../../server/access/data-keys.ts';
import { keepFirstNumbers } from '../../server/organisation/person-numbers.ts';
import { recordGrade, recordInstitution, recordPerson } from '../../server/organisation/records.ts';
import { formerly } from './history.ts';
import { inventedNumbers } from './numbers.ts';
import { demoPassword, type PlannedAccount } from './accounts.ts';
import type { PlannedInstitution, PlannedPlace } from './plan.ts';

/** Ids by region and code, as the register gave them. */
export interface Registered {
  consortia: Map<string, string>;
  institutions: Map<string, string>;
  people: Map<string, string>;
  /** By the code of the institution and the name of the department. */
  departments: Map<string, string>;
}

const grantsFrom = '2024-01-01';

export async function registerAccounts(em: EntityManager, accounts: readonly PlannedAccount[], { institutions, people, departments }: Registered): Promise<void> {
  const printed = await Promise.all(accounts.map(({ who }) => (who ? hashPassword(demoPassword) : null)));
  const unknown = await hashPassword(randomBytes(24).toString('base64'));
  const made = accounts.map(({ login, name, grants }, index) => ({ account: { id: v7(), login, name, passwordHash: printed[index] ?? unknown }, grants }));
  await em.insertMany(Account, made.map(({ account }) => account));
  await em.insertMany(RoleGrant, made.flatMap(({ account, grants }) => grants.map(({ region, role, institution, department, person }) => ({
    id: v7(), accountId: account.id, regionCode: region, role, validFrom: grantsFrom, validUntil: null,
    institutionId: institution ? institutions.get(institution)! : null, departmentId: department ? departments.get(`${institution}/${department}`)! : null, personId: person ? people.get(person)! : null,
  }))));
}

export async function registerRegions(em: EntityManager, places: readonly PlannedPlace[]): Promise<void> {
  const regions = places.flatMap(({ above, region }) => [...above, region]);
  await em.insertMany(Region, regions);
}

/** Since when everything stands in the register. */
const registeredFrom = '2020-01-01';
const since = { from: registeredFrom, knownFrom: new Date(`${registeredFrom}T00:00:00+08:00`) };

const funds = [
  { code: 'residents', name: '城乡居民基本医疗保险基金', pooled: true },
  { code: 'performance-pay', name: '绩效工资专户', pooled: false },
];

interface Known {
  consortia: ReadonlyMap<string, Consortium>;
  grades: ReadonlyMap<string, PostGrade>;
}

function registerInstitution(em: EntityManager, regionId: number, planned: PlannedInstitution, known: Known, made: Registered): Person[] {
  const { code, kind, role, certifiedAllowances } = planned;
  const of = known.consortia.get(formerly[code]?.consortium ?? planned.consortium ?? '');
  const name = formerly[code]?.name ?? planned.name;
  const institution = recordInstitution(em, { regionId, code, name, kind, member: of && role ? { of, role } : null, certifiedAllowances, ...since });
  made.institutions.set(code, institution.id);
  const departments = new Map(planned.departments.map((title, index) => [
    title, em.create(Department, { regionId, id: v7(), institution, code: `D${String(index + 1).padStart(2, '0')}`, name: title }),
  ]));
  for (const [title, { id }] of departments) made.departments.set(`${code}/${title}`, id);
  return planned.people.map((given) => {
    const post = { institution, department: departments.get(given.department ?? '') ?? null, postGrade: known.grades.get(given.grade)!, share: '1', main: true, leader: given.leader };
    const person = recordPerson(em, {
      regionId, code: given.code, name: given.name, identity: given.formal ? 'ESTABLISHMENT' : 'VILLAGE_DOCTOR',
      wage: { postWage: given.postWage, gradeWage: given.gradeWage }, posts: [post], ...since,
    });
    made.people.set(given.code, person.id);
    return person;
  });
}

/** The residents' fund is pooled by the city. */
async function registerPool(em: EntityManager, { region, above }: PlannedPlace): Promise<Pool> {
  const city = above.at(-1)!;
  const pool = em.create(Pool, { id: v7(), code: `residents-${city.code}`, name: `${city.name}城乡居民医保统筹区`, nameEn: `Residents' pool of ${city.nameEn}`, cityCode: city.code });
  await em.flush();
  for (const { code } of [city, region]) em.create(PoolRegion, { poolId: pool.id, regionCode: code, cityCode: city.code, validFrom: registeredFrom });
  await em.flush();
  return pool;
}

export async function registerPlace(em: EntityManager, keys: DataKeys, place: PlannedPlace, made: Registered): Promise<void> {
  const regionId = place.region.code;
  const pool = await registerPool(em, place);
  for (const { pooled, ...fund } of funds) em.create(Fund, { regionId, id: v7(), ...fund, poolId: pooled ? pool.id : null });
  const grades = new Map(place.grades.map((grade) => [grade.code, recordGrade(em, { regionId, ...grade, ...since })]));
  const consortia = new Map(place.consortia.map(({ code, name }) => [code, em.create(Consortium, { regionId, id: v7(), code, name })]));
  for (const [code, { id }] of consortia) made.consortia.set(code, id);
  const people = place.institutions.flatMap((planned) => registerInstitution(em, regionId, planned, { consortia, grades }, made));
  await em.flush();
  await keepFirstNumbers(em, keys, people.map((person, index) => ({ person, numbers: inventedNumbers(regionId, person.code, index) })));
}
