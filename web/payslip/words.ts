import type { Catalogue } from '../kit/words.ts';

export const words = {
  title: { zh: '我的工资条', en: 'My payslips' },
  lead: { zh: '点任一金额，看它怎样算出、依据哪一条规定。', en: 'Tap any amount to see how it was computed and under which clause.' },
  none: { zh: '{year} 年还没有工资条。', en: 'There is no payslip of {year} yet.' },
  month: { zh: '{month} 绩效工资', en: 'Performance pay, {month}' },
  paid: { zh: '{at} 发放', en: 'Paid {at}' },
  notPaid: { zh: '尚未发放', en: 'Not paid yet' },
  sum: { zh: '合计', en: 'Total' },
} as const satisfies Catalogue;
