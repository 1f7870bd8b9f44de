/** In a browser: a policy laid over another tells where each value was written; a value decided in the place of a rule's is checked, seen in its effect, and sent. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { returnRun } from '../../server/run/sign.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, ningqiang as region, publish, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { overlay } from '../kit/overlay.ts';
import { choose, signedIn } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';
import { budgetGiven, preparedBudget } from '../kit/year.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  const [county, directory, started] = await Promise.all([makeCounty(), webDirectory(), startBrowser()]);
  [fixture, browser] = [county, started];
  await publish(fixture.county, overlay);
  served = await serve(fixture.orm, directory);
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

test('each value is told with its document, and one row is decided otherwise', async () => {
  const page = await signedIn(browser, served, 'health', `/policies?region=${region}`);
  await page.getByRole('button', { name: '宁强县医共体总额预算（县级细则）' }).click();
  const limits = page.getByRole('listitem').filter({ hasText: '下限出自 ningqiang-2018@2 第 11 行' }).first();
  await limits.waitFor();
  expect(await limits.innerText()).toMatch(/总额预算比例.*上限出自 ningqiang-2018@1 第 \d+ 行/s);
  await screenshot(page, 'policy-origins');

  const { id: run, hash } = await preparedBudget(fixture.county, { decisions: { ...budgetGiven.decisions, budget_share: '96%' } });
  await fixture.county.as('insurance', (asking) => returnRun(asking, { region, run, hash, note: '流动人口没有核定' }));
  await page.goto(`${served.base}/budget?region=${region}&year=2026`);
  const value = page.getByLabel('改定为 · 医共体B');
  await choose(page, page.getByLabel('选择要改定的一行（核定包干人数）'), '医共体B', value);
  expect(await value.inputValue()).toBe('132000');
  await value.fill('250000');
  await page.locator('.fault').filter({ hasText: '200000' }).first().waitFor();
  await value.fill('140000');
  await page.getByText('有 1 处需要改正').waitFor();
  await page.getByText('改定的影响（与全部按规则相比）').waitFor();
  await page.getByRole('listitem').filter({ hasText: '包干额' }).first().waitFor();
  await screenshot(page, 'policy-override');
  await page.getByLabel('说明 · 医共体B').fill('流动人口多');
  await page.getByText('有 1 处需要改正').waitFor({ state: 'detached' });
  await page.getByLabel('说明', { exact: true }).fill('按核定人数重新报送');
  await page.getByRole('button', { name: '报送', exact: true }).last().click();
  await page.getByRole('row', { name: /核定包干人数 · 医共体B .*140000.* 卫生健康局 流动人口多/ }).waitFor();
  const runs = await ownerRows<{ decisions: Record<string, string> }>(fixture, "select decisions from run where state <> 'RETURNED'");
  expect(runs.map(({ decisions }) => decisions.set_heads)).toEqual(['{"B":{"reason":"流动人口多","value":"140000"}}']);
}, 60_000);

test('an office that decides nothing here is not offered to', async () => {
  const page = await signedIn(browser, served, 'finance', `/budget?region=${region}&year=2026`);
  await page.getByText('总额预算', { exact: true }).first().waitFor();
  expect(await page.getByText('选择要改定的一行').count()).toBe(0);
}, 60_000);
