/** Who prepares at which stage; who signs is said by the policies. */
import type { Role } from '../model/account.ts';
import type { StageName } from '../model/run.ts';

export const preparers: Record<StageName, readonly Role[]> = {
  BUDGET: ['HEALTH_BUREAU'], SETTLEMENT: ['HEALTH_BUREAU'], PAY_TOTAL: ['HEALTH_BUREAU'], BASIC_PAY: ['HOSPITAL_HEAD'], INCENTIVE_PAY: ['HOSPITAL_HEAD'],
};
