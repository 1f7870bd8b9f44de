/** The database that the server works on: the one that comes with the project, or the one that DATABASE_URL names. */
import { join } from 'node:path';
import { parseUrl, type Connection } from './connection.ts';
import { startEmbedded, type EmbeddedOptions } from './embedded.ts';
import { keptPassword } from './embedded/cluster.ts';
import { codeOf, messageOf, OperatorError } from './fault.ts';
import { appRole, assertPlainRole, provideAppRole, withClient } from './roles.ts';

export { assertPlainRole } from './roles.ts';
export type { Connection } from './connection.ts';

export interface DatabaseOptions {
  /** Where the embedded server keeps its files, and how it runs. */
  embedded: EmbeddedOptions;
  /** DATABASE_URL: a server to use instead, by the application's plain login. */
  url?: string | undefined;
}

export interface Database {
  /** Migrates the embedded database; of a named one only `npm run migrate` knows the owner. */
  owner?: Connection;
  /** Serves requests: a plain role, bound by row-level security. */
  app: Connection;
  embedded: boolean;
  /** Stops the embedded server if this process holds it. */
  stop(): Promise<void>;
}

const databaseName = 'fenpei';

/** Reaches the database and makes sure that it exists and that the application's login is plain. Throws an OperatorError with what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url === undefined) return openEmbedded(options.embedded);
  const app = parseUrl(options.url, 'DATABASE_URL');
  if (app.user !== appRole) throw new OperatorError(`DATABASE_URL must log in as ${appRole}, to which the tables are granted, and names ${app.user}. The owner's login belongs into DATABASE_OWNER_URL, for npm run migrate.`);
  await reach(app, 'DATABASE_URL');
  await withClient(app, assertPlainRole);
  return { app, embedded: false, stop: () => Promise.resolve() };
}

/**
 * The owner's login from DATABASE_OWNER_URL, for migrations and backups. Where DATABASE_URL is given too, its login is made
 * or gets the password written there. Throws an OperatorError with what to do.
 */
export async function openOwner(ownerUrl: string, url: string | undefined): Promise<Connection> {
  const owner = parseUrl(ownerUrl, 'DATABASE_OWNER_URL');
  await reach(owner, 'DATABASE_OWNER_URL');
  if (url !== undefined) {
    const app = parseUrl(url, 'DATABASE_URL');
    if (app.user !== appRole || app.database !== owner.database) {
      throw new OperatorError(`DATABASE_URL must log in as ${appRole} to the database ${owner.database} that DATABASE_OWNER_URL names; it names ${app.user} on ${app.database}.`);
    }
    await provideAppRole(owner, app.password);
  }
  const { rows } = await withClient(owner, (client) => client.query('select from pg_roles where rolname = $1', [appRole]));
  if (rows.length === 0) throw new OperatorError(`There is no role ${appRole}. Set DATABASE_URL too, with the password that it shall have, or create the role.`);
  return owner;
}

async function openEmbedded(options: EmbeddedOptions): Promise<Database> {
  const server = await startEmbedded(options);
  try {
    const owner = { ...server.owner, database: databaseName };
    const password = keptPassword(join(server.directory, 'app.password'));
    await createDatabase(server.owner, databaseName);
    await provideAppRole(owner, password);
    const app = { ...owner, user: appRole, password };
    await withClient(app, assertPlainRole);
    return { owner, app, embedded: true, async stop() { await server.stop(); } };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function createDatabase(server: Connection, name: string): Promise<void> {
  await withClient(server, async (client) => {
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length > 0) return;
    try {
      await client.query(`create database ${client.escapeIdentifier(name)}`);
    } catch (error) {
      if (!['42P04', '23505'].includes(codeOf(error))) throw error; // another process made it at this moment
    }
  });
}

/** Throws an OperatorError that says in words why the server cannot be used. */
async function reach(connection: Connection, variable: string): Promise<void> {
  try {
    await withClient(connection, (client) => client.query('select 1'));
  } catch (error) {
    const where = `${connection.host}:${connection.port}`;
    const code = codeOf(error);
    if (code === '28P01' || code === '28000') throw new OperatorError(`${variable}: ${where} refuses the user ${connection.user} or its password.`, { cause: error });
    if (code === '3D000') throw new OperatorError(`${variable}: there is no database ${connection.database} on ${where}; create it first.`, { cause: error });
    throw new OperatorError(`${variable}: ${where} cannot be reached (${messageOf(error)}).`, { cause: error });
  }
}
