/** People with dated identity and posts, and the numbers of their cards: sealed, matched, masked, shown for a purpose. */
import { printPlace } from '../../server/model/page.ts';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dataKeysOf, newDataKey, type DataKeys } from '../../server/access/data-keys.ts';
import type { Asking } from '../../server/access/asker.ts';
import { inTransaction } from '../../server/db.ts';
import { assignPerson, changeIdentity, setPersonNumbers } from '../../server/organisation/change-person.ts';
import { resealNumbers, type GivenNumbers } from '../../server/organisation/person-numbers.ts';
import { registerPerson, type RegisterPerson } from '../../server/organisation/register-person.ts';
import { unmaskPerson } from '../../server/organisation/unmask-person.ts';
import type { GivenPost } from '../../server/organisation/posts.ts';
import { headcounts, identitiesOn, postsOn, staffOn } from '../../server/run/staff.ts';
import { makeCounty, ningqiang as region, type County, type Login } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { testKeys, testKeyText } from '../kit/keys.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

const idCard = '61072619800315012X';
const bankCard = '4539578763621486';

let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const institution = (code: string) => fixture.county.institutions[code] as string;
const person = (code: string) => fixture.county.people[code] as string;
const bureau = <T>(verb: (asking: Asking) => Promise<T>) => fixture.county.as('health', verb);
const post = (code: string, changes: Partial<GivenPost> = {}): GivenPost => ({ institution: institution(code), department: null, grade: '十级', share: '1', main: true, leader: false, ...changes });
const register = (code: string, changes: Partial<RegisterPerson> = {}, login: Login = 'health') => fixture.county.as(login, (asking) => registerPerson(asking, testKeys, {
  region, code, name: '王芳', identity: 'REGISTERED', posts: [post('HA')], from: '2026-03-01', idCard: null, bankCard: null, ...changes,
}));
const numbered = (code: string, given: Partial<GivenNumbers>, login: Login = 'health') => fixture.county.as(login, (asking) => setPersonNumbers(asking, testKeys, { region, person: person(code), idCard: null, bankCard: null, ...given }));
const assigned = (code: string, posts: GivenPost[], from: string) => bureau((asking) => assignPerson(asking, { region, person: person(code), posts, from }));
const staffOf = async (code: string, day: string) => (await bureau(({ em }) => staffOn(em, region, institution(code), day))).map((each) => each.code);

describe('posts', () => {
  test.each<[string, () => GivenPost[], string]>([
    ['shares above a whole', () => [post('HA', { share: '0.6' }), post('TA1', { share: '50%', main: false })], 'SHARES_OVER_WHOLE posts'],
    ['a share of nothing', () => [post('HA', { share: '0' })], 'SHARE_NOT_PART posts[0].share'],
    ['a share above one', () => [post('HA', { share: '1.01' })], 'SHARE_NOT_PART posts[0].share'],
    ['a share of five decimals', () => [post('HA', { share: '0.33333' })], 'SHARE_NOT_PART posts[0].share'],
    ['a share that is no number', () => [post('HA', { share: 'half' })], 'NUMBER_UNREADABLE posts[0].share'],
    ['no main post', () => [post('HA', { main: false })], 'MAIN_POST_NOT_ONE posts'],
    ['two main posts', () => [post('HA', { share: '0.5' }), post('TA1', { share: '0.5' })], 'MAIN_POST_NOT_ONE posts'],
    ['one institution twice', () => [post('HA', { share: '0.5' }), post('HA', { share: '0.5', main: false })], 'POST_TWICE posts'],
    ['an unknown grade', () => [post('HA', { grade: '二十级' })], 'NOT_FOUND posts[0].grade'],
    ['an institution that was not there', () => [post('HA')], 'INSTITUTION_CLOSED posts[0].institution'],
    ['a department of nobody', () => [post('HA', { department: '01990000-0000-7000-8000-000000000000' })], 'NOT_FOUND posts[0].department'],
  ])('%s: refused', async (what, posts, fault) => {
    const from = what.startsWith('an institution') ? '2008-12-31' : '2026-03-01';
    expect(await leavesNothing(fixture, () => refusal(register('N1', { posts: posts(), from })))).toEqual([fault]);
  });

  test('at two institutions: one pays, and both know', async () => {
    await assigned('HA-1', [post('HA', { share: '0.6' }), post('TA1', { share: '0.4', main: false })], '2026-05-01');
    expect([(await staffOf('HA', '2026-05-01')).includes('HA-1'), (await staffOf('TA1', '2026-05-01')).includes('HA-1')]).toEqual([true, false]);
    expect(await ownerRows(fixture, "select share::text, main, valid_from::text as since, valid_until::text as until from assignment where person_id = $1 and known_until is null order by valid_from, main desc", [person('HA-1')])).toEqual([
      { share: '1.0000', main: true, since: '2009-01-01', until: '2026-05-01' },
      { share: '0.6000', main: true, since: '2026-05-01', until: null }, { share: '0.4000', main: false, since: '2026-05-01', until: null },
    ]);
  });

  test('that stay as they are go on, and others end', async () => {
    await assigned('HA-1', [post('HA', { share: '0.6' })], '2026-06-01');
    const open = await ownerRows<{ since: string }>(fixture, 'select valid_from::text as since from assignment where person_id = $1 and valid_until is null and known_until is null', [person('HA-1')]);
    expect(open).toEqual([{ since: '2026-05-01' }]);
    expect(await leavesNothing(fixture, () => refusal(assigned('HA-1', [post('TA1')], '2026-04-30')))).toEqual(['CHANGE_TOO_EARLY from']);
  });

  test('end when somebody leaves; what is shown afterwards is the last', async () => {
    const counts = async (day: string) => (await bureau(({ em }) => headcounts(em, region, day))).get(institution('HB'));
    await assigned('HB-2', [], '2026-05-01');
    expect([await counts('2026-04-30'), await counts('2026-05-01')]).toEqual([2, 1]);
    expect((await bureau(({ em }) => postsOn(em, region, '2026-12-31', [person('HB-2')]))).get(person('HB-2'))).toMatchObject({ institution: institution('HB'), grade: '十级' });
  });

  test.each([
    ['the shares of a day above a whole', "'0.5'", 'false', /shares of one person are 1\.1/],
    ['two main posts on one day', "'0.1'", 'true', /assignment_main_once/],
  ])('the table refuses %s, whoever writes', async (_what, share, main, reason) => {
    const write = `insert into assignment select region_id, '01990000-0000-7000-8000-0000000000cc', person_id, $2, null, post_grade_id, ${share}, ${main}, false, '2027-01-01', null, now() from assignment where person_id = $1 and valid_until is null and known_until is null`;
    await expect(ownerRows(fixture, write, [person('HA-1'), institution('HB')])).rejects.toThrow(reason);
  });

  test('of two that are given at once, together above a whole, one is refused', async () => {
    const half = (code: string, share: string) => inTransaction(fixture.orm, [region], (em) => em.execute(
      `insert into assignment select region_id, gen_random_uuid(), person_id, ?, null, post_grade_id, ?::numeric, false, false, '2027-01-01', null, now() from assignment where person_id = ? and valid_until is null and known_until is null and main`,
      [institution(code), share, person('HA-1')]));
    const done = await Promise.allSettled([half('TA1', '0.3'), half('TA2', '0.3')]);
    expect(done.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('identity', () => {
  const changed = (from: string) => bureau((asking) => changeIdentity(asking, { region, person: person('TA1-1'), kind: 'REHIRED', from }));
  const on = async (day: string) => (await bureau(({ em }) => identitiesOn(em, region, day, [person('TA1-1')]))).get(person('TA1-1'));

  test('holds from its day, and from then on the register of pay has it', async () => {
    await changed('2026-07-01');
    expect([await on('2026-06-30'), await on('2026-07-01')]).toEqual(['ESTABLISHMENT', 'REHIRED']);
    expect((await bureau(({ em }) => staffOn(em, region, institution('TA1'), '2026-07-01'))).find(({ code }) => code === 'TA1-1')?.identity).toBe('REHIRED');
  });

  test('two on one day are refused by the table', async () => {
    await expect(ownerRows(fixture, "insert into person_identity select region_id, gen_random_uuid(), id, 'CONTRACT', '2020-01-01', '2020-01-02', now() from person where code = 'TA1-1'")).rejects.toThrow(/person_identity_once/);
  });
});

describe('numbers', () => {
  test('are nowhere in the clear', async () => {
    await numbered('HA-2', { idCard, bankCard: '4539 5787 6362 1486' });
    const [row] = await ownerRows<{ text: string }>(fixture, "select string_agg(n::text || encode(sealed, 'escape'), ' ') as text from person_number n where person_id = $1", [person('HA-2')]);
    expect(row?.text).toMatch(/6107\*{10}012X/);
    expect([row?.text.includes(idCard), row?.text.includes(bankCard), row?.text.includes('19800315')]).toEqual([false, false, false]);
  });

  test('that somebody has are refused by the name of who has them, and in the table', async () => {
    const refusedFor = async (given: Partial<GivenNumbers>) => {
      const faults = await leavesNothing(fixture, () => numbered('HA-3', given).then(() => [], (error: { faults: Array<{ code: string; at: string; values: { person: string } }> }) => error.faults));
      return faults.map(({ code, at, values }) => `${code} ${at} ${values.person}`);
    };
    expect(await refusedFor({ idCard })).toEqual(['NUMBER_TAKEN idCard HA-2 职工2']);
    expect(await refusedFor({ bankCard })).toEqual(['NUMBER_TAKEN bankCard HA-2 职工2']);
    await expect(ownerRows(fixture, "insert into person_number select region_id, $2::uuid, kind, key_id, sealed, match, masked from person_number where person_id = $1", [person('HA-2'), person('HA-3')])).rejects.toThrow(/unique/);
    await numbered('HA-2', { idCard });
  });

  test.each<[string, Partial<GivenNumbers>, string]>([
    ['a wrong check digit', { idCard: '610726198003150123' }, 'ID_CARD_CHECK idCard'], ['a wrong card', { bankCard: '4539578763621487' }, 'BANK_CARD_CHECK bankCard'],
    ['half a number', { idCard: '610726' }, 'ID_CARD_FORM idCard'],
  ])('%s registers nobody', async (_what, given, fault) => {
    expect(await leavesNothing(fixture, () => refusal(register('N2', given)))).toEqual([fault]);
  });

  test.each<Login>(['approver', 'personnelA', 'headA', 'insurance'])('are not kept by %s', async (login) => {
    expect(await refusal(numbered('HA-3', { bankCard }, login))).toEqual(['ROLE_NOT_ALLOWED role']);
  });

  test('go under a new key, and the old one can be taken away', async () => {
    const added = newDataKey();
    const both = dataKeysOf(`${added} ${testKeyText}`) as DataKeys;
    const seen = (keys: DataKeys) => bureau((asking) => unmaskPerson(asking, keys, { region, person: person('HA-2'), purpose: '换钥匙' }));
    expect(await leavesNothing(fixture, () => refusal(fixture.county.as('health', (asking) => setPersonNumbers(asking, both, { region, person: person('HA-3'), idCard, bankCard: null }))))).toEqual(['NUMBER_TAKEN idCard']);
    const reseal = (keys: DataKeys) => inTransaction(fixture.orm, [region], (em) => resealNumbers(em, keys, region));
    expect([await reseal(both), await reseal(both)]).toEqual([2, 0]);
    expect(await seen(dataKeysOf(added) as DataKeys)).toEqual({ ID_CARD: idCard, BANK_CARD: bankCard });
    expect(await reseal(dataKeysOf(`${testKeyText} ${added}`) as DataKeys)).toBe(2);
  });
});

describe('the API', () => {
  const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
  const unmask = 'mutation ($id: ID!, $purpose: String!) { unmaskPerson(region: 610726, id: $id, purpose: $purpose) { idCard bankCard } }';
  const one = 'query ($id: ID!) { person(region: 610726, id: $id) { code idCard bankCard identities { kind validFrom } assignments { share main institution { code name } postGrade { code } } } }';
  const visitors = new Map<Login, Visitor>();
  const visitor = async (login: Login) => {
    const known = visitors.get(login) ?? await served.visitor(login);
    visitors.set(login, known);
    return known;
  };
  const asked = async (login: Login, query: string, variables: Record<string, unknown>, key?: string | null) => (await visitor(login)).ask(query, variables, key);

  test('masks, for those who may see the person', async () => {
    for (const login of ['health', 'approver', 'hr', 'headA', 'personnelA'] as const) {
      expect((await asked(login, one, { id: person('HA-2') })).data).toMatchObject({ person: { idCard: '6107**********012X', bankCard: '4539********1486', identities: [{ kind: 'ESTABLISHMENT', validFrom: '2009-01-01' }], assignments: [{ share: '1', main: true, institution: { code: 'HA' } }] } });
    }
  });

  test.each<[Login, string]>([['insurance', 'NOT_FOUND'], ['finance', 'NOT_FOUND'], ['auditor', 'NOT_FOUND'], ['head', 'REGION_NOT_YOURS'], ['nobody', 'REGION_NOT_YOURS']])('for %s there is no such person', async (login, code) => {
    expect(codes(await asked(login, one, { id: person('HA-2') }))).toEqual([code]);
    expect(codes(await asked(login, unmask, { id: person('HA-2'), purpose: '核对' }))).toEqual([code]);
  });

  test('an officer of one institution sees its people and no others', async () => {
    const list = 'query ($after: String) { people(region: 610726, first: 2, after: $after, asOf: "2026-03-10") { edges { cursor node { code identity grade department } } pageInfo { hasNextPage endCursor } } }';
    const page = async (login: Login, after: string | null) => (await asked(login, list, { after })).data as unknown as { people: { edges: Array<{ node: { code: string } }>; pageInfo: { hasNextPage: boolean; endCursor: string } } };
    const [first, second] = [await page('personnelA', null), await page('personnelA', printPlace(['HA-2']))];
    expect(first.people.edges.map(({ node }) => node)).toEqual([{ code: 'HA-1', identity: 'ESTABLISHMENT', grade: '十级', department: null }, { code: 'HA-2', identity: 'ESTABLISHMENT', grade: '十级', department: null }]);
    expect([first.people.pageInfo, second.people.edges.map(({ node }) => node.code), second.people.pageInfo.hasNextPage]).toEqual([{ hasNextPage: true, endCursor: printPlace(['HA-2']) }, ['HA-3'], false]);
    expect((await page('insurance', null)).people.edges).toEqual([]);
    expect(codes(await asked('personnelA', one, { id: person('TA1-1') }))).toEqual(['NOT_FOUND']);
    const many = 'query { people(region: 610726, first: 501) { edges { cursor } } }';
    expect(codes(await asked('health', many, {}))).toEqual(['LIMIT_TOO_HIGH']);
    const found = await asked('health', 'query ($text: String!) { people(region: 610726, text: $text) { edges { node { code institution { code } } } } }', { text: 'ta2-' });
    expect(found.data).toEqual({ people: { edges: [{ node: { code: 'TA2-1', institution: { code: 'TA2' } } }] } });
  });

  test('shows full numbers for a purpose, writes it down, and keeps no answer that has them', async () => {
    const before = await ownerRows<{ count: number }>(fixture, 'select count(*)::int as count from request_key');
    for (const login of ['health', 'personnelA'] as const) {
      expect((await asked(login, unmask, { id: person('HA-2'), purpose: ' 核对工资卡 ' })).data).toEqual({ unmaskPerson: { idCard, bankCard } });
    }
    expect((await asked('health', unmask, { id: person('HA-3'), purpose: '核对' }, null)).data).toEqual({ unmaskPerson: { idCard: null, bankCard: null } });
    expect(await ownerRows(fixture, 'select count(*)::int as count from request_key')).toEqual(before);
    const events = await ownerRows<{ login: string }>(fixture, "select a.login, e.subject ->> 'zh' as subject, e.purpose from audit_event e join account a on a.id = e.account_id where e.action = 'UNMASK_PERSON' and e.purpose <> '换钥匙' order by e.id");
    expect(events).toEqual([
      { login: 'health', subject: 'HA-2 职工2', purpose: '核对工资卡' }, { login: 'personnelA', subject: 'HA-2 职工2', purpose: '核对工资卡' }, { login: 'health', subject: 'HA-3 职工3', purpose: '核对' },
    ]);
  });

  test.each<[Login, string, string, string]>([['health', 'HA-2', ' ', 'PURPOSE_MISSING'], ['headA', 'HA-2', '核对', 'UNMASK_NOT_ALLOWED'], ['hr', 'HA-2', '核对', 'UNMASK_NOT_ALLOWED'], ['personnelA', 'HB-1', '核对', 'NOT_FOUND']])(
    'shows %s no number of %s for "%s": %s', async (login, code, purpose, refusedWith) => {
      const asking = await visitor(login);
      expect(codes(await leavesNothing(fixture, () => asking.ask(unmask, { id: person(code), purpose })))).toEqual([refusedWith]);
    });

  test('registers somebody under a key, with two posts', async () => {
    const query = `mutation ($posts: [PostInput!]!, $idCard: String) { registerPerson(region: 610726, code: "N9", name: "赵敏", identity: CONTRACT, posts: $posts, idCard: $idCard, from: "2026-03-01") { code idCard identity department assignments { share } } }`;
    const posts = [{ institution: institution('HB'), grade: '十级', share: '60%' }, { institution: institution('TB1'), grade: '十级', share: '0.4', main: false }];
    expect((await asked('health', query, { posts, idCard: '11010519491231002x' })).data).toEqual({ registerPerson: { code: 'N9', idCard: '1101**********002X', identity: 'CONTRACT', department: null, assignments: [{ share: '0.6' }, { share: '0.4' }] } });
    expect(codes(await asked('health', query, { posts, idCard: null }))).toEqual(['CODE_TAKEN']);
  });
});

describe('a grant over a city', () => {
  test('reaches its counties and nothing else', async () => {
    const visitor = await served.visitor('city');
    expect((await visitor.ask('{ regions { code level parentCode } }')).data).toEqual({ regions: [{ code: 610726, level: 'COUNTY', parentCode: 610700 }, { code: 610700, level: 'CITY', parentCode: 610000 }] });
    expect((await visitor.ask('{ institutions(region: 610726, kind: COUNTY_HOSPITAL) { edges { node { code consortium { code } consortiumRole } } } regionPath(region: 610726) { code } }')).data).toEqual({
      institutions: { edges: [{ node: { code: 'HA', consortium: { code: 'A' }, consortiumRole: 'HEAD' } }, { node: { code: 'HB', consortium: { code: 'B' }, consortiumRole: 'HEAD' } }] }, regionPath: [{ code: 610000 }, { code: 610700 }, { code: 610726 }],
    });
    expect(codesOf(await visitor.ask('{ institutions(region: 150724) { edges { node { code } } } }'))).toEqual(['REGION_NOT_YOURS']);
    const revise = 'mutation ($id: ID!) { reviseInstitution(region: 610726, id: $id, name: "改名", kind: VILLAGE_CLINIC, from: "2026-08-01") { code } }';
    expect((await visitor.ask(revise, { id: institution('VA1') })).data).toEqual({ reviseInstitution: { code: 'VA1' } });
    expect(await fixture.askerOf('city')).toMatchObject({ grants: [{ region: 610700 }, { region: 610726 }] });
  });

  const codesOf = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
});
