/** The commands of an operator: migrate, backup, restore, and a server that says what to run. */
import { randomBytes } from 'node:crypto';
import { appendFileSync, copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { initOrm, missingMigrations } from '../../server/db.ts';
import type { Connection } from '../../server/db/connection.ts';
import { appRole, withClient } from '../../server/db/roles.ts';
import { testServer } from '../kit/database.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { ownerRows, rowCounts } from '../kit/ledger.ts';
import { paidYear, settledYear } from '../kit/year.ts';
import { runScript } from '../kit/script.ts';
import { someOf } from '../kit/sizes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'operator-'));
const made: string[] = [];
const ownerName = `owner_${process.pid}`;
let fixture: County;
let server: Connection;

beforeAll(async () => {
  fixture = await makeCounty();
  server = await testServer();
  await settledYear(fixture.county);
  await paidYear(fixture.banner);
  await ownerRows(fixture, `update account set name = E'引号"\\\\ 与\\t制表 ''𠮷' where login = 'nobody'`);
  await atServer(`create role ${ownerName} login password 'x'`);
});
afterAll(async () => {
  await fixture.close();
  for (const name of made) await atServer(`drop database ${name} with (force)`);
  await atServer(`drop role ${ownerName}`);
  rmSync(folder, { recursive: true });
});

const atServer = (statement: string) => withClient(server, (client) => client.query(statement));
const addressOf = ({ host, port, user, password, database }: Connection) => `postgres://${user}:${encodeURIComponent(password)}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;

/** An empty database, whose owner is neither superuser nor bound by nothing. */
async function emptyDatabase(): Promise<{ owner: Connection; app: Connection }> {
  const name = `operator_${process.pid}_${randomBytes(4).toString('hex')}`;
  await atServer(`create database ${name} owner ${ownerName}`);
  made.push(name);
  return { owner: { ...server, user: ownerName, password: 'x', database: name }, app: { ...fixture.database.app, database: name } };
}

interface Answer {
  code: number | null;
  out: string;
  err: string;
}

function run(command: string, args: string[], environment: NodeJS.ProcessEnv): Answer {
  return runScript(command, args, { DATABASE_URL: '', DATABASE_OWNER_URL: '', DATA_DIR: folder, ...environment });
}

describe('migrate', () => {
  test('is asked for by a server whose database is behind; then the tables are there, under a plain login', async () => {
    const { owner, app } = await emptyDatabase();
    const urls = { DATABASE_URL: addressOf(app), PORT: '0', WEB: 'served', DEMO: '0' };
    const behind = run('start', [], urls);
    expect([behind.code, behind.err]).toEqual([1, expect.stringMatching(/behind this release: it lacks 0001-river, .*0009-jobs.*\. Run "npm run migrate" with DATABASE_OWNER_URL/)]);
    expect(run('migrate', [], { DATABASE_OWNER_URL: addressOf(owner) })).toMatchObject({ code: 0, err: '', out: expect.stringContaining('up to date') });
    expect(run('migrate', [], { DATABASE_OWNER_URL: addressOf(owner) })).toMatchObject({ code: 0, err: '' });
    const orm = await initOrm(app);
    expect(await missingMigrations(orm)).toEqual([]);
    await orm.close();
  });

  test('says what is missing', () => {
    expect(run('migrate', [], {})).toMatchObject({ code: 1, err: expect.stringMatching(/^DATABASE_OWNER_URL is not set/) });
  });
});

describe('backup and restore', () => {
  const backup = join(folder, 'backup');

  test('a backup is of one moment, readable by its owner alone, with the hash of every file', () => {
    const answer = run('backup', [backup], { DATABASE_OWNER_URL: addressOf(fixture.database.owner) });
    expect([answer.code, answer.err]).toEqual([0, '']);
    const manifest = JSON.parse(readFileSync(join(backup, 'manifest.json'), 'utf8')) as { tables: Array<{ table: string; rows: number }>; migrations: string[] };
    expect(manifest.migrations).toContain('0009-jobs');
    expect(manifest.tables.find(({ table }) => table === 'pay_line')?.rows).toBeGreaterThan(60);
    expect(manifest.tables.map(({ table }) => table)).not.toContain('session');
    for (const name of readdirSync(backup)) expect([name, statSync(join(backup, name)).mode & 0o777]).toEqual([name, 0o600]);
    expect(run('backup', [backup], { DATABASE_OWNER_URL: addressOf(fixture.database.owner) })).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') });
  });

  test('restored into an empty database by an owner without power it is the same, the ledger verifies and its runs are replayed', async () => {
    const { owner, app } = await emptyDatabase();
    const answer = run('restore', [backup], { DATABASE_OWNER_URL: addressOf(owner) });
    expect([answer.code, answer.err]).toEqual([0, '']);
    const restored = { ...fixture, database: { ...fixture.database, owner: { ...owner, user: server.user, password: server.password } } };
    const { session: _left, ...counts } = await rowCounts(fixture);
    expect(await rowCounts(restored)).toMatchObject(counts);
    const rows = (county: County, table: string) => ownerRows(county, `select md5(string_agg(t::text, '|' order by t::text)) as hash from ${table} t`);
    for (const table of Object.keys(counts).filter((name) => name !== 'mikro_orm_migrations')) expect([table, await rows(restored, table)]).toEqual([table, await rows(fixture, table)]);
    const triggers = "select tgname, tgenabled from pg_trigger t where tgrelid::regclass::text not like 'graphile%' and not tgisinternal order by tgrelid::regclass::text, tgname";
    expect(await ownerRows(restored, triggers)).toEqual(await ownerRows(fixture, triggers));
    const keys = "select conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2";
    expect(await ownerRows(restored, keys)).toEqual(await ownerRows(fixture, keys));
    for (const region of ['610726', '150724']) {
      const file = join(folder, `${region}.jsonl`);
      expect(run('export-ledger', ['--region', region, '--out', file], { DATABASE_URL: addressOf(app) })).toMatchObject({ code: 0 });
      expect(run('verify', [file], {})).toMatchObject({ code: 0, out: expect.stringContaining('recomputed to the same amounts') });
    }
    expect(run('check:data', [], { DATABASE_URL: addressOf(app) })).toMatchObject({ code: 0 });
    expect(run('restore', [backup], { DATABASE_OWNER_URL: addressOf(owner) })).toMatchObject({ code: 1, err: expect.stringContaining('The database is not empty') });
  });

  test.each(someOf<[string, (directory: string) => void, RegExp]>([
    ['with one byte added to a table', (directory) => appendFileSync(join(directory, 'posting.jsonl.gz'), 'x'), /posting\.jsonl\.gz was changed/],
    ['without a table', (directory) => rmSync(join(directory, 'run.jsonl.gz')), /run\.jsonl\.gz is missing/],
    ['with another table in its place', (directory) => copyFileSync(join(directory, 'fund.jsonl.gz'), join(directory, 'region.jsonl.gz')), /region\.jsonl\.gz was changed/],
    ['whose manifest was changed', (directory) => writeFileSync(join(directory, 'manifest.json'), readFileSync(join(directory, 'manifest.json'), 'utf8').replace('"rows": ', '"rows":  ')), /manifest\.json was changed/],
    ['that was not finished', (directory) => rmSync(join(directory, 'manifest.sha256')), /holds no whole backup/],
  ]))('one %s is refused before anything is written', async (_what, spoil, says) => {
    const spoilt = mkdtempSync(join(folder, 'spoilt-'));
    cpSync(backup, spoilt, { recursive: true });
    spoil(spoilt);
    const { owner } = await emptyDatabase();
    expect(run('restore', [spoilt], { DATABASE_OWNER_URL: addressOf(owner) })).toMatchObject({ code: 1, out: '', err: expect.stringMatching(says) });
    expect(await withClient(owner, async (client) => (await client.query("select to_regclass('account') as found")).rows)).toEqual([{ found: null }]);
  });

  test('the embedded database goes there and back', () => {
    mkdirSync(join(root, '.data/test'), { recursive: true });
    const data = mkdtempSync(join(root, '.data/test/restored-'));
    try {
      expect(run('restore', [backup], { DATA_DIR: data })).toMatchObject({ code: 0, err: '' });
      const again = join(folder, 'again');
      expect(run('backup', [again], { DATA_DIR: data })).toMatchObject({ code: 0, err: '' });
      const lines = (directory: string, table: string) => gunzipSync(readFileSync(join(directory, `${table}.jsonl.gz`))).toString('utf8').split('\n').sort();
      for (const table of ['posting', 'account', 'run', 'chain_link']) expect(lines(again, table)).toEqual(lines(backup, table));
      expect(existsSync(join(data, 'postgres/data/postmaster.pid'))).toBe(false);
    } finally {
      rmSync(data, { recursive: true, force: true });
    }
  });

  test('what is not said is asked for', () => {
    for (const command of ['backup', 'restore']) expect(run(command, [], {})).toMatchObject({ code: 1, err: expect.stringMatching(/^usage:/) });
    expect(run('backup', ['x'], { DATABASE_URL: `postgres://${appRole}:x@h/d` })).toMatchObject({ code: 1, err: expect.stringMatching(/DATABASE_OWNER_URL is not/) });
  });
});
