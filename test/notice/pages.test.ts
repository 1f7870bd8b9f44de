/** In a browser: a member of staff on a phone asks their payslip why, what if, and objects to a notice; the office rules on it at a desk. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { dayOf } from '../../server/clock.ts';
import { addDays } from '../../server/core/period.ts';
import { Notice } from '../../server/model/pay.ts';
import { publishPayRun } from '../../server/notice/publish-pay-run.ts';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { signedIn } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';
import { fixedTotal, paidBasic, points, preparedIncentive, preparedPay, preparedTotal, published, released, runOf, signAll, staffWith } from '../kit/year.ts';

const region = 150724;
const phone = { width: 390, height: 844 };

let fixture: County;
let served: Served;
let browser: TestBrowser;
let notice: string;

/** The year 2010 is paid; the incentive of 2011 is published today, for a week. */
beforeAll(async () => {
  fixture = await makeCounty();
  const { banner } = fixture;
  await fixedTotal(banner);
  await paidBasic(banner, '2010-11');
  await paidBasic(banner, '2010-12');
  const paid = await preparedIncentive(banner);
  await signAll(banner, runOf(paid));
  await published(banner, paid);
  await released(banner, paid);
  await signAll(banner, await preparedTotal(banner, { year: 2011 }));
  const open = await preparedPay(banner, { period: '2011-12', facts: await staffWith(banner, 'INCENTIVE', points, '2011-12') });
  await signAll(banner, runOf(open));
  const now = new Date();
  await banner.as('health', (asking) => publishPayRun(asking, { region, id: open.id, closesOn: addDays(dayOf(now), 7) }), now);
  notice = await banner.as('health', async ({ em }) => (await em.findOneOrFail(Notice, { regionId: region, payRun: { id: open.id } })).id);
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

/** Nothing stands beyond the right edge of a phone. */
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

async function inEnglish(page: Page, name: string): Promise<void> {
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await screenshot(page, name);
}

test('on a phone: why, against last month, one\'s place, what if, and an objection that the office answers', async () => {
  const page = await signedIn(browser, served, 'staffB', `/payslips?region=${region}&year=2010`, phone);
  const december = page.locator('.ant-card', { hasText: '2010-12 绩效工资' });
  await december.getByRole('button', { name: /4,935\.24/ }).click();
  await page.getByRole('dialog').getByText('奖励性部分看工作量', { exact: false }).first().waitFor();
  await screenshot(page, 'payslip-why-phone');
  await page.locator('.ant-drawer-close').click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await december.getByRole('button', { name: '与上月相比' }).click();
  await december.getByText('本月新发放的项目').waitFor();
  await december.getByText('+4,935.24').first().waitFor();
  await december.getByRole('button', { name: '我在同等级中的位置' }).click();
  await december.getByText('为不泄露他人收入').first().waitFor();
  await december.getByRole('button', { name: '假如我的得分是……' }).click();
  await december.getByLabel('假如“考核积分”是').fill('95');
  await december.getByRole('button', { name: '算一算' }).click();
  await december.getByText('5,054.12').first().waitFor();
  expect([await overflow(page), await seriousFindings(page)]).toEqual([0, []]);
  await screenshot(page, 'payslip-phone');
  await inEnglish(page, 'payslip-phone-en');
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'zh'));

  await page.goto(`${served.base}/notices/${notice}?region=${region}&year=2011`);
  await page.getByRole('button', { name: '提出异议' }).click();
  await page.getByRole('dialog').getByLabel('理由').fill('十一月夜班漏计两个');
  await page.getByRole('dialog').getByRole('button', { name: '提出异议' }).click();
  await page.getByText('待复核', { exact: true }).waitFor();
  expect([await overflow(page), await seriousFindings(page)]).toEqual([0, []]);
  await screenshot(page, 'notice-phone');

  const desk = await signedIn(browser, served, 'hr', `/notices/${notice}?region=${region}&year=2011`);
  await desk.getByRole('button', { name: '维持原结果' }).click();
  await desk.getByRole('dialog').getByLabel('理由').fill('已核对排班表，夜班已计入');
  await desk.getByRole('dialog').getByRole('button', { name: '维持原结果' }).click();
  await desk.getByText('复核后维持原结果', { exact: true }).waitFor();
  expect(await seriousFindings(desk)).toEqual([]);
  await screenshot(desk, 'notice-desk');
  await inEnglish(desk, 'notice-desk-en');

  await page.goto(`${served.base}/notices?region=${region}&year=2011`);
  await page.getByText('已核对排班表，夜班已计入').waitFor();
  await screenshot(page, 'notices-phone');
}, 90_000);
