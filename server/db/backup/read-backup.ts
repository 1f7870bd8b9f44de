/** Brings a backup back into an empty database: all of it or nothing. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type pg from 'pg';
import type { Connection } from '../connection.ts';
import { OperatorError } from '../fault.ts';
import { withClient } from '../roles.ts';
import { fileOf, readManifest, type Manifest, type TableFile } from './manifest.ts';
import { seeAllRegions, tablesOf, type Table } from './tables.ts';

const rowsAtOnce = 500;

interface ForeignKey {
  table: string;
  name: string;
  definition: string;
}

/** Whether somebody's data are there. A database without tables has none. */
async function refuseUnlessEmpty(client: pg.Client): Promise<void> {
  const { rows: [found] } = await client.query<{ made: boolean }>("select to_regclass('public.account') is not null as made");
  if (!found?.made) return;
  const { rows } = await client.query('select from account union all select from region limit 1');
  if (rows.length > 0) throw new OperatorError('The database is not empty; a backup is brought back into an empty one alone. Set DATA_DIR to a new directory, or DATABASE_OWNER_URL to a new database.');
}

/** The lines of a table's file, so many at a time. */
async function* linesOf(directory: string, table: string): AsyncGenerator<string[]> {
  const lines = createInterface({ input: createReadStream(fileOf(directory, table)).pipe(createGunzip()), crlfDelay: Infinity });
  let batch: string[] = [];
  for await (const line of lines) {
    batch.push(line);
    if (batch.length === rowsAtOnce) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

/** The regions of a backup, so that their rows may be written. */
async function regionsOf(directory: string): Promise<number[]> {
  const codes: number[] = [];
  for await (const lines of linesOf(directory, 'region')) codes.push(...lines.map((line) => (JSON.parse(line) as { code: number }).code));
  return codes;
}

/** Rows come in any order, and are as they were: keys between tables are made again at the end, over all rows; rules on how rows change do not apply. */
async function withoutKeysAndRules(client: pg.Client, tables: readonly Table[], load: () => Promise<void>): Promise<void> {
  const { rows: keys } = await client.query<ForeignKey>(`select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = 'public'::regnamespace order by 1, 2`);
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`);
  for (const { name } of tables) await client.query(`alter table ${name} disable trigger user`);
  await load();
  for (const { name } of tables) await client.query(`alter table ${name} enable trigger user`);
  for (const { table, name, definition } of keys) await client.query(`alter table ${table} add constraint ${name} ${definition}`);
}

async function loadTable(client: pg.Client, directory: string, { name, columns }: Table, { rows }: TableFile): Promise<void> {
  let count = 0;
  for await (const lines of linesOf(directory, name)) {
    const { rowCount } = await client.query(`insert into ${name} (${columns.join(', ')}) select ${columns.join(', ')} from json_populate_recordset(null::${name}, $1)`, [`[${lines.join(',')}]`]);
    count += rowCount ?? 0;
  }
  if (count !== rows) throw new OperatorError(`${name} has ${count} rows after the restore, and ${rows} in the backup; nothing was kept.`);
}

/**
 * Restores a backup. `migrateTo` makes the tables as they were at the backup's last migration; what is newer is applied afterwards by the caller.
 * Throws an OperatorError when the directory holds no whole backup, the database is not empty, or this release does not know the backup's tables.
 */
export async function readBackup(owner: Connection, directory: string, migrateTo: (migrations: readonly string[]) => Promise<void>): Promise<Manifest> {
  const manifest = await readManifest(directory);
  const regions = await regionsOf(directory);
  await withClient(owner, refuseUnlessEmpty);
  await migrateTo(manifest.migrations);
  await withClient(owner, async (client) => {
    const tables = await tablesOf(client);
    const files = new Map(manifest.tables.map((file) => [file.table, file]));
    const unknown = [...files.keys()].filter((name) => !tables.some((table) => table.name === name));
    if (unknown.length > 0) throw new OperatorError(`The backup has tables that this release does not: ${unknown.join(', ')}.`);
    await client.query('begin');
    await seeAllRegions(client, regions);
    await client.query(`truncate ${tables.map(({ name }) => name).join(', ')} cascade`);
    await withoutKeysAndRules(client, tables, async () => {
      for (const table of tables) {
        const file = files.get(table.name);
        if (file) await loadTable(client, directory, table, file);
      }
    });
    await client.query('commit');
  });
  return manifest;
}
