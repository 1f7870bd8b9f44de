/** The same settlement as statements of SQL: what a policy's file is measured against. */
import { withClient } from '../../server/db/roles.ts';
import type { County } from '../kit/county.ts';
import { library, region, type City } from './points-place.ts';

const isolated = (table: string) => `alter table ${table} enable row level security; alter table ${table} force row level security;
  create policy region_isolation on ${table}
    using (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]))
    with check (region_id = any ((select string_to_array(nullif(current_setting('app.regions', true), ''), ',')::integer[])::integer[]));
  grant select, insert, delete on ${table} to fenpei_app;`;

/** Tables for what the policy has in its file and its facts: entries and hospitals; and one for the result. */
export async function makeTables({ fixture: { database }, hospitals }: City): Promise<void> {
  await withClient(database.owner, async (client) => {
    await client.query(`
      create table bench_entry (region_id integer, entry text, points numeric, surgery boolean, fracture boolean, primary key (region_id, entry));
      create table bench_hospital (region_id integer, institution_id uuid, code text, coefficient numeric, class_a boolean, primary key (region_id, institution_id));
      create table bench_paid (region_id integer, institution_id uuid, fen bigint, primary key (region_id, institution_id));
      ${['bench_entry', 'bench_hospital', 'bench_paid'].map(isolated).join('\n')}`);
    await client.query(`insert into bench_entry select $1, entry, points, surgery, fracture from json_to_recordset($2) as g (entry text, points numeric, surgery boolean, fracture boolean)`, [region, JSON.stringify(library())]);
    await client.query(`insert into bench_hospital select $1, id, code, coefficient, class_a from json_to_recordset($2) as g (id uuid, code text, coefficient numeric, class_a boolean)`,
      [region, JSON.stringify(hospitals.map((each, index) => ({ ...each, class_a: index < 20 })))]);
    await client.query('analyze bench_entry, bench_hospital');
  });
}

/** What a hospital earns by its points of a pool of fen: what whole shares leave over goes by largest remainder. */
const divided = `, shared as (
    select s.institution_id, h.code, div(? * s.points, sum(s.points) over ()) as fen, mod(? * s.points, sum(s.points) over ()) as rest
    from scored s join bench_hospital h on h.region_id = ? and h.institution_id = s.institution_id)
  insert into bench_paid (region_id, institution_id, fen)
  select ?, institution_id, fen + case when row_number() over (order by rest desc, code) <= ? - sum(fen) over () then 1 else 0 end from shared`;

/** As one writes it: every case its points, added up by hospital. */
const perCase = `with top as materialized (select max(coefficient) as coefficient from bench_hospital where region_id = ? and class_a),
  scored as (
    select c.institution_id, sum(e.points * case when c.age <= 14 and not e.surgery then 0.75 else 1 end
      * case when e.fracture and e.surgery then top.coefficient else h.coefficient end) as points
    from standing_case c
    join bench_entry e on e.region_id = c.region_id and e.entry = c.disease_group
    join bench_hospital h on h.region_id = c.region_id and h.institution_id = c.institution_id
    cross join top
    where c.region_id = ? and c.month = ? group by c.institution_id)`;

/** By who knows that few hospitals and kinds of case share a coefficient: points are added up first. */
const gathered = `with top as materialized (select max(coefficient) as coefficient from bench_hospital where region_id = ? and class_a),
  kinds as (
    select c.institution_id, c.age <= 14 and not e.surgery as child, e.fracture and e.surgery as broken, sum(e.points) as points
    from standing_case c join bench_entry e on e.region_id = c.region_id and e.entry = c.disease_group
    where c.region_id = ? and c.month = ? group by 1, 2, 3),
  scored as (
    select k.institution_id, sum(k.points * case when k.child then 0.75 else 1 end * case when k.broken then top.coefficient else h.coefficient end) as points
    from kinds k join bench_hospital h on h.region_id = ? and h.institution_id = k.institution_id cross join top group by 1)`;

export const statements: Record<string, { sql: string; values(month: string, pool: number): unknown[] }> = {
  'one statement, case by case': { sql: perCase + divided, values: (month, pool) => [region, region, month, pool, pool, region, region, pool] },
  'one statement, gathered first': { sql: gathered + divided, values: (month, pool) => [region, region, month, region, pool, pool, region, region, pool] },
};

/** What the statement wrote, by code of the hospital. */
export async function settled(fixture: County): Promise<Map<string, bigint>> {
  const { rows } = await withClient(fixture.database.owner, (client) => client.query<{ code: string; fen: string }>('select i.code, p.fen::text as fen from bench_paid p join institution i on i.region_id = p.region_id and i.id = p.institution_id'));
  return new Map(rows.map(({ code, fen }) => [code, BigInt(fen)]));
}
