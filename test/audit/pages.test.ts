/** In a browser: every change carries its key, a lost answer keeps it; the auditor searches and takes the log away. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
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

async function signedIn(login: Login, path: string): Promise<Page> {
  const page = await browser.page();
  page.setDefaultTimeout(15_000);
  await page.goto(served.base + path);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill(login);
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('navigation', { name: '菜单' }).waitFor();
  return page;
}

test('a change whose answer was lost is sent again under its key, the next under another', async () => {
  const page = await signedIn('insurance', '/settlement?region=610726&year=2026');
  const keys: Array<string | undefined> = [];
  await page.route('**/graphql', async (route) => {
    const request = route.request();
    if (!(request.postData() ?? '').includes('mutation RecordSpending')) return route.continue();
    keys.push(request.headers()['idempotency-key']);
    if (keys.length > 1) return route.continue();
    await route.fetch(); // it reaches the server, and its answer is lost
    return route.abort();
  });
  await page.getByRole('tab', { name: '包干支出', exact: true }).click();
  const record = page.getByRole('button', { name: '登记支出', exact: true });
  const claims = page.locator('#spending-claims');
  await claims.fill('1200.50');
  await page.locator('#spending-fees').fill('30.00');
  await record.click();
  await page.getByText('无法连接服务器，请检查网络后重试。').waitFor();
  await record.click();
  await page.getByRole('row', { name: /2026-01/ }).waitFor();
  await claims.fill('1300.00');
  await record.click();
  await page.getByRole('cell', { name: '1,330.00' }).first().waitFor();
  expect(keys).toHaveLength(3);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
  expect(await ownerRows(fixture, 'select claims::text from spending order by id')).toEqual([{ claims: '120050' }, { claims: '130000' }]);
}, 120_000);

test('the auditor has the page, searches it and takes it away with a purpose; others do not have it', async () => {
  const officer = await signedIn('officer', '/?region=610726');
  expect(await officer.getByRole('link', { name: '审计日志' }).count()).toBe(0);
  const page = await signedIn('auditor', '/?region=610726');
  await page.getByRole('link', { name: '审计日志' }).click();
  await page.getByRole('heading', { name: '审计日志' }).waitFor();
  await page.getByRole('cell', { name: '总额预算 2026' }).first().waitFor();
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill('approver');
  await page.getByRole('button', { name: '查询', exact: true }).click();
  await page.getByRole('cell', { name: /insurance/ }).first().waitFor({ state: 'detached' });
  await page.getByRole('cell', { name: /approver/ }).first().waitFor();
  expect(await page.locator('tbody tr.ant-table-row').allInnerTexts()).toEqual([
    expect.stringMatching(/approver 的姓名 approver\s+决定\s+签署\s+总额预算 2026 · [0-9a-f]{12} · 卫生健康局审批人/),
    expect.stringMatching(/approver 的姓名 approver\s+决定\s+发布政策\s+政策 ningqiang-2018@1/),
  ]);
  await page.getByRole('button', { name: '导出 CSV' }).click();
  await page.locator('#export-purpose').fill('内部审计');
  await screenshot(page, 'audit');
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '下载' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
  expect(lines.slice(1)).toEqual([expect.stringContaining('approver 的姓名'), expect.stringContaining('approver 的姓名')]);
  expect(await ownerRows(fixture, "select row_count, purpose, query from audit_event where kind = 'EXPORT'")).toEqual([{ row_count: 2, purpose: '内部审计', query: 'account=approver' }]);
}, 120_000);
