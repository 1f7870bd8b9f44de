import type { Catalogue } from '../kit/words.ts';

export const words = {
  waiting: { zh: '等我办理', en: 'Waiting for me' },
  nothingWaits: { zh: '没有等您办理的事项。', en: 'Nothing waits for you.' },
  urgent: { zh: '紧急', en: 'Urgent' },
  figures: { zh: '{year} 年主要数字', en: 'Key figures of {year}' },
  financing: { zh: '筹资总额', en: 'Financing' },
  packages: { zh: '医共体包干额合计', en: 'Packages of the consortia' },
  payTotal: { zh: '绩效工资总量合计', en: 'Performance-pay totals' },
  paid: { zh: '已发放', en: 'Paid so far' },
  people: { zh: '绩效工资人数', en: 'People on performance pay' },
  peopleUnit: { zh: '人', en: 'people' },
  river: { zh: '{year} 年资金流向', en: 'Where the money goes in {year}' },
  riverLead: { zh: '点任一节点或流向，看这个数从哪里来。', en: 'Click any node or flow to see where its figure comes from.' },
  riverEmpty: { zh: '本年度还没有已核定的资金。', en: 'No money has been decided on for this year yet.' },
  riverLabel: { zh: '{year} 年从筹资到工资条的资金流向图，共 {count} 条流向', en: 'The flow of money from financing to payslips in {year}, {count} flows' },
  from: { zh: '从', en: 'From' },
  to: { zh: '到', en: 'To' },
} as const satisfies Catalogue;
