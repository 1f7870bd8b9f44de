/**
 * `npm run bench:intake`: a file of cases (1,000,000 rows, or the number given) from the upload's table to every hospital's cases, under the application's role
 * with row-level security, beside PostgreSQL's own COPY of the finished lines by the owner, past it. Figures of one run only.
 */
import 'reflect-metadata';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { v7 } from 'uuid';
import { inTransaction } from '../../server/db.ts';
import { stopEmbedded } from '../../server/db/embedded.ts';
import { withClient } from '../../server/db/roles.ts';
import { beginImport } from '../../server/intake/begin-import.ts';
import { checkImport, checkInJob } from '../../server/intake/check-import.ts';
import { confirmImport, loadInJob } from '../../server/intake/confirm-import.ts';
import { keepPiece, pieceBytes } from '../../server/intake/files.ts';
import { Import, ImportFile } from '../../server/model/intake.ts';
import { caseText } from '../kit/case-file.ts';
import { makeCounty, moment, ningqiang as region, type County } from '../kit/county.ts';

const rows = Number(process.argv[2] ?? '1000000');
const megabyte = 2 ** 20;
const directory = mkdtempSync(join(tmpdir(), 'bench-intake-'));
process.env.TEST_CLUSTER = resolve(`.data/test/run-${process.pid}`); // what a killed run leaves, the next test removes

/** Seconds by the clock, since most of the work is PostgreSQL's. */
async function timed<T>(work: () => Promise<T>): Promise<{ seconds: number; result: T }> {
  const start = performance.now();
  const result = await work();
  return { seconds: (performance.now() - start) / 1000, result };
}

const say = (what: string, seconds: number) => console.log(`${what.padEnd(52)}${seconds.toFixed(1).padStart(8)} s ${Math.floor(rows / seconds).toLocaleString('en').padStart(12)} rows/s`);

async function kept({ county }: County): Promise<string> {
  const bytes = Buffer.concat([...caseText(rows)].map((text) => Buffer.from(text)));
  console.log(`${rows.toLocaleString('en')} rows of CSV, ${Math.ceil(bytes.length / megabyte)} MB`);
  return county.as('insurance', async ({ em, asker, now }) => {
    const file = em.create(ImportFile, { regionId: region, id: v7(), name: 'cases.csv', hash: 'ab'.repeat(32), size: bytes.length, uploadedById: asker.id, uploadedAt: now });
    await em.flush();
    for (let part = 0; part * pieceBytes < bytes.length; part += 1) await keepPiece(em, region, file.id, part, bytes.subarray(part * pieceBytes, (part + 1) * pieceBytes));
    return file.id;
  });
}

/** The same lines, finished, read by the server from a file into a table of the same form. */
async function copied({ database }: County, importId: string): Promise<number> {
  const path = join(directory, 'cases.csv');
  await chmod(directory, 0o755);
  await withClient(database.owner, async (client) => {
    await client.query('create table copied (like care_case including all)');
    const { rows: lines } = await client.query<{ line: string }>(`select concat_ws(',', region_id, id, institution_id, month, disease_group, case_kind, cost, import_id, source_row) as line from care_case where import_id = $1`, [importId]);
    await pipeline(Readable.from(lines.map(({ line }) => `${line}\n`)), createWriteStream(path));
  });
  await chmod(path, 0o644);
  return (await timed(() => withClient(database.owner, (client) => client.query(`copy copied from '${path}' with (format csv)`)))).seconds;
}

async function run(fixture: County): Promise<void> {
  const { orm, county } = fixture;
  const file = await kept(fixture);
  globalThis.gc?.();
  let most = 0;
  const watch = setInterval(() => { most = Math.max(most, process.memoryUsage().rss); }, 50);
  const before = process.memoryUsage().rss;
  const asker = await fixture.askerOf('insurance');
  const begun = await timed(() => county.as('insurance', (asking) => beginImport(asking, { region, file, target: 'CARE_CASES' })));
  const { id } = begun.result;
  await county.as('insurance', (asking) => checkImport(asking, { region, id }));
  const checked = await timed(() => checkInJob(orm, asker, region, id, moment));
  const { reportHash } = await inTransaction(orm, [region], (em) => em.findOneOrFail(Import, { regionId: region, id }));
  await county.as('insurance', (asking) => confirmImport(asking, { region, id, report: reportHash ?? '' }));
  const loaded = await timed(() => loadInJob(orm, asker, region, id, () => moment));
  clearInterval(watch);
  say('detect, find the header, suggest columns', begun.seconds);
  say('dry run', checked.seconds);
  say('recording, under row-level security', loaded.seconds);
  console.log(`most memory ${Math.ceil(most / megabyte)} MB, ${Math.ceil((most - before) / megabyte)} MB above the start`);
  const copy = await copied(fixture, id);
  say('COPY of the finished lines by the owner', copy);
  console.log(`recording takes ${(loaded.seconds / copy).toFixed(2)} times as long as COPY`);
}

try {
  const fixture = await makeCounty();
  try {
    await run(fixture);
  } finally {
    await fixture.close();
  }
} finally {
  await stopEmbedded(process.env.TEST_CLUSTER);
  rmSync(process.env.TEST_CLUSTER, { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
}
