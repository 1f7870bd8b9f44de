/** Which institutions belong to which consortia on a day. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Member } from '../model/organisation.ts';
import { dayKnown, knownOn } from './dated.ts';

/** The members of a region's consortia on a day, by the code of the institution; as they are known now or were at an instant. */
export function membersOn(em: EntityManager, region: number, day: string, asOf: Date | null = null): Promise<Member[]> {
  return em.execute<Member[]>(`
    select m.institution_id as institution, i.code, m.consortium_id as consortium, c.code as "consortiumCode", c.name as "consortiumName", m.role
    from institution_membership m
    join institution i on i.region_id = m.region_id and i.id = m.institution_id
    join consortium c on c.region_id = m.region_id and c.id = m.consortium_id
    where m.region_id = ? and ${knownOn('m')} order by i.code`, [region, ...dayKnown(day, asOf)]);
}
