/** What commands over the recorded data share: the database and the key of this installation. */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Signer } from '../core/ledger-file/write.ts';
import { initOrm } from '../db.ts';
import { parseUrl } from '../db/connection.ts';
import { openDatabase } from '../db/database.ts';
import { codeOf, OperatorError } from '../db/fault.ts';
import { keptSecret } from '../db/kept.ts';
import { newSigningKey, signerOf } from '../signature.ts';
import { readSettings, type Settings } from '../start/settings.ts';

const root = join(import.meta.dirname, '../..');

export const settings = (): Settings => readSettings(process.env, process.versions.node);

export const dataDirectory = ({ dataDirectory: given }: Settings): string => resolve(given ?? join(root, '.data'));

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
      throw new OperatorError('The database has no tables of this release yet. Start the server once: npm start.', { cause: error });
    } finally {
      await orm.close();
    }
  } finally {
    await embedded?.stop();
  }
}

/** Signs by SIGNING_KEY, or by the key of this installation, which is made at first use. */
export function installationSigner(given: Settings): Signer {
  const file = join(dataDirectory(given), 'signing-key');
  if (given.signingKey === undefined) mkdirSync(dataDirectory(given), { recursive: true });
  const signer = signerOf(given.signingKey ?? keptSecret(file, newSigningKey));
  if (!signer) throw new OperatorError(`${given.signingKey === undefined ? file : 'SIGNING_KEY'} is not a private key of Ed25519 (PKCS#8, base64).`);
  return signer;
}
