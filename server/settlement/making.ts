/** What corrections of settlements are made of: the budget and the spending as they are known now. */
import { Consortium } from '../model/organisation.ts';
import type { Making } from '../run/correct.ts';
import { policyOf } from '../run/policies.ts';
import { lockSpending } from '../run/spending.ts';
import { budgetOf, consortiumSpending } from './settlement-draft.ts';

export const settlementMaking: Making = {
  roles: ['HEALTH_BUREAU'],
  mayGive: () => true,
  lock: ({ em }, { regionId, year }) => lockSpending(em, regionId, year),
  async upstream({ em }, { regionId, year }) {
    return { run: await (await budgetOf(em, regionId, year)).run.loadOrFail(), stage: 'budget', code: 'BUDGET_DIFFERS' };
  },
  async registered({ em }, { regionId, year, policyVersion }) {
    const { tables } = policyOf(await policyVersion.loadOrFail());
    const named = [...tables].filter(([, { key }]) => key === 'consortium').map(([name]) => name);
    const consortia = await em.find(Consortium, { regionId });
    const { rows, origin, origins } = await consortiumSpending(em, regionId, year, consortia.map(({ code }) => code));
    const paths = named.flatMap((name) => rows.flatMap(({ consortium, ...cells }) => Object.entries(cells)
      .filter(([column]) => tables.get(name)?.columns.has(column)).map(([column, value]) => [`${name}/${consortium}/${column}`, value] as const)));
    const told = paths.flatMap(([path]) => {
      const from = origins[path.slice(path.indexOf('/') + 1)];
      return from === undefined ? [] : [[path, from] as const];
    });
    return { origin, origins: Object.fromEntries(told), paths: new Map(paths) };
  },
};
