/** The presets of consortium budgets in the platform: a budget, a year of spending and its settlement, each posted. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { RawDecisions, RawFacts } from '../../server/core/policy/policy.ts';
import { prepareStage } from '../../server/stage/prepare-stage.ts';
import { makeCounty, publish, type County } from '../kit/county.ts';
import { faultsIn, ownerRows } from '../kit/ledger.ts';
import { preparedBudget, preparedSettlement, recordYear, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

/** In a year of its own, so that each is in force for one: facts and decisions of the budget, what is left of the packages of A and B, and the stages that are posted between the two. */
const years: Array<[preset: string, year: number, given: { facts: RawFacts; decisions: RawDecisions }, packages: object, left: object, between?: string[]]> = [
  [
    'yanchi-2020', 2026,
    { facts: { residents_income: '200000000.00', consortia: [{ consortium: 'A', heads: '168000' }, { consortium: 'B', heads: '132000' }] }, decisions: {} },
    { A: '78960000.00', B: '62040000.00' },
    { surplus_booked: { A: '6045432.11', B: '0.00' }, overspend_group: { A: '0.00', B: '2280000.00' } },
  ],
  [
    'anhui-consortia', 2027,
    {
      facts: { consortia: [{ consortium: 'A', heads: '100000', public_health_heads: '120000' }, { consortium: 'B', heads: '80000', public_health_heads: '90000' }] },
      decisions: { insurance_rate: '690.00', public_health_rate: '69.00' },
    },
    { A: '77280000.00', B: '61410000.00' },
    { surplus_kept: { A: '4365432.11', B: '0.00' }, consortium_bears: { A: '0.00', B: '2910000.00' } },
    ['PUBLIC_HEALTH_BUDGET'],
  ],
  [
    'ningxia-2020', 2028,
    { facts: { consortia: [{ consortium: 'A', heads: '120000' }, { consortium: 'B', heads: '100000' }] }, decisions: { package_rate: '610.00' } },
    { A: '73200000.00', B: '61000000.00' },
    { surplus_kept: { A: '285432.11', B: '0.00' }, overspend_consortium: { A: '0.00', B: '3320000.00' } },
  ],
];

/** What stands on the packages of a year's runs, in fen. */
async function onPackages(runs: string[]): Promise<string[]> {
  const rows = await ownerRows<{ fen: string }>(fixture, `select sum(p.amount)::text as fen from posting p join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
    where e.run_id = any($1) and p.account like 'package/%' group by p.account order by p.account`, [runs]);
  return rows.map(({ fen }) => fen);
}

test.each(years)('%s', async (preset, year, given, packages, left, between = []) => {
  const { county } = fixture;
  const text = readFileSync(new URL(`../../seeds/policies/${preset}.yaml`, import.meta.url), 'utf8');
  await publish(county, text.replace(/^applies: .*$/m, `applies: { from: ${year}-01-01 }`));
  const budget = await preparedBudget(county, { year, ...given });
  expect(budget.amounts).toMatchObject({ package: packages });
  await signAll(county, budget);
  for (const stage of between) {
    await signAll(county, await county.as('health', (asking) => prepareStage(asking, { region: county.region, stage, period: String(year), facts: {}, decisions: {}, reason: '' })));
  }
  expect(await onPackages([budget.id])).not.toEqual(['0', '0']);
  await recordYear(county, year);
  const settlement = await preparedSettlement(county, { year, facts: {} });
  expect(settlement.amounts).toMatchObject(left);
  await signAll(county, settlement);
  expect(await onPackages([budget.id, settlement.id])).toEqual(['0', '0']);
  expect(await faultsIn(fixture, county)).toEqual([]);
});
