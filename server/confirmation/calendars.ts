/** The last known calendar of every year, as it is shown. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { WorkingCalendar } from '../model/confirmation.ts';
import type { CalendarView } from './views.ts';

export async function calendarViews(em: EntityManager): Promise<CalendarView[]> {
  const all = await em.find(WorkingCalendar, {}, { orderBy: { year: 'desc', knownFrom: 'asc' } });
  return [...new Map(all.map((each) => [each.year, each])).values()];
}
