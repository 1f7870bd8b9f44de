/** In a browser: a file with faults, mended and confirmed; in both languages and narrow, without serious findings of axe. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, ningqiang as region, password, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { csv, xlsx, type SheetRows } from '../kit/sheets.ts';
import { webDirectory } from '../kit/web.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

async function signedIn(viewport?: { width: number; height: number }): Promise<Page> {
  const page = await browser.page(viewport);
  page.setDefaultTimeout(15_000);
  await page.goto(`${served.base}/intake?region=${region}`);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill('insurance');
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '导入数据' }).waitFor();
  return page;
}

const header = ['医共体名称', '月份', '报销费用（元）', '签约服务费（元）'];
const wrong: SheetRows = [['宁强县医共体支出统计表'], header, ['医共体A', '2026年1月', '１２３', 10], ['医共体C', '2026年1月', 2000, 20]];
const right: SheetRows = [['宁强县医共体支出统计表'], header, ['医共体A', '2026年1月', 123, 10], ['医共体B', '2026年2月', 2000, 20]];

const drop = (page: Page, name: string, bytes: Uint8Array) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) });

test('a file with faults is shown cell by cell; the mended one is confirmed and stands', async () => {
  const page = await signedIn();
  await drop(page, '支出.xlsx', await xlsx(wrong));
  await page.getByRole('heading', { name: '支出.xlsx' }).waitFor();
  await page.getByText('Excel / WPS 工作簿（xlsx）').waitFor();
  expect(await page.getByLabel('列名所在行').inputValue()).toBe('2');
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByText('报销费用（元） 为“１２３”，含全角字符；请改用半角，即“123”。').waitFor();
  await page.getByText('没有登记这一医共体').waitFor();
  expect(await page.getByRole('button', { name: '确认写入' }).isDisabled()).toBe(true);
  expect(await seriousFindings(page)).toEqual([]);
  await screenshot(page, 'intake-faults');

  await page.getByRole('link', { name: '返回导入记录' }).click();
  await page.getByRole('link', { name: '支出.xlsx' }).waitFor();
  await drop(page, '支出（改）.csv', csv(right, 'gb18030'));
  await page.getByText('GB18030 / GBK').waitFor();
  await page.getByRole('button', { name: '检查', exact: true }).click();
  await page.getByText('没有发现错误。').waitFor();
  await page.getByText('医共体A：2026-02').waitFor();
  await screenshot(page, 'intake-checked');
  await page.getByRole('button', { name: '确认写入' }).click();
  await page.getByText('已写入 2 行').waitFor();
  expect(await ownerRows(fixture, 'select month, claims::int as claims, source_row from spending order by month')).toEqual([{ month: '2026-01', claims: 12300, source_row: 3 }, { month: '2026-02', claims: 200000, source_row: 4 }]);
  await page.getByRole('link', { name: '再导入一个文件' }).click();
  await page.getByText('已写入', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await screenshot(page, 'intake');
}, 60_000);

test('in English, on a phone', async () => {
  const page = await signedIn({ width: 390, height: 844 });
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.reload();
  await page.getByRole('link', { name: '支出.xlsx' }).click();
  await page.getByRole('heading', { name: 'To be mended' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  expect(await seriousFindings(page)).toEqual([]);
  await screenshot(page, 'intake-narrow-en');
}, 60_000);
