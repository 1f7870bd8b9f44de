/** Institutions with their history: registered, renamed, moved, merged, closed; read and computed as of a day. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { budgetDraft } from '../../server/budget/budget-draft.ts';
import { managerFor } from '../../server/db.ts';
import { assignPerson } from '../../server/organisation/change-person.ts';
import { closeInstitution } from '../../server/organisation/close-institution.ts';
import { mergeInstitutions } from '../../server/organisation/merge-institutions.ts';
import { moveInstitution } from '../../server/organisation/move-institution.ts';
import { institutionsOn, poolsOf, successionsOf } from '../../server/organisation/places.ts';
import { registerInstitution, type RegisterInstitution } from '../../server/organisation/register-institution.ts';
import { registerDepartment, setGradeStandard } from '../../server/organisation/register-parts.ts';
import { reviseInstitution } from '../../server/organisation/revise-institution.ts';
import type { Asking } from '../../server/access/asker.ts';
import { Institution } from '../../server/model/organisation.ts';
import { membersOn } from '../../server/run/members.ts';
import { gradesOn, staffOn } from '../../server/run/staff.ts';
import { makeCounty, ningqiang as region, type County, type Login } from '../kit/county.ts';
import { faultsIn, leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { certify, postedBudget, preparedSettlement, recordYear } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
});
afterAll(() => fixture.close());

const id = (code: string) => fixture.county.institutions[code] as string;
const consortium = (code: string) => fixture.county.consortia[code] as string;
const as = <T>(login: Login, verb: (asking: Asking) => Promise<T>) => fixture.county.as(login, verb);
const bureau = <T>(verb: (asking: Asking) => Promise<T>) => as('health', verb);

const membersOfDay = async (day: string) => (await bureau(({ em }) => membersOn(em, region, day))).map(({ code, consortiumCode, role }) => `${code} ${consortiumCode} ${role}`);
const names = async (day: string) => (await institutionsOn(managerFor(fixture.orm, [region], day), region, { kind: null, seen: 'all', day, shownOn: day })).map(({ code, name }) => `${code} ${name}`);
const register = (changes: Partial<RegisterInstitution> = {}, login: Login = 'health') => as(login, (asking) => registerInstitution(asking, {
  region, code: 'VC', name: '新村卫生室', kind: 'VILLAGE_CLINIC', member: { consortium: consortium('A'), role: 'CLINIC' }, certifiedAllowances: 0n, from: '2026-04-01', ...changes,
}));

test('a region stands under the one that its code says', async () => {
  const rows = await ownerRows<{ code: number; parent: number | null }>(fixture, 'select code, region_parent(code) as parent from (values (610000), (610700), (610726), (110101), (500101), (429004), (460400)) as given (code)');
  expect(rows.map(({ code, parent }) => [code, parent])).toEqual([[610000, null], [610700, 610000], [610726, 610700], [110101, 110000], [500101, 500000], [429004, 420000], [460400, 460000]]);
  await expect(ownerRows(fixture, "insert into region (code, name, name_en) values (610827, '某县', 'A county')")).rejects.toThrow(/foreign key/);
});

describe('registering', () => {
  test.each<[string, Partial<RegisterInstitution>, string]>([
    ['a code in use', { code: 'VA1' }, 'CODE_TAKEN code'], ['no code', { code: ' ' }, 'NAME_EMPTY code'], ['no name', { name: '' }, 'NAME_EMPTY name'],
    ['allowances below nothing', { certifiedAllowances: -1n }, 'MONEY_NEGATIVE certifiedAllowances'],
    ['a second head', { member: { consortium: '', role: 'HEAD' } }, 'HEAD_TAKEN role'],
    ['an unknown consortium', { member: { consortium: '01990000-0000-7000-8000-000000000000', role: 'CLINIC' } }, 'NOT_FOUND consortium'],
  ])('refuses %s', async (_what, changes, fault) => {
    const member = changes.member?.consortium === '' ? { ...changes.member, consortium: consortium('A') } : changes.member;
    expect(await leavesNothing(fixture, () => refusal(register({ ...changes, ...(member ? { member } : {}) })))).toEqual([fault]);
  });

  test.each<Login>(['approver', 'insurance', 'headA', 'personnelA', 'auditor'])('is not for %s', async (login) => {
    expect(await leavesNothing(fixture, () => refusal(register({}, login)))).toEqual(['ROLE_NOT_ALLOWED role']);
  });

  test('begins on its day', async () => {
    expect((await register()).name).toBe('新村卫生室');
    expect(await membersOfDay('2026-03-31')).not.toContain('VC A CLINIC');
    expect(await membersOfDay('2026-04-01')).toContain('VC A CLINIC');
    expect([(await names('2026-03-31')).length, (await names('2026-04-01')).length]).toEqual([8, 9]);
  });
});

describe('a new name', () => {
  test('holds from its day, the old one before it', async () => {
    const revised = (from: string) => bureau((asking) => reviseInstitution(asking, { region, id: id('TA1'), name: '中心卫生院', kind: 'TOWNSHIP_HOSPITAL', from }));
    expect((await revised('2026-02-01')).name).toBe('中心卫生院');
    expect(await names('2026-01-31')).toContain('TA1 机构TA1');
    expect(await names('2026-02-01')).toContain('TA1 中心卫生院');
    expect(await leavesNothing(fixture, () => refusal(revised('2026-02-01')))).toEqual(['CHANGE_TOO_EARLY from']);
    expect(await leavesNothing(fixture, () => refusal(revised('2008-12-31')))).toEqual(['INSTITUTION_CLOSED id']);
  });
});

describe('a move', () => {
  const moved = (from: string, login: Login = 'health') => as(login, (asking) => moveInstitution(asking, { region, id: id('TA2'), member: { consortium: consortium('B'), role: 'BRANCH' }, from }));

  test('counts for the budgets and settlements of the years after it', async () => {
    await moved('2027-01-01');
    const [before, after] = [await membersOfDay('2026-12-31'), await membersOfDay('2027-01-01')];
    expect([before.includes('TA2 A BRANCH'), after.includes('TA2 A BRANCH'), after.includes('TA2 B BRANCH')]).toEqual([true, false, true]);
    const budgeted = async (year: number) => Object.keys((await bureau((asking) => budgetDraft(asking, region, year))).facts);
    expect(await budgeted(2027)).toEqual(await budgeted(2026));
    await postedBudget(fixture.county);
    await recordYear(fixture.county);
    await certify(fixture.county, 'B', '2500000.00');
    const settlement = await preparedSettlement(fixture.county);
    expect(Object.keys(settlement.amounts)).not.toEqual([]);
    const [frozen] = await ownerRows<{ facts: { institutions: Array<Record<string, string>> } }>(fixture, 'select facts from frozen_facts where hash = $1', [settlement.factsHash]);
    expect(frozen?.facts.institutions.filter(({ institution }) => ['TA2', 'VC'].includes(institution as string)).map(({ institution, member_of: of }) => `${institution} ${of}`)).toEqual(['TA2 A', 'VC A']);
  });

  test('into a year that is being settled, or before it, is refused', async () => {
    for (const from of ['2026-12-31', '2026-06-01', '2025-01-01']) {
      expect(await leavesNothing(fixture, () => refusal(bureau((asking) => moveInstitution(asking, { region, id: id('VA1'), member: null, from }))))).toEqual(['CHANGE_OF_SETTLED_YEAR from']);
    }
  });

  test('before one that is known, by another office, of nothing: refused; on its day it takes its place', async () => {
    const back = (from: string) => bureau((asking) => moveInstitution(asking, { region, id: id('TA2'), member: { consortium: consortium('A'), role: 'BRANCH' }, from }));
    await back('2028-01-01');
    expect(await leavesNothing(fixture, () => refusal(moved('2027-06-01')))).toEqual(['CHANGE_TOO_EARLY from']);
    await moved('2028-01-01');
    expect((await membersOfDay('2028-01-01')).filter((member) => member.startsWith('TA2'))).toEqual(['TA2 B BRANCH']);
    expect(await leavesNothing(fixture, () => refusal(moved('2028-01-01', 'hr')))).toEqual(['ROLE_NOT_ALLOWED role']);
    expect(await leavesNothing(fixture, () => refusal(bureau((asking) => moveInstitution(asking, { region, id: fixture.banner.institutions.U01 as string, member: null, from: '2028-01-01' }))))).toEqual(['NOT_FOUND id']);
  });

  test('out of every consortium', async () => {
    await bureau((asking) => moveInstitution(asking, { region, id: id('VA2'), member: null, from: '2027-01-01' }));
    expect((await membersOfDay('2027-01-01')).filter((member) => member.startsWith('VA2'))).toEqual([]);
  });
});

describe('a merger', () => {
  const merged = (predecessors: string[], successor: string, from = '2027-07-01') => bureau((asking) => mergeInstitutions(asking, { region, predecessors: predecessors.map(id), successor: id(successor), from }));

  test.each<[string, string[], string, string]>([
    ['of nothing', [], 'TB1', 'PREDECESSOR_MISSING predecessors'], ['into itself', ['TB1', 'TA1'], 'TB1', 'MERGED_INTO_ITSELF predecessors'],
  ])('%s is refused', async (_what, predecessors, successor, fault) => {
    expect(await leavesNothing(fixture, () => refusal(merged(predecessors, successor)))).toEqual([fault]);
  });

  test('takes the people along, in departments of the same names', async () => {
    const { id: department } = await bureau((asking) => registerDepartment(asking, { region, institution: id('TA1'), code: 'D01', name: '全科' }));
    for (const code of ['TA1-1', 'TA1-2']) {
      const posts = [{ institution: id('TA1'), department, grade: '十级', share: '1', main: true, leader: false }];
      await bureau((asking) => assignPerson(asking, { region, person: fixture.county.people[code] as string, posts, from: '2009-01-01' }));
    }
    await merged(['TA1', 'TB1'], 'TA2');
    const staff = async (day: string) => Promise.all(['TA1', 'TB1', 'TA2'].map(async (code) => (await bureau(({ em }) => staffOn(em, region, id(code), day))).map((person) => person.code)));
    expect(await staff('2027-06-30')).toEqual([['TA1-1', 'TA1-2'], ['TB1-1'], ['TA2-1']]);
    expect(await staff('2027-07-01')).toEqual([[], [], ['TA1-1', 'TA1-2', 'TA2-1', 'TB1-1']]);
    expect(await ownerRows(fixture, 'select name from department where institution_id = $1', [id('TA2')])).toEqual([{ name: '全科' }]);
    expect((await names('2027-07-01')).filter((name) => name.startsWith('T'))).toEqual(['TA2 机构TA2']);
    const told = (seen: 'all' | string[]) => bureau(async ({ em }) => successionsOf(em, await em.findOneOrFail(Institution, { regionId: region, id: id('TA2') }), seen));
    const history = await told('all');
    expect((await told([id('TA2'), id('TA1')])).map(({ predecessor }) => predecessor.code)).toEqual(['TA1']);
    expect(await told([id('TA2')])).toEqual([]);
    expect(history.map(({ predecessor, successor, on }) => [predecessor.code, successor.code, on]).toSorted()).toEqual([['TA1', 'TA2', '2027-07-01'], ['TB1', 'TA2', '2027-07-01']]);
    expect(await faultsIn(fixture, fixture.county)).toEqual([]);
  });

  test('once: what is merged is closed', async () => {
    expect(await leavesNothing(fixture, () => refusal(merged(['TA1'], 'HB', '2027-08-01')))).toEqual(['INSTITUTION_CLOSED predecessors[0]']);
    expect(await leavesNothing(fixture, () => refusal(merged(['HB'], 'TA1', '2027-08-01')))).toEqual(['INSTITUTION_CLOSED successor']);
  });
});

test('an institution is closed when nobody is in post', async () => {
  const closed = (code: string) => bureau((asking) => closeInstitution(asking, { region, id: id(code), from: '2027-01-01' }));
  expect(await leavesNothing(fixture, () => refusal(closed('HB')))).toEqual(['INSTITUTION_STAFFED id']);
  await closed('VB1');
  expect([(await names('2026-12-31')).includes('VB1 机构VB1'), (await names('2027-01-01')).includes('VB1 机构VB1')]).toEqual([true, false]);
  expect(await leavesNothing(fixture, () => refusal(closed('VB1')))).toEqual(['INSTITUTION_CLOSED id']);
});

test('a standard holds from its day', async () => {
  const set = (from: string, monthly = 200_000n) => bureau((asking) => setGradeStandard(asking, { region, grade: '十级', monthly, from }));
  await set('2026-07-01');
  const on = async (day: string) => (await bureau(({ em }) => gradesOn(em, region, day))).map(({ monthly }) => monthly);
  expect([await on('2026-06-30'), await on('2026-07-01')]).toEqual([['192000'], ['200000']]);
  await set('2026-07-01', 210_000n);
  await set('2026-02-01', 195_000n);
  expect([await on('2026-01-31'), await on('2026-06-30'), await on('2026-07-01')]).toEqual([['192000'], ['195000'], ['210000']]);
  expect(await leavesNothing(fixture, () => refusal(set('2027-07-01', -1n)))).toEqual(['MONEY_NEGATIVE monthly']);
});

test('a pool takes in counties of its city, each once at a time; a fund is of a pool around its region', async () => {
  const pool = '01990000-0000-7000-8000-0000000000aa';
  await ownerRows(fixture, `insert into pool values ('${pool}', 'residents-610700', '汉中市统筹区', 'Hanzhong pool', 610700)`);
  const join = (code: number, from: string, until = 'null') => ownerRows(fixture, `insert into pool_region values ('${pool}', 610700, ${code}, '${from}', ${until})`);
  await join(610726, '2020-01-01', "'2026-01-01'");
  await expect(join(610726, '2025-06-01')).rejects.toThrow(/pool_region_once/);
  await expect(join(150724, '2020-01-01')).rejects.toThrow(/check/);
  await join(610726, '2026-01-01');
  const of = async (day: string) => (await poolsOf(managerFor(fixture.orm, []), region, day)).map(({ pool: found, regions }) => [found.code, regions.map(({ code }) => code)]);
  expect([await of('2019-12-31'), await of('2026-01-01')]).toEqual([[], [['residents-610700', [610726]]]]);
  await ownerRows(fixture, `update fund set pool_id = '${pool}' where region_id = 610726`);
  await expect(ownerRows(fixture, `update fund set pool_id = '${pool}' where region_id = 150724`)).rejects.toThrow(/has never been in the pool/);
});

describe('the tables refuse, whoever writes', () => {
  const since = "'01990000-0000-7000-8000-0000000000bb'";
  test.each([
    ['two names on one day', `insert into institution_version select region_id, ${since}, id, 'x', 'VILLAGE_CLINIC', '2020-01-01', '2020-02-01' from institution where code = 'HA'`, /institution_version_once/],
    ['two consortia on one day', `insert into institution_membership select m.region_id, ${since}, m.institution_id, m.consortium_id, 'BRANCH', '2020-01-01', '2020-02-01', now() from institution_membership m join institution i on i.id = m.institution_id where i.code = 'HA'`, /institution_membership_once/],
    ['two heads on one day', `insert into institution_membership select c.region_id, ${since}, i.id, c.id, 'HEAD', '2027-06-01', null, now() from institution i, consortium c where i.code = 'VA2' and c.code = 'A'`, /consortium_head_once/],
    ['an interval that ends before it begins', "update institution_version set valid_until = valid_from where institution_id = (select id from institution where code = 'HA')", /check/],
    ['an end that is taken back', "update institution_version set valid_until = null where valid_until is not null", /not opened again/],
  ])('%s', async (_what, statement, reason) => {
    await expect(ownerRows(fixture, statement)).rejects.toThrow(reason);
  });
});
