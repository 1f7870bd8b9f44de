/** The second factor over the wire: enrolled, asked for, each code once; asked of bureaus where a region says so. And what is refused is written down. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import { dataKeysOf, newDataKey, type DataKeys } from '../../server/access/data-keys.ts';
import { confirmFactor, factorOf, requireFactor, resealFactors } from '../../server/access/second-factor.ts';
import { signIn } from '../../server/access/sign-in.ts';
import { inTransaction } from '../../server/db.ts';
import { makeCounty, moment, password, type County, type Login } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { testKeys, testKeyText } from '../kit/keys.ts';
import { ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

let fixture: County;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  await ownerRows(fixture, "insert into role_grant (id, account_id, region_code, role, valid_from) select gen_random_uuid(), id, 610726, 'ADMINISTRATOR', '2009-01-01' from account where login = 'nobody'");
  served = await serve(fixture.orm);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});

const codesOf = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const idOf = async (login: Login) => (await fixture.askerOf(login)).id;
const codeAt = (secret: string, at: Date) => new TOTP({ secret: Secret.fromBase32(secret), digits: 6, period: 30, algorithm: 'SHA1' }).generate({ timestamp: at.getTime() });
const seconds = (count: number) => new Date(moment.getTime() + count * 1000);
const enter = (login: Login, code: string | null, now: Date, keys: DataKeys = testKeys) => inTransaction(fixture.orm, [], (em) => signIn(em, keys, { login, password, code }, now));

async function begun(visitor: Visitor): Promise<{ secret: string; uri: string }> {
  const { data } = await visitor.ask('mutation ($password: String!) { beginSecondFactor(password: $password) { secret uri } }', { password });
  return (data as unknown as { beginSecondFactor: { secret: string; uri: string } }).beginSecondFactor;
}

describe('a second factor', () => {
  let secret: string;
  let recovery: string[];

  test('is begun with the password, and asked for only once its first code has confirmed it', async () => {
    const visitor = await served.visitor('insurance');
    expect(codesOf(await visitor.ask('mutation { beginSecondFactor(password: "wrong") { secret } }'))).toEqual(['PASSWORD_WRONG']);
    const first = await begun(visitor);
    expect(first.uri).toContain(`secret=${first.secret}`);
    expect(first.uri).toMatch(/^otpauth:\/\/totp\/Fenpei:insurance\?/);
    ({ secret } = await begun(visitor));
    expect(secret).not.toBe(first.secret);
    await enter('insurance', null, moment);
    expect(codesOf(await visitor.ask('mutation { confirmSecondFactor(code: "000000x") }'))).toEqual(['CODE_WRONG']);
    const { data } = await visitor.ask('mutation ($code: String!) { confirmSecondFactor(code: $code) }', { code: codeAt(secret, new Date()) });
    recovery = (data as unknown as { confirmSecondFactor: string[] }).confirmSecondFactor;
    expect(new Set(recovery).size).toBe(10);
    expect(recovery.every((code) => /^([A-Z2-7]{4}-){3}[A-Z2-7]{4}$/.test(code))).toBe(true);
    expect((await visitor.ask('{ secondFactor { confirmedAt codesLeft withheldIn } }')).data).toMatchObject({ secondFactor: { codesLeft: 10, withheldIn: [] } });
    expect(codesOf(await visitor.ask('mutation ($password: String!) { beginSecondFactor(password: $password) { secret } }', { password }))).toEqual(['SECOND_FACTOR_SET']);
  });

  test('is kept sealed, its recovery codes as hashes, and no answer with either is kept', async () => {
    const text = JSON.stringify(await ownerRows(fixture, "select f::text, encode(f.sealed, 'escape') as sealed, (select string_agg(c::text, ' ') from recovery_code c) as codes, (select string_agg(k::text, ' ') from request_key k) as answers from second_factor f"));
    for (const hidden of [secret, recovery[0]!, recovery[0]!.replaceAll('-', '')]) expect(text).not.toContain(hidden);
  });

  test('is asked for after the password, with each code once, none older than the last, and none beside its time', async () => {
    const now = new Date();
    const later = new Date(now.getTime() + 120_000);
    const wrongPassword = inTransaction(fixture.orm, [], (em) => signIn(em, testKeys, { login: 'insurance', password: 'wrong', code: codeAt(secret, later) }, later));
    expect(await refusal(wrongPassword)).toEqual(['SIGN_IN_FAILED password']);
    expect(await refusal(enter('insurance', null, later))).toEqual(['CODE_NEEDED code']);
    expect(await refusal(enter('insurance', codeAt(secret, new Date(later.getTime() + 120_000)), later))).toEqual(['CODE_WRONG code']);
    await enter('insurance', codeAt(secret, later), later);
    expect(await refusal(enter('insurance', codeAt(secret, later), later))).toEqual(['CODE_WRONG code']);
    expect(await refusal(enter('insurance', codeAt(secret, new Date(later.getTime() - 30_000)), later))).toEqual(['CODE_WRONG code']);
    const both = await Promise.allSettled([1, 2].map(() => enter('insurance', codeAt(secret, new Date(later.getTime() + 30_000)), later)));
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('over the wire: one sentence more, and a recovery code opens once', async () => {
    const visitor = await served.visitor();
    const asked = (code?: string) => visitor.ask('mutation ($password: String!, $code: String) { signIn(login: "insurance", password: $password, code: $code) { login } }', { password, code });
    expect(codesOf(await asked())).toEqual(['CODE_NEEDED']);
    expect((await asked(recovery[0]!.toLowerCase().replaceAll('-', ' '))).data).toEqual({ signIn: { login: 'insurance' } });
    expect(codesOf(await asked(recovery[0]!))).toEqual(['CODE_WRONG']);
    expect((await inTransaction(fixture.orm, [], async (em) => factorOf(em, await idOf('insurance')))).codesLeft).toBe(9);
  });

  test('is opened by a new key, and by none that it was not sealed under', async () => {
    const both = dataKeysOf(`${newDataKey()} ${testKeyText}`) as DataKeys;
    expect(await inTransaction(fixture.orm, [], (em) => resealFactors(em, both))).toBe(1);
    const far = new Date(Date.now() + 600_000);
    await expect(enter('insurance', codeAt(secret, far), far)).rejects.toThrow(/data key/);
    await enter('insurance', codeAt(secret, far), far, both);
  });

  test('is removed with the password and a code', async () => {
    await ownerRows(fixture, 'delete from second_factor');
    const visitor = await served.visitor('hr');
    const { secret: own } = await begun(visitor);
    const id = await idOf('hr');
    const [code] = await inTransaction(fixture.orm, [], (em) => confirmFactor(em, testKeys, id, codeAt(own, moment), moment));
    const drop = (given: string) => visitor.ask('mutation ($password: String!, $code: String!) { dropSecondFactor(password: $password, code: $code) }', { password, code: given });
    expect(codesOf(await drop('123'))).toEqual(['CODE_WRONG']);
    expect((await drop(code!)).data).toEqual({ dropSecondFactor: true });
    expect(await ownerRows(fixture, 'select from recovery_code')).toEqual([]);
    await inTransaction(fixture.orm, [], (em) => requireFactor(em, testKeys, id, null, seconds(60)));
    expect(await ownerRows(fixture, "select action from audit_event where action like '%SECOND_FACTOR' and region_id = 610726 order by id")).toEqual([{ action: 'SET_SECOND_FACTOR' }, { action: 'DROP_SECOND_FACTOR' }]);
  });
});

describe('a region that asks for one', () => {
  const required = (visitor: Visitor, wanted: boolean) => visitor.ask('mutation ($wanted: Boolean!) { requireSecondFactor(region: 610726, required: $wanted) }', { wanted });

  test('lets roles of its bureaus wait, by name, until the account has one; others go on', async () => {
    const administrator = await served.visitor('nobody');
    expect(codesOf(await required(await served.visitor('health'), true))).toEqual(['ROLE_NOT_ALLOWED']);
    expect((await required(administrator, true)).data).toEqual({ requireSecondFactor: true });
    const finance = await served.visitor('finance');
    const budget = '{ budget(region: 610726, year: 2026) { year } }';
    expect(codesOf(await finance.ask(budget))).toEqual(['SECOND_FACTOR_NEEDED']);
    expect((await finance.ask('{ payTotals(region: 150724, year: 2010) { year } }')).errors).toEqual([]);
    expect((await finance.ask('{ secondFactor { withheldIn } }')).data).toEqual({ secondFactor: { withheldIn: [610726] } });
    expect((await (await served.visitor('headA')).ask(budget)).errors).toEqual([]);
    const { secret } = await begun(finance);
    await finance.ask('mutation ($code: String!) { confirmSecondFactor(code: $code) }', { code: codeAt(secret, new Date()) });
    expect((await finance.ask(budget)).errors).toEqual([]);
    expect((await required(administrator, false)).data).toEqual({ requireSecondFactor: false });
    expect((await (await served.visitor('health')).ask(budget)).errors).toEqual([]);
  });
});

describe('what is refused is written down', () => {
  const told = (login: Login) => ownerRows<{ action: string; subject: string }>(fixture, "select e.action, e.subject ->> 'en' as subject from audit_event e join account a on a.id = e.account_id where e.kind = 'REFUSED' and a.login = $1 order by e.id", [login]);

  test('an act, a token that ended, and a request of another site that brought a session; nothing of what is not about access', async () => {
    const visitor = await served.visitor('population');
    await visitor.ask('mutation { recordSpending(region: 150724, consortium: "01990000-0000-7000-8000-000000000000", month: "2026-01", claims: "1.00", contractFees: "1.00") { id } }');
    await visitor.ask('{ heldGrants(region: 150724) { edges { cursor } } }');
    await visitor.ask('{ run(region: 150724, id: "01990000-0000-7000-8000-000000000000") { id } }');
    const made = await visitor.ask('mutation { makeAccessToken(region: 150724, name: "x", scope: READ, days: 1) { secret token { id } } }');
    expect(made.errors).toEqual([]);
    const { secret, token } = (made.data as unknown as { makeAccessToken: { secret: string; token: { id: string } } }).makeAccessToken;
    await visitor.ask('mutation ($id: ID!) { revokeAccessToken(id: $id) }', { id: token.id });
    const program = (bearer: string) => fetch(`${served.base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` }, body: '{"query":"{ me { id } }"}' });
    expect([(await program(secret)).status, (await program('fpt_nothing')).status]).toEqual([401, 401]);
    expect((await visitor.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example' }, body: '{"query":"{ me { id } }"}' })).status).toBe(403);
    expect(await told('population')).toEqual([
      { action: 'REFUSED_ACT', subject: 'recordSpending · ROLE_NOT_ALLOWED' }, { action: 'REFUSED_ACT', subject: 'heldGrants · ROLE_NOT_ALLOWED' },
      { action: 'REFUSED_TOKEN', subject: 'authorization · TOKEN_REVOKED' }, { action: 'REFUSED_ORIGIN', subject: '/graphql · REQUEST_FOREIGN' },
    ]);
  });

  test('twenty lines of one account in fifteen minutes, whatever it tries, and no more', async () => {
    const visitor = await served.visitor('officer');
    const tries = Array.from({ length: 30 }, () => visitor.ask('{ heldGrants(region: 610726) { edges { cursor } } }'));
    await Promise.all(tries);
    expect(await told('officer')).toHaveLength(20);
  });

  test('a lock-out, of a login that there is', async () => {
    const visitor = await served.visitor();
    const guess = (login: string) => visitor.ask('mutation ($login: String!) { signIn(login: $login, password: "guess") { id } }', { login });
    for (let count = 0; count < 11; count += 1) await guess('double');
    expect((await told('double')).map(({ action }) => action)).toEqual(['REFUSED_SIGN_IN']);
    await ownerRows(fixture, 'delete from sign_in_attempt');
  });
});
