/** Titles of those who decide. */
import type { Words } from './policy.ts';

const known: Readonly<Record<string, Words>> = {
  'health-bureau': { zh: '卫生健康局', en: 'Health bureau' },
  'health-bureau-approver': { zh: '卫生健康局审批人', en: 'Approver of the health bureau' },
  'insurance-bureau': { zh: '医疗保障局', en: 'Insurance bureau' },
  'finance-bureau': { zh: '财政局', en: 'Finance bureau' },
  'hr-bureau': { zh: '人力资源和社会保障局', en: 'Human resources bureau' },
  'population-office': { zh: '人口与家庭发展部门', en: 'Population office' },
  'hospital-head': { zh: '总院院长', en: 'Head of the hospital' },
  'department-head': { zh: '科室主任', en: 'Head of the department' },
  'civil-affairs-bureau': { zh: '民政局', en: 'Civil affairs bureau' },
  'city-government': { zh: '市政府', en: 'City government' },
  'health-group': { zh: '医疗健康总院', en: 'County health group' },
  institution: { zh: '医疗机构', en: 'Institution' },
  hospital: { zh: '医院', en: 'Hospital' },
  unit: { zh: '单位', en: 'The unit itself' },
};

/** The title of an office; the word itself when the office is not known. */
export function officeWords(office: string): Words {
  return Object.hasOwn(known, office) ? (known[office] as Words) : { zh: office, en: office };
}
