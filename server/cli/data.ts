/** What commands over the recorded data share: the database of this installation. */
import { join } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import { initOrm } from '../db.ts';
import { parseUrl } from '../db/connection.ts';
import { openDatabase } from '../db/database.ts';
import { codeOf, OperatorError } from '../db/fault.ts';
import { readSettings, type Settings } from '../start/settings.ts';
import { dataDirectory } from '../start/signer.ts';

export const settings = (): Settings => readSettings(process.env, process.versions.node);

/**
 * Works on the database that the server uses, beside the server or without it. A login from DATABASE_URL is taken as it is:
 * a start gives `fenpei_app` a new password, which must not happen under a running server.
 */
export async function withData<T>(given: Settings, work: (orm: MikroORM) => Promise<T>): Promise<T> {
  const embedded = given.databaseUrl === undefined ? await openDatabase({ embedded: { directory: join(dataDirectory(given), 'postgres') } }) : undefined;
  try {
    const orm = await initOrm(embedded?.app ?? parseUrl(given.databaseUrl as string, 'DATABASE_URL'));
    try {
      return await work(orm);
    } catch (error) {
      if (codeOf(error) !== '42P01') throw error;
      throw new OperatorError('The database has no tables of this release yet. Start the server once (npm start), or run npm run migrate where DATABASE_URL names it.', { cause: error });
    } finally {
      await orm.close();
    }
  } finally {
    await embedded?.stop();
  }
}
