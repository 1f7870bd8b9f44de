/** The directory of a cluster: where its files are, and its first making. */
import { createHash, randomBytes } from 'node:crypto';
import { spawn } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { codeOf, OperatorError } from '../fault.ts';
import { keptSecret } from '../kept.ts';
import { canEnter, handOver, type Account } from './account.ts';
import type { Binaries } from './binaries.ts';

export interface Cluster {
  account: Account | null;
  binaries: Binaries;
  /** Absolute, without links; everything below is inside it. */
  directory: string;
  data: string;
  log: string;
  /** Directory of the Unix socket; not used on Windows. */
  socket: string;
}

export const ownerRole = 'postgres';
/** A socket's path may have 103 bytes on macOS and 107 on Linux; `/.s.PGSQL.5432` takes 14 of them. */
const socketDirectoryBytesMax = 103 - 14;
const rootDataDirectory = '/var/lib/fenpei';

/** Makes the directories of a cluster, owned by the account that PostgreSQL will run under. */
export function layOut(directory: string, account: Account | null, binaries: Binaries): Cluster {
  const wanted = resolve(directory);
  mkdirSync(dirname(wanted), { recursive: true });
  const place = existsSync(wanted) || canEnter(account, dirname(wanted)) ? wanted : linkElsewhere(wanted);
  makePrivate(place, account);
  const real = realpathSync(place);
  if (!canEnter(account, real)) {
    throw new OperatorError(`Running as root, and the account ${account?.name} under which PostgreSQL runs cannot enter ${real}. Move the project out of a directory that only root may enter, or start as another user.`);
  }
  const socket = socketDirectory(real);
  if (process.platform !== 'win32') makePrivate(socket, account);
  return { account, binaries, directory: real, data: join(real, 'data'), log: join(real, 'postgres.log'), socket };
}

/** A project below a directory that only root may enter keeps its data in /var/lib, behind a link at the place wanted. */
function linkElsewhere(wanted: string): string {
  const elsewhere = join(rootDataDirectory, `postgres-${randomBytes(6).toString('hex')}`);
  mkdirSync(rootDataDirectory, { recursive: true });
  mkdirSync(elsewhere, { mode: 0o700 });
  try {
    symlinkSync(elsewhere, wanted);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    rmSync(elsewhere, { recursive: true });
  }
  return wanted;
}

function socketDirectory(directory: string): string {
  const inside = join(directory, 'run');
  if (Buffer.byteLength(inside) <= socketDirectoryBytesMax) return inside;
  return join(tmpdir(), `fenpei-${createHash('sha256').update(directory).digest('hex').slice(0, 16)}`);
}

/** Makes a directory that only the account may enter. One that another user put there is refused. */
function makePrivate(directory: string, account: Account | null): void {
  try {
    mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
  const real = realpathSync(directory);
  const self = process.getuid?.();
  const { uid } = lstatSync(real);
  if (self !== undefined && uid !== self && uid !== account?.uid) {
    throw new OperatorError(`${real} belongs to another user; start as that user, or remove it.`);
  }
  handOver(account, real);
}

/** Makes the cluster where there is none. It is made aside and then renamed: what is interrupted leaves nothing half made, and of two at once one wins. */
export async function makeCluster(cluster: Cluster, flush: boolean): Promise<void> {
  const versionFile = join(cluster.data, 'PG_VERSION');
  removeLeftovers(cluster.directory);
  if (!existsSync(versionFile)) {
    const aside = join(cluster.directory, `making-${process.pid}-${randomBytes(4).toString('hex')}`);
    await initdb(cluster, aside, flush);
    try {
      renameSync(aside, cluster.data);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!existsSync(versionFile)) throw error;
    }
  }
  const major = readFileSync(versionFile, 'utf8').trim();
  if (major !== cluster.binaries.major) {
    throw new OperatorError(`${cluster.data} was made by PostgreSQL ${major}, and this is ${cluster.binaries.major}, which cannot read it. Export it with the earlier release of Fenpei, or move it away to begin anew.`);
  }
}

function removeLeftovers(directory: string): void {
  for (const name of readdirSync(directory)) {
    const maker = /^making-(\d+)-/.exec(name)?.[1];
    if (maker !== undefined && !isAlive(Number(maker))) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

async function initdb(cluster: Cluster, data: string, flush: boolean): Promise<void> {
  const password = `${data}.password`;
  writeFileSync(password, `${randomPassword()}\n`, { mode: 0o600 });
  handOver(cluster.account, password);
  const characters = process.platform === 'linux' ? ['--lc-ctype=C.UTF-8'] : process.platform === 'darwin' ? ['--lc-ctype=en_US.UTF-8'] : [];
  const outcome = await run(cluster, 'initdb', [
    '-D', data, '-U', ownerRole, '-A', 'scram-sha-256', '--pwfile', password, '-E', 'UTF8',
    // Order and case by code point. The character class is apart from it: under C, pg_trgm finds no letter in Chinese text.
    '--locale=C', ...characters, '--locale-provider=builtin', '--builtin-locale=C.UTF-8', ...(flush ? [] : ['--no-sync']),
  ]);
  if (outcome.code === 0) return renameSync(password, passwordFile(data));
  rmSync(data, { recursive: true, force: true });
  rmSync(password, { force: true });
  throw new OperatorError(`PostgreSQL could not make its files in ${data}:\n${outcome.output.trim()}`);
}

const passwordFile = (data: string) => join(data, 'owner.password');

/** The password of the cluster's owner. It is made with the cluster and never leaves its directory. */
export const ownerPassword = (cluster: Cluster) => readFileSync(passwordFile(cluster.data), 'utf8').trim();

/** The password kept in a file of its own; made at first use. */
export const keptPassword = (file: string) => keptSecret(file, randomPassword);

/** 192 bits, in characters that need no escape in SQL or in an address. */
export const randomPassword = () => randomBytes(24).toString('base64url');

/** Whether a process with this number lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** What PostgreSQL's programs are started with: no secrets of ours in their environment, no signal of our terminal, no rights of root. */
export function childOptions(cluster: Cluster) {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP'].flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]]));
  return {
    cwd: cluster.directory,
    env: { ...Object.fromEntries(kept) as Record<string, string>, LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    windowsHide: true,
    ...(cluster.account && { uid: cluster.account.uid, gid: cluster.account.gid }),
  };
}

/** Runs one of PostgreSQL's programs to its end. */
export function run(cluster: Cluster, program: string, parameters: string[]): Promise<{ code: number | null; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(join(cluster.binaries.bin, program), parameters, { ...childOptions(cluster), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => { output += String(text); });
    child.stderr.on('data', (text) => { output += String(text); });
    child.on('error', fail);
    child.on('close', (code) => done({ code, output }));
  });
}
