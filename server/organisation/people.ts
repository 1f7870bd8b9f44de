/** Reads the people of a region as they are on a day, by staff number. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { pageOf, printPlace, readPlace, rowsToRead, type Page } from '../model/page.ts';
import { Person } from '../model/people.ts';
import { dayKnown, knownOn } from '../run/dated.ts';

export interface PeopleWanted {
  region: number;
  seen: 'all' | readonly string[];
  institution: string | null;
  /** Part of a name or staff number. */
  text: string | null;
  day: string;
  first: number;
  after: string | null;
}

/** Those who have a post on the day in an institution that is seen. */
export async function peopleOn(em: EntityManager, { region, seen, institution, text, day, first, after }: PeopleWanted): Promise<Page<Person>> {
  const [place = ''] = readPlace(after, 1) ?? [];
  const rowsAsked = rowsToRead({ first });
  const rows = await em.execute<Array<{ id: string }>>(`
    select p.id from person p where p.region_id = ? and p.code > ? and position(lower(?) in lower(p.code || ' ' || p.name)) > 0
      and exists (select from assignment a where a.region_id = p.region_id and a.person_id = p.id and ${knownOn('a')}
        and a.institution_id = coalesce(?::uuid, a.institution_id) and (?::boolean or a.institution_id in (select value::uuid from json_array_elements_text(?::json))))
    order by p.code limit ?`, [region, place, text ?? '', ...dayKnown(day), institution, seen === 'all', JSON.stringify(seen === 'all' ? [] : seen), rowsAsked]);
  const people = await em.find(Person, { regionId: region, id: { $in: rows.map(({ id }) => id) } }, { orderBy: { code: 'asc' } });
  return pageOf(people.map((person) => Object.assign(person, { shownOn: day })), { first }, ({ code }) => printPlace([code]));
}
