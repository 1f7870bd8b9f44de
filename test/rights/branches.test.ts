/** A grant on the institution at the head of a consortium that reaches its branches: those that it has on the day, and nothing else. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { institutionsOf, type Asker } from '../../server/access/asker.ts';
import { moveInstitution } from '../../server/organisation/move-institution.ts';
import { unmaskPerson } from '../../server/organisation/unmask-person.ts';
import { readRole } from '../../server/rights/roles.ts';
import { makeCounty, ningqiang as region, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { testKeys } from '../kit/keys.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  await ownerRows(fixture, "update role_grant set with_branches = true where account_id in (select id from account where login in ('headA', 'personnelA'))");
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const id = (code: string) => fixture.county.institutions[code] as string;
const reached = async (login: Login, on: string) => {
  const asker: Asker = await fixture.askerOf(login, new Date(`${on}T03:00:00Z`));
  const codes = new Map(Object.entries(fixture.county.institutions).map(([code, each]) => [each, code]));
  return institutionsOf(asker, region, ['HOSPITAL_HEAD', 'PERSONNEL']).map((each) => codes.get(each)).toSorted();
};

test('its own first, then every branch and clinic of the consortium that it heads', async () => {
  expect(await reached('headA', '2026-03-10')).toEqual(['HA', 'TA1', 'TA2', 'VA1', 'VA2']);
  expect((await fixture.askerOf('headA')).grants[0]).toMatchObject({ institution: id('HA') });
  expect(await reached('personnelA', '2026-03-10')).toEqual(await reached('headA', '2026-03-10'));
});

test('over the API: people of a branch, and nobody of another consortium', async () => {
  const visitor = await served.visitor('headA');
  const people = async (code: string) => (await visitor.ask('query ($institution: ID) { people(region: 610726, institution: $institution) { edges { node { code } } } }', { institution: id(code) })).data as unknown as { people: { edges: unknown[] } };
  expect([(await people('TA1')).people.edges.length, (await people('HB')).people.edges.length]).toEqual([2, 0]);
  const one = async (code: string) => (await visitor.ask('query ($id: ID!) { institution(region: 610726, id: $id) { code } }', { id: code })).text;
  const absent = '01990000-0000-7000-8000-000000000000';
  expect((await one(id('HB'))).replaceAll(id('HB'), absent)).toBe(await one(absent));
  expect(await one(id('TA1'))).toContain('TA1');
});

test('as they are on the day: one that joins or leaves is reached, or not, from its day', async () => {
  await fixture.county.as('health', (asking) => moveInstitution(asking, { region, id: id('TA2'), member: { consortium: fixture.county.consortia.B as string, role: 'BRANCH' }, from: '2027-01-01' }));
  expect([(await reached('headA', '2026-12-31')).includes('TA2'), (await reached('headA', '2027-01-01')).includes('TA2')]).toEqual([true, false]);
  await fixture.county.as('health', (asking) => moveInstitution(asking, { region, id: id('HA'), member: null, from: '2028-01-01' }));
  expect(await reached('headA', '2028-01-01')).toEqual(['HA']);
});

test('is for the officers of an institution alone, in the table too', async () => {
  const read = (role: 'PERSONNEL' | 'FINANCE_BUREAU', institution: string | null) => fixture.county.as('health', ({ em }) => readRole(em, region, { role, institution, withBranches: true }));
  expect(await read('PERSONNEL', id('HA'))).toMatchObject({ withBranches: true });
  expect(await leavesNothing(fixture, () => refusal(read('FINANCE_BUREAU', null)))).toEqual(['ROLE_PLACE roles.withBranches']);
  await expect(ownerRows(fixture, "update role_grant set with_branches = true where role = 'FINANCE_BUREAU'")).rejects.toThrow(/role_grant_branches/);
});

test('the log of full numbers names who lent the role by which they were seen', async () => {
  const day = '2026-03-10';
  await ownerRows(fixture, `insert into role_grant (id, account_id, region_code, role, institution_id, valid_from) select gen_random_uuid(), id, 610726, 'PERSONNEL', $1, '2009-01-01' from account where login = 'nobody'`, [id('HB')]);
  await ownerRows(fixture, `insert into delegation select gen_random_uuid(), g.id, g.account_id, a.id, $1, '2026-04-01', now() from role_grant g, account a where g.institution_id = $2 and a.login = 'personnelA'`, [day, id('HB')]);
  for (const code of ['HB-1', 'TA1-1']) await fixture.county.as('personnelA', (asking) => unmaskPerson(asking, testKeys, { region, person: fixture.county.people[code] as string, purpose: '核对' }));
  expect(await ownerRows(fixture, "select e.subject ->> 'en' as subject, f.login as lender from audit_event e left join account f on f.id = e.for_id where e.action = 'UNMASK_PERSON' order by e.id")).toEqual([
    { subject: 'HB-1 职工1', lender: 'nobody' }, { subject: 'TA1-1 职工1', lender: null },
  ]);
});
