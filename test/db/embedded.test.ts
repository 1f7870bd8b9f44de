import { afterEach, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Connection } from '../../server/db/connection.ts';
import { startEmbedded, stopEmbedded } from '../../server/db/embedded.ts';
import { withClient } from '../../server/db/roles.ts';

const parent = resolve('.data/test');
const used: string[] = [];

function newDirectory(mode = 0o755): string {
  mkdirSync(parent, { recursive: true });
  const above = mkdtempSync(join(parent, 'e-'));
  chmodSync(above, mode);
  const directory = join(above, 'pg');
  used.push(directory);
  return directory;
}

afterEach(async () => {
  for (const directory of used.splice(0)) {
    await stopEmbedded(directory);
    rmSync(realpathSync(directory), { recursive: true });
    rmSync(join(directory, '..'), { recursive: true });
  }
});

const start = (directory: string) => startEmbedded({ directory, flush: false });
const ask = (connection: Connection, statement: string) => withClient(connection, async (client) => (await client.query(statement)).rows as unknown[]);
const postmaster = (directory: string) => Number(readFileSync(join(directory, 'data/postmaster.pid'), 'utf8').split('\n')[0]);

test('the first start makes a cluster that only its account can read, without a TCP port, with letters in Chinese text', async () => {
  const directory = newDirectory();
  const server = await start(directory);
  expect(server.held).toBe(true);
  expect(statSync(join(directory, 'data/owner.password')).mode & 0o777).toBe(0o600);
  expect(await ask(server.owner, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
  expect(await ask(server.owner, 'select datctype from pg_database where datname = current_database()')).toEqual([{ datctype: 'C.UTF-8' }]);
});

test('a second start finds what the first wrote', async () => {
  const directory = newDirectory();
  const first = await start(directory);
  await ask(first.owner, 'create table kept as select 1 as one');
  expect(await first.stop()).toBe(true);
  const second = await start(directory);
  expect(await ask(second.owner, 'select one from kept')).toEqual([{ one: 1 }]);
});

test('of two first starts at once both get the same server, and one holds it', async () => {
  const directory = newDirectory();
  const [one, two] = await Promise.all([start(directory), start(directory)]);
  expect([one.held, two.held].filter(Boolean)).toHaveLength(1);
  await ask(one.owner, 'create table seen ()');
  expect(await ask(two.owner, "select to_regclass('seen') is not null as seen")).toEqual([{ seen: true }]);
  const guest = one.held ? two : one;
  expect(await guest.stop()).toBe(false);
  expect(await ask(guest.owner, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('what was committed outlives a killed postmaster', async () => {
  const directory = newDirectory();
  const first = await start(directory);
  await ask(first.owner, 'create table kept as select generate_series(1, 1000) as n');
  process.kill(postmaster(directory), 'SIGKILL');
  const second = await start(directory);
  expect(second.held).toBe(true);
  expect(await ask(second.owner, 'select count(*)::int as n from kept')).toEqual([{ n: 1000 }]);
});

test('the server of a killed process goes on, and the next process takes it over and stops it', async () => {
  const directory = newDirectory();
  const starter = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', `
    const { startEmbedded } = await import(${JSON.stringify(resolve('server/db/embedded.ts'))});
    const server = await startEmbedded({ directory: ${JSON.stringify(directory)}, flush: false });
    console.log('held', server.held);
    setInterval(() => {}, 1000);`], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [said] = await once(starter.stdout, 'data') as [Buffer];
  expect(said.toString()).toBe('held true\n');
  const pid = postmaster(directory);

  const guest = await start(directory);
  expect(guest.held).toBe(false);
  starter.kill('SIGKILL');
  await once(starter, 'exit');

  const heir = await start(directory);
  expect(postmaster(directory)).toBe(pid);
  expect(heir.held).toBe(true);
  expect(await guest.stop()).toBe(false);
  expect(await heir.stop()).toBe(true);
});

test('a cluster of another major version is refused in words', async () => {
  const directory = newDirectory();
  const server = await start(directory);
  await server.stop();
  writeFileSync(join(directory, 'data/PG_VERSION'), '15\n');
  await expect(start(directory)).rejects.toThrow(/made by PostgreSQL 15, and this is 18/);
});

test('a server that cannot start says why', async () => {
  const directory = newDirectory();
  await expect(startEmbedded({ directory, flush: false, settings: { shared_buffers: 'plenty' } })).rejects.toThrow(/invalid value for parameter "shared_buffers"/);
});

const asRoot = process.getuid?.() === 0 ? test : test.skip;
asRoot('below a directory that only root may enter, the data are in /var/lib behind a link', async () => {
  const directory = newDirectory(0o700);
  const [one, two] = await Promise.all([start(directory), start(directory)]);
  expect(lstatSync(directory).isSymbolicLink()).toBe(true);
  expect(one.directory).toMatch(/^\/var\/lib\/fenpei\/postgres-[0-9a-f]{12}$/);
  expect(two.directory).toBe(one.directory);
});
