/** `npm run migrate`: brings the tables, the library of policies and the working calendars up to this release, as their owner. */
import 'reflect-metadata';
import { calendarTexts, indicatorTexts, presetTexts } from '../../seeds/presets.ts';
import { loadIndicators } from '../assessment/library.ts';
import { migrate } from '../db.ts';
import { openOwner } from '../db/database.ts';
import { OperatorError } from '../db/fault.ts';
import { withClient } from '../db/roles.ts';
import { loadLibrary } from '../policy/library.ts';
import { loadCalendars } from '../run/calendars.ts';
import { command } from './command.ts';
import { settings } from './data.ts';

await command(async () => {
  const { databaseUrl, databaseOwnerUrl } = settings();
  if (databaseOwnerUrl === undefined) throw new OperatorError('DATABASE_OWNER_URL is not set: the login that owns the tables. The embedded database is migrated by npm start.');
  const owner = await openOwner(databaseOwnerUrl, databaseUrl);
  await migrate(owner);
  await withClient(owner, async (client) => {
    await loadLibrary(client, await presetTexts());
    await loadIndicators(client, await indicatorTexts());
    await loadCalendars(client, await calendarTexts(), new Date());
  });
  process.stdout.write('数据表已是最新 / the tables are up to date\n');
  return 0;
});
