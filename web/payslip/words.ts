import type { Catalogue } from '../kit/words.ts';

export const words = {
  title: { zh: '我的工资条', en: 'My payslips' },
  lead: { zh: '点任一金额，看它怎样算出、依据哪一条规定。', en: 'Tap any amount to see how it was computed and under which clause.' },
  none: { zh: '{year} 年还没有工资条。', en: 'There is no payslip of {year} yet.' },
  month: { zh: '{month} 绩效工资', en: 'Performance pay, {month}' },
  paid: { zh: '{at} 发放', en: 'Paid {at}' },
  notPaid: { zh: '尚未发放', en: 'Not paid yet' },
  ofInstitution: { zh: '本机构工资条', en: 'Payslips of the institution' },
  ofInstitutionLead: { zh: '每次查看都记入审计日志。', en: 'Each look is kept in the audit log.' },
  institution: { zh: '机构', en: 'Institution' },
  monthPicked: { zh: '月份', en: 'Month' },
  number: { zh: '工号', en: 'Staff number' },
  name: { zh: '姓名', en: 'Name' },
  more: { zh: '再载入一些', en: 'Load more' },
  sum: { zh: '合计', en: 'Total' },
} as const satisfies Catalogue;
