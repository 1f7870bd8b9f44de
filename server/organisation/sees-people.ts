/** Who may see the register of people, and who their full numbers. */
import { grantsIn, hasRole, institutionsOf, ownPeople, type Asker, type Asking, type Grant } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import { Person } from '../model/people.ts';

/** See the people of the whole region. */
const ofRegion: readonly Role[] = ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'HR_BUREAU'];
/** See the people of their institution. */
const ofInstitution: readonly Role[] = ['HOSPITAL_HEAD', 'PERSONNEL', 'INSTITUTION_FINANCE'];
const unmaskHere: readonly Role[] = ['PERSONNEL', 'INSTITUTION_FINANCE'];

/** The institutions whose people the asker may see. */
export function registerSeen(asker: Asker, region: number): 'all' | string[] {
  grantsIn(asker, region);
  return hasRole(asker, region, ofRegion) ? 'all' : institutionsOf(asker, region, ofInstitution);
}

async function hasPostIn({ em }: Asking, region: number, person: string, institutions: readonly string[], today: string): Promise<boolean> {
  const found = await em.execute<unknown[]>(`select from assignment a where a.region_id = ? and a.person_id = ? and a.known_until is null and (a.valid_until is null or a.valid_until > ?::date)
    and a.institution_id in (select value::uuid from json_array_elements_text(?::json)) limit 1`, [region, person, today, JSON.stringify(institutions)]);
  return found.length > 0;
}

/** A person whom the asker may see: all for the bureaus, those with a post in their institution for its officers, themselves. Others are not found. */
export async function personSeen(asking: Asking, region: number, id: string, today: string): Promise<Person> {
  const seen = registerSeen(asking.asker, region);
  const person = await asking.em.findOne(Person, { regionId: region, id });
  const may = person && (seen === 'all' || ownPeople(asking.asker, region).includes(id) || (await hasPostIn(asking, region, id, seen, today)));
  return may ? person : refuse('NOT_FOUND', 'person', { what: { zh: '人员', en: 'person' }, found: id });
}

/**
 * A person whose full numbers the asker may see, and the grant by which: for the health bureau, and for personnel and finance of an institution
 * where the person has a post; their own grants before lent ones (UNMASK_NOT_ALLOWED).
 */
export async function personToUnmask(asking: Asking, region: number, id: string, today: string): Promise<{ person: Person; by: Grant }> {
  const person = await personSeen(asking, region, id, today);
  const grants = asking.asker.grants.filter((grant) => grant.region === region).toSorted((one, other) => Number(one.actsFor !== null) - Number(other.actsFor !== null));
  for (const grant of grants) {
    const reaches = grant.role === 'HEALTH_BUREAU' || (unmaskHere.includes(grant.role) && grant.institution !== null && (await hasPostIn(asking, region, id, [grant.institution], today)));
    if (reaches) return { person, by: grant };
  }
  return refuse('UNMASK_NOT_ALLOWED', 'person');
}
