/** The demo for tests that act as its people: seeded once in a run into a template, then cloned. */
import 'reflect-metadata';
import { countyPlan } from '../../seeds/demo/county.ts';
import { ewenkiPlan, workedUnit } from '../../seeds/demo/ewenki.ts';
import type { PlannedPlace } from '../../seeds/demo/plan.ts';
import { demoSeedNumber, seedPlaces } from '../../seeds/demo/seed.ts';
import { calendarTexts, indicatorTexts, presetTexts } from '../../seeds/presets.ts';
import { readCalendar } from '../../server/core/working-days.ts';
import { withClient } from '../../server/db/roles.ts';
import { initOrm } from '../../server/db.ts';
import { testKeys } from './keys.ts';
import { loadIndicators } from '../../server/assessment/library.ts';
import { loadLibrary } from '../../server/policy/library.ts';
import { loadCalendars } from '../../server/run/calendars.ts';
import { cloneOf, makeTemplate, migratedTemplate, type FreshDatabase } from './database.ts';

/** A hook that asks for the demo may be the one that seeds it, or may wait for it: a busy machine takes this long, in milliseconds. */
export const seedingTimeout = process.env.FULL === '1' ? 900_000 : 240_000;

/** Tests run on any day: this year and the next, where they are not published yet, have one holiday. */
export function unpublished(texts: readonly string[]): string[] {
  const known = new Set(texts.map((text) => readCalendar(text).year));
  const thisYear = new Date().getFullYear();
  return [thisYear, thisYear + 1].filter((year) => !known.has(year)).map((year) => (
    `{ year: ${year}, source: { document: for the tests, issued: ${year}-01-01, address: none }, holidays: [ { name: { zh: 元旦, en: New Year }, first: ${year}-01-01, last: ${year}-01-01 } ] }`));
}

/** Everything of a place, but pay only for some institutions, unless the whole demo is asked for (FULL=1). */
function cut(place: PlannedPlace, paid: readonly string[]): PlannedPlace {
  if (process.env.FULL === '1') return place;
  return { ...place, institutions: place.institutions.map((each) => ({ ...each, pay: paid.includes(each.code) ? each.pay : null })) };
}

/** The demo's two places as these tests make them. */
export const demoPlaces = () => [cut(countyPlan(demoSeedNumber), ['610726-T01', '610726-T02']), cut(ewenkiPlan(demoSeedNumber), ['150724-P01', workedUnit.code])] as const;

/** A new database with the demo. */
export async function demoDatabase(): Promise<FreshDatabase> {
  return cloneOf(await makeTemplate('fenpei_demo', await migratedTemplate(), async ({ app, owner }) => {
    await withClient(owner, async (client) => {
      await loadLibrary(client, await presetTexts());
      await loadIndicators(client, await indicatorTexts());
      const texts = await calendarTexts();
      await loadCalendars(client, [...texts, ...unpublished(texts)], new Date());
    });
    const orm = await initOrm(app);
    try {
      await seedPlaces(orm, testKeys, ...demoPlaces(), () => undefined);
    } finally {
      await orm.close();
    }
    await withClient(owner, (client) => client.query('analyze')); // the clones have no autovacuum that would
  }));
}
