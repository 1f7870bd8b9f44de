import type { Catalogue } from '../kit/words.ts';

export const words = {
  year: { zh: '{year} 年一览', en: 'The year {year}' },
  yearLead: { zh: '各项政策规定的环节，按顺序办理；点开即可编制、审批或查看。', en: 'The stages that the policies in force have, in their order; open one to prepare, sign or read it.' },
  policy: { zh: '政策：', en: 'Policy:' },
  notYet: { zh: '未办理', en: 'Not begun' },
  waitsFor: { zh: '等待：{stages}', en: 'Waits for: {stages}' },
  ready: { zh: '可以编制', en: 'Ready to be prepared' },
  progress: { zh: '已入账 {done}／{all} 期', en: '{done} of {all} posted' },
  none: { zh: '本年没有适用的政策。', en: 'No policy is in force this year.' },
  title: { zh: '{stage} · {period}', en: '{stage} · {period}' },
  lead: { zh: '按政策“{policy}”办理。', en: 'By the policy "{policy}".' },
  period: { zh: '期间', en: 'Period' },
  caseLoads: { zh: '病例来源', en: 'Where the cases come from' },
  caseLoadsLead: { zh: '下列表格由 {files} 个文件的 {cases} 例病例归并而成；再次导入同一医院同一月份，以后一次为准。', en: 'The tables of this stage are made of {cases} cases of {files} files; a later file with a hospital\'s month takes the place of the earlier one.' },
  caseFile: { zh: '文件', en: 'File' },
  caseMonths: { zh: '月份', en: 'Months' },
  caseHospitals: { zh: '医院数', en: 'Hospitals' },
  caseCount: { zh: '例数', en: 'Cases' },
  caseCost: { zh: '总费用', en: 'Cost' },
  caseAt: { zh: '登记时间', en: 'Recorded' },
  backToYear: { zh: '返回年度一览', en: 'Back to the year' },
} satisfies Catalogue;
