/** The database that the server works on: the one that comes with the project, or the one that DATABASE_URL names. */
import { join } from 'node:path';
import { parseUrl, type Connection } from './connection.ts';
import { startEmbedded, type EmbeddedOptions } from './embedded.ts';
import { keptPassword, randomPassword } from './embedded/cluster.ts';
import { codeOf, messageOf, OperatorError } from './fault.ts';
import { appRole, assertPlainRole, provideAppRole, withClient } from './roles.ts';

export { assertPlainRole } from './roles.ts';
export type { Connection } from './connection.ts';

export interface DatabaseOptions {
  /** Where the embedded server keeps its files, and how it runs. */
  embedded: EmbeddedOptions;
  /** DATABASE_URL: a server to use instead. Its login is the application's, or the owner's where `ownerUrl` is left out. */
  url?: string | undefined;
  /** DATABASE_OWNER_URL: the owner of the tables, who migrates. */
  ownerUrl?: string | undefined;
}

export interface Database {
  /** Migrates; never serves requests. */
  owner: Connection;
  /** Serves requests: a plain role, bound by row-level security. */
  app: Connection;
  embedded: boolean;
  /** Stops the embedded server if this process holds it. */
  stop(): Promise<void>;
}

const databaseName = 'fenpei';

/** Reaches the database and makes sure that it exists and that the application's login is plain. Throws an OperatorError with what to do. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url === undefined) {
    if (options.ownerUrl !== undefined) throw new OperatorError('DATABASE_OWNER_URL is set and DATABASE_URL is not; set both or neither.');
    return openEmbedded(options.embedded);
  }
  const { owner, app } = await openNamed(options.url, options.ownerUrl);
  return { owner, app, embedded: false, stop: () => Promise.resolve() };
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

async function openNamed(url: string, ownerUrl: string | undefined): Promise<Pick<Database, 'owner' | 'app'>> {
  const named = parseUrl(url, 'DATABASE_URL');
  const owner = ownerUrl === undefined ? named : parseUrl(ownerUrl, 'DATABASE_OWNER_URL');
  await reach(owner, ownerUrl === undefined ? 'DATABASE_URL' : 'DATABASE_OWNER_URL');
  if (ownerUrl === undefined) {
    const password = randomPassword();
    await provideAppRole(owner, password);
    const app = { ...owner, user: appRole, password };
    await withClient(app, assertPlainRole);
    return { owner, app };
  }
  if (named.user !== appRole || named.database !== owner.database) {
    throw new OperatorError(`With DATABASE_OWNER_URL, DATABASE_URL must log in as ${appRole}, to which the tables are granted, and both must name one database; they name ${named.user} on ${named.database}, and ${owner.database}.`);
  }
  await reach(named, 'DATABASE_URL');
  await withClient(named, assertPlainRole);
  return { owner, app: named };
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
