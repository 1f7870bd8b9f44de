/** In a browser: an officer goes from a posted budget to its papers, issues one, prints it, and takes the vouchers. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, password, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { webDirectory } from '../kit/web.ts';
import { postedBudget } from '../kit/year.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  await postedBudget(fixture.county);
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

async function signedIn(login: Login, path: string, viewport?: { width: number; height: number }): Promise<Page> {
  const page = await browser.page(viewport);
  page.setDefaultTimeout(15_000);
  await page.goto(served.base + path);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill(login);
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  return page;
}

test('from a budget to its notice, and to the vouchers', async () => {
  const page = await signedIn('health', '/budget?region=610726&year=2026');
  await page.getByRole('link', { name: '公文', exact: true }).click();
  await page.getByRole('tab', { name: '机关代字' }).click();
  await page.locator('#prefix').fill('宁卫医共体');
  await page.locator('#from').fill('2026-01-01');
  await page.getByRole('button', { name: '设定', exact: true }).click();
  await page.getByRole('cell', { name: '宁卫医共体', exact: true }).waitFor();
  await page.getByRole('tab', { name: '文号登记' }).click();
  await page.getByText('万元', { exact: true }).click();
  await page.getByRole('button', { name: '编文号并制发' }).click();
  const [paper] = await (async () => {
    await page.getByRole('button', { name: '打印', exact: true }).waitFor();
    return ownerRows<{ number: number; year: number; unit: string; id: string }>(fixture, 'select number, year, unit, id from paper');
  })();
  expect(paper).toMatchObject({ number: 1, unit: 'WAN' });
  await page.getByRole('cell', { name: `宁卫医共体〔${paper?.year}〕1号`, exact: true }).waitFor();
  await screenshot(page, 'paper-register');
  await page.getByRole('button', { name: '打印', exact: true }).click();
  await page.locator('#paper-purpose').fill('存档');
  const href = await page.getByRole('link', { name: '打开 PDF' }).getAttribute('href');
  const file = await page.request.get(served.base + href);
  expect([file.status(), file.headers()['content-type'], (await file.body()).subarray(0, 5).toString()]).toEqual([200, 'application/pdf', '%PDF-']);
  await page.getByRole('button', { name: '取消', exact: true }).click();
  await page.getByRole('tab', { name: '凭证导出' }).click();
  await page.locator('#voucher-from').fill('2026-03');
  await page.locator('#voucher-to').fill('2026-03');
  const [total] = await ownerRows<{ sum: string }>(fixture, "select trim(to_char(sum(amount) filter (where amount > 0) / 100.0, '999,999,999,990.00')) as sum from posting");
  await page.getByRole('row', { name: `贷方合计（元） ${total?.sum}` }).waitFor();
  await screenshot(page, 'paper-vouchers');
  await page.getByRole('tab', { name: '会计科目' }).click();
  await page.getByText('个账户还没有对应的科目').waitFor();
  await screenshot(page, 'paper-chart');
}, 60_000);
