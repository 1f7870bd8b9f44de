/** For commands that work as the owner of the tables: of the embedded database, or of the one that DATABASE_OWNER_URL names. */
import { join } from 'node:path';
import type { Connection } from '../db/connection.ts';
import { openDatabase, openOwner } from '../db/database.ts';
import { OperatorError } from '../db/fault.ts';
import type { Settings } from '../start/settings.ts';
import { dataDirectory } from '../start/signer.ts';

/** A session of work as the owner; the embedded database is stopped again when nobody else uses it. */
export async function withOwner<T>(given: Settings, work: (owner: Connection) => Promise<T>): Promise<T> {
  if (given.databaseOwnerUrl !== undefined) return work(await openOwner(given.databaseOwnerUrl, given.databaseUrl));
  if (given.databaseUrl !== undefined) throw new OperatorError('DATABASE_URL is set and DATABASE_OWNER_URL is not: this needs the login that owns the tables.');
  const { owner, stop } = await openDatabase({ embedded: { directory: join(dataDirectory(given), 'postgres') } });
  try {
    return await work(owner as Connection);
  } finally {
    await stop();
  }
}
