/** The built web application: made when it is missing or not made from the sources at hand. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { codeOf, OperatorError } from '../db/fault.ts';
import { progress } from './progress.ts';

const sources = ['web', 'server/core', 'schema', 'package-lock.json'];

/** Gives the directory of the built web application of this project, after building it where that is needed. */
export async function builtWeb(root: string): Promise<string> {
  const directory = join(root, 'dist/web');
  const wanted = stampOf(root);
  if (readStamp(directory) === wanted) return directory;
  const vite = await loadVite();
  if (vite === null) {
    if (readStamp(directory) !== null) return directory; // built where the tools were; here they are left out
    throw new OperatorError('The web application is not built and Vite is not installed: run "npm ci", or build it elsewhere with "npm start" and bring dist/web.');
  }
  await progress('Web application built', () => build(vite, root, directory, wanted));
  return directory;
}

type Vite = typeof import('vite');

async function loadVite(): Promise<Vite | null> {
  try {
    return await import('vite');
  } catch (error) {
    if (codeOf(error) === 'ERR_MODULE_NOT_FOUND') return null;
    throw error;
  }
}

/** Builds aside and then renames, so that a build that is interrupted is never served. */
async function build(vite: Vite, root: string, directory: string, stamp: string): Promise<void> {
  const aside = `${directory}-${process.pid}`;
  const mode = process.env.NODE_ENV;
  try {
    await vite.build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn', build: { outDir: aside, emptyOutDir: true } });
    writeFileSync(join(aside, '.stamp'), `${stamp}\n`);
    rmSync(directory, { recursive: true, force: true });
    renameSync(aside, directory);
  } finally {
    rmSync(aside, { recursive: true, force: true });
    if (mode === undefined) delete process.env.NODE_ENV; // Vite sets it, and Express reads it
    else process.env.NODE_ENV = mode;
  }
}

function readStamp(directory: string): string | null {
  const file = join(directory, '.stamp');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}

/** One hash over the names and the contents of everything that the build reads. */
export function stampOf(root: string): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesBelow(join(root, source))).sort()) {
    hash.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  const entries = readdirSync(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
