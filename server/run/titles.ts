import type { Words } from '../core/refusal.ts';
import type { StageName } from '../model/run.ts';

export const stageTitles: Record<StageName, Words> = {
  BUDGET: { zh: '总额预算', en: 'Global budget' },
  SETTLEMENT: { zh: '年终清算', en: 'Year-end settlement' },
  PAY_TOTAL: { zh: '绩效工资总量', en: 'Performance-pay total' },
  BASIC_PAY: { zh: '基础性绩效工资', en: 'Basic performance pay' },
  INCENTIVE_PAY: { zh: '奖励性绩效工资', en: 'Incentive performance pay' },
};
