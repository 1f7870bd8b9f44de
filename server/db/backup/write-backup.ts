/** Writes a backup: every table as lines of JSON, of one moment, while the server goes on. */
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type pg from 'pg';
import type { Connection } from '../connection.ts';
import { OperatorError } from '../fault.ts';
import { withClient } from '../roles.ts';
import { fileOf, hashOfFile, writeManifest, type Manifest, type TableFile } from './manifest.ts';
import { seeAllRegions, tablesOf, type Table } from './tables.ts';

const rowsAtOnce = 500;

function prepare(directory: string): void {
  if (existsSync(directory) && readdirSync(directory).length > 0) throw new OperatorError(`${directory} is not empty; a backup is written into a directory of its own.`);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
}

async function writeTable(client: pg.Client, directory: string, { name, columns }: Table): Promise<TableFile> {
  const path = fileOf(directory, name);
  const zipped = createGzip({ level: 6 });
  const written = finished(zipped.pipe(createWriteStream(path, { mode: 0o600, flags: 'wx' })));
  let count = 0;
  await client.query(`declare rows_of_table no scroll cursor for select row_to_json(t)::text as line from (select ${columns.join(', ')} from ${name}) t`);
  for (let more = true; more;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${rowsAtOnce} from rows_of_table`);
    more = rows.length > 0;
    count += rows.length;
    if (more && !zipped.write(rows.map(({ line }) => `${line}\n`).join(''))) await Promise.race([once(zipped, 'drain'), written]);
  }
  await client.query('close rows_of_table');
  zipped.end();
  await written;
  return { table: name, rows: count, sha256: await hashOfFile(path) };
}

/** Writes the database of this owner into a directory that is empty or not there yet. */
export async function writeBackup(owner: Connection, directory: string): Promise<Manifest> {
  prepare(directory);
  return withClient(owner, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const { rows: regions } = await client.query<{ code: number }>('select code from region');
    await seeAllRegions(client, regions.map(({ code }) => code));
    const { rows: applied } = await client.query<{ name: string }>('select name from mikro_orm_migrations order by name');
    const tables: TableFile[] = [];
    for (const table of await tablesOf(client)) tables.push(await writeTable(client, directory, table));
    const { rows: [moment] } = await client.query<{ at: Date }>('select transaction_timestamp() as at');
    await client.query('commit');
    const manifest: Manifest = { format: 1, at: (moment?.at ?? new Date()).toISOString(), migrations: applied.map(({ name }) => name), tables };
    writeManifest(directory, manifest);
    return manifest;
  });
}
