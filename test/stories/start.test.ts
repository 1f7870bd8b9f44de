/** `npm start` as an operator meets it: a first start, a second one, Ctrl-C, and a start after `kill -9`. */
import { afterEach, expect, test } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isAlive } from '../../server/db/embedded/cluster.ts';
import { stopEmbedded } from '../../server/db/embedded.ts';
import { demoLogins } from '../../seeds/demo/accounts.ts';
import { webDirectory } from '../kit/web.ts';

const full = process.env.FULL === '1';
const patience = full ? 600_000 : 90_000;

interface Start {
  child: ChildProcess;
  /** Everything it printed so far. */
  said(): string;
  /** The address that the start ends with; fails with what was said when the process ends before. */
  address(): Promise<string>;
  /** The exit code; null when a signal ended it. */
  ended: Promise<number | null>;
}

const started = new Set<ChildProcess>();
let data: string | undefined;

function dataDirectory(): string {
  mkdirSync(resolve('.data/test'), { recursive: true });
  data = mkdtempSync(resolve('.data/test/start-'));
  return data;
}

afterEach(async () => {
  for (const child of started) child.kill('SIGKILL');
  started.clear();
  if (data === undefined) return;
  await stopEmbedded(join(data, 'postgres'));
  rmSync(realpathSync(join(data, 'postgres')), { recursive: true });
  rmSync(data, { recursive: true });
});

/** What `npm start` runs, with a data directory of its own and on a free port unless one is given. */
function start(directory: string, port = '0'): Start {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { start: string } };
  const { NODE_OPTIONS: _options, NODE_ENV: _mode, ...environment } = process.env;
  const child = spawn(process.execPath, scripts.start.split(' ').slice(1), {
    env: { ...environment, PORT: port, DATA_DIR: directory, DEMO: full ? '1' : '0', DATABASE_URL: '' }, stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  let output = '';
  const ended = once(child, 'exit').then(([code]) => {
    started.delete(child);
    return code as number | null;
  });
  const address = new Promise<string>((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (text) => {
        output += String(text);
        const said = /Fenpei 分配: (http:\S+)\n/.exec(output)?.[1];
        if (said !== undefined) found(said);
      });
    }
    ended.then(() => failed(new Error(`ended before it was ready:\n${output}`)), failed);
  });
  address.catch(() => undefined); // a start that is to fail is not asked for its address
  return {
    child,
    said: () => output,
    address: () => address,
    ended,
  };
}

/** Sends a signal and waits for the end. */
function stop({ child, ended }: Start, signal: NodeJS.Signals): Promise<number | null> {
  child.kill(signal);
  return ended;
}

/** PostgreSQL removes it as the last act of an orderly end. */
const pidFile = (directory: string) => join(directory, 'postgres/data/postmaster.pid');
const postmaster = (directory: string) => Number(readFileSync(pidFile(directory), 'utf8').split('\n')[0]);
const healthy = async (address: string): Promise<unknown> => (await fetch(`${address}/healthz`)).json();

test('a first start is ready, Ctrl-C leaves no process, and a start after kill -9 goes on with the data', async () => {
  await webDirectory();
  const directory = dataDirectory();
  const first = start(directory);
  const address = await first.address();
  expect(await healthy(address)).toEqual({ healthy: true });
  expect(await (await fetch(address)).text()).toContain('<div id="root">');
  expect(first.said()).toContain('✓ PostgreSQL ready');
  expect(/✓ Demo county made [\d.]+ s/.test(first.said())).toBe(full);
  expect(demoLogins().filter(({ login, who }) => first.said().includes(login) && first.said().includes(who.zh))).toHaveLength(full ? demoLogins().length : 0);
  const besides = start(directory, new URL(address).port);
  expect(await besides.ended).toBe(1);
  expect(besides.said()).toMatch(/is used by another program\. Set PORT/);
  expect(await healthy(address)).toEqual({ healthy: true });

  const server = postmaster(directory);
  expect(isAlive(server)).toBe(true);
  expect(await stop(first, 'SIGINT')).toBe(0);
  expect(first.said()).toContain('✓ Stopped');
  expect(isAlive(server)).toBe(false);

  const second = start(directory);
  expect(await healthy(await second.address())).toEqual({ healthy: true });
  expect(second.said()).not.toContain('Demo county made');
  await stop(second, 'SIGKILL');

  const third = start(directory);
  expect(await healthy(await third.address())).toEqual({ healthy: true });
  expect(await stop(third, 'SIGINT')).toBe(0);
  expect(existsSync(pidFile(directory))).toBe(false); // not asked by its number: nobody may have reaped what outlived its parent
}, patience);
