/** What a merger does: which institutions end, and who goes where. Told beforehand to whoever asks, and done by the verb. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import { Department, type Institution } from '../model/organisation.ts';
import { lockRegister, openInstitution, requireUnsettled } from './change.ts';

export interface MergeInstitutions {
  region: number;
  predecessors: string[];
  /** Registered before, or one of several that goes on; its consortium stays as it is. */
  successor: string;
  from: string;
}

/** Somebody with a post in a predecessor, and what becomes of it: several posts of one person there are one in the successor. */
export interface Moved {
  person: string;
  code: string;
  name: string;
  /** The names of the institutions whose posts become this one. */
  institutions: string[];
  share: string;
  main: boolean;
  leader: boolean;
  grade: string;
  department: string | null;
  until: string | null;
}

export interface Merger {
  region: number;
  from: string;
  predecessors: Institution[];
  successor: Institution;
  moved: Moved[];
  /** The departments that the successor has. */
  departments: Department[];
  /** Names of departments that it does not have yet. */
  newDepartments: string[];
}

const peopleOfPredecessors = `(select person_id from assignment p where p.region_id = a.region_id and p.known_until is null and (p.valid_until is null or p.valid_until > ?::date)
      and p.institution_id in (select value::uuid from json_array_elements_text(?::json)))`;

const movedPosts = `
  select a.person_id as person, w.code, w.name, json_agg(distinct (institution_shown(a.region_id, a.institution_id)).name) as institutions,
    sum(a.share)::text as share, bool_or(a.main) as main, bool_or(a.leader and a.institution_id = ?::uuid) as leader,
    (array_agg(a.post_grade_id order by a.main desc, a.share desc, a.id))[1] as grade,
    (array_agg(d.name order by a.main desc, a.share desc, a.id))[1] as department,
    case when bool_or(a.valid_until is null) then null else max(a.valid_until)::text end as until
  from assignment a
  join person w on w.region_id = a.region_id and w.id = a.person_id
  left join department d on d.region_id = a.region_id and d.id = a.department_id
  where a.region_id = ? and a.known_until is null and (a.valid_until is null or a.valid_until > ?::date)
    and a.institution_id in (select value::uuid from json_array_elements_text(?::json))
    and a.person_id in ${peopleOfPredecessors}
  group by a.person_id, w.code, w.name order by w.code`;

/** Posts that begin on the day or later have no part before it that could be ended. */
async function requireNoneLater(em: EntityManager, region: number, left: string, both: string, from: string): Promise<void> {
  const [later] = await em.execute<Array<{ since: string }>>(
    `select max(a.valid_from)::text as since from assignment a where a.region_id = ? and a.known_until is null and a.valid_from >= ?::date
      and a.institution_id in (select value::uuid from json_array_elements_text(?::json)) and a.person_id in ${peopleOfPredecessors} having count(*) > 0`, [region, from, both, from, left]);
  if (later) refuse('CHANGE_TOO_EARLY', 'from', { since: later.since, found: from });
}

/** Loads and decides a merger under the lock of the register; refuses everything that the verb refuses. */
export async function planMerger({ em, asker }: Asking, input: MergeInstitutions): Promise<Merger> {
  const { region, from } = input;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const ids = [...new Set(input.predecessors)];
  if (ids.length === 0) refuse('PREDECESSOR_MISSING', 'predecessors');
  await requireUnsettled(em, region, from);
  const successor = await openInstitution(em, region, input.successor, from, 'successor');
  if (ids.includes(successor.id)) refuse('MERGED_INTO_ITSELF', 'predecessors', { institution: successor.name });
  const predecessors: Institution[] = [];
  for (const [index, id] of ids.entries()) predecessors.push(await openInstitution(em, region, id, from, `predecessors[${index}]`));
  const [left, both] = [JSON.stringify(ids), JSON.stringify([...ids, successor.id])];
  await requireNoneLater(em, region, left, both, from);
  const moved = await em.execute<Moved[]>(movedPosts, [successor.id, region, from, both, from, left]);
  const departments = await em.find(Department, { regionId: region, institution: successor });
  const wanted = new Set(moved.flatMap(({ department }) => department ?? []));
  return { region, from, predecessors, successor, moved, departments, newDepartments: [...wanted].filter((name) => !departments.some((known) => known.name === name)) };
}
