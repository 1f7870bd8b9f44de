/** Smaller parts of the register: departments, the standards of post grades, the certified allowances of institutions. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Money } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Department, InstitutionAllowance, PostGrade, PostGradeStandard, type Institution } from '../model/organisation.ts';
import { institutionOf, lockRegister, openInstitution, requireFreeCode, requireNotNegative, requireText } from './change.ts';
import { takePlace } from './known-rows.ts';

export async function registerDepartment(asking: Asking, input: { region: number; institution: string; code: string; name: string }): Promise<Department> {
  const { em, asker } = asking;
  const { region } = input;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  await lockRegister(em, region);
  const institution = await institutionOf(em, region, input.institution);
  const code = await requireFreeCode(em, 'department', region, input.code, institution.id);
  const department = em.create(Department, { regionId: region, id: v7(), institution, code, name: requireText(input.name, 'name') });
  await em.flush();
  const subject = `${institution.name} · ${code} ${department.name}`;
  await audit(asking, region, { action: 'REGISTER_DEPARTMENT', subject: { zh: subject, en: subject }, as: ['HEALTH_BUREAU'] });
  return department;
}

/** The monthly basic standard of a grade from a day, in fen. */
export async function setGradeStandard(asking: Asking, input: { region: number; grade: string; monthly: Money; from: string }): Promise<PostGrade> {
  const { em, asker, now } = asking;
  const { region, monthly, from } = input;
  requireRole(asker, region, ['HEALTH_BUREAU', 'HR_BUREAU']);
  await lockRegister(em, region);
  const postGrade = await em.findOne(PostGrade, { regionId: region, code: input.grade });
  if (!postGrade) return refuse('NOT_FOUND', 'grade', { what: { zh: '岗位等级', en: 'post grade' }, found: input.grade });
  requireNotNegative({ monthly });
  const known = await takePlace(em, 'post_grade_standard', region, postGrade.id, from, now);
  em.create(PostGradeStandard, { regionId: region, id: v7(), postGrade, monthly, ...known });
  await em.flush();
  await audit(asking, region, { action: 'SET_GRADE_STANDARD', subject: { zh: `${postGrade.name} 自 ${from}`, en: `${postGrade.code} from ${from}` }, as: ['HEALTH_BUREAU', 'HR_BUREAU'] });
  return postGrade;
}

/** The certified allowances of an institution a year, from a day, in fen. */
export async function setCertifiedAllowances(asking: Asking, input: { region: number; id: string; amount: Money; from: string }): Promise<Institution> {
  const { em, asker, now } = asking;
  const { region, amount, from } = input;
  requireRole(asker, region, ['HEALTH_BUREAU', 'HR_BUREAU']);
  await lockRegister(em, region);
  const institution = await openInstitution(em, region, input.id, from, 'id');
  requireNotNegative({ amount });
  const known = await takePlace(em, 'institution_allowance', region, institution.id, from, now);
  em.create(InstitutionAllowance, { regionId: region, id: v7(), institution, amount, ...known });
  await em.flush();
  const subject = `${institution.code} ${institution.name}`;
  await audit(asking, region, { action: 'SET_ALLOWANCES', subject: { zh: `${subject} 自 ${from}`, en: `${subject} from ${from}` }, as: ['HEALTH_BUREAU', 'HR_BUREAU'] });
  return institution;
}
