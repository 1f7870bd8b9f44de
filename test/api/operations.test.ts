/** What an operator sees of the server: health, figures, a log without personal data, and an API that keeps the protocol. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditServer } from 'graphql-http';
import { createApi, type Api } from '../../server/api.ts';
import { makeLog, plainError } from '../../server/api/log.ts';
import { testKeys } from '../kit/keys.ts';
import { makeCounty, password, type County } from '../kit/county.ts';
import { Visitor } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { budgetGiven, paidYear } from '../kit/year.ts';

let fixture: County;
let api: Api;
let guarded: Api;
let base: string;
let guardedBase: string;
const lines: string[] = [];
const web = mkdtempSync(join(tmpdir(), 'fenpei-web-'));
beforeAll(async () => {
  fixture = await makeCounty();
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>分配</title>');
  writeFileSync(join(web, 'graphiql.html'), '<!doctype html><title>分配 GraphiQL</title>');
  const log = makeLog('info', { write: (line) => void lines.push(line) });
  api = await createApi({ orm: fixture.orm, dataKeys: testKeys, webDirectory: web, log });
  guarded = await createApi({ orm: fixture.orm, dataKeys: testKeys, metricsToken: 'a-token-of-the-operator', log });
  base = `http://127.0.0.1:${(await api.listen(0, '127.0.0.1')).port}`;
  guardedBase = `http://127.0.0.1:${(await guarded.listen(0, '127.0.0.1')).port}`;
});
afterAll(async () => {
  await api.close();
  await guarded.close();
  await fixture.close();
  rmSync(web, { recursive: true });
});

async function signedIn(login: Parameters<Visitor['signIn']>[0]): Promise<Visitor> {
  const visitor = new Visitor(base);
  await visitor.signIn(login);
  return visitor;
}

test('GraphQL over HTTP: every audit that MUST or SHOULD be passed is', async () => {
  const results = await auditServer({ url: `${base}/graphql`, fetchFn: (url: string, init?: RequestInit) => fetch(url, { ...init, headers: { ...init?.headers, 'apollo-require-preflight': 'audit' } }) });
  const binding = results.filter(({ name }) => /^(MUST|SHOULD)/.test(name));
  expect(binding.length).toBeGreaterThan(30);
  expect(binding.filter(({ status }) => status !== 'ok').map(({ id, name, status }) => `${id} ${status} ${name}`)).toEqual([]);
});

describe('health', () => {
  test('alive is the process; ready is the database with every migration', async () => {
    const ask = async (path: string) => { const response = await fetch(base + path); return [response.status, await response.json()]; };
    expect(await ask('/healthz')).toEqual([200, { healthy: true }]);
    expect(await ask('/readyz')).toEqual([200, { ready: true, database: 'reached', migrations: 'current' }]);
    await ownerRows(fixture, "update mikro_orm_migrations set name = 'away' where name = '0009-jobs'");
    expect(await ask('/readyz')).toEqual([503, { ready: false, database: 'reached', migrations: 'behind' }]);
    await ownerRows(fixture, "update mikro_orm_migrations set name = '0009-jobs' where name = 'away'");
    expect(await ask('/healthz')).toEqual([200, { healthy: true }]);
  });
});

describe('figures', () => {
  const status = async (address: string, headers: Record<string, string> = {}) => (await fetch(`${address}/metrics`, { headers })).status;

  test('tell requests, connections and jobs, without names of people or paths with ids', async () => {
    await fetch(`${base}/pay/runs/01990000-0000-7000-8000-000000000000?name=%E4%B9%8C%E4%BA%91`);
    const text = await (await fetch(`${base}/metrics`)).text();
    expect(text).toMatch(/^fenpei_requests_total\{route="web",method="GET",status="200"\} \d+$/m);
    expect(text).toMatch(/^fenpei_request_seconds_bucket\{le="10",route="\/graphql",/m);
    expect(text).toMatch(/^fenpei_database_connections\{state="busy"\} \d+$/m);
    expect(text).toMatch(/^fenpei_jobs\{state="waiting"\} 0$/m);
    expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
    expect(text).not.toMatch(/01990000|[⺀-鿿]/);
  });

  test('are for this machine alone, and not for who comes through a proxy on it', async () => {
    expect(await status(base)).toBe(200);
    for (const header of ['x-forwarded-for', 'forwarded', 'via']) expect([header, await status(base, { [header]: '127.0.0.1' })]).toEqual([header, 404]);
  });

  test('are for who has the token, where there is one', async () => {
    expect(await status(guardedBase)).toBe(404);
    expect(await status(guardedBase, { authorization: 'Bearer another' })).toBe(404);
    expect(await status(guardedBase, { authorization: 'Bearer a-token-of-the-operator', 'x-forwarded-for': '203.0.113.7' })).toBe(200);
  });
});

describe('the log', () => {
  const told = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);

  test('has each request with its id, what it asked for by the names of the schema, its status and time', async () => {
    const visitor = await signedIn('health');
    const response = await visitor.fetch('/graphql', { method: 'POST', headers: { 'content-type': 'application/json', 'x-request-id': 'from-the-proxy-1' }, body: JSON.stringify({ query: 'query WuYun { wages: me { login } years(region: 610726) }' }) });
    expect(response.headers.get('x-request-id')).toBe('from-the-proxy-1');
    await response.text();
    const own = (await visitor.fetch('/healthz', { headers: { 'x-request-id': '{"a":1}' } })).headers.get('x-request-id');
    expect(own).toMatch(/^[0-9a-f-]{36}$/);
    await new Promise((done) => setImmediate(done));
    expect(told()).toContainEqual(expect.objectContaining({ id: 'from-the-proxy-1', route: '/graphql', method: 'POST', status: 200, operation: 'query me years', ms: expect.any(Number) }));
    expect(told()).toContainEqual(expect.objectContaining({ id: own, route: '/healthz' }));
  });

  test('of a year of pay, with refusals and failures, holds no name, no login, no amount and no secret', async () => {
    await paidYear(fixture.banner);
    const [head, finance, staff] = await Promise.all([signedIn('head'), signedIn('finance'), signedIn('staffA')]);
    await head.ask('{ payslips(region: 150724) { edges { node { total } } } payRuns(region: 150724, year: 2010) { edges { node { total lines { edges { node { amount person { name } } } } } } } }');
    await staff.ask('{ payslips(region: 150724, year: 2010) { edges { node { total person { name } } } } }');
    await finance.ask('mutation ($facts: JSONObject!, $decisions: JSONObject!) { prepareBudget(region: 610726, year: 2026, facts: $facts, decisions: $decisions) { id } }', budgetGiven);
    await finance.fetch('/reports/pay.xlsx?region=150724&year=2010&purpose=%E6%A0%B8%E5%AF%B9%E4%B9%8C%E4%BA%91');
    await new Visitor(base).signIn('headA', 'not-the-password');
    await ownerRows(fixture, 'alter table person rename column name to name_away');
    for (const ask of ['{ payRuns(region: 150724, year: 2010) { edges { node { lines { edges { node { person { name } } } } } } } }', '{ payslips(region: 150724) { edges { node { total } } } }']) await Promise.all([head.ask(ask), staff.ask(ask)]);
    await ownerRows(fixture, 'alter table person rename column name_away to name');
    const text = lines.join('');
    expect(text).toContain('a request failed');
    const names = (await ownerRows<{ name: string }>(fixture, 'select name from person union select name from account union select name from institution_version')).map(({ name }) => name);
    const amounts = (await ownerRows<{ amount: string }>(fixture, 'select distinct amount::text as amount from pay_line')).flatMap(({ amount }) => [amount, `${amount.slice(0, -2)}.${amount.slice(-2)}`]);
    expect(names.length).toBeGreaterThan(20);
    for (const secret of [...names, ...amounts, password, 'not-the-password', 'headA', 'staffA', '150724', head.cookie.slice(7)]) expect([secret, text.includes(`${secret}`) && new RegExp(`(?<![\\w.-])${secret.replace(/[.*+?^$()[\]{}|\\]/g, '\\$&')}(?![\\w-])`).test(text)]).toEqual([secret, false]);
  });

  test('tells an error by its kind and place alone', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "person_pkey"'), { code: '23505', table: 'person', constraint: 'person_pkey' });
    const error = Object.assign(new Error("insert into person values ('乌云', 566480) - duplicate key value violates unique constraint \"person_pkey\" (Key (name)=(乌云))"), { code: '23505', cause });
    const plain = JSON.stringify(plainError(error));
    expect(plain).not.toMatch(/乌云|566480|insert/);
    expect(plainError(error)).toMatchObject({ name: 'Error', code: '23505', cause: { table: 'person', constraint: 'person_pkey' }, message: expect.stringContaining('duplicate key value violates unique constraint') });
    expect(plainError('text')).toEqual({ name: 'string' });
  });
});

test('answers with figures are kept by no browser and no proxy', async () => {
  const visitor = await signedIn('hr');
  for (const path of ['/graphql?query={me{login}}', '/reports/pay.xlsx?region=150724&year=2010&purpose=test', '/audit.csv?region=150724&purpose=test']) {
    expect([path, (await visitor.fetch(path, { headers: { 'apollo-require-preflight': '1' } })).headers.get('cache-control')]).toEqual([path, 'no-store']);
  }
});

describe('GraphiQL', () => {
  const page = async (visitor: Visitor, accept: string) => {
    const response = await visitor.fetch('/graphql', { headers: { accept } });
    return { status: response.status, text: await response.text(), policy: response.headers.get('content-security-policy') ?? '' };
  };
  const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';

  test('is for browsers of the signed-in; others are asked to sign in', async () => {
    const { text, policy } = await page(await signedIn('officer'), browser);
    expect(text).toContain('GraphiQL');
    for (const directive of ["script-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "default-src 'self'"]) expect(policy.split(';')).toContain(directive);
    expect((await page(new Visitor(base), browser)).text).toBe('<!doctype html><title>分配</title>');
  });

  test('is not in the way of programs', async () => {
    for (const accept of ['application/json', '*/*', 'application/graphql-response+json']) expect([accept, (await page(await signedIn('officer'), accept)).status]).toEqual([accept, 400]);
    const answer = await (await signedIn('officer')).fetch('/graphql?query={me{login}}', { headers: { accept: browser, 'apollo-require-preflight': '1' } });
    expect(await answer.json()).toEqual({ data: { me: { login: 'officer' } } });
  });
});
