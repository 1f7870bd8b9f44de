/** What corrections of settlements are made of: the budget and the spending as they are known now. */
import type { Making } from '../run/correct.ts';
import { lockSpending } from '../run/spending.ts';
import { budgetOf, consortiumSpending } from './settlement-draft.ts';

export const settlementMaking: Making = {
  roles: ['HEALTH_BUREAU'],
  mayGive: () => true,
  lock: ({ em }, { regionId, year }) => lockSpending(em, regionId, year),
  async upstream({ em }, { regionId, year }) {
    return { run: await (await budgetOf(em, regionId, year)).run.loadOrFail(), stage: 'budget', code: 'BUDGET_DIFFERS' };
  },
  async registered({ em }, { regionId, year }) {
    const { rows, origin } = await consortiumSpending(em, regionId, year);
    return { origin, paths: new Map(rows.flatMap(({ consortium, ...cells }) => Object.entries(cells).map(([column, value]) => [`consortia/${consortium}/${column}`, value] as const))) };
  },
};
