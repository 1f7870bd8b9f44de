import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AccessResolver } from '../../server/access/access.resolver.ts';
import { Attempts } from '../../server/access/attempts.ts';
import type { Context } from '../../server/access/context.ts';
import { askerOfToken, signIn, signOut } from '../../server/access/sign-in.ts';
import type { Refusal } from '../../server/core/refusal.ts';
import { inTransaction, managerFor } from '../../server/db.ts';
import { makeCounty, moment, password, type County } from '../kit/county.ts';
import { ownerRows } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const minutes = (count: number) => new Date(moment.getTime() + count * 60_000);
const entering = (login: string, secret = password, now = moment) => inTransaction(fixture.orm, [], (em) => signIn(em, login, secret, now));
const asker = (token: string, now = moment) => askerOfToken(managerFor(fixture.orm, []), token, now, now.toISOString().slice(0, 10));

describe('a session', () => {
  test('opens with login and password, knows the grants of the day, and ends after twelve hours', async () => {
    const { token, account, expiresAt } = await entering('health');
    expect(account.login).toBe('health');
    expect(token.length).toBeGreaterThanOrEqual(43);
    expect(expiresAt).toEqual(minutes(720));
    expect((await asker(token, minutes(719)))?.grants.map(({ region, role }) => [region, role])).toEqual([[150724, 'HEALTH_BUREAU'], [610726, 'HEALTH_BUREAU']]);
    expect(await asker(token, minutes(720))).toBeNull();
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
    expect(Math.max(known, unknown) / Math.min(known, unknown)).toBeLessThan(4);
    expect(unknown).toBeGreaterThan(3);
  });
});

describe('attempts', () => {
  test('ten in fifteen minutes, then a pause until the first is old; each key by itself', () => {
    const attempts = new Attempts();
    for (let index = 0; index < 10; index += 1) {
      expect(attempts.waitFor(['a'], minutes(index))).toBe(0);
      attempts.count(['a'], minutes(index));
    }
    expect(attempts.waitFor(['a'], minutes(10))).toBe(5);
    expect(attempts.waitFor(['a', 'b'], minutes(14))).toBe(1);
    expect(attempts.waitFor(['b'], minutes(10))).toBe(0);
    expect(attempts.waitFor(['a'], minutes(15))).toBe(0);
    attempts.count(['a'], minutes(15));
    expect(attempts.waitFor(['a'], minutes(15.5))).toBe(1);
    attempts.forget(['a']);
    expect(attempts.waitFor(['a'], minutes(15.5))).toBe(0);
  });

  const context = (from: string, now = moment): Context => ({ orm: fixture.orm, asker: null, now, from, token: null, setSession: () => undefined, clearSession: () => undefined } as unknown as Context);
  const resolver = new AccessResolver();

  test('lock a login out after ten wrong passwords, the right one too, from any address; other logins are free', async () => {
    for (let index = 0; index < 10; index += 1) expect(await refusal(resolver.signIn(context(`10.0.0.${index}`), 'insurance', 'wrong'))).toEqual(['SIGN_IN_FAILED password']);
    expect(await refusal(resolver.signIn(context('10.0.1.1'), 'insurance', password))).toEqual(['SIGN_IN_TOO_OFTEN login']);
    expect((await resolver.signIn(context('10.0.1.1'), 'population', password)).login).toBe('population');
    expect((await resolver.signIn(context('10.0.1.1', minutes(16)), 'insurance', password)).login).toBe('insurance');
  });

  test('lock an address out after ten wrong logins', async () => {
    for (let index = 0; index < 10; index += 1) expect(await refusal(resolver.signIn(context('10.9.9.9'), `guess${index}`, 'x'))).toEqual(['SIGN_IN_FAILED password']);
    expect(await refusal(resolver.signIn(context('10.9.9.9'), 'population', password))).toEqual(['SIGN_IN_TOO_OFTEN login']);
  });

  test('made at once count as well: of thirty, ten are looked at', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, index) => refusal(resolver.signIn(context(`10.7.0.${index}`), 'approver', `guess ${index}`))));
    const counted = answers.map(([fault]) => fault);
    expect(counted.filter((fault) => fault === 'SIGN_IN_FAILED password')).toHaveLength(10);
    expect(counted.filter((fault) => fault === 'SIGN_IN_TOO_OFTEN login')).toHaveLength(20);
  });
});
