/** The server process of a cluster: who runs it, starting it, asking whether it answers, stopping it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Connection } from '../connection.ts';
import { codeOf, OperatorError } from '../fault.ts';
import { childOptions, isAlive, ownerPassword, ownerRole, run, type Cluster } from './cluster.ts';

const socketPort = 5432;
const silentMsMax = 60_000;
const orphansMsMax = 15_000;
const byTcp = process.platform === 'win32';

interface Launch {
  child: ChildProcess;
  /** Size of the log before this start; what follows is of this start. */
  logFrom: number;
}

/**
 * Waits until the cluster's server answers and says how to log in as its owner.
 * One that already runs is used; else one is started, also when the one found stops meanwhile.
 * A server at work on its recovery is waited for without end, since it says so. `settings` are of a server started here.
 */
export async function reachServer(cluster: Cluster, settings: Record<string, string>): Promise<Connection> {
  let launched: Launch | null = null;
  let patience = Date.now() + silentMsMax;
  const orphansUntil = Date.now() + orphansMsMax;
  while (Date.now() < patience) {
    const connection = ownerConnection(cluster);
    const answer = connection ? await knock(connection) : 'silent';
    if (connection && answer === 'ready') return connection;
    if (answer === 'busy') patience = Date.now() + silentMsMax;
    if ((launched === null || hasEnded(launched.child)) && runningPostmaster(cluster) === null) {
      if (launched) explainExit(cluster, launched, Date.now() < orphansUntil);
      launched = await launch(cluster, settings);
    }
    await pause(15);
  }
  throw new OperatorError(`PostgreSQL did not answer for ${silentMsMax / 1000} s. Its log: ${cluster.log}\n${tail(cluster.log, launched?.logFrom ?? 0)}`);
}

/** Stops the server: `fast` ends open transactions and writes everything down, `immediate` leaves that to the next start. */
export async function stopServer(cluster: Cluster, mode: 'fast' | 'immediate'): Promise<void> {
  if (runningPostmaster(cluster) === null) return;
  const outcome = await run(cluster, 'pg_ctl', ['stop', '-D', cluster.data, '-m', mode, '-w', '-t', '300']);
  if (outcome.code !== 0 && runningPostmaster(cluster) !== null) {
    throw new OperatorError(`PostgreSQL in ${cluster.directory} did not stop: ${outcome.output.trim()}`);
  }
}

/** The number of the living server process of this cluster, or null. A file left by one that was killed is removed when its number is now another program's. */
export function runningPostmaster(cluster: Cluster): number | null {
  const pid = Number(pidFile(cluster)[0] ?? Number.NaN);
  if (!Number.isInteger(pid) || !isAlive(pid)) return null;
  if (process.platform !== 'linux' || commandLine(pid).includes(cluster.data)) return pid;
  rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  return null;
}

/** The program and parameters of a process on Linux; empty when it has just ended. */
function commandLine(pid: number): string[] {
  return readIfThere(`/proc/${pid}/cmdline`).split('\0');
}

/** Lines of the file in which a server says who and where it is: pid, data, start, port, socket directory, address, shared memory, state. */
function pidFile(cluster: Cluster): string[] {
  return readIfThere(join(cluster.data, 'postmaster.pid')).split('\n').map((line) => line.trim());
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return '';
    throw error;
  }
}

/** How to log in to the server that runs, or null while it has not yet said where it is. */
function ownerConnection(cluster: Cluster): Connection | null {
  const [, , , port, socket] = pidFile(cluster);
  if (!port || (!byTcp && !socket)) return null;
  return { host: byTcp ? '127.0.0.1' : socket ?? '', port: Number(port), user: ownerRole, password: ownerPassword(cluster), database: 'postgres' };
}

async function knock(connection: Connection): Promise<'ready' | 'busy' | 'silent'> {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined); // the same failure also rejects connect() or query()
  try {
    await client.connect();
    await client.query('select 1');
    return 'ready';
  } catch (error) {
    const code = codeOf(error);
    if (code === '57P03') return 'busy';
    if (code === '28P01') throw new OperatorError(`The PostgreSQL that runs on ${connection.host} refuses the password kept beside its data; its files were put there from elsewhere.`);
    if (/^(53|3D|28)/.test(code)) throw error;
    return 'silent';
  } finally {
    await client.end();
  }
}

async function launch(cluster: Cluster, settings: Record<string, string>): Promise<Launch> {
  const where = byTcp
    ? { listen_addresses: '127.0.0.1', port: String(await freePort()) }
    : { listen_addresses: '', port: String(socketPort), unix_socket_directories: cluster.socket };
  const parameters = Object.entries({ ...where, ...settings }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const logFrom = existsSync(cluster.log) ? statSync(cluster.log).size : 0;
  const log = openSync(cluster.log, 'a', 0o600);
  const child = spawn(join(cluster.binaries.bin, 'postgres'), ['-D', cluster.data, ...parameters], { ...childOptions(cluster), stdio: ['ignore', log, log] });
  closeSync(log);
  await new Promise((started, fail) => child.once('spawn', started).once('error', fail));
  child.unref();
  return { child, logFrom };
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer().once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? found(address.port) : fail(new Error('no port'))));
    });
  });
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

/**
 * Throws why the server that was started ended, unless another start is right: it lost to one started at the same moment,
 * or processes of a killed server still hold the shared memory and will soon have gone.
 */
function explainExit(cluster: Cluster, { child, logFrom }: Launch, orphansMayEnd: boolean): void {
  const said = tail(cluster.log, logFrom);
  if (said.includes('lock file "postmaster.pid"')) return;
  if (said.includes('pre-existing shared memory block') && orphansMayEnd) return;
  throw new OperatorError(`PostgreSQL ended at its start (${child.signalCode ?? child.exitCode}). Its log: ${cluster.log}\n${said}`);
}

function tail(file: string, from: number): string {
  return readFileSync(file).subarray(from).toString('utf8').trim().split('\n').slice(-15).join('\n');
}
