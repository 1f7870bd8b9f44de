/** What of the database is kept in a backup. */
import type pg from 'pg';

export interface Table {
  name: string;
  /** Names of the columns that are written, quoted. */
  columns: string[];
}

/** Sessions are not kept: after a restore everybody signs in again. Migrations stand in the manifest; the queue of jobs is a schema of its own, which every night fills anew. */
const left = ['session', 'mikro_orm_migrations'];

/** Every table with rows of its own, partitions through the table that they are parts of. */
export async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(`
    select quote_ident(c.relname) as name, array_agg(quote_ident(a.attname) order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = 'public'::regnamespace and c.relname <> all ($1)
      and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`, [left]);
  return rows;
}

/** Lets this transaction see and write the rows of every region, under row-level security too. */
export async function seeAllRegions(client: pg.Client, codes: readonly number[]): Promise<void> {
  await client.query("select set_config('app.regions', $1, true)", [codes.join(',')]);
}
