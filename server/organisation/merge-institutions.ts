/** Institutions become part of another from a day: their people go with them, in departments of the same names. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { refuse } from '../core/refusal.ts';
import { Department, type Institution } from '../model/organisation.ts';
import { endMembership, endVersion, lockRegister, openInstitution, requireUnsettled } from './change.ts';
import { endKnown } from './known-rows.ts';

export interface MergeInstitutions {
  region: number;
  predecessors: string[];
  /** Registered before, or one of several that goes on; its consortium stays as it is. */
  successor: string;
  from: string;
}

/** Somebody with a post in a predecessor, and what becomes of it: several posts of one person there are one in the successor. */
interface Moved {
  person: string;
  share: string;
  main: boolean;
  leader: boolean;
  grade: string;
  department: string | null;
  until: string | null;
}

const peopleOfPredecessors = `(select person_id from assignment p where p.region_id = a.region_id and p.known_until is null and (p.valid_until is null or p.valid_until > ?::date)
      and p.institution_id in (select value::uuid from json_array_elements_text(?::json)))`;

const movedPosts = `
  select a.person_id as person, sum(a.share)::text as share, bool_or(a.main) as main, bool_or(a.leader and a.institution_id = ?::uuid) as leader,
    (array_agg(a.post_grade_id order by a.main desc, a.share desc, a.id))[1] as grade,
    (array_agg(d.name order by a.main desc, a.share desc, a.id))[1] as department,
    case when bool_or(a.valid_until is null) then null else max(a.valid_until)::text end as until
  from assignment a
  left join department d on d.region_id = a.region_id and d.id = a.department_id
  where a.region_id = ? and a.known_until is null and (a.valid_until is null or a.valid_until > ?::date)
    and a.institution_id in (select value::uuid from json_array_elements_text(?::json))
    and a.person_id in ${peopleOfPredecessors}
  group by a.person_id order by a.person_id`;

/** Posts that begin on the day or later have no part before it that could be ended. */
async function requireNoneLater(em: EntityManager, region: number, left: string, both: string, from: string): Promise<void> {
  const [later] = await em.execute<Array<{ since: string }>>(
    `select max(a.valid_from)::text as since from assignment a where a.region_id = ? and a.known_until is null and a.valid_from >= ?::date
      and a.institution_id in (select value::uuid from json_array_elements_text(?::json)) and a.person_id in ${peopleOfPredecessors} having count(*) > 0`, [region, from, both, from, left]);
  if (later) refuse('CHANGE_TOO_EARLY', 'from', { since: later.since, found: from });
}

/** Departments of the successor by name; what is missing is made, under the first code that is free. */
async function departmentsFor(em: EntityManager, successor: Institution, names: readonly string[]): Promise<Map<string, string>> {
  const known = await em.find(Department, { regionId: successor.regionId, institution: successor });
  const byName = new Map(known.map(({ name, id }) => [name, id]));
  const codes = new Set(known.map(({ code }) => code));
  let number = 0;
  for (const name of names) {
    if (byName.has(name)) continue;
    let code: string;
    do code = `D${String(++number).padStart(2, '0')}`; while (codes.has(code));
    byName.set(name, em.create(Department, { regionId: successor.regionId, id: v7(), institution: successor, code, name }).id);
  }
  await em.flush();
  return byName;
}

async function movePeople(em: EntityManager, region: number, predecessors: readonly string[], successor: Institution, from: string, now: Date): Promise<number> {
  const left = JSON.stringify(predecessors);
  const both = JSON.stringify([...predecessors, successor.id]);
  await requireNoneLater(em, region, left, both, from);
  const moved = await em.execute<Moved[]>(movedPosts, [successor.id, region, from, both, from, left]);
  const departments = await departmentsFor(em, successor, [...new Set(moved.flatMap(({ department }) => department ?? []))]);
  const ended = await em.execute<Array<{ id: string }>>(`select a.id from assignment a where a.region_id = ? and a.known_until is null and (a.valid_until is null or a.valid_until > ?::date)
    and a.institution_id in (select value::uuid from json_array_elements_text(?::json)) and a.person_id in (select value::uuid from json_array_elements_text(?::json))`,
    [region, from, both, JSON.stringify(moved.map(({ person }) => person))]);
  const knownFrom = await endKnown(em, 'assignment', region, ended.map(({ id }) => id), from, now);
  const posts = moved.map(({ department, ...post }) => ({ ...post, id: v7(), department: department === null ? null : departments.get(department) }));
  await em.execute(`insert into assignment (region_id, id, person_id, institution_id, department_id, post_grade_id, share, main, leader, valid_from, valid_until, known_from)
    select ?, id, person, ?::uuid, department, grade, share, main, leader, ?::date, until, ?::timestamptz
    from json_to_recordset(?) as given (id uuid, person uuid, department uuid, grade uuid, share numeric, main boolean, leader boolean, until date)`,
    [region, successor.id, from, knownFrom.toISOString(), JSON.stringify(posts)]);
  return moved.length;
}

export async function mergeInstitutions(asking: Asking, input: MergeInstitutions): Promise<Institution> {
  const { em, asker, now } = asking;
  const { region, from } = input;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const predecessors = [...new Set(input.predecessors)];
  if (predecessors.length === 0) refuse('PREDECESSOR_MISSING', 'predecessors');
  await requireUnsettled(em, region, from);
  const successor = await openInstitution(em, region, input.successor, from, 'successor');
  if (predecessors.includes(successor.id)) refuse('MERGED_INTO_ITSELF', 'predecessors', { institution: successor.name });
  const merged: Institution[] = [];
  for (const [index, id] of predecessors.entries()) merged.push(await openInstitution(em, region, id, from, `predecessors[${index}]`));
  const people = await movePeople(em, region, predecessors, successor, from, now);
  for (const { id } of merged) {
    await endMembership(em, region, id, from, now);
    await endVersion(em, region, id, from);
    await em.execute('insert into institution_succession (region_id, predecessor_id, successor_id, "on") values (?, ?, ?, ?::date)', [region, id, successor.id, from]);
  }
  const names = merged.map(({ code, name }) => `${code} ${name}`);
  await audit(asking, region, {
    action: 'MERGE_INSTITUTIONS', as: ['HEALTH_BUREAU'],
    subject: { zh: `${names.join('、')} 自 ${from} 并入 ${successor.name}，${people} 人随转`, en: `${names.join(', ')} merged into ${successor.name} from ${from}, with ${people} people` },
  });
  return successor;
}
