/** Whether a distribution leaves pools to the heads of departments: those are sent out first, and divided, before it is handed in. */
import { parseMoney } from '../../server/core/money.ts';
import { poolColumn } from '../../server/core/policy/allocated.ts';
import type { DivideStep } from '../../server/core/policy/policy.ts';
import type { Outcome, Sheet } from '../kit/sheet.ts';

export function leavesToDepartments({ policy }: Pick<Sheet, 'policy'>, { printed }: Pick<Outcome, 'printed'>): boolean {
  return [...policy.overrides.values()].filter(({ division }) => division !== undefined).some(({ of }) => {
    const step = policy.steps.find(({ id }) => id === of.amount) as DivideStep;
    const pools = printed[poolColumn(step)];
    return typeof pools === 'object' && Object.values(pools).some((pool) => parseMoney(pool, '') !== 0n);
  });
}
