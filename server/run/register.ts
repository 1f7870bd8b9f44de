/** The register on a day, as it is known now or was at an instant: institutions, consortia, grades and staff under the names that policies use for them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney } from '../core/money.ts';
import type { Institution } from '../model/organisation.ts';
import { yearBegins } from './dated.ts';
import type { Register } from './draft.ts';
import { membersOn } from './members.ts';
import { allowancesOn, departmentsOf, gradesOn, headcounts, staffOn } from './staff.ts';

const registered = { consortium: '机构登记 · 医共体', institution: '机构登记 · 成员机构', grade: '岗位等级表', staff: '人员登记表', department: '机构登记 · 科室' };

/** Where people stand who are in no department: a row of its own, only where there are such people. */
const noDepartment = { department: '-', name: '未定科室' };

/**
 * Rows for tables keyed `consortium` and `institution` on a day: which consortia have members, who belongs where, how many people they have.
 * With `since`, consortia that had members on that day and have none any more are there too.
 */
export async function consortiumRegister(em: EntityManager, region: number, day: string, since = day, asOf: Date | null = null): Promise<Register> {
  const members = await membersOn(em, region, day, asOf);
  const before = since === day ? [] : await membersOn(em, region, since, asOf);
  const heads = await headcounts(em, region, day, asOf);
  const consortia = [...new Set([...before, ...members].map(({ consortiumCode }) => consortiumCode))].toSorted();
  return {
    scalars: {},
    tables: {
      consortium: { rows: consortia.map((consortium) => ({ consortium })), owned: [], origin: registered.consortium },
      institution: {
        rows: members.map((member) => ({
          institution: member.code, member_of: member.consortiumCode, role: member.role.toLowerCase(), staff: String(heads.get(member.institution) ?? 0),
        })),
        owned: ['member_of', 'role', 'staff'], origin: registered.institution,
      },
    },
  };
}

/** Rows for tables keyed `grade`, `department` and `staff_number` of one institution on a day of a year, with the allowances certified for the year and its name as `unit`. */
export async function staffRegister(em: EntityManager, institution: Institution, year: number, day: string, asOf: Date | null = null): Promise<Register> {
  const region = institution.regionId;
  const grades = await gradesOn(em, region, day, asOf);
  const allowances = await allowancesOn(em, region, institution.id, yearBegins(year), asOf);
  const people = await staffOn(em, region, institution.id, day, asOf);
  const departments = (await departmentsOf(em, region, institution.id)).map(({ code, name }) => ({ department: code, name }));
  const outside = people.some(({ department }) => department === null) ? [noDepartment] : [];
  return {
    scalars: {
      unit: { value: institution.code, origin: registered.institution },
      year: { value: String(year), origin: registered.institution },
      listed_unit: { value: institution.name, origin: registered.institution },
      certified_allowances: { value: formatMoney(allowances), origin: registered.institution },
    },
    tables: {
      grade: {
        rows: grades.map((grade) => ({ grade: grade.code, series: grade.series, standard: formatMoney(BigInt(grade.monthly)) })),
        owned: ['series', 'standard'], origin: registered.grade,
      },
      department: { rows: [...departments, ...outside], owned: ['name'], origin: registered.department },
      staff_number: {
        rows: people.map((person) => ({
          staff_number: person.code, name: person.name, grade: person.grade, formal: String(person.identity === 'ESTABLISHMENT'), leader: String(person.leader), works_in: person.department ?? noDepartment.department,
          december_post_wage: formatMoney(BigInt(person.postWage)), december_grade_wage: formatMoney(BigInt(person.gradeWage)),
        })),
        owned: ['name', 'grade', 'formal', 'leader', 'works_in', 'december_post_wage', 'december_grade_wage'], origin: registered.staff,
      },
    },
  };
}

/** What of an institution's register the corrections of its pay are evaluated on: not what it is called. */
export async function payRegister(em: EntityManager, institution: Institution, year: number, day: string, asOf: Date | null = null): Promise<Register> {
  const { scalars, tables } = await staffRegister(em, institution, year, day, asOf);
  return { scalars: { certified_allowances: scalars.certified_allowances! }, tables };
}
