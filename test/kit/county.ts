/** Two small places for tests of the services, in a database of their own: a county with two consortia, and a banner with one hospital whose figures are fixed. */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { askerOf, hashPassword } from '../../server/access/sign-in.ts';
import type { Asker, Asking } from '../../server/access/asker.ts';
import { dayOf } from '../../server/clock.ts';
import { parseMoney } from '../../server/core/money.ts';
import { initOrm, inTransaction, managerFor } from '../../server/db.ts';
import { Account, RoleGrant, type Role } from '../../server/model/account.ts';
import { Fund } from '../../server/model/fund.ts';
import { Consortium, Institution, type ConsortiumRole, type InstitutionKind, type PostGrade } from '../../server/model/organisation.ts';
import { Person } from '../../server/model/people.ts';
import { Region } from '../../server/model/region.ts';
import { recordGrade, recordInstitution, recordPerson } from '../../server/organisation/records.ts';
import { proposePolicy, publishPolicy } from '../../server/policy/propose-policy.ts';
import { cloneOf, makeTemplate, migratedTemplate, type FreshDatabase, type Template } from './database.ts';

export const ningqiang = 610726;
export const banner = 150724;
export const password = '门诊-住院-2018';

/** One region of the fixture, and who acts in it. */
export interface Place {
  region: number;
  /** Ids by business code. */
  consortia: Record<string, string>;
  institutions: Record<string, string>;
  people: Record<string, string>;
  /** One transaction of a verb as this login, on a day of March 2026 unless another moment is given. */
  as<T>(login: Login, verb: (asking: Asking) => Promise<T>, now?: Date): Promise<T>;
}

export interface County {
  database: FreshDatabase;
  orm: MikroORM;
  /** 610726: consortia A and B. */
  county: Place;
  /** 150724: one township hospital of five people. */
  banner: Place;
  askerOf(login: Login, now?: Date): Promise<Asker>;
  close(): Promise<void>;
}

export const moment = new Date('2026-03-10T03:00:00Z');

type PlannedGrant = [region: number, role: Role, whose?: { institution?: string; person?: string; until?: string }];

/** Who there is. `health` and `health2` both stand for the health bureau, `head` and `head2` for the same hospital. */
const logins = {
  health: [[ningqiang, 'HEALTH_BUREAU'], [banner, 'HEALTH_BUREAU']],
  health2: [[ningqiang, 'HEALTH_BUREAU'], [banner, 'HEALTH_BUREAU']],
  approver: [[ningqiang, 'HEALTH_BUREAU_APPROVER'], [banner, 'HEALTH_BUREAU_APPROVER']],
  double: [[ningqiang, 'HEALTH_BUREAU'], [ningqiang, 'HEALTH_BUREAU_APPROVER']],
  both: [[ningqiang, 'HEALTH_BUREAU_APPROVER'], [ningqiang, 'INSURANCE_BUREAU']],
  insurance: [[ningqiang, 'INSURANCE_BUREAU']],
  finance: [[ningqiang, 'FINANCE_BUREAU'], [banner, 'FINANCE_BUREAU']],
  hr: [[ningqiang, 'HR_BUREAU'], [banner, 'HR_BUREAU']],
  population: [[banner, 'POPULATION_OFFICE']],
  officer: [[ningqiang, 'FINANCE_OFFICER']],
  head: [[banner, 'HOSPITAL_HEAD', { institution: 'U01' }]],
  head2: [[banner, 'HOSPITAL_HEAD', { institution: 'U01' }]],
  headA: [[ningqiang, 'HOSPITAL_HEAD', { institution: 'HA' }]],
  headB: [[ningqiang, 'HOSPITAL_HEAD', { institution: 'HB' }]],
  personnelA: [[ningqiang, 'PERSONNEL', { institution: 'HA' }]],
  city: [[610700, 'HEALTH_BUREAU']],
  auditor: [[ningqiang, 'AUDITOR']],
  staffA: [[banner, 'STAFF', { person: 'A' }]],
  staffB: [[banner, 'STAFF', { person: 'B' }]],
  former: [[ningqiang, 'HEALTH_BUREAU', { until: '2026-01-01' }]],
  nobody: [],
} satisfies Record<string, PlannedGrant[]>;
export type Login = keyof typeof logins;

type Member = [code: string, kind: InstitutionKind, role: ConsortiumRole, staff: number];
const members: Record<string, Member[]> = {
  A: [['HA', 'COUNTY_HOSPITAL', 'HEAD', 3], ['TA1', 'TOWNSHIP_HOSPITAL', 'BRANCH', 2], ['TA2', 'TOWNSHIP_HOSPITAL', 'BRANCH', 1], ['VA1', 'VILLAGE_CLINIC', 'CLINIC', 0], ['VA2', 'VILLAGE_CLINIC', 'CLINIC', 0]],
  B: [['HB', 'COUNTY_HOSPITAL', 'HEAD', 2], ['TB1', 'TOWNSHIP_HOSPITAL', 'BRANCH', 1], ['VB1', 'VILLAGE_CLINIC', 'CLINIC', 0]],
};

const grades: Array<[code: string, standard: string]> = [['八级', '720.00'], ['九级', '660.00'], ['十级', '600.00'], ['十二级', '540.00']];
const staff: Array<[code: string, name: string, grade: string, postWage: string, gradeWage: string]> = [
  ['L', '那顺', '八级', '1760.00', '1100.00'], ['A', '乌云', '九级', '1500.00', '845.67'], ['B', '巴图', '十级', '1350.50', '770.00'],
  ['C', '李秀', '十级', '1300.00', '698.00'], ['D', '其其格', '十二级', '1100.00', '575.83'],
];

/** Since when everything stands in the register. */
const since = { from: '2009-01-01', knownFrom: new Date('2009-01-01T00:00:00+08:00') };

const money = (text: string) => parseMoney(text, 'fixture');

function person(em: EntityManager, institution: Institution, postGrade: PostGrade, given: { code: string; name: string; leader: boolean; wages: [string, string] }): void {
  const [postWage, gradeWage] = given.wages;
  recordPerson(em, {
    regionId: institution.regionId, code: given.code, name: given.name, identity: 'ESTABLISHMENT', wage: { postWage: money(postWage), gradeWage: money(gradeWage) },
    posts: [{ institution, department: null, postGrade, share: '1', main: true, leader: given.leader }], ...since,
  });
}

/** Regions above come first; the table knows who stands under whom. */
async function regions(em: EntityManager, ...given: Array<[code: number, name: string, nameEn: string]>): Promise<void> {
  for (const [code, name, nameEn] of given) {
    em.create(Region, { code, name, nameEn });
    await em.flush();
  }
}

function policy(name: string): string {
  return readFileSync(new URL(`../../seeds/policies/${name}.yaml`, import.meta.url), 'utf8');
}

async function fillCounty(em: EntityManager): Promise<void> {
  await regions(em, [610000, '陕西省', 'Shaanxi'], [610700, '汉中市', 'Hanzhong'], [ningqiang, '宁强县', 'Ningqiang County']);
  em.create(Fund, { regionId: ningqiang, code: 'residents', name: '居民医保基金' });
  em.create(Fund, { regionId: ningqiang, code: 'performance-pay', name: '绩效工资专账' });
  const grade = recordGrade(em, { regionId: ningqiang, code: '十级', name: '专业技术十级', series: 'professional', monthlyStandard: money('1920.00'), ...since });
  for (const [code, each] of Object.entries(members)) {
    const consortium = em.create(Consortium, { regionId: ningqiang, code, name: `医共体${code}` });
    for (const [institutionCode, kind, consortiumRole, people] of each) {
      const institution = recordInstitution(em, { regionId: ningqiang, code: institutionCode, name: `机构${institutionCode}`, kind, member: { of: consortium, role: consortiumRole }, certifiedAllowances: 0n, ...since });
      for (let index = 1; index <= people; index += 1) person(em, institution, grade, { code: `${institutionCode}-${index}`, name: `职工${index}`, leader: false, wages: ['2000.00', '800.00'] });
    }
  }
  await em.flush();
}

async function fillBanner(em: EntityManager): Promise<void> {
  await regions(em, [150000, '内蒙古自治区', 'Inner Mongolia'], [150700, '呼伦贝尔市', 'Hulunbuir'], [banner, '鄂温克族自治旗', 'Ewenki Autonomous Banner']);
  em.create(Fund, { regionId: banner, code: 'performance-pay', name: '绩效工资专账' });
  const posts = new Map(grades.map(([code, standard]) => [code, recordGrade(em, { regionId: banner, code, name: `专业技术${code}`, series: 'professional', monthlyStandard: money(standard), ...since })]));
  const township = (code: string, name: string, allowances: string) =>
    recordInstitution(em, { regionId: banner, code, name, kind: 'TOWNSHIP_HOSPITAL', member: null, certifiedAllowances: money(allowances), ...since });
  const hospital = township('U01', '巴彦托海镇卫生院', '49000.00');
  for (const [code, name, grade, ...wages] of staff) person(em, hospital, posts.get(grade) as PostGrade, { code, name, leader: code === 'L', wages });
  person(em, township('U02', '孟根卫生院', '30000.00'), posts.get('十级') as PostGrade, { code: 'M1', name: '孟和', leader: true, wages: ['1350.00', '770.00'] });
  await em.flush();
}

async function idsByCode(em: EntityManager, table: typeof Consortium | typeof Institution | typeof Person, region: number): Promise<Record<string, string>> {
  return Object.fromEntries((await em.find(table, { regionId: region })).map(({ code, id }) => [code, id]));
}

async function fillAccounts(orm: MikroORM): Promise<void> {
  const passwordHash = await hashPassword(password);
  await inTransaction(orm, [ningqiang, banner], async (em) => {
    const institutions = { ...await idsByCode(em, Institution, ningqiang), ...await idsByCode(em, Institution, banner) };
    const people = await idsByCode(em, Person, banner);
    for (const [login, grants] of Object.entries<PlannedGrant[]>(logins)) {
      const account = em.create(Account, { login, name: `${login} 的姓名`, passwordHash });
      await em.flush();
      for (const [regionCode, role, { institution, person: own, until } = {}] of grants) {
        em.create(RoleGrant, {
          accountId: account.id, regionCode, role, institutionId: institution ? institutions[institution] as string : null, personId: own ? people[own] as string : null,
          validFrom: '2009-01-01', validUntil: until ?? null,
        });
      }
    }
  });
}

/** Puts a policy into force in a place: proposed by the health bureau, published by its approver. */
export async function publish({ region, as }: Place, text: string): Promise<void> {
  const { id, hash } = await as('health', (asking) => proposePolicy(asking, { region, text, reason: '' }));
  await as('approver', (asking) => publishPolicy(asking, { region, id, hash }));
}

type Office = Pick<County, 'orm' | 'county' | 'banner' | 'askerOf'>;

/** The people of the fixture at work in a database that holds it. */
async function open(orm: MikroORM): Promise<Office> {
  const asking = async (login: Login, now: Date) => {
    const em = managerFor(orm, []);
    return askerOf(em, await em.findOneOrFail(Account, { login }), dayOf(now));
  };
  const place = (region: number): Promise<Place> => inTransaction(orm, [region], async (em) => ({
    region,
    consortia: await idsByCode(em, Consortium, region), institutions: await idsByCode(em, Institution, region), people: await idsByCode(em, Person, region),
    as: async (login, verb, now = moment) => {
      const asker = await asking(login, now);
      return inTransaction(orm, [region], (inside) => verb({ em: inside, asker, now }));
    },
  }));
  return { orm, county: await place(ningqiang), banner: await place(banner), askerOf: (login, now = moment) => asking(login, now) };
}

/** The fixture, made once in a run. */
async function countyTemplate(): Promise<Template> {
  return makeTemplate('fenpei_county', await migratedTemplate(), async ({ app }) => {
    const orm = await initOrm(app);
    try {
      await inTransaction(orm, [ningqiang], fillCounty);
      await inTransaction(orm, [banner], fillBanner);
      await fillAccounts(orm);
      const places = await open(orm);
      await publish(places.county, policy('ningqiang-2018'));
      await publish(places.banner, policy('ewenki-2010'));
    } finally {
      await orm.close();
    }
  });
}

/** The fixture in a new database; `close` drops it. */
export async function makeCounty(): Promise<County> {
  const database = await cloneOf(await countyTemplate());
  const orm = await initOrm(database.app);
  return {
    database, ...await open(orm),
    async close() {
      await orm.close();
      await database.drop();
    },
  };
}
