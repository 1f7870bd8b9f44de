/** What corrections of settlements are made of: the budget and the spending as they are known now. */
import type { Making } from '../run/correct.ts';
import { registeredIn } from '../run/registered.ts';
import { lockSpending } from '../run/spending.ts';
import { budgetOf } from './settlement-draft.ts';

export const settlementMaking: Making = {
  mayGive: () => true,
  lock: ({ em }, { regionId, year }) => lockSpending(em, regionId, year),
  async upstream({ em }, { regionId, year }) {
    return [{ run: await (await budgetOf(em, regionId, year)).run.loadOrFail(), stage: 'budget', code: 'BUDGET_DIFFERS' }];
  },
  registered: ({ em }, run) => registeredIn(em, run),
};
