/** Signing in by a real identity provider: code flow with PKCE, state and nonce; an identity is linked by an invitation or by its holder, never by what it calls itself. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeInvitation } from '../../server/access/invitations.ts';
import type { OidcSettings } from '../../server/access/oidc.ts';
import { managerFor } from '../../server/db.ts';
import type { InvitedRole } from '../../server/model/account.ts';
import { makeCounty, password, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { startProvider, Wanderer, type TestProvider } from '../kit/provider.ts';

let fixture: County;
let provider: TestProvider;
let served: Served;
beforeAll(async () => {
  fixture = await makeCounty();
  provider = await startProvider();
  served = await serve(fixture.orm, undefined, provider);
  provider.open(`${served.base}/oidc/callback`);
});
afterAll(async () => {
  await served.api.close();
  await provider[Symbol.asyncDispose]();
  await fixture.close();
});

async function ask(browser: Wanderer, query: string, variables: Record<string, unknown> = {}): Promise<{ data: Record<string, unknown> | null; errors?: Array<{ extensions: { code: string } }> }> {
  const response = await browser.request(`${served.base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query, variables }) });
  return response.json() as never;
}

const start = async (browser: Wanderer, invitation: string | null = null) => {
  const { data } = await ask(browser, 'mutation ($invitation: String) { startProvider(invitation: $invitation) }', { invitation });
  return data?.['startProvider'] as string;
};
const back = (browser: Wanderer, address: string, name: string) => browser.signInAt(address, name, `${served.base}/oidc/callback`);
/** Goes to the provider and comes back; where the application then sends the browser. */
async function through(browser: Wanderer, name: string, invitation: string | null = null): Promise<string | null> {
  const returned = await browser.request(await back(browser, await start(browser, invitation), name));
  return returned.headers.get('location');
}
const me = async (browser: Wanderer) => (await ask(browser, '{ me { login } }')).data?.['me'];
const invited = (login: string, roles: InvitedRole[] = [], account: string | null = null) =>
  makeInvitation(managerFor(fixture.orm, []), { login, name: `${login} 的姓名`, account, roles }, null, new Date());
const auditor: InvitedRole = { role: 'AUDITOR', region: 610726, institution: null, department: null, person: null };

test('the page offers it where it is set', async () => {
  expect((await ask(new Wanderer(), '{ signInWays { password provider } }')).data).toEqual({ signInWays: { password: true, provider: true } });
});

test('an identity that nobody has linked opens nothing, whatever e-mail address it claims', async () => {
  await leavesNothing(fixture, async () => {
    const browser = new Wanderer();
    expect(await through(browser, 'stranger')).toBe('/?refused=IDENTITY_UNKNOWN');
    expect(await me(browser)).toBeNull();
    expect(await through(browser, 'health')).toBe('/?refused=IDENTITY_UNKNOWN'); // a login is no link either
  });
});

describe('by an invitation', () => {
  test('an identity becomes an account, and then signs in by itself', async () => {
    const browser = new Wanderer();
    const token = await invited('by-provider', [auditor]);
    expect(await through(browser, 'subject-1', token)).toBe('/');
    expect(await me(browser)).toEqual({ login: 'by-provider' });
    expect(await ownerRows(fixture, "select i.issuer, i.subject, a.password_hash from identity i join account a on a.id = i.account_id where a.login = 'by-provider'")).toEqual([{ issuer: provider.issuer, subject: 'subject-1', password_hash: null }]);
    const later = new Wanderer();
    expect(await through(later, 'subject-1')).toBe('/');
    expect(await me(later)).toEqual({ login: 'by-provider' });
    expect(browser.cookie(served.base)).not.toContain('fenpei-return');
    expect(await through(new Wanderer(), 'subject-2', token)).toBe('/?refused=INVITATION_CLOSED');
  });

  test('an identity does not take over a login that has a password', async () => {
    await leavesNothing(fixture, async () => {
      const browser = new Wanderer();
      const before = await ownerRows(fixture, 'select from invitation');
      const token = await invited('health', [auditor]);
      expect(await through(browser, 'thief', token)).toBe('/?refused=INVITATION_BY_PASSWORD');
      expect(await me(browser)).toBeNull();
      await ownerRows(fixture, 'delete from invitation where closed_at is null');
      expect(await ownerRows(fixture, 'select from invitation')).toHaveLength(before.length);
    });
  });

  test('one identity belongs to one account', async () => {
    expect(await through(new Wanderer(), 'subject-1', await invited('second'))).toBe('/?refused=IDENTITY_TAKEN');
    expect(await ownerRows(fixture, "select from account where login = 'second'")).toEqual([]);
  });
});

describe('by its holder', () => {
  test('who shows the password, an identity is linked, and the link sets no password', async () => {
    const browser = new Wanderer();
    await ask(browser, 'mutation ($password: String!) { signIn(login: "hr", password: $password) { id } }', { password });
    const link = (secret: string) => ask(browser, 'mutation ($password: String!) { linkProvider(password: $password) }', { password: secret });
    expect((await link('wrong')).errors?.[0]?.extensions.code).toBe('PASSWORD_WRONG');
    const address = (await link(password)).data?.['linkProvider'] as string;
    const kept = /fenpei-return=([^;]+)/.exec(browser.cookie(served.base))?.[1] ?? '';
    const { invitation } = JSON.parse(Buffer.from(kept, 'base64url').toString()) as { invitation: string };
    const stolen = await ask(new Wanderer(), 'mutation ($token: String!) { acceptInvitation(token: $token, password: "unruly heron of the county") { id } }', { token: invitation });
    expect(stolen.errors?.[0]?.extensions.code).toBe('INVITATION_CLOSED');
    expect((await browser.request(await back(browser, address, 'hr-subject'))).headers.get('location')).toBe('/');
    const later = new Wanderer();
    expect(await through(later, 'hr-subject')).toBe('/');
    expect(await me(later)).toEqual({ login: 'hr' });
    expect((await ask(later, 'mutation ($password: String!) { signIn(login: "hr", password: $password) { login } }', { password })).data).toEqual({ signIn: { login: 'hr' } });
  });
});

describe('an answer of the provider', () => {
  test('is worth nothing in another browser, without the question, changed, or a second time', async () => {
    const browser = new Wanderer();
    const answer = await back(browser, await start(browser), 'subject-1');
    const other = new Wanderer();
    expect((await other.request(answer)).headers.get('location')).toBe('/?refused=OIDC_FAILED');
    await start(other);
    expect((await other.request(answer)).headers.get('location')).toBe('/?refused=OIDC_FAILED'); // the state of another question
    expect(await me(other)).toBeNull();
    const again = new Wanderer();
    const changed = new URL(await back(again, await start(again), 'subject-1'));
    changed.searchParams.set('code', 'x'.repeat(43));
    expect((await again.request(changed.href)).headers.get('location')).toBe('/?refused=OIDC_FAILED');
    const before = browser.cookie(served.base);
    expect((await browser.request(answer)).headers.get('location')).toBe('/');
    const replay = new Wanderer();
    const replayed = await fetch(answer, { redirect: 'manual', headers: { cookie: before } });
    expect(replayed.headers.get('location')).toBe('/?refused=OIDC_FAILED');
    expect(await me(replay)).toBeNull();
  });

  test('that says no, or a cookie that cannot be read, sends the browser to the sign-in page', async () => {
    const browser = new Wanderer();
    const state = new URL(await start(browser)).searchParams.get('state');
    expect((await browser.request(`${served.base}/oidc/callback?error=access_denied&state=${state}`)).headers.get('location')).toBe('/?refused=OIDC_FAILED');
    for (const cookie of ['fenpei-return=x', `fenpei-return=${Buffer.from('{"state":1}').toString('base64url')}`, '']) {
      const response = await fetch(`${served.base}/oidc/callback?code=x&state=x`, { redirect: 'manual', headers: { cookie } });
      expect([cookie, response.status, response.headers.get('location')]).toEqual([cookie, 303, '/?refused=OIDC_FAILED']);
    }
  });

  test('is asked for with PKCE, state and nonce, each new', async () => {
    const [one, two] = [new URL(await start(new Wanderer())), new URL(await start(new Wanderer()))];
    for (const name of ['code_challenge', 'state', 'nonce']) {
      expect(one.searchParams.get(name)?.length).toBeGreaterThanOrEqual(43);
      expect(one.searchParams.get(name)).not.toBe(two.searchParams.get(name));
    }
    expect([one.searchParams.get('code_challenge_method'), one.searchParams.get('response_type'), one.searchParams.get('scope')]).toEqual(['S256', 'code', 'openid']);
  });
});

test.each<[string, OidcSettings | undefined, string, boolean]>([
  ['none is set', undefined, 'OIDC_OFF', false],
  ['it cannot be reached', { issuer: 'http://127.0.0.1:1', clientId: 'fenpei', clientSecret: 'x' }, 'OIDC_FAILED', true],
])('where %s, nobody is sent anywhere', async (_what, oidc, code, offered) => {
  const other = await serve(fixture.orm, undefined, oidc);
  const visitor = await other.visitor();
  expect((await visitor.ask('mutation { startProvider }')).errors[0]?.extensions.code).toBe(code);
  expect((await visitor.ask('{ signInWays { provider } }')).data).toEqual({ signInWays: { provider: offered } });
  await other.api.close();
});
