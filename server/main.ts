/** Starts the server: database, web application, migrations, demo, HTTP. `npm start`. */
import { join, resolve } from 'node:path';
import { makeLog } from './api/log.ts';
import { openDatabase } from './db/database.ts';
import { codeOf, OperatorError } from './db/fault.ts';
import { assertPlainRole, withClient } from './db/roles.ts';
import { progress } from './start/progress.ts';
import { installationKeys } from './start/data-keys.ts';
import { readSettings } from './start/settings.ts';
import { Shutdown } from './start/shutdown.ts';
import { installationSigner } from './start/signer.ts';
import { builtWeb } from './start/web-build.ts';

const root = join(import.meta.dirname, '..');
const shutdown = new Shutdown();

async function start(): Promise<void> {
  const settings = readSettings(process.env, process.versions.node);
  const dataDirectory = resolve(settings.dataDirectory ?? join(root, '.data'));
  // loading them takes as long as starting the database; a failure surfaces where they are awaited
  const parts = Promise.all([import('./db.ts'), import('./api.ts'), import('../seeds/demo/seed.ts'), import('./policy/library.ts'), import('../seeds/presets.ts'), import('./jobs/worker.ts'), import('./assessment/library.ts'), import('./run/calendars.ts')]);
  parts.catch(() => undefined);

  const database = await progress('PostgreSQL ready', () => openDatabase({
    embedded: { directory: join(dataDirectory, 'postgres') }, url: settings.databaseUrl,
  }));
  shutdown.add('The database', () => database.stop());

  const webDirectory = settings.web === 'build' ? await builtWeb(root) : join(root, 'dist/web');
  shutdown.check();
  const [{ initOrm, migrate, missingMigrations }, { createApi }, { demoLogins, isEmpty, seedDemo }, { loadLibrary }, { calendarTexts, indicatorTexts, presetTexts }, { startWorker }, { loadIndicators }, { loadCalendars }] = await parts;
  const { owner } = database;
  if (owner) {
    await progress('Tables up to date', () => migrate(owner));
    await progress('Library of policies', async () => withClient(owner, async (client) => loadLibrary(client, await presetTexts())));
    await progress('Libraries of indicators', async () => withClient(owner, async (client) => loadIndicators(client, await indicatorTexts())));
    await progress('Working days', async () => withClient(owner, async (client) => loadCalendars(client, await calendarTexts(), new Date())));
  }
  await withClient(database.app, assertPlainRole); // again, now that the tables and their owner exist
  const orm = await initOrm(database.app);
  shutdown.add('The connections', () => orm.close());
  const missing = await missingMigrations(orm);
  if (missing.length > 0) throw new OperatorError(`The database is behind this release: it lacks ${missing.join(', ')}. Run "npm run migrate" with DATABASE_OWNER_URL set to the owner of the tables, and start again.`);

  const dataKeys = installationKeys(settings.dataKey, dataDirectory);
  const demo = settings.demo ?? database.embedded;
  if (demo && await isEmpty(orm)) await progress('Demo county made', () => seedDemo(orm, dataKeys, (line) => console.log(`  ${line}`)));
  shutdown.check();

  const log = makeLog(settings.logLevel);
  const worker = await startWorker(database.app, { orm, signer: installationSigner(settings), log, now: () => new Date() });
  shutdown.add('The jobs', () => worker.stop());
  const api = await createApi({ orm, dataKeys, webDirectory, oidc: settings.oidc, metricsToken: settings.metricsToken, log });
  shutdown.add('HTTP', () => api.close());
  const { port } = await listen(api, settings.port, settings.host);
  if (demo) {
    console.log('\nDemo logins:');
    for (const { login, password, who } of demoLogins()) console.log(`  ${login.padEnd(12)} ${password.padEnd(12)} ${who.zh} · ${who.en}`);
  }
  console.log(`\nFenpei 分配: http://${settings.host.includes(':') ? `[${settings.host}]` : settings.host}:${port}`);
}

async function listen(api: { listen(port: number, host: string): Promise<{ port: number }> }, port: number, host: string) {
  try {
    return await api.listen(port, host);
  } catch (error) {
    const reason = { EADDRINUSE: 'is used by another program', EACCES: 'needs rights that this account does not have', EADDRNOTAVAIL: 'is not an address of this machine' }[codeOf(error)];
    if (reason === undefined) throw error;
    throw new OperatorError(`${host}:${port} ${reason}. Set PORT (and HOST) to another, such as PORT=4001 npm start.`);
  }
}

shutdown.listen();
await shutdown.during(start);
