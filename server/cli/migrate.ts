/** `npm run migrate`: brings the tables up to this release, as their owner. */
import 'reflect-metadata';
import { migrate } from '../db.ts';
import { openOwner } from '../db/database.ts';
import { OperatorError } from '../db/fault.ts';
import { command } from './command.ts';
import { settings } from './data.ts';

await command(async () => {
  const { databaseUrl, databaseOwnerUrl } = settings();
  if (databaseOwnerUrl === undefined) throw new OperatorError('DATABASE_OWNER_URL is not set: the login that owns the tables. The embedded database is migrated by npm start.');
  await migrate(await openOwner(databaseOwnerUrl, databaseUrl));
  process.stdout.write('数据表已是最新 / the tables are up to date\n');
  return 0;
});
