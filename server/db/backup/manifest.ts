/** What a backup says of itself: which tables it has, how many rows, and the hash of every file. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { OperatorError } from '../fault.ts';

export interface TableFile {
  table: string;
  rows: number;
  /** Of the file `<table>.jsonl.gz`, hexadecimal. */
  sha256: string;
}

export interface Manifest {
  format: 1;
  at: string;
  /** Names of the migrations that the database had. */
  migrations: string[];
  tables: TableFile[];
}

const manifestName = 'manifest.json';
const sealName = 'manifest.sha256';

export const fileOf = (directory: string, table: string) => join(directory, `${table}.jsonl.gz`);

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

export async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Written last: a directory without it holds no backup. */
export function writeManifest(directory: string, manifest: Manifest): void {
  const text = `${JSON.stringify(manifest, null, 2)}\n`;
  writeFileSync(join(directory, manifestName), text, { mode: 0o600 });
  writeFileSync(join(directory, sealName), `${sha256(text)}\n`, { mode: 0o600 });
}

/** Reads the manifest and checks every file against it. Throws an OperatorError that names the file that is missing or was changed. */
export async function readManifest(directory: string): Promise<Manifest> {
  const [file, seal] = [join(directory, manifestName), join(directory, sealName)];
  if (!existsSync(file) || !existsSync(seal)) throw new OperatorError(`${directory} holds no whole backup: ${manifestName} or ${sealName} is missing.`);
  const text = readFileSync(file, 'utf8');
  if (sha256(text) !== readFileSync(seal, 'utf8').trim()) throw new OperatorError(`${file} was changed: its hash is not the one in ${sealName}.`);
  const manifest = JSON.parse(text) as Manifest;
  for (const { table, sha256: wanted } of manifest.tables) {
    const path = fileOf(directory, table);
    if (!existsSync(path)) throw new OperatorError(`${path} is missing.`);
    if (await hashOfFile(path) !== wanted) throw new OperatorError(`${path} was changed: its hash is not the one in ${manifestName}.`);
  }
  return manifest;
}
