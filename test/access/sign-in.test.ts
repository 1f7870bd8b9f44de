import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccessResolver } from '../../server/access/access.resolver.ts';
import { Attempts } from '../../server/access/attempts.ts';
import type { Context } from '../../server/access/context.ts';
import { askerOfToken, signIn, signOut } from '../../server/access/sign-in.ts';
import type { Refusal } from '../../server/core/refusal.ts';
import { inTransaction, managerFor } from '../../server/db.ts';
import { testKeys } from '../kit/keys.ts';
import { makeCounty, moment, password, type County } from '../kit/county.ts';
import { ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const minutes = (count: number) => new Date(moment.getTime() + count * 60_000);
const entering = (login: string, secret = password, now = moment) => inTransaction(fixture.orm, [], (em) => signIn(em, testKeys, { login, password: secret }, now));
const asker = (token: string, now = moment) => askerOfToken(managerFor(fixture.orm, []), token, now, now.toISOString().slice(0, 10));

describe('a session', () => {
  test('opens with login and password, knows the grants of the day, and ends after twelve hours, however busy', async () => {
    const { token, account, expiresAt } = await entering('health');
    expect(account.login).toBe('health');
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(expiresAt).toEqual(minutes(720));
    for (let minute = 100; minute < 720; minute += 100) expect((await asker(token, minutes(minute)))?.login).toBe('health');
    expect((await asker(token, minutes(719)))?.grants.map(({ region, role }) => [region, role])).toEqual([[150724, 'HEALTH_BUREAU'], [610726, 'HEALTH_BUREAU']]);
    expect(await asker(token, minutes(720))).toBeNull();
    expect(await asker(token, minutes(719))).toBeNull();
  });

  test('ends two hours after the last request, and a clock that goes back revives nothing', async () => {
    const { token } = await entering('health');
    expect((await asker(token, minutes(119)))?.login).toBe('health');
    expect((await asker(token, minutes(238)))?.login).toBe('health');
    expect((await asker(token, minutes(-600)))?.login).toBe('health'); // the session's own time stays at minute 238
    expect(await asker(token, minutes(358))).toBeNull();
    for (const back of [357, 0, -600]) expect(await asker(token, minutes(back))).toBeNull();
  });

  test('that a browser had before is ended when somebody signs in from it', async () => {
    const before = await entering('hr');
    const { token } = await inTransaction(fixture.orm, [], (em) => signIn(em, testKeys, { login: 'hr', password }, moment, { before: before.token, agent: 'Firefox' }));
    expect(token).not.toBe(before.token);
    expect(await asker(before.token)).toBeNull();
    expect((await asker(token))?.login).toBe('hr');
    expect(await ownerRows(fixture, "select from session where agent = 'Firefox'")).toHaveLength(1);
  });

  test('is kept as a hash alone; another token opens nothing', async () => {
    const { token } = await entering('hr');
    const kept = await ownerRows<{ token_hash: string }>(fixture, 'select token_hash from session');
    expect(kept.map(({ token_hash }) => token_hash)).not.toContain(token);
    expect(kept.every(({ token_hash }) => /^[0-9a-f]{64}$/.test(token_hash))).toBe(true);
    for (const other of ['', 'x', kept[0]?.token_hash ?? '', `${token}x`]) expect(await asker(other)).toBeNull();
  });

  test('ends when it is signed out, and other sessions stay', async () => {
    const [one, two] = [await entering('finance'), await entering('finance')];
    await signOut(managerFor(fixture.orm, []), one.token);
    expect(await asker(one.token)).toBeNull();
    expect((await asker(two.token))?.login).toBe('finance');
  });

  test('that has ended is removed when somebody signs in', async () => {
    await entering('officer', password, minutes(-10_000));
    await entering('officer');
    expect(await ownerRows(fixture, "select from session where expires_at <= $1", [moment])).toEqual([]);
  });

  test('grants that have ended, or have not begun, are not there', async () => {
    const { token } = await entering('former');
    expect((await asker(token))?.grants).toEqual([]);
    expect((await askerOfToken(managerFor(fixture.orm, []), token, moment, '2025-12-31'))?.grants).toHaveLength(1);
    expect((await askerOfToken(managerFor(fixture.orm, []), token, moment, '2008-12-31'))?.grants).toEqual([]);
  });
});

describe('a wrong password', () => {
  const failing = async (login: string): Promise<{ message: string; milliseconds: number }> => {
    const started = performance.now();
    const error = await entering(login, 'wrong').then(() => null, (thrown: unknown) => thrown);
    return { message: (error as Refusal).message, milliseconds: performance.now() - started };
  };

  test('is refused in the same sentence as an unknown login, and takes about as long', async () => {
    await failing('warm');
    const times: Record<string, number[]> = { health: [], unknown: [] };
    for (let round = 0; round < 7; round += 1) {
      for (const login of ['health', 'unknown']) {
        const { message, milliseconds } = await failing(login);
        expect(message).toBe('The login or the password is wrong.');
        times[login]?.push(milliseconds);
      }
    }
    const [known = 0, unknown = 0] = ['health', 'unknown'].map((login) => Math.min(...times[login] as number[]));
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(10);
    expect(unknown).toBeGreaterThan(3);
  });
});

describe('attempts', () => {
  /** Lets minutes pass where they are counted. */
  const pass = (count: number) => ownerRows(fixture, 'update sign_in_attempt set expire = expire - $1::bigint', [count * 60_000]);

  test('ten in fifteen minutes, then a pause until they are old; each key by itself, in the database for every process', async () => {
    const attempts = new Attempts(fixture.orm);
    for (let index = 0; index < 10; index += 1) expect(await attempts.count(['a'])).toBe(0);
    await pass(10);
    expect(await new Attempts(fixture.orm).count(['a'])).toBe(5);
    expect(await attempts.count(['a', 'b'])).toBe(5);
    expect(await attempts.count(['b'])).toBe(0);
    await pass(5);
    expect(await attempts.count(['a'])).toBe(0);
    await attempts.forget(['a', 'b']);
    expect(await ownerRows(fixture, 'select from sign_in_attempt')).toEqual([]);
  });

  test('are kept by a hash of what was typed, which may be a password in the wrong field', async () => {
    expect(await refusal(resolver.signIn(context('10.3.0.1'), password, 'x', null))).toEqual(['SIGN_IN_FAILED password']);
    const keys = await ownerRows<{ key: string }>(fixture, 'select key from sign_in_attempt');
    expect(keys.length).toBe(2);
    expect(keys.every(({ key }) => /^[0-9a-f]{64}$/.test(key))).toBe(true);
    await pass(16);
    await new Attempts(fixture.orm).clear();
    expect(await ownerRows(fixture, 'select from sign_in_attempt')).toEqual([]);
  });

  const context = (from: string): Context => ({ orm: fixture.orm, dataKeys: testKeys, asker: null, now: moment, from, token: null, agent: '', setSession: () => undefined, clearSession: () => undefined } as unknown as Context);
  const resolver = new AccessResolver();

  test('lock a login out after ten wrong passwords, the right one too, from any address; other logins are free', async () => {
    for (let index = 0; index < 10; index += 1) expect(await refusal(resolver.signIn(context(`10.0.0.${index}`), 'insurance', 'wrong', null))).toEqual(['SIGN_IN_FAILED password']);
    expect(await refusal(resolver.signIn(context('10.0.1.1'), 'insurance', password, null))).toEqual(['SIGN_IN_TOO_OFTEN login']);
    expect((await resolver.signIn(context('10.0.1.1'), 'population', password, null)).login).toBe('population');
    await pass(16);
    expect((await resolver.signIn(context('10.0.1.1'), 'insurance', password, null)).login).toBe('insurance');
  });

  test('lock an address out after ten wrong logins', async () => {
    for (let index = 0; index < 10; index += 1) expect(await refusal(resolver.signIn(context('10.9.9.9'), `guess${index}`, 'x', null))).toEqual(['SIGN_IN_FAILED password']);
    expect(await refusal(resolver.signIn(context('10.9.9.9'), 'population', password, null))).toEqual(['SIGN_IN_TOO_OFTEN login']);
  });

  test('made at once count as well: of thirty, ten are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => refusal(resolver.signIn(context(`10.7.0.${index}`), 'approver', `guess ${index}`, null))));
    const counted = answers.map(([fault]) => fault);
    expect(counted.filter((fault) => fault === 'SIGN_IN_FAILED password')).toHaveLength(10);
    expect(counted.filter((fault) => fault === 'SIGN_IN_TOO_OFTEN login')).toHaveLength(20);
  });
});
