/** Reads places as they are on a day, and what became of them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Institution, type InstitutionKind } from '../model/organisation.ts';
import { Pool } from '../model/pool.ts';
import { Region } from '../model/region.ts';
import { holdsOn } from '../run/dated.ts';
import type { PoolView, Succession } from './views.ts';

export interface Wanted {
  kind: InstitutionKind | null;
  seen: 'all' | readonly string[];
  day: string;
  /** The day that their names are shown for; null: today. */
  shownOn: string | null;
}

/** The institutions of a region that are there on a day, by code. */
export async function institutionsOn(em: EntityManager, region: number, { kind, seen, day, shownOn }: Wanted): Promise<Institution[]> {
  const rows = await em.execute<Array<{ id: string }>>(
    `select v.institution_id as id from institution_version v where v.region_id = ? and ${holdsOn('v')} and v.kind = coalesce(?, v.kind)`, [region, day, day, kind]);
  const ids = rows.map(({ id }) => id).filter((id) => seen === 'all' || seen.includes(id));
  const found = await em.find(Institution, { regionId: region, id: { $in: ids } }, { orderBy: { code: 'asc' } });
  return found.map((institution) => Object.assign(institution, { shownOn }));
}

/** Mergers that an institution was part of, the oldest first; those whose other party is not `seen` are left out. */
export async function successionsOf(em: EntityManager, { regionId, id }: Institution, seen: 'all' | string[]): Promise<Succession[]> {
  const rows = await em.execute<Array<{ predecessor: string; successor: string; on: string }>>(
    `select predecessor_id as predecessor, successor_id as successor, "on"::text as "on" from institution_succession
     where region_id = ? and (predecessor_id = ? or successor_id = ?) order by "on", predecessor_id`, [regionId, id, id]);
  const ids = [...new Set(rows.flatMap(({ predecessor, successor }) => [predecessor, successor]))];
  const known = new Map((await em.find(Institution, { regionId, id: { $in: ids } })).map((each) => [each.id, each]));
  return rows.filter(({ predecessor, successor }) => seen === 'all' || (seen.includes(predecessor) && seen.includes(successor)))
    .map(({ predecessor, successor, on }) => ({ predecessor: known.get(predecessor)!, successor: known.get(successor)!, on }));
}

/** The pools of a region on a day, each with the regions that it takes in on that day. */
export async function poolsOf(em: EntityManager, region: number, day: string): Promise<PoolView[]> {
  const rows = await em.execute<Array<{ pool: string; region: number }>>(`
    select r.pool_id as pool, r.region_code as region from pool_region r
    where ${holdsOn('r')} and r.pool_id in (select own.pool_id from pool_region own where own.region_code = ? and ${holdsOn('own')})
    order by r.region_code`, [day, day, region, day, day]);
  const pools = await em.find(Pool, { id: { $in: rows.map(({ pool }) => pool) } }, { orderBy: { code: 'asc' } });
  const regions = new Map((await em.find(Region, { code: { $in: rows.map(({ region: code }) => code) } })).map((each) => [each.code, each]));
  return pools.map((pool) => ({ pool, regions: rows.filter((row) => row.pool === pool.id).map((row) => regions.get(row.region)!) }));
}
