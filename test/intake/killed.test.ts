/** `kill -9` in the middle of a large import: nothing of it counts, and the next process goes on where it stopped. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { makeLog } from '../../server/api/log.ts';
import type { Signer } from '../../server/core/ledger-file/write.ts';
import { startWorker, type Worker } from '../../server/jobs/worker.ts';
import { signerOf } from '../../server/signature.ts';
import { caseCost, caseText } from '../kit/case-file.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';

const full = process.env.FULL === '1';
const rows = full ? 1_000_000 : 50_000;
const region = 610726;
let fixture: County;
let served: Served;
let insurance: Visitor;
let child: ChildProcess | undefined;
let worker: Worker | undefined;

beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm);
  insurance = await served.visitor('insurance');
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await worker?.stop();
  await served.api.close();
  await fixture.close();
});

/** A process that works on the queue. */
async function startChild(): Promise<ChildProcess> {
  const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...environment } = process.env;
  const args = ['--disable-warning=ExperimentalWarning', '--import', '@oxc-node/core/register', 'test/kit/worker-process.ts', JSON.stringify(fixture.database.app)];
  const started = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(started.stdout, 'data');
  return started;
}

interface Found {
  state: string;
  position: number;
  report_hash: string;
}

const found = async (id: string): Promise<Found> => (await ownerRows<Found>(fixture, 'select state, position, report_hash from import where id = $1', [id]))[0] as Found;

async function until(id: string, holds: (now: Found) => boolean): Promise<Found> {
  for (;;) { // jest's own limit ends what never comes
    const now = await found(id);
    if (holds(now)) return now;
    await pause(5);
  }
}

const counted = () => ownerRows(fixture, 'select count(*)::int as cases, count(distinct source_row)::int as rows, coalesce(sum(cost), 0)::text as cost from standing_case');

test(`${rows} cases, cut off in the middle, are all there once in the end`, async () => {
  const body = Buffer.concat([...caseText(rows)].map((text) => Buffer.from(text)));
  const answer = await insurance.fetch(`/intake/files?region=${region}&name=cases.csv`, { method: 'POST', headers: { 'idempotency-key': randomUUID() }, body });
  const { id: file } = await answer.json() as { id: string };
  const { data } = await insurance.ask(`mutation { beginImport(region: ${region}, file: "${file}", target: CARE_CASES) { id } }`);
  const id = (data as unknown as { beginImport: { id: string } }).beginImport.id;
  child = await startChild();
  await insurance.ask(`mutation { checkImport(region: ${region}, id: "${id}") { state } }`);
  const checked = await until(id, ({ state }) => state === 'CHECKED');
  expect(checked.position).toBe(rows);

  await insurance.ask(`mutation { confirmImport(region: ${region}, id: "${id}", report: "${checked.report_hash}") { state } }`);
  await until(id, ({ position, state }) => state === 'LOADING' && position > 0 && position < rows);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const cut = await found(id);
  expect(cut.state).toBe('LOADING');
  expect(cut.position).toBeGreaterThan(0);
  expect(await ownerRows(fixture, 'select count(*)::int as cases from care_case')).toEqual([{ cases: cut.position }]);
  expect(await counted()).toEqual([{ cases: 0, rows: 0, cost: '0' }]);

  const signer = signerOf(generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64')) as Signer;
  worker = await startWorker(fixture.database.app, { orm: fixture.orm, signer, log: makeLog('silent'), now: () => new Date() });
  expect((await until(id, ({ state }) => state !== 'LOADING')).state).toBe('DONE');
  expect(await counted()).toEqual([{ cases: rows, rows, cost: String(caseCost(rows)) }]);
  expect(await ownerRows(fixture, 'select count(*)::int as cases from care_case')).toEqual([{ cases: rows }]);
}, full ? 600_000 : 60_000);
