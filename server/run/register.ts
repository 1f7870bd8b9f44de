/** The register: institutions, consortia, grades and staff under the names that policies use for them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney } from '../core/money.ts';
import { Consortium, Institution, Person, PostGrade } from '../model/organisation.ts';
import type { Register } from './draft.ts';

const registered = { consortium: '机构登记 · 医共体', institution: '机构登记 · 成员机构', grade: '岗位等级表', staff: '人员登记表' };

/** Rows for tables keyed `consortium` and `institution`: which there are, who belongs where, how many people they have. */
export async function consortiumRegister(em: EntityManager, region: number): Promise<Register> {
  const consortia = await em.find(Consortium, { regionId: region }, { orderBy: { code: 'asc' } });
  const codes = new Map(consortia.map((consortium) => [consortium.id, consortium.code]));
  const members = await em.find(Institution, { regionId: region, consortiumRole: { $ne: null } }, { orderBy: { code: 'asc' } });
  const heads = await headcounts(em, region);
  return {
    scalars: {},
    tables: {
      consortium: { rows: consortia.map(({ code }) => ({ consortium: code })), owned: [], origin: registered.consortium },
      institution: {
        rows: members.map((member) => ({
          institution: member.code,
          member_of: codes.get(member.consortium?.id ?? '') ?? '',
          role: (member.consortiumRole ?? '').toLowerCase(),
          staff: String(heads.get(member.id) ?? 0),
        })),
        owned: ['member_of', 'role', 'staff'], origin: registered.institution,
      },
    },
  };
}

/** How many people each institution of a region has, in one statement. */
export async function headcounts(em: EntityManager, region: number): Promise<Map<string, number>> {
  const rows = await em.execute<Array<{ institution_id: string; people: string }>>(
    'select institution_id, count(*) as people from person where region_id = ? group by institution_id', [region]);
  return new Map(rows.map((row) => [row.institution_id, Number(row.people)]));
}

/** Rows for tables keyed `grade` and `staff_number` of one institution, with its certified allowances and its name as `unit`. */
export async function staffRegister(em: EntityManager, institution: Institution, year: number): Promise<Register> {
  const region = institution.regionId;
  const grades = await em.find(PostGrade, { regionId: region }, { orderBy: { code: 'asc' } });
  const codes = new Map(grades.map((grade) => [grade.id, grade.code]));
  const people = await em.find(Person, { institution }, { orderBy: { code: 'asc' } });
  return {
    scalars: {
      unit: { value: institution.code, origin: registered.institution },
      year: { value: String(year), origin: registered.institution },
      listed_unit: { value: institution.name, origin: registered.institution },
      certified_allowances: { value: formatMoney(institution.certifiedAllowances), origin: registered.institution },
    },
    tables: {
      grade: {
        rows: grades.map((grade) => ({ grade: grade.code, series: grade.series, standard: formatMoney(grade.monthlyStandard) })),
        owned: ['series', 'standard'], origin: registered.grade,
      },
      staff_number: {
        rows: people.map((person) => ({
          staff_number: person.code, name: person.name, grade: codes.get(person.postGrade.id) ?? '', formal: String(person.formal), leader: String(person.leader),
          december_post_wage: formatMoney(person.decemberPostWage), december_grade_wage: formatMoney(person.decemberGradeWage),
        })),
        owned: ['name', 'grade', 'formal', 'leader', 'december_post_wage', 'december_grade_wage'], origin: registered.staff,
      },
    },
  };
}
