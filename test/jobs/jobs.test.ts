/** Jobs in the database's own queue: under the application's plain login, with the rights of the moment in which they run. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { makeLog } from '../../server/api/log.ts';
import type { Signer } from '../../server/core/ledger-file/write.ts';
import { inTransaction } from '../../server/db.ts';
import { addJob, type Payloads, type Task } from '../../server/db/queue.ts';
import { startWorker, type Worker } from '../../server/jobs/worker.ts';
import { headText } from '../../server/ledger/sign-head.ts';
import { isSignedBy, signerOf } from '../../server/signature.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { faultsIn, ownerRows, plant } from '../kit/ledger.ts';
import { postedBudget } from '../kit/year.ts';

const signer = signerOf(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')) as Signer;
let fixture: County;
let served: Served;
const workers: Worker[] = [];
let lines: string[] = [];
let now = new Date();

beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
  await postedBudget(fixture.county);
});
afterAll(async () => {
  await served.api.close();
  await fixture.close();
});
beforeEach(() => { lines = []; now = new Date(); });
afterEach(async () => {
  for (const worker of workers.splice(0)) await worker.stop();
  await ownerRows(fixture, 'truncate ledger_check, signed_head, graphile_worker._private_jobs');
});

async function work(count = 1): Promise<void> {
  const log = makeLog('warn', { write: (line) => void lines.push(line) });
  for (let each = 0; each < count; each += 1) workers.push(await startWorker(fixture.database.app, { orm: fixture.orm, signer, log, now: () => now }));
}

const waiting = async () => (await ownerRows<{ count: number }>(fixture, 'select count(*)::int as count from graphile_worker._private_jobs'))[0]?.count;

/** Until the queue is empty; jest's own limit ends what never does. */
async function done(): Promise<void> {
  while (await waiting() !== 0) await pause(20);
}

const put = <T extends Task>(task: T, payload: Payloads[T]) => inTransaction(fixture.orm, [], (em) => addJob(em, task, payload));
const checks = () => ownerRows<{ region_id: number; account_id: string | null; findings: object[] }>(fixture, 'select region_id, account_id, findings from ledger_check order by region_id');

test('every night each region is checked, its head signed and what is old removed', async () => {
  await ownerRows(fixture, "insert into session (token_hash, id, account_id, started_at, seen_at, expires_at, agent) select 'old', gen_random_uuid(), id, now() - interval '1 day', now() - interval '1 day', now() - interval '1 minute', '' from account limit 1");
  await ownerRows(fixture, `insert into request_key select 610726, id, 'a-key-of-sixteen', repeat('0', 64), '{}', now() - interval '31 days' from account limit 1`);
  await put('nightly', {});
  await work(3);
  await done();
  expect(await checks()).toEqual([150_000, 150_700, 150_724, 610_000, 610_700, 610_726].map((region_id) => ({ region_id, account_id: null, findings: [] })));
  const [head, ...others] = await ownerRows<{ region_id: number; sequence: number; hash: string; key: string; signature: string }>(fixture, 'select region_id, sequence, hash, key, signature from signed_head');
  expect([others, head?.region_id, head?.sequence]).toEqual([[], 610726, 1]);
  expect(isSignedBy(signer.key, headText(610726, head as NonNullable<typeof head>), head?.signature ?? '')).toBe(true);
  expect(await ownerRows(fixture, "select 1 from session where token_hash = 'old' union all select 1 from request_key where key = 'a-key-of-sixteen'")).toEqual([]);
  expect(lines).toEqual([]);
});

test('a second night signs nothing twice, and a chain written anew does not hold the heads signed before', async () => {
  for (let night = 0; night < 2; night += 1) {
    await put('sign-head', { region: 610726 });
    await put('sign-head', { region: 150724 });
    if (night === 0) await work();
    await done();
  }
  expect(await ownerRows(fixture, 'select region_id from signed_head')).toHaveLength(1);
  const [before] = await ownerRows<{ hash: string }>(fixture, 'select hash from chain_link');
  await plant(fixture, "update chain_link set hash = repeat('a', 64)");
  await put('check-ledger', { region: 610726, account: null });
  await done();
  expect((await checks())[0]?.findings).toContainEqual({ check: 'signed-heads-are-in-the-chain', rows: 1 });
  expect(lines.join('')).toContain('checks of the ledger found something');
  await plant(fixture, `update chain_link set hash = '${before?.hash}'`);
  expect(await faultsIn(fixture, fixture.county)).toEqual([]);
});

describe('a check that an auditor asks for', () => {
  const ask = 'mutation { checkLedger(region: 610726) }';
  const found = '{ ledgerChecks(region: 610726) { edges { node { by findings { check rows } } } pageInfo { hasNextPage } } }';

  test('runs after the request and is read by auditors', async () => {
    const auditor = await served.visitor('auditor');
    for (let times = 0; times < 3; times += 1) expect((await auditor.ask(ask)).data).toEqual({ checkLedger: true });
    expect(await waiting()).toBe(1);
    await work();
    await done();
    expect((await auditor.ask(found)).data).toEqual({ ledgerChecks: { edges: [{ node: { by: 'auditor 的姓名', findings: [] } }], pageInfo: { hasNextPage: false } } });
    for (const login of ['health', 'headA'] as const) {
      for (const query of [ask, found]) expect((await (await served.visitor(login)).ask(query)).errors.map(({ extensions }) => extensions.code)).toEqual(['ROLE_NOT_ALLOWED']);
    }
    expect(await waiting()).toBe(0);
  });

  test('is refused when the right has ended before it runs', async () => {
    expect((await (await served.visitor('auditor')).ask(ask)).data).toEqual({ checkLedger: true });
    await ownerRows(fixture, "update role_grant set valid_until = '2020-01-01' where role = 'AUDITOR'");
    await work();
    await done();
    expect(await checks()).toEqual([]);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([expect.objectContaining({ task: 'check-ledger', code: 'REGION_NOT_YOURS' })]);
    await ownerRows(fixture, "update role_grant set valid_until = null where role = 'AUDITOR'");
  });

  test('goes with its request when that is undone', async () => {
    await expect(inTransaction(fixture.orm, [610726], async (em) => {
      await addJob(em, 'check-ledger', { region: 610726, account: null });
      throw new Error('undone');
    })).rejects.toThrow('undone');
    expect(await waiting()).toBe(0);
  });
});

describe('the queue', () => {
  test('holds ids alone', async () => {
    await put('check-ledger', { region: 610726, account: '01990000-0000-7000-8000-000000000000' });
    expect(await ownerRows(fixture, 'select payload from graphile_worker._private_jobs')).toEqual([{ payload: { region: 610726, account: '01990000-0000-7000-8000-000000000000' } }]);
  });

  test('is worked on, and cannot be changed in its form, by the application', async () => {
    const client = new pg.Client(fixture.database.app);
    await client.connect();
    for (const statement of ['drop table graphile_worker._private_jobs', 'alter table graphile_worker._private_jobs add a int', 'create table graphile_worker.a ()', 'insert into graphile_worker.migrations (id) values (999)', 'truncate graphile_worker._private_jobs']) {
      await expect(client.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    }
    await client.end();
  });
});
