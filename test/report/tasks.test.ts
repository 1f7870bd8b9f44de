/** What waits for whom, as a year goes on. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { PayRun } from '../../server/model/pay.ts';
import { tasks } from '../../server/report/tasks.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { refusal } from '../kit/refused.ts';
import { postedBudget, preparedBudget, preparedIncentive, preparedPay, preparedTotal, published, released, runOf, sign, signAll } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const everyone: Login[] = ['health', 'health2', 'approver', 'both', 'insurance', 'finance', 'hr', 'population', 'officer', 'head', 'headA', 'staffA'];

/** The titles of what waits in a place, by login; those for whom nothing waits are left out. */
async function waiting(place: 'county' | 'banner', year: number): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const login of everyone) {
    const asker = await fixture.askerOf(login);
    if (!asker.grants.some(({ region }) => region === fixture[place].region)) continue;
    const titles = (await fixture[place].as(login, (asking) => tasks(asking, fixture[place].region, year))).map(({ title, path }) => `${title.en} ${path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '…')}`);
    if (titles.length > 0) found[login] = titles;
  }
  return found;
}

test('the county\'s year', async () => {
  const start = ['Prepare the global budget /budget'];
  expect(await waiting('county', 2026)).toEqual({ health: start, health2: start });
  const run = await preparedBudget(fixture.county);
  const mine = ['Waits for your signature: Global budget 2026 /budget'];
  expect(await waiting('county', 2026)).toEqual({ approver: mine, both: mine, insurance: mine });
  await sign(fixture.county, run, 'INSURANCE_BUREAU', 'both');
  expect(await waiting('county', 2026)).toEqual({ approver: mine });
  await sign(fixture.county, run, 'HEALTH_BUREAU_APPROVER');
  const next = ['Prepare the year-end settlement /settlement'];
  expect(await waiting('county', 2026)).toEqual({ health: next, health2: next });
  expect(await refusal(postedBudget(fixture.county))).toEqual(['RUN_OPEN period']);
});

test('the banner\'s year', async () => {
  expect(await waiting('banner', 2010)).toEqual({});
  const total = await preparedTotal(fixture.banner);
  const totalPage = ['Waits for your signature: Performance-pay total 2010 /pay/…/total'];
  expect(await waiting('banner', 2010)).toEqual({ finance: totalPage, hr: totalPage });
  await signAll(fixture.banner, total);
  expect(await waiting('banner', 2010)).toEqual({ head: ['Distribute the incentive share /pay/…'] });
  const payRun: PayRun = await preparedIncentive(fixture.banner);
  const mine = ['Waits for your signature: Incentive performance pay 2010-12 /pay/runs/…'];
  expect(await waiting('banner', 2010)).toEqual({ health: mine, health2: mine, hr: mine, population: mine });
  await signAll(fixture.banner, runOf(payRun));
  const toPublish = ['To be published: Incentive performance pay 2010-12 /pay/runs/…'];
  expect(await waiting('banner', 2010)).toEqual({ health: toPublish, health2: toPublish });
  await published(fixture.banner, payRun);
  expect(await waiting('banner', 2010)).toEqual({ finance: ['To be paid: Incentive performance pay 2010-12 /pay/runs/…'] });
  await released(fixture.banner, payRun);
  expect(await waiting('banner', 2010)).toEqual({});
});

test('the basic share needs no publication', async () => {
  const payRun = await preparedPay(fixture.banner, { kind: 'BASIC', period: '2010-03' });
  await signAll(fixture.banner, runOf(payRun));
  expect(await waiting('banner', 2010)).toEqual({ finance: ['To be paid: Basic performance pay 2010-03 /pay/runs/…'] });
});
