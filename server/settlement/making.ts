/** What corrections of settlements are made of: the budget and the spending as they are known now. */
import type { Making } from '../run/correct.ts';
import { policyOf } from '../run/policies.ts';
import { registeredIn } from '../run/registered.ts';
import { lockSpending } from '../run/spending.ts';
import { belowSettlement, budgetOf } from './settlement-draft.ts';

export const settlementMaking: Making = {
  mayGive: () => true,
  lock: ({ em }, { regionId, year }) => lockSpending(em, regionId, year),
  async upstream({ em }, run) {
    const budget = await (await budgetOf(em, run.regionId, run.year)).run.loadOrFail();
    return belowSettlement(em, policyOf(await run.policyVersion.loadOrFail()), budget);
  },
  registered: ({ em }, run) => registeredIn(em, run),
};
