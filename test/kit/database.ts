/** A database of its own for each test file: all are clones of a template in one PostgreSQL, which the first caller of a run starts. */
import { randomBytes } from 'node:crypto';
import type { Connection } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { appRole, provideAppRole, withClient } from '../../server/db/roles.ts';

export interface Logins {
  /** Superuser and owner of the tables: for arranging and for looking at what row-level security hides. */
  owner: Connection;
  /** What the server logs in as. */
  app: Connection;
}

export interface FreshDatabase extends Logins {
  /** Removes the database, also while sessions are open. */
  drop(): Promise<void>;
}

const appPassword = 'plain';

/** The owner's login to this run's PostgreSQL, which is started when no test has asked before. Nothing is flushed to disk: its data live as long as the run. */
export async function testServer(): Promise<Connection> {
  const directory = process.env.TEST_CLUSTER;
  if (directory === undefined) throw new Error('TEST_CLUSTER is set by test/kit/global-setup.js; run the test through npm run jest');
  const server = await startEmbedded({
    directory,
    flush: false,
    settings: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200', autovacuum: 'off' },
  });
  return server.owner;
}

/** A new database with every migration applied and no rows. */
export async function freshDatabase(): Promise<FreshDatabase> {
  return cloneOf(await migratedTemplate());
}

/** A new database with what a template holds; made in less than a second. */
export async function cloneOf(template: Template): Promise<FreshDatabase> {
  const { server } = template;
  const database = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(server, (client) => client.query(`create database ${database} template ${template.name}`));
  return {
    ...loginsTo(server, database),
    async drop() {
      await withClient(server, (client) => client.query(`drop database if exists ${database} with (force)`));
    },
  };
}

/** A database that is only cloned, in this run's PostgreSQL. */
export interface Template {
  server: Connection;
  name: string;
}

/**
 * Makes a template once in a run; whoever comes meanwhile waits. `fill` writes what it holds beside what `from` holds.
 * A template is only marked as one when it is complete.
 */
export async function makeTemplate(name: string, from: Template | Connection, fill: (logins: Logins) => Promise<void>): Promise<Template> {
  const [server, source] = 'name' in from ? [from.server, from.name] : [from, 'template1'];
  await withClient(server, async (client) => {
    await client.query('select pg_advisory_lock(hashtext($1))', [name]);
    const { rows: [found] } = await client.query<{ datistemplate: boolean }>('select datistemplate from pg_database where datname = $1', [name]);
    if (found?.datistemplate) return;
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template ${source}`);
    await fill(loginsTo(server, name));
    await client.query(`alter database ${name} with is_template true allow_connections false`);
  });
  return { server, name };
}

/** The template with every migration and no rows. */
export async function migratedTemplate(): Promise<Template> {
  return makeTemplate('fenpei_template', await testServer(), async ({ owner }) => {
    await provideAppRole(owner, appPassword);
    const { migrate } = await import('../../server/db.ts');
    await migrate(owner);
  });
}

const loginsTo = (server: Connection, database: string): Logins => ({
  owner: { ...server, database },
  app: { ...server, database, user: appRole, password: appPassword },
});
