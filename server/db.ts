/** The database as the application sees it: the ORM, migrations, and the one place that sets who is asking. */
import { MikroORM, defineConfig, type EntityManager, type Options } from '@mikro-orm/postgresql';
import { Migrator } from '@mikro-orm/migrations';
import { ReflectMetadataProvider } from '@mikro-orm/decorators/legacy';
import type { Connection } from './db/connection.ts';
import { migrations } from './migrations/index.ts';
import { tables } from './model/index.ts';

function options(connection: Connection, extra: Partial<Options> = {}): Options {
  return defineConfig({
    host: connection.host, port: connection.port, user: connection.user, password: connection.password, dbName: connection.database,
    driverOptions: connection.ssl ? { ssl: connection.ssl } : {},
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

/** Applies what is missing, as the owner of the tables. The role `fenpei_app` must exist. */
export async function migrate(owner: Connection): Promise<void> {
  const orm = await MikroORM.init(options(owner));
  try {
    await orm.migrator.up();
  } finally {
    await orm.close();
  }
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
  em.setSessionContext({ variables: { 'app.regions': regions.join(','), 'app.day': day ?? '' } });
  return em;
}

/** One transaction under row-level security for these regions. */
export function inTransaction<T>(orm: MikroORM, regions: Regions, work: (em: EntityManager) => Promise<T>): Promise<T> {
  return managerFor(orm, regions).transactional(work as (em: unknown) => Promise<T>) as Promise<T>;
}
