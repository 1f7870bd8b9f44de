import type { Policy } from '../core/policy/policy.ts';
import { stageId } from '../core/run-text.ts';
import type { Words } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { stageOf } from './preparers.ts';

const standard: Readonly<Record<string, Words>> = {
  BUDGET: { zh: '总额预算', en: 'Global budget' },
  SETTLEMENT: { zh: '年终清算', en: 'Year-end settlement' },
  PAY_TOTAL: { zh: '绩效工资总量', en: 'Performance-pay total' },
  BASIC_PAY: { zh: '基础性绩效工资', en: 'Basic performance pay' },
  INCENTIVE_PAY: { zh: '奖励性绩效工资', en: 'Incentive performance pay' },
  PAY_OUT: { zh: '代扣与发放', en: 'Deductions and pay-out' },
  PAY_RETURN: { zh: '退汇入账', en: 'Returned payments' },
};

/** What a run's stage is called: by the platform, or by the policy where the stage is its own. */
export async function stageTitleOf(run: Run): Promise<Words> {
  return standard[run.stage] ?? (await stageOf(run)).title;
}

/** The same, of a policy that has the stage. */
export function titleAt(stage: string, policy: Policy): Words {
  return standard[stage] ?? policy.stages.get(stageId(stage))?.title ?? standardTitle(stage);
}

/** What a stage is called where no run is at hand; its name when only a policy could tell. */
export function standardTitle(stage: string): Words {
  const name = stageId(stage);
  return standard[stage] ?? { zh: name, en: name };
}
