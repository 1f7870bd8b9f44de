/** The versions of a thing (版本): the first run and its corrections, and what each left standing on the version before. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Run } from '../model/run.ts';

/** 1 for a first run, one more for each correction of it. */
export async function versionOf(em: EntityManager, { regionId, correctsId }: Run): Promise<number> {
  if (correctsId === null) return 1;
  const [row] = await em.execute<[{ before: string }]>(`
    with recursive line (corrects_id) as (
      select corrects_id from run where region_id = ? and id = ?
      union all select r.corrects_id from run r join line l on r.region_id = ? and r.id = l.corrects_id)
    select count(*) as before from line`, [regionId, correctsId, regionId]);
  return Number(row.before) + 1;
}

export interface LeftBehind {
  run: string;
  /** Whether it was corrected since, or an approver accepted that it stays. */
  settled: boolean;
}

/** The runs that stand on the version before this one, in the order in which they were made; nothing for a first run, or one that is not posted. */
export async function leftBehind(em: EntityManager, { regionId, correctsId, state }: Run): Promise<LeftBehind[]> {
  if (correctsId === null || state !== 'POSTED') return [];
  return em.execute<LeftBehind[]>(`
    select r.id as run, exists (select from run c where c.region_id = r.region_id and c.corrects_id = r.id and c.state = 'POSTED')
      or not exists (select from stale_upstreams(r.region_id, r.id)) as settled
    from run r where r.region_id = ? and ?::text = any (r.upstream_ids) and r.state <> 'RETURNED' order by r.id`, [regionId, correctsId]);
}
