/** In a browser: a posted settlement is corrected, the difference is shown; a run is returned to a step and an item is held. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { parseMoney } from '../../server/core/money.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, password, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { choose } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';
import { settledYear } from '../kit/year.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  await settledYear(fixture.county);
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

async function signedIn(login: Login): Promise<Page> {
  const page = await browser.page();
  page.setDefaultTimeout(15_000);
  await page.goto(`${served.base}/settlement?region=610726&year=2026`);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill(login);
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation', { name: '菜单' }).waitFor();
  return page;
}

test('late spending is shown on the posted settlement, corrected, held in part and returned to a step', async () => {
  await fixture.county.as('insurance', (asking) => recordSpending(asking, {
    region: 610726, consortium: fixture.county.consortia.A as string, month: '2026-12', claims: parseMoney('71234667.89', ''), contractFees: parseMoney('1680000.00', ''),
  }));
  const health = await signedIn('health');
  await health.getByText('有迟到的数据，等待更正').waitFor();
  await health.getByText('consortia/A/claims：入账时 71234567.89，现在 71234667.89').waitFor();
  await health.getByRole('button', { name: '更正', exact: true }).click();
  await health.locator('#act-reason').fill('补录报销');
  await health.getByRole('button', { name: '更正已入账的核算' }).click();
  await health.getByText(/编制：“补录报销”/).waitFor();
  await health.getByRole('cell', { name: /支付的报销费用/ }).first().waitFor();
  await screenshot(health, 'correction');

  const insurance = await signedIn('insurance');
  await insurance.getByRole('button', { name: '暂缓个别项目' }).click();
  await insurance.locator('#hold-row').fill('TA1');
  await insurance.locator('#act-reason').fill('人员编制待核实');
  await insurance.getByRole('dialog').getByRole('button', { name: '暂缓个别项目' }).click();
  await insurance.getByText(/TA1：.*“人员编制待核实”/).waitFor();
  await insurance.getByRole('button', { name: /签署“医疗保障局”/ }).click();
  await insurance.getByRole('dialog').getByRole('button', { name: /签署“医疗保障局”/ }).click();
  await insurance.locator('.state-REVIEWING').first().waitFor();

  const approver = await signedIn('approver');
  await approver.getByRole('button', { name: '退回', exact: true }).click();
  await choose(approver, approver.locator('#return-to'), '医疗保障局');
  await approver.getByRole('dialog').getByText('医疗保障局', { exact: true }).filter({ visible: true }).first().waitFor();
  await approver.locator('#move-note').fill('请复核');
  await approver.getByRole('dialog').getByRole('button', { name: '退回并说明原因' }).click();
  await approver.locator('.state-SUBMITTED').first().waitFor();
  await approver.getByText('退回到医疗保障局').first().waitFor();
  await screenshot(approver, 'returned');
  expect(await ownerRows(fixture, "select state, held, corrects_id is not null as corrects from run where stage = 'SETTLEMENT' order by id")).toEqual([
    { state: 'POSTED', held: [], corrects: false }, { state: 'RETURNED', held: [], corrects: true }, { state: 'SUBMITTED', held: ['TA1'], corrects: true },
  ]);
}, 120_000);
