/** The calendars of working days: written by the owner of the tables, read by everybody. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Client } from 'pg';
import { readCalendar, type Calendars } from '../core/working-days.ts';
import { sha256 } from '../hash.ts';
import { WorkingCalendar } from '../model/confirmation.ts';

async function write(owner: Client, text: string, hash: string, now: Date): Promise<number> {
  const { year, source, off, worked } = readCalendar(text);
  await owner.query(
    'insert into working_calendar (year, known_from, hash, document, issued_on, address, days_off, days_worked) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [year, now, hash, source.document, source.issued, source.address, off, worked],
  );
  return year;
}

/** Writes the calendars that come with the platform, each text once: a version that an operator loaded since stays the last. */
export async function loadCalendars(owner: Client, texts: readonly string[], now: Date): Promise<void> {
  const { rows } = await owner.query<{ hash: string }>('select hash from working_calendar');
  const known = new Set(rows.map(({ hash }) => hash));
  for (const text of texts) if (!known.has(sha256(text))) await write(owner, text, sha256(text), now);
}

/** Adds the calendar of a year, or another version of it; the same as the last changes nothing. Gives the year. */
export async function loadCalendar(owner: Client, text: string, now: Date): Promise<number> {
  const { year } = readCalendar(text);
  const { rows: [last] } = await owner.query<{ hash: string }>('select hash from working_calendar where year = $1 order by known_from desc limit 1', [year]);
  return last?.hash === sha256(text) ? year : write(owner, text, sha256(text), now);
}

/** The last known calendar of every year. */
export async function calendarsOf(em: EntityManager): Promise<Calendars> {
  const all = await em.find(WorkingCalendar, {}, { orderBy: { knownFrom: 'asc' } });
  return new Map(all.map(({ year, daysOff, daysWorked }) => [year, { off: daysOff, worked: daysWorked }]));
}
