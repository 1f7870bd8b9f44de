/** In a browser: the finance of a hospital records deductions, prepares the month, makes a batch with one person held, and records what came back. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { Run } from '../../server/model/run.ts';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { banner as region, makeCounty, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { cashiers, readyToPayOut } from '../kit/payout.ts';
import { choose, signedIn } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';
import { signAll } from '../kit/year.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
let page: Page;
beforeAll(async () => {
  const [county, directory, started] = await Promise.all([makeCounty(), webDirectory(), startBrowser()]);
  [fixture, browser] = [county, started];
  await readyToPayOut(fixture);
  served = await serve(fixture.orm, directory);
  page = await signedIn(browser, served, cashiers[0], `/payout?region=${region}&month=2010-01`);
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

const dialog = () => page.locator('.ant-modal').last();
const button = (name: string) => page.getByRole('button', { name, exact: true });
const confirm = async (name: string) => {
  const opened = dialog();
  await opened.getByRole('button', { name, exact: true }).click();
  await opened.waitFor({ state: 'detached' });
};

test('deductions are typed in, refused at their field, and leave a net pay', async () => {
  await page.getByRole('link', { name: '巴彦托海镇卫生院' }).click();
  await page.getByText('2 人没有登记银行卡：C 李秀、D 其其格').waitFor();
  await button('登记扣除').click();
  await choose(page, dialog().getByLabel('姓名'), 'A 乌云');
  await dialog().getByLabel('金额（元）').fill('18.005');
  await dialog().getByLabel('原因').fill('一月个税');
  await dialog().getByRole('button', { name: '登记扣除' }).click();
  await dialog().locator('.ant-form-item-explain-error').first().waitFor();
  await dialog().getByLabel('金额（元）').fill('18.01');
  await dialog().getByText('A 乌云 2010-01 的个人所得税记为 18.01 元').waitFor();
  await confirm('登记扣除');
  await page.getByRole('cell', { name: '641.99' }).waitFor();
  await button('编制发放').click();
  await page.getByText('已报送').first().waitFor();
});

test('a batch goes without whoever is held, and what comes back is shown', async () => {
  const run = await fixture.banner.as('finance', ({ em }) => em.findOneOrFail(Run, { regionId: region, stage: 'PAY_OUT', period: '2010-01' }));
  await signAll(fixture.banner, run);
  await page.reload();
  await button('生成代发批次').click();
  await dialog().getByText('3 人、1,961.99 元进入批次；暂缓 2 人。').waitFor();
  await dialog().getByLabel('用途').fill('发放一月工资');
  await dialog().getByLabel('暂缓原因').fill('没有银行卡');
  await screenshot(page, 'payout-batch');
  await confirm('生成代发批次');
  await page.getByRole('cell', { name: 'U01-201001-1', exact: true }).waitFor();
  await button('登记退汇').click();
  await dialog().getByLabel('理由').fill('账号已销户');
  await confirm('登记退汇');
  await page.getByRole('cell', { name: '账号已销户' }).first().waitFor();
  await screenshot(page, 'payout-month');
  expect(await ownerRows(fixture, "select count(*)::int as batches, (select count(*)::int from payment_return) as returned from payment_batch")).toEqual([{ batches: 1, returned: 1 }]);
});

test('it reads in English and on a phone, without serious findings of axe', async () => {
  expect(await seriousFindings(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.reload();
  await page.getByRole('heading', { name: 'Returned payments' }).waitFor();
  await screenshot(page, 'payout-phone');
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  expect(await seriousFindings(page)).toEqual([]);
});
