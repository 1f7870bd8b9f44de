/** What a policy is about, with titles for readers. */
import type { Words } from './policy.ts';

export const policyKinds = [
  'consortium-budget', 'performance-pay', 'benefits', 'points-by-disease', 'fund-metrics', 'reform-plan', 'supervision', 'pay-out',
] as const;
export type PolicyKind = (typeof policyKinds)[number];

const titles: Readonly<Record<PolicyKind, Words>> = {
  'consortium-budget': { zh: '医共体总额预算', en: 'Consortium budget' },
  'performance-pay': { zh: '绩效工资', en: 'Performance pay' },
  benefits: { zh: '医保待遇', en: 'Insurance benefits' },
  'points-by-disease': { zh: '按病种分值付费', en: 'Points by disease' },
  'fund-metrics': { zh: '基金运行指标', en: 'Fund metrics' },
  'reform-plan': { zh: '医改综合方案', en: 'Reform plan' },
  supervision: { zh: '监督检查', en: 'Supervision' },
  'pay-out': { zh: '代扣与发放', en: 'Deductions and pay-out' },
};

/** The title of a kind of policy. */
export function kindWords(kind: PolicyKind): Words {
  return titles[kind];
}
