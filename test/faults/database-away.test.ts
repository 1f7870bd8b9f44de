/** The database goes away in the middle of a mutation: whoever asked is told so, the pool recovers, and the retry has one effect. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { startEmbedded, stopEmbedded } from '../../server/db/embedded.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Answer, type Served } from '../kit/http.ts';
import { faultsIn, ownerRows, plant } from '../kit/ledger.ts';
import { budgetGiven } from '../kit/year.ts';

/** Connections of the pool that are in use: none stays behind what it was used for. */
async function busy(): Promise<number> {
  const pool = await (fixture.orm.em.getConnection() as unknown as { getNativeClient(): Promise<pg.Pool> }).getNativeClient();
  return pool.totalCount - pool.idleCount;
}

const awayMs = process.env.FULL === '1' ? 10_000 : 1_500;
const directory = resolve(`.data/test/away-${process.pid}`);
let fixture: County;
let served: Served;
beforeAll(async () => {
  mkdirSync(resolve('.data/test'), { recursive: true });
  process.env.TEST_CLUSTER = directory; // a cluster of its own: it is stopped under everybody who uses it
  fixture = await makeCounty();
  served = await serve(fixture.orm);
}, 120_000);
afterAll(async () => {
  await served.api.close();
  await fixture.close();
  await stopEmbedded(directory);
  rmSync(directory, { recursive: true });
});

const codes = ({ errors }: Answer) => errors.map(({ extensions }) => extensions.code);
const prepare = (year: number) => `mutation ($facts: JSONObject!, $decisions: JSONObject!) { prepareBudget(region: 610726, year: ${year}, facts: $facts, decisions: $decisions) { id hash } }`;
const runs = async (year: number) => (await ownerRows<{ count: number }>(fixture, 'select count(*)::int as count from run where year = $1', [year]))[0]?.count;

/** Lets no run be written until it is released. */
async function holdRuns(): Promise<() => Promise<void>> {
  const client = new pg.Client(fixture.database.owner);
  client.on('error', () => undefined); // it goes away with the database
  await client.connect();
  await client.query('begin; lock table run in share row exclusive mode');
  return async () => { await client.end(); };
}

/** Until the mutation waits in the database. */
async function underWay(): Promise<void> {
  const waiting = "select 1 from pg_stat_activity where usename = 'fenpei_app' and wait_event_type = 'Lock'";
  while ((await ownerRows(fixture, waiting)).length === 0) await pause(10);
}

test('stopped for a while: the mutation, and every request meanwhile, is told to retry, and the retry has one effect', async () => {
  const visitor = await served.visitor('health');
  await plant(fixture, 'set local synchronous_commit to on; update account set name = name'); // what is written to the log late else, the sign-in, is not lost with the server
  const key = randomUUID();
  await holdRuns();
  const lost = visitor.ask(prepare(2026), budgetGiven, key);
  await underWay();
  await stopEmbedded(directory);
  const answer = await lost;
  expect(codes(answer)).toEqual(['DATABASE_AWAY']);
  expect(answer.errors[0]?.extensions).toMatchObject({ retry: true, messages: { zh: expect.stringContaining('同一个 Idempotency-Key'), en: expect.stringContaining('same Idempotency-Key') } });
  const until = performance.now() + awayMs;
  do {
    const meanwhile = await visitor.ask(prepare(2026), budgetGiven, key);
    expect([meanwhile.status, codes(meanwhile)]).toEqual([503, ['DATABASE_AWAY']]);
    expect((await visitor.fetch('/readyz')).status).toBe(503);
    expect((await visitor.fetch('/healthz')).status).toBe(200);
    expect((await visitor.fetch('/metrics')).status).toBe(200);
    await pause(100);
  } while (performance.now() < until);
  await startEmbedded({ directory });
  const answers = [await visitor.ask(prepare(2026), budgetGiven, key), ...await Promise.all(Array.from({ length: 15 }, () => visitor.ask(prepare(2026), budgetGiven, key)))];
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(answers[0]?.errors).toEqual([]);
  expect(await runs(2026)).toBe(1);
  expect(await busy()).toBe(0);
  expect(await (await visitor.fetch('/readyz')).json()).toEqual({ ready: true, database: 'reached', migrations: 'current' });
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
}, 60_000);

/** A process may have ended before it was frozen; the postmaster takes it away as soon as it goes on. */
function goOn(pid: number): void {
  try {
    process.kill(pid, 'SIGCONT');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('frozen for a while: the mutation waits, ends well and has one effect', async () => {
  const postmaster = Number(readFileSync(`${directory}/data/postmaster.pid`, 'utf8').split('\n')[0]);
  const processes = () => [postmaster, ...readFileSync(`/proc/${postmaster}/task/${postmaster}/children`, 'utf8').trim().split(' ').map(Number)];
  const visitor = await served.visitor('health');
  const release = await holdRuns();
  const key = randomUUID();
  const slow = visitor.ask(prepare(2027), budgetGiven, key);
  await underWay();
  const frozen = processes();
  for (const pid of frozen) process.kill(pid, 'SIGSTOP');
  const released = release();
  const early = await Promise.race([slow.then(() => 'answered'), pause(awayMs, 'waits')]);
  for (const pid of frozen) goOn(pid);
  await released;
  expect(early).toBe('waits');
  const first = await slow;
  expect(first.errors).toEqual([]);
  expect((await visitor.ask(prepare(2027), budgetGiven, key)).text).toBe(first.text);
  expect(await busy()).toBe(0);
  expect(await runs(2027)).toBe(1);
}, 60_000);

test('a client that leaves: its statement is stopped in the database and leaves nothing', async () => {
  const visitor = await served.visitor('health');
  const release = await holdRuns();
  const gone = new AbortController();
  const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID() };
  const asked = visitor.fetch('/graphql', { method: 'POST', headers, body: JSON.stringify({ query: prepare(2028), variables: budgetGiven }), signal: gone.signal });
  await underWay();
  gone.abort();
  await expect(asked).rejects.toThrow();
  while ((await ownerRows(fixture, "select 1 from pg_stat_activity where usename = 'fenpei_app' and state <> 'idle'")).length > 0) await pause(10); // the lock is still held: only a stop ends it
  await release();
  expect(await busy()).toBe(0);
  expect(await runs(2028)).toBe(0);
  expect((await visitor.ask(prepare(2028), budgetGiven)).errors).toEqual([]);
}, 60_000);

/** Waits for the limit of a statement, which is long; not for each change. */
(process.env.FULL === '1' ? test : test.skip)('a statement that takes too long is stopped, and told', async () => {
  const visitor = await served.visitor('health');
  await ownerRows(fixture, `create function slow() returns trigger language plpgsql as $$ begin perform pg_sleep(120); return new; end $$`);
  await ownerRows(fixture, 'create trigger slow before insert on run for each row execute function slow()');
  const from = performance.now();
  const answer = await visitor.ask(prepare(2029), budgetGiven);
  await ownerRows(fixture, 'drop trigger slow on run');
  expect(codes(answer)).toEqual(['TOO_SLOW']);
  expect(performance.now() - from).toBeLessThan(60_000);
  expect(await busy()).toBe(0);
  expect(await runs(2029)).toBe(0);
}, 90_000);
