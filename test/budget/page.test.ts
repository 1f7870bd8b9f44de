/** In a browser: two officers at one budget lose nothing, and a posted budget is changed for a permitted reason and read in every version. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Run } from '../../server/model/run.ts';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { correctedRun } from '../kit/correct.ts';
import { makeCounty, publish, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { refusal } from '../kit/refused.ts';
import { choose, signedIn } from '../kit/signed-in.ts';
import { publishYear } from '../kit/stages.ts';
import { webDirectory } from '../kit/web.ts';
import { budgetGiven, preparedBudget, signAll } from '../kit/year.ts';
import { posted } from '../stories/kit/locality.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  await publishYear(fixture);
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

const path = '/budget?region=610726&year=2026';
const heads = (a: string, b: string) => [{ consortium: 'A', heads: a }, { consortium: 'B', heads: b }];
let budget: Run;

test('the second of two officers sees what the first has prepared, keeps what they typed, and chooses', async () => {
  const page = await signedIn(browser, served, 'health2', path);
  const field = (name: string) => page.getByRole('textbox', { name, exact: true });
  await field('人均筹资标准').fill('688.00');
  await field('每人门诊费用').fill('91.00');
  await field('每人大病保险费用').fill('50.00');
  await field('参保人数 · 医共体A').fill('168500');
  await field('参保人数 · 医共体B').fill('131500');
  await preparedBudget(fixture.county, { ...budgetGiven, draft: true });
  await page.getByRole('button', { name: '报送', exact: true }).click();
  await page.getByText('您打开之后，他人改动了这一份；您填的内容都还在').waitFor();
  await page.getByText(/您打开之后，health 的姓名 于 .* 编制了另一份/).waitFor();
  await page.getByText('参保人数 · 医共体A：原 –，对方 168000，现填 168500').waitFor();
  expect(await field('每人门诊费用').inputValue()).toBe('91.00');
  await screenshot(page, 'budget-two-officers');
  await page.getByRole('listitem').filter({ hasText: '人均筹资标准：原 –，对方 690.00，现填 688.00' }).getByRole('button', { name: '用对方的' }).click();
  await page.getByText('人均筹资标准：原 –，对方 690.00，现填 690.00').waitFor();
  await page.getByRole('button', { name: '报送', exact: true }).click();
  await page.locator('.state-SUBMITTED').first().waitFor();
  budget = await fixture.county.as('health', ({ em }) => em.findOneOrFail(Run, { regionId: 610726, state: 'SUBMITTED' }));
  expect([budget.decisions['outpatient_rate'], budget.amounts['financing']]).toEqual(['91.00', '207000000.00']);
  await page.context().close();
}, 120_000);

test('a posted budget is changed with a reason, and every version tells what it changed and what stands on the one before', async () => {
  await signAll(fixture.county, budget);
  await posted(fixture.county, 'WORKING_ADVANCE', '2026');
  await correctedRun(fixture.county, budget, { facts: { consortia: heads('168600', '131400') }, change: 'heads', reason: '人口核定' });
  const page = await signedIn(browser, served, 'health', path);
  await page.getByText('测算变更', { exact: true }).click();
  await page.getByRole('textbox', { name: '人均筹资标准', exact: true }).fill('695.00');
  const prepare = page.getByRole('button', { name: '报送变更', exact: true });
  expect(await prepare.isDisabled()).toBe(true);
  await choose(page, page.locator('#change-kind'), '标准年中调整');
  await page.getByRole('textbox', { name: '说明' }).fill('省里提标');
  await screenshot(page, 'budget-change');
  await prepare.click();
  const third = page.getByRole('region', { name: '第 3 版' });
  await third.getByText(/“省里提标”/).waitFor();
  await third.getByText(/变更事由：标准年中调整/).waitFor();
  const second = page.getByRole('region', { name: '第 2 版' });
  await second.getByText('仍按上一版办理的：年初预付金 2026（已过期）').waitFor();
  await second.getByRole('cell', { name: '包干额 · 医共体A' }).waitFor();
  await page.getByRole('region', { name: '第 1 版' }).getByRole('button', { name: '查看这一版' }).click();
  await page.getByRole('heading', { name: '第 1 版（只读）' }).waitFor();
  await screenshot(page, 'budget-versions');
  expect(await seriousFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.reload();
  await page.getByRole('region', { name: 'Version 2' }).getByText('Standing on the version before: Working advance 2026 (stale)').waitFor();
  await screenshot(page, 'budget-versions-390');
  await page.context().close();
}, 120_000);

const groups = (elderly: string) => ([['A1', 'A', '0-14岁', '30000'], ['A2', 'A', '15-59岁', '100000'], ['A3', 'A', '60岁以上', '38000'], ['B1', 'B', '0-14岁', '30000'], ['B2', 'B', '15-59岁', '80000'], ['B3', 'B', '60岁以上', elderly]] as const)
  .map(([group, of, band, enrolled]) => ({ enrolled_group: group, covered_by: of, age_band: band, enrolled }));
const banded = (elderly: string) => ({
  standard: '690.00', pool_heads: '300000', counted_on: '2025-12-31', consortia: heads('168000', '132000'), enrolment: groups(elderly),
  bands: [{ band: '0-14岁', weight: '0.80' }, { band: '15-59岁', weight: '1.00' }, { band: '60岁以上', weight: '2.00' }],
});

test('packages by heads weighted by age: heads that are not the pool\'s are refused with both sums, on the page too', async () => {
  await publish(fixture.county, readFileSync(new URL('../../seeds/demo/ningqiang-bands.yaml', import.meta.url), 'utf8').replace('applies: { from: 2026-01-01 }', 'applies: { from: 2027-01-01 }'));
  const prepare = (elderly: string) => preparedBudget(fixture.county, { year: 2027, facts: banded(elderly), decisions: { outpatient_rate: '90.00', serious_illness_rate: '50.00' }, draft: true });
  await expect(prepare('21999')).rejects.toThrow(/Insured residents of all bands 299999, Insured residents of the pool 300000/);
  expect(await refusal(prepare('21999'))).toEqual(['CHECKS_BLOCK bands_whole, heads_of_bands']);
  expect((await prepare('22000')).amounts['package']).toEqual({ A: '78784482.76', B: '58300517.24' });
  const page = await signedIn(browser, served, 'health', '/budget?region=610726&year=2027');
  await page.getByText('测算', { exact: true }).click();
  await page.getByRole('textbox', { name: '统筹区居民参保人数', exact: true }).fill('300001');
  await page.getByText(/各段居民参保人数合计 300000，统筹区居民参保人数 300001/).waitFor();
  await screenshot(page, 'budget-bands');
}, 120_000);
