/** Institutions become part of another from a day: their people go with them, in departments of the same names. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { Department, type Institution } from '../model/organisation.ts';
import { endMembership, endVersion } from './change.ts';
import { endKnown } from './known-rows.ts';
import { planMerger, type MergeInstitutions, type Merger } from './merger.ts';

/** Departments of the successor by name; what is missing is made, under the first code that is free. */
async function departmentsFor(em: EntityManager, { successor, departments, newDepartments }: Merger): Promise<Map<string, string>> {
  const byName = new Map(departments.map(({ name, id }) => [name, id]));
  const codes = new Set(departments.map(({ code }) => code));
  let number = 0;
  for (const name of newDepartments) {
    let code: string;
    do code = `D${String(++number).padStart(2, '0')}`; while (codes.has(code));
    byName.set(name, em.create(Department, { regionId: successor.regionId, id: v7(), institution: successor, code, name }).id);
  }
  await em.flush();
  return byName;
}

async function movePeople(em: EntityManager, merger: Merger, now: Date): Promise<void> {
  const { region, from, successor, moved, predecessors } = merger;
  const both = JSON.stringify([...predecessors.map(({ id }) => id), successor.id]);
  const departments = await departmentsFor(em, merger);
  const ended = await em.execute<Array<{ id: string }>>(`select a.id from assignment a where a.region_id = ? and a.known_until is null and (a.valid_until is null or a.valid_until > ?::date)
    and a.institution_id in (select value::uuid from json_array_elements_text(?::json)) and a.person_id in (select value::uuid from json_array_elements_text(?::json))`,
    [region, from, both, JSON.stringify(moved.map(({ person }) => person))]);
  const knownFrom = await endKnown(em, 'assignment', region, ended.map(({ id }) => id), from, now);
  const posts = moved.map(({ person, share, main, leader, grade, until, department }) =>
    ({ id: v7(), person, share, main, leader, grade, until, department: department === null ? null : departments.get(department) }));
  await em.execute(`insert into assignment (region_id, id, person_id, institution_id, department_id, post_grade_id, share, main, leader, valid_from, valid_until, known_from)
    select ?, id, person, ?::uuid, department, grade, share, main, leader, ?::date, until, ?::timestamptz
    from json_to_recordset(?) as given (id uuid, person uuid, department uuid, grade uuid, share numeric, main boolean, leader boolean, until date)`,
    [region, successor.id, from, knownFrom.toISOString(), JSON.stringify(posts)]);
}

export async function mergeInstitutions(asking: Asking, input: MergeInstitutions): Promise<Institution> {
  const { em, now } = asking;
  const merger = await planMerger(asking, input);
  const { region, from, predecessors, successor, moved } = merger;
  await movePeople(em, merger, now);
  for (const { id } of predecessors) {
    await endMembership(em, region, id, from, now);
    await endVersion(em, region, id, from);
    await em.execute('insert into institution_succession (region_id, predecessor_id, successor_id, "on") values (?, ?, ?, ?::date)', [region, id, successor.id, from]);
  }
  const names = predecessors.map(({ code, name }) => `${code} ${name}`);
  await audit(asking, region, {
    action: 'MERGE_INSTITUTIONS', as: ['HEALTH_BUREAU'],
    subject: { zh: `${names.join('、')} 自 ${from} 并入 ${successor.name}，${moved.length} 人随转`, en: `${names.join(', ')} merged into ${successor.name} from ${from}, with ${moved.length} people` },
  });
  return successor;
}
