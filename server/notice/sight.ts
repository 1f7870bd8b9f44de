/** Who may read a notice: the offices, those who run the institution's pay, and its staff; any other notice is as if it did not exist (NOT_FOUND). */
import { bureaus, grantsIn, hasRole, institutionsOf, ownPeople, payslipRoles, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { Notice } from '../model/pay.ts';

/** The institutions whose notices the asker may read. */
export async function institutionsRead({ em, asker, now }: Asking, region: number): Promise<'all' | string[]> {
  grantsIn(asker, region);
  if (hasRole(asker, region, bureaus)) return 'all';
  const posts = await em.execute<Array<{ institution: string }>>(`
    select distinct a.institution_id as institution from assignment a where a.region_id = ? and a.known_until is null
    and a.person_id in (select value::uuid from json_array_elements_text(?::json)) and a.valid_from <= ?::date and (a.valid_until is null or a.valid_until > ?::date)`,
    [region, JSON.stringify(ownPeople(asker, region)), dayOf(now), dayOf(now)]);
  return [...new Set([...institutionsOf(asker, region, payslipRoles), ...posts.map(({ institution }) => institution)])];
}

export function noticeMissing(found: string): never {
  return refuse('NOT_FOUND', 'notice', { what: { zh: '公示', en: 'notice' }, found: found.slice(0, 80) });
}

export async function noticeSeen(asking: Asking, region: number, id: string): Promise<Notice> {
  const read = await institutionsRead(asking, region);
  const notice = await asking.em.findOne(Notice, { regionId: region, id }, { populate: ['payRun', 'payRun.run', 'payRun.institution'] });
  const institution = notice?.payRun.getEntity().institution.id;
  return notice && (read === 'all' || read.includes(institution as string)) ? notice : noticeMissing(id);
}
