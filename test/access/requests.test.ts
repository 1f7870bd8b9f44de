/** Requests as browsers and programs send them: cookies, other sites, sessions and personal access tokens, over real HTTP. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Answer, type Served, type Visitor } from '../kit/http.ts';
import { leavesNothing, ownerRows } from '../kit/ledger.ts';
import { budgetGiven, preparedBudget } from '../kit/year.ts';

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

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const whoami = '{ me { login } }';

describe('another site', () => {
  const post = (visitor: Visitor, headers: Record<string, string>, path = '/graphql') =>
    visitor.fetch(path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ query: 'mutation { signOut }' }) });

  test.each([
    [{ origin: 'https://evil.example' }], [{ origin: 'null' }], [{ origin: 'http://127.0.0.1' }], [{ 'sec-fetch-site': 'cross-site' }], [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'none' }],
  ])('cannot send %j with the cookie of a session', async (headers) => {
    const visitor = await served.visitor('health');
    for (const path of ['/graphql', '/reports/pay.xlsx', '/audit.csv', '/oidc/callback', '/anything']) {
      const response = await post(visitor, headers, path);
      expect([path, response.status]).toEqual([path, 403]);
      expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_FOREIGN', messages: { zh: expect.stringContaining('别的网站') } } }] });
    }
    expect((await visitor.ask(whoami)).data).toEqual({ me: { login: 'health' } });
  });

  test('is told from this one, and from a program', async () => {
    for (const headers of [{ origin: served.base, 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }, {}]) {
      const visitor = await served.visitor('health');
      expect((await post(visitor, headers as Record<string, string>)).status).toBe(200);
      expect((await visitor.ask(whoami)).data).toEqual({ me: null });
    }
  });
});

describe('sessions', () => {
  test('over HTTPS the cookie is bound to this host', async () => {
    const visitor = await served.visitor();
    const response = await visitor.fetch('/graphql', {
      method: 'POST', headers: { 'content-type': 'application/json', 'x-forwarded-proto': 'https' },
      body: JSON.stringify({ query: 'mutation { signIn(login: "hr", password: "门诊-住院-2018") { login } }' }),
    });
    expect(response.headers.getSetCookie()[0]).toMatch(/^__Host-fenpei=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/);
  });

  test('change their token with each sign-in, and the one before is worth nothing', async () => {
    const visitor = await served.visitor('finance');
    const before = visitor.cookie;
    await visitor.signIn('finance');
    expect(visitor.cookie).not.toBe(before);
    const thief = await served.visitor();
    thief.cookie = before;
    expect((await thief.ask(whoami)).data).toEqual({ me: null });
  });

  test('are listed for their holder alone, ended one by one, or all at once with every token', async () => {
    const [desk, phone, stranger] = [await served.visitor('insurance'), await served.visitor('insurance'), await served.visitor('hr')];
    const listed = async (visitor: Visitor) => (await visitor.ask('{ sessions { id current agent seenAt } }')).data as unknown as { sessions: Array<{ id: string; current: boolean }> };
    const { sessions } = await listed(desk);
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = sessions.find(({ current }) => !current)?.id;
    const end = 'mutation ($id: ID!) { endSession(id: $id) }';
    expect((await stranger.ask(end, { id: other })).data).toEqual({ endSession: false });
    expect((await phone.ask(whoami)).data).toEqual({ me: { login: 'insurance' } });
    expect((await desk.ask(end, { id: other })).data).toEqual({ endSession: true });
    expect((await phone.ask(whoami)).data).toEqual({ me: null });

    const again = await served.visitor('insurance');
    const made = await desk.ask('mutation { makeAccessToken(region: 610726, name: "报表", scope: READ, days: 30) { secret } }');
    const program = bearer(secretOf(made));
    expect((await program(whoami)).data).toEqual({ me: { login: 'insurance' } });
    expect((await again.ask('mutation { signOutEverywhere }')).data).toEqual({ signOutEverywhere: true });
    for (const visitor of [desk, again]) expect((await visitor.ask(whoami)).data).toEqual({ me: null });
    expect(codes(await program(whoami))).toEqual(['TOKEN_REVOKED']);
    expect((await stranger.ask(whoami)).data).toEqual({ me: { login: 'hr' } });
  });

  test('end with a change of the password, but for the one that changes it', async () => {
    const [desk, phone] = [await served.visitor('population'), await served.visitor('population')];
    const change = (present: string, next: string) => desk.ask('mutation ($present: String!, $next: String!) { changePassword(present: $present, next: $next) }', { present, next });
    expect(codes(await change('wrong', 'unruly heron of the county'))).toEqual(['PASSWORD_WRONG']);
    expect(codes(await change('门诊-住院-2018', 'population12'))).toEqual(['PASSWORD_COMMON']);
    const before = desk.cookie;
    expect((await change('门诊-住院-2018', 'unruly heron of the county')).data).toEqual({ changePassword: true });
    expect(desk.cookie).not.toBe(before);
    expect([(await desk.ask(whoami)).data, (await phone.ask(whoami)).data]).toEqual([{ me: { login: 'population' } }, { me: null }]);
    expect(codes(await (await served.visitor()).signIn('population'))).toEqual(['SIGN_IN_FAILED']);
    expect((await (await served.visitor()).signIn('population', 'unruly heron of the county')).errors).toEqual([]);
  });
});

function secretOf({ data, errors }: Answer): string {
  expect(errors).toEqual([]);
  return (data as unknown as { makeAccessToken: { secret: string } }).makeAccessToken.secret;
}

/** A program with a token and no cookie. */
function bearer(secret: string): (query: string, variables?: Record<string, unknown>) => Promise<Answer> {
  return async (query, variables = {}) => {
    const response = await fetch(`${served.base}/graphql`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, 'idempotency-key': randomUUID() }, body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, text: '', cookies: response.headers.getSetCookie(), data: null, errors: [], ...(await response.json() as Partial<Answer>) };
  };
}

describe('a personal access token', () => {
  const make = async (login: 'health' | 'insurance' | 'approver', scope: string, region = 610726, days = 365) =>
    (await served.visitor(login)).ask('mutation ($scope: TokenScope!, $region: Int!, $days: Int!) { makeAccessToken(region: $region, name: "程序", scope: $scope, days: $days) { secret token { id name scope region expiresAt usedAt } } }', { scope, region, days });

  test('is shown once, kept as a hash, and tells when it was used', async () => {
    const made = await make('health', 'READ');
    const secret = secretOf(made);
    expect(secret).toMatch(/^fpt_[\w-]{43}$/);
    const kept = await ownerRows<{ row: string }>(fixture, 'select to_jsonb(t)::text as row from access_token t union all select to_jsonb(k)::text from request_key k');
    expect(kept.length).toBeGreaterThan(0);
    expect(kept.some(({ row }) => row.includes(secret))).toBe(false);
    const program = bearer(secret);
    expect((await program('{ me { login grants { region { code } } } }')).data).toEqual({ me: { login: 'health', grants: [{ region: { code: 610726 } }] } });
    const visitor = await served.visitor('health');
    const { data } = await visitor.ask('{ accessTokens { name usedAt } }');
    expect(data).toMatchObject({ accessTokens: [{ name: '程序', usedAt: expect.any(String) }] });
    const file = await fetch(`${served.base}/reports/pay.xlsx?region=610726&year=2026&purpose=test`, { headers: { authorization: `Bearer ${secret}` } });
    expect(file.status).toBe(200);
    await file.arrayBuffer();
  });

  test('reaches its region and no other, whatever its holder may do', async () => {
    const program = bearer(secretOf(await make('health', 'READ')));
    expect((await program('{ consortia(region: 610726) { code } }')).errors).toEqual([]);
    for (const region of [150724, 999999]) expect(codes(await program(`{ consortia(region: ${region}) { code } }`))).toEqual(['TOKEN_TOO_NARROW']);
    expect(codes(await make('insurance', 'READ', 150724))).toEqual(['REGION_NOT_YOURS']);
  });

  test('that reads changes nothing; one that prepares prepares, and signs, returns or administers nothing', async () => {
    const reads = bearer(secretOf(await make('health', 'READ')));
    const prepare = 'mutation ($facts: JSONObject!, $decisions: JSONObject!) { prepareBudget(region: 610726, year: 2026, facts: $facts, decisions: $decisions) { id hash preparedBy } }';
    expect(codes(await leavesNothing(fixture, () => reads(prepare, budgetGiven)))).toEqual(['TOKEN_TOO_NARROW']);
    const prepares = bearer(secretOf(await make('health', 'PREPARE')));
    const { data, errors } = await prepares(prepare, budgetGiven);
    expect([errors, data]).toMatchObject([[], { prepareBudget: { preparedBy: 'health 的姓名' } }]);
    const run = (data as unknown as { prepareBudget: { id: string; hash: string } }).prepareBudget;
    const approves = bearer(secretOf(await make('approver', 'PREPARE')));
    const never = [
      `mutation { signRun(region: 610726, run: "${run.id}", hash: "${run.hash}", step: "HEALTH_BUREAU_APPROVER") { state } }`,
      `mutation { ...F } fragment F on Mutation { signRun(region: 610726, run: "${run.id}", hash: "${run.hash}", step: "HEALTH_BUREAU_APPROVER") { state } }`,
      `mutation { returnRun(region: 610726, run: "${run.id}", hash: "${run.hash}", note: "x") { state } }`,
      'mutation { makeAccessToken(region: 610726, name: "x", scope: PREPARE, days: 1) { secret } }', 'mutation { signOutEverywhere }', 'mutation { changePassword(present: "x", next: "y") }',
      'mutation { a: signIn(login: "hr", password: "门诊-住院-2018") { login } }',
    ];
    await leavesNothing(fixture, async () => {
      for (const mutation of never) expect([mutation, codes(await approves(mutation))]).toEqual([mutation, ['TOKEN_NEVER']]);
    });
    expect(codes(await approves('{ sessions { id } }'))).toEqual(['TOKEN_NEVER']);
  });

  test('that is unknown, revoked or expired is refused by name, also beside a session, and a clock that goes back revives none', async () => {
    const made = await make('health', 'READ', 610726, 1);
    const secret = secretOf(made);
    const { id } = (made.data as unknown as { makeAccessToken: { token: { id: string } } }).makeAccessToken.token;
    for (const wrong of ['fpt_', `${secret}x`, secret.slice(0, -1), secret.slice(4), 'x']) expect([wrong, codes(await bearer(wrong)(whoami))]).toEqual([wrong, ['TOKEN_UNKNOWN']]);
    const visitor = await served.visitor('health');
    const both = await visitor.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', authorization: 'Bearer fpt_x' }, body: JSON.stringify({ query: whoami }) });
    expect(both.status).toBe(401);
    await ownerRows(fixture, "update access_token set made_at = made_at - interval '2 days', expires_at = expires_at - interval '2 days' where id = $1", [id]);
    expect(codes(await bearer(secret)(whoami))).toEqual(['TOKEN_EXPIRED']);
    await ownerRows(fixture, "update access_token set made_at = made_at + interval '1 day', expires_at = expires_at + interval '1 day 23 hours', closed_at = closed_at + interval '3 days' where id = $1", [id]);
    expect(codes(await bearer(secret)(whoami))).toEqual(['TOKEN_EXPIRED']); // found expired once, it stays so
    const revoked = await make('health', 'READ');
    const again = (revoked.data as unknown as { makeAccessToken: { token: { id: string } } }).makeAccessToken.token.id;
    const revoke = 'mutation ($id: ID!) { revokeAccessToken(id: $id) }';
    expect((await (await served.visitor('hr')).ask(revoke, { id: again })).data).toEqual({ revokeAccessToken: false });
    expect((await visitor.ask(revoke, { id: again })).data).toEqual({ revokeAccessToken: true });
    const refused = await bearer(secretOf(revoked))(whoami);
    expect([refused.status, codes(refused)]).toEqual([401, ['TOKEN_REVOKED']]);
    expect(refused.errors[0]?.extensions.messages?.zh).toMatch(/^访问令牌已于 \d{4}-\d{2}-\d{2} 撤销。$/);
  });

  test.each([0, -1, 366, 1_000_000])('holds for a year at most: %i days are refused', async (days) => {
    expect(codes(await make('health', 'READ', 610726, days))).toEqual(['TOKEN_DAYS']);
  });

  test('ends with the grants of its holder', async () => {
    const program = bearer(secretOf(await make('insurance', 'READ')));
    await ownerRows(fixture, "update role_grant set valid_until = valid_from where account_id = (select id from account where login = 'insurance')");
    expect((await program('{ me { grants { role } } }')).data).toEqual({ me: { grants: [] } });
    expect(codes(await program('{ consortia(region: 610726) { code } }'))).toEqual(['REGION_NOT_YOURS']);
    await ownerRows(fixture, "update role_grant set valid_until = null where account_id = (select id from account where login = 'insurance')");
  });
});

test('a run prepared in person shows nobody in whose place', async () => {
  await ownerRows(fixture, "update run set state = 'RETURNED' where state = 'SUBMITTED'");
  const run = await preparedBudget(fixture.county);
  const { data } = await (await served.visitor('health')).ask('query ($id: ID!) { run(region: 610726, id: $id) { preparedBy preparedOnBehalfOf } }', { id: run.id });
  expect(data).toEqual({ run: { preparedBy: 'health 的姓名', preparedOnBehalfOf: null } });
});
