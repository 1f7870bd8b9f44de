/** A migrated database of its own for each test file: all are clones of one template in one PostgreSQL, which the first caller of a run starts. */
import { randomBytes } from 'node:crypto';
import type { Connection } from '../../server/db/connection.ts';
import { startEmbedded } from '../../server/db/embedded.ts';
import { appRole, provideAppRole, withClient } from '../../server/db/roles.ts';

export interface FreshDatabase {
  /** Superuser and owner of the tables: for arranging and for looking at what row-level security hides. */
  owner: Connection;
  /** What the server logs in as. */
  app: Connection;
  /** Removes the database, also while sessions are open. */
  drop(): Promise<void>;
}

const template = 'fenpei_template';
const appPassword = 'plain';
const makingTemplateKey = 1;

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
  const server = await testServer();
  await makeTemplate(server);
  const database = `test_${process.pid}_${randomBytes(4).toString('hex')}`;
  await withClient(server, (client) => client.query(`create database ${database} template ${template}`));
  return {
    owner: { ...server, database },
    app: { ...server, database, user: appRole, password: appPassword },
    async drop() {
      await withClient(server, (client) => client.query(`drop database if exists ${database} with (force)`));
    },
  };
}

/** Migrates the template once in a run; whoever comes meanwhile waits. A template is only marked as one when it is complete. */
async function makeTemplate(server: Connection): Promise<void> {
  await withClient(server, async (client) => {
    await client.query('select pg_advisory_lock($1)', [makingTemplateKey]);
    const { rows: [found] } = await client.query<{ datistemplate: boolean }>('select datistemplate from pg_database where datname = $1', [template]);
    if (found?.datistemplate) return;
    await client.query(`drop database if exists ${template} with (force)`);
    await client.query(`create database ${template}`);
    const owner = { ...server, database: template };
    await provideAppRole(owner, appPassword);
    const { migrate } = await import('../../server/db.ts');
    await migrate(owner);
    await client.query(`alter database ${template} with is_template true allow_connections false`);
  });
}
