/** Who works where on a day, for what; as it is known now, or was at an instant. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { IdentityKind, Post } from '../model/people.ts';
import { dayKnown, knownOn, yearEnds } from './dated.ts';

export interface Staff {
  id: string;
  code: string;
  name: string;
  /** Code of the post grade. */
  grade: string;
  /** Null for a day on which none is recorded. */
  identity: IdentityKind | null;
  leader: boolean;
  /** Code of the department; null outside all. */
  department: string | null;
  /** Fen. */
  postWage: string;
  gradeWage: string;
}

/** The people whose pay an institution runs on a day: those who have their main post there, with their wages of the December before its year. By staff number. */
export function staffOn(em: EntityManager, region: number, institution: string, day: string, asOf: Date | null = null): Promise<Staff[]> {
  const december = yearEnds(Number(day.slice(0, 4)) - 1);
  return em.execute<Staff[]>(`
    select p.id, p.code, p.name, g.code as grade, n.kind as identity, a.leader, d.code as department,
      coalesce(w.post_wage, 0)::text as "postWage", coalesce(w.grade_wage, 0)::text as "gradeWage"
    from assignment a
    join person p on p.region_id = a.region_id and p.id = a.person_id
    join post_grade g on g.region_id = a.region_id and g.id = a.post_grade_id
    left join department d on d.region_id = a.region_id and d.id = a.department_id
    left join person_identity n on n.region_id = a.region_id and n.person_id = a.person_id and ${knownOn('n')}
    left join person_wage w on w.region_id = a.region_id and w.person_id = a.person_id and ${knownOn('w')}
    where a.region_id = ? and a.institution_id = ? and a.main and ${knownOn('a')} order by p.code`,
    [...dayKnown(day, asOf), ...dayKnown(december, asOf), region, institution, ...dayKnown(day, asOf)]);
}

/** The departments of an institution, by code. */
export function departmentsOf(em: EntityManager, region: number, institution: string): Promise<Array<{ code: string; name: string }>> {
  return em.execute('select code, name from department where region_id = ? and institution_id = ? order by code', [region, institution]);
}

/** How many people have their main post in each institution of a region on a day. */
export async function headcounts(em: EntityManager, region: number, day: string, asOf: Date | null = null): Promise<Map<string, number>> {
  const rows = await em.execute<Array<{ institution_id: string; people: string }>>(
    `select a.institution_id, count(*) as people from assignment a where a.region_id = ? and a.main and ${knownOn('a')} group by a.institution_id`, [region, ...dayKnown(day, asOf)]);
  return new Map(rows.map((row) => [row.institution_id, Number(row.people)]));
}

/** The main post of each person: that of the day, else the last one begun before it, else the first. */
export async function postsOn(em: EntityManager, region: number, day: string, people: readonly string[]): Promise<Map<string, Post | null>> {
  const rows = await em.execute<Post[]>(`
    select distinct on (a.person_id) a.person_id as person, a.institution_id as institution, d.name as department, g.code as grade, g.name as "gradeName"
    from assignment a
    join post_grade g on g.region_id = a.region_id and g.id = a.post_grade_id
    left join department d on d.region_id = a.region_id and d.id = a.department_id
    where a.region_id = ? and a.main and a.known_until is null and a.person_id in (select value::uuid from json_array_elements_text(?::json))
    order by a.person_id, a.valid_from <= ?::date desc, abs(a.valid_from - ?::date)`, [region, JSON.stringify(people), day, day]);
  return new Map(rows.map((row) => [row.person, row]));
}

/** How each person is employed on a day. */
export async function identitiesOn(em: EntityManager, region: number, day: string, people: readonly string[]): Promise<Map<string, IdentityKind | null>> {
  const rows = await em.execute<Array<{ person: string; kind: IdentityKind }>>(`
    select n.person_id as person, n.kind from person_identity n
    where n.region_id = ? and ${knownOn('n')} and n.person_id in (select value::uuid from json_array_elements_text(?::json))`, [region, ...dayKnown(day), JSON.stringify(people)]);
  return new Map(rows.map(({ person, kind }) => [person, kind]));
}

/** The monthly standard of each grade on a day, in fen as text; grades that have none yet are left out. By code. */
export function gradesOn(em: EntityManager, region: number, day: string, asOf: Date | null = null): Promise<Array<{ code: string; series: string; monthly: string }>> {
  return em.execute(`
    select g.code, g.series, s.monthly::text as monthly
    from post_grade g join post_grade_standard s on s.region_id = g.region_id and s.post_grade_id = g.id and ${knownOn('s')}
    where g.region_id = ? order by g.code`, [...dayKnown(day, asOf), region]);
}

/** The certified allowances of an institution on a day, a year in fen; 0 where none are recorded. */
export async function allowancesOn(em: EntityManager, region: number, institution: string, day: string, asOf: Date | null = null): Promise<bigint> {
  const [row] = await em.execute<Array<{ amount: string }>>(
    `select a.amount::text as amount from institution_allowance a where a.region_id = ? and a.institution_id = ? and ${knownOn('a')}`, [region, institution, ...dayKnown(day, asOf)]);
  return BigInt(row?.amount ?? 0);
}
