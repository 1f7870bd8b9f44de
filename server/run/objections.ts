/** Objections to what a run distributed, where the run itself is concerned. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';

/** A distribution about which an objection was upheld is not handed in again as it is (PAY_OBJECTION_UPHELD). */
export async function requireNoneUpheld(em: EntityManager, { regionId, id, held }: Run): Promise<void> {
  const found = await em.execute<Array<{ code: string }>>(`
    select distinct s.code from pay_run p join pay_objection o on o.region_id = p.region_id and o.pay_run_id = p.id
    join pay_objection_ruling u on u.region_id = o.region_id and u.objection_id = o.id and u.upheld
    join person s on s.region_id = o.region_id and s.id = o.person_id
    where p.region_id = ? and p.run_id = ? order by s.code`, [regionId, id]);
  const people = found.map(({ code }) => code).filter((code) => !held.includes(code));
  if (people.length > 0) refuse('PAY_OBJECTION_UPHELD', 'run', { people: people.join(', ') });
}
