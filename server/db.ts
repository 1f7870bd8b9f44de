/** The database as the application sees it: the ORM, migrations, and the one place that sets who is asking. */
import { MikroORM, defineConfig, type EntityManager, type Options } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import { Logger, runMigrations } from 'graphile-worker';
import pg from 'pg';
import type { Connection } from './db/connection.ts';
import { codeOf } from './db/fault.ts';
import { giveBackLost } from './db/pool.ts';
import { outsideScope, scopeSettings } from './db/request-scope.ts';
import { migrations } from './migrations/index.ts';
import { tables } from './model/index.ts';

const quiet = new Logger(() => () => undefined);

function options(connection: Connection, extra: Partial<Options> = {}): Options {
  return defineConfig({
    host: connection.host, port: connection.port, user: connection.user, password: connection.password, dbName: connection.database,
    driverOptions: { ...(connection.ssl ? { ssl: connection.ssl } : {}), onPoolCreated: giveBackLost },
    entities: tables,
    metadataProvider: ReflectMetadataProvider,
    ensureDatabase: false,
    forceUtcTimezone: true,
    discovery: { checkDuplicateFieldNames: false },
    extensions: [Migrator],
    migrations: { migrationsList: migrations, snapshot: false, snapshotOnMigrate: false, transactional: true, silent: true },
    pool: { min: 0, max: 10 },
    ...extra,
  });
}

/** Opens the ORM under the application's plain role. */
export async function initOrm(app: Connection): Promise<MikroORM> {
  const orm = await MikroORM.init(options(app));
  await orm.connect(); // or it would count as out of reach until the first statement
  return orm;
}

/** Applies what is missing, or of that only what is named, as the owner of the tables: first the queue's own tables, to which ours grant rights. The role `fenpei_app` must exist. */
export async function migrate(owner: Connection, only?: readonly string[]): Promise<void> {
  const orm = await MikroORM.init(options(owner));
  const pool = new pg.Pool({ ...owner, max: 1 });
  for (const event of ['error', 'connect'] as const) pool.on(event, () => undefined); // what fails also rejects the statement
  try {
    await runMigrations({ pgPool: pool, logger: quiet });
    await orm.migrator.up(only ? { migrations: [...only] } : undefined);
  } finally {
    await pool.end();
    await orm.close();
  }
}

/** Names of the migrations of this release that the database does not have. */
export async function missingMigrations(orm: MikroORM): Promise<string[]> {
  const known = await managerFor(orm, []).execute<Array<{ name: string }>>('select name from mikro_orm_migrations').catch((error: unknown) => {
    if (['42P01', '42501'].includes(codeOf(error))) return []; // none yet, or of a release before the application could read them
    throw error;
  });
  const applied = new Set(known.map(({ name }) => name));
  return migrations.map(({ name }) => name).filter((name) => !applied.has(name));
}

/** The regions an asker may see; the empty list sees nothing. */
export type Regions = readonly number[];

/**
 * An entity manager whose every statement runs under row-level security for these regions.
 * Outside a transaction each statement gets its own; reads of many statements should use `inTransaction`.
 * `day` is the one that names are shown for, today when it is left out.
 */
export function managerFor(orm: MikroORM, regions: Regions, day?: string | null): EntityManager {
  const em = orm.em.fork() as EntityManager;
  em.setSessionContext({ variables: { 'app.regions': regions.join(','), 'app.day': day ?? '', ...scopeSettings() } });
  return em;
}

/** One transaction under row-level security for these regions. */
export function inTransaction<T>(orm: MikroORM, regions: Regions, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return managerFor(orm, regions).transactional(work as (em: unknown) => Promise<T>) as Promise<T>;
}

/** The codes of all regions, which are the same for everybody. */
export async function regionCodes(orm: MikroORM): Promise<number[]> {
  const rows = await managerFor(orm, []).execute<Array<{ code: number }>>('select code from region order by code');
  return rows.map(({ code }) => code);
}

/** Stops what the database does at this moment for the request of this name. */
export async function stopStatements(orm: MikroORM, name: string): Promise<void> {
  await outsideScope(() => managerFor(orm, []).execute("select pg_cancel_backend(pid) from pg_stat_activity where application_name = ? and state = 'active'", [name]));
}
