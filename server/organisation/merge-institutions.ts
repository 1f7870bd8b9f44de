/** Institutions become part of another from a day: their people go with them, in departments of the same names. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { Department, type Institution } from '../model/organisation.ts';
import { endOn } from './change.ts';
import { peopleOfPredecessors, planMerger, type MergeInstitutions, type Merger } from './merger.ts';

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

async function movePeople(em: EntityManager, merger: Merger): Promise<void> {
  const { region, from, successor, moved, predecessors } = merger;
  const left = JSON.stringify(predecessors.map(({ id }) => id));
  const both = JSON.stringify([...predecessors.map(({ id }) => id), successor.id]);
  const departments = await departmentsFor(em, merger);
  await em.execute(`update assignment a set valid_until = ?::date where a.region_id = ? and (a.valid_until is null or a.valid_until > ?::date)
    and a.institution_id in (select value::uuid from json_array_elements_text(?::json)) and a.person_id in ${peopleOfPredecessors}`,
    [from, region, from, both, from, left]);
  const posts = moved.map(({ person, share, main, leader, grade, until, department }) =>
    ({ id: v7(), person, share, main, leader, grade, until, department: department === null ? null : departments.get(department) }));
  await em.execute(`insert into assignment (region_id, id, person_id, institution_id, department_id, post_grade_id, share, main, leader, valid_from, valid_until)
    select ?, id, person, ?::uuid, department, grade, share, main, leader, ?::date, until
    from json_to_recordset(?) as given (id uuid, person uuid, department uuid, grade uuid, share numeric, main boolean, leader boolean, until date)`,
    [region, successor.id, from, JSON.stringify(posts)]);
}

export async function mergeInstitutions(asking: Asking, input: MergeInstitutions): Promise<Institution> {
  const { em } = asking;
  const merger = await planMerger(asking, input);
  const { region, from, predecessors, successor, moved } = merger;
  await movePeople(em, merger);
  for (const { id } of predecessors) {
    await endOn(em, 'institution_membership', region, id, from);
    await endOn(em, 'institution_version', region, id, from);
    await em.execute('insert into institution_succession (region_id, predecessor_id, successor_id, "on") values (?, ?, ?, ?::date)', [region, id, successor.id, from]);
  }
  const names = predecessors.map(({ code, name }) => `${code} ${name}`);
  await audit(asking, region, {
    action: 'MERGE_INSTITUTIONS', as: ['HEALTH_BUREAU'],
    subject: { zh: `${names.join('、')} 自 ${from} 并入 ${successor.name}，${moved.length} 人随转`, en: `${names.join(', ')} merged into ${successor.name} from ${from}, with ${moved.length} people` },
  });
  return successor;
}
