/** In a browser: the head of a consortium's head hospital sees the year on one page, records what must be paid, and reads the first short month; the bureau sees all. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { calendarTexts } from '../../seeds/presets.ts';
import { parseMoney } from '../../server/core/money.ts';
import { withClient } from '../../server/db/roles.ts';
import { loadCalendars } from '../../server/run/calendars.ts';
import { recordInstitutions } from '../../server/run/spending-records.ts';
import { prepareSettlement } from '../../server/settlement/prepare-settlement.ts';
import { prepareStage } from '../../server/stage/prepare-stage.ts';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, moment, type County } from '../kit/county.ts';
import { unpublished } from '../kit/demo.ts';
import { serve, type Served } from '../kit/http.ts';
import { signedIn } from '../kit/signed-in.ts';
import { publishYear } from '../kit/stages.ts';
import { webDirectory } from '../kit/web.ts';
import { postedBudget, recordYear, settlementFacts, signAll } from '../kit/year.ts';

const region = 610726;
const place = `?region=${region}&year=2026`;

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  const { county } = fixture;
  await publishYear(fixture);
  await postedBudget(county);
  for (const [stage, period] of [['WORKING_ADVANCE', '2026'], ['ADVANCE', '2026-01'], ['ADVANCE', '2026-02']] as const) {
    await signAll(county, await county.as('insurance', (asking) => prepareStage(asking, { region, stage, period, facts: {}, decisions: {}, reason: '' })));
  }
  await recordYear(county);
  await county.as('insurance', (asking) => recordInstitutions(asking, region, [
    { institution: county.institutions.HA as string, month: '2026-12', kind: 'INSIDE', amount: parseMoney('61234567.89', '') },
    { institution: county.institutions.HA as string, month: '2026-12', kind: 'OUTSIDE_COUNTY', amount: parseMoney('10000000.00', '') },
  ], { followSum: false }));
  const texts = await calendarTexts();
  await withClient(fixture.database.owner, (client) => loadCalendars(client, unpublished(texts), moment));
  const facts = await settlementFacts(county);
  await county.as('health', (asking) => prepareSettlement(asking, { region, year: 2026, facts, decisions: {}, reason: '' }), new Date());
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

async function inEnglishAndNarrow(page: Page, path: string, name: string, waits: string): Promise<void> {
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(served.base + path);
  await page.getByText(waits).first().waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  await screenshot(page, `${name}-en-390`);
}

test('the head sees the consortium on one page, with what waits for the own word, and nothing of another', async () => {
  const head = await signedIn(browser, served, 'headA', `/consortium${place}`);
  await head.getByText(/请在 2026-\d\d-\d\d 前确认：年终清算 2026/).waitFor();
  await head.getByText('61,234,567.89').waitFor();
  await head.getByRole('link', { name: /已到账/ }).getByText('18,552,170.00').waitFor();
  expect(await head.getByText('医共体B').count()).toBe(0);
  expect(await seriousFindings(head)).toEqual([]);
  await screenshot(head, 'consortium-zh-1440');
  await head.getByRole('button', { name: '已预拨资金' }).click();
  await head.getByRole('button', { name: /本月预拨：6,077,435\.00/ }).first().click();
  await head.getByText('按协议比例逐月均匀预拨').first().waitFor();
  await screenshot(head, 'consortium-account');
  await inEnglishAndNarrow(head, `/consortium${place}`, 'consortium', 'Where care was given');
}, 120_000);

test('the head records what must be paid, and the first short month is named', async () => {
  const head = await signedIn(browser, served, 'headA', `/cash${place}`);
  await head.getByText('按现有数据，全年各月不缺资金。').waitFor();
  await head.getByLabel('金额').fill('600000.00');
  await head.locator('form').filter({ hasText: '类别' }).getByRole('button', { name: '登记应付款' }).click();
  await head.getByText('2026-01 起资金不足，缺口 600,000.00 元').waitFor();
  await head.getByLabel('期初余额').fill('1000000.00');
  await head.getByRole('button', { name: '登记期初余额' }).click();
  await head.getByText('按现有数据，全年各月不缺资金。').waitFor();
  await head.getByLabel('金额').fill('1600000.00');
  await head.locator('form').filter({ hasText: '类别' }).getByRole('button', { name: '登记应付款' }).click();
  await head.getByText('2026-01 起资金不足，缺口 600,000.00 元').waitFor();
  await head.locator('.ant-table-row-expand-icon').first().click();
  await head.getByRole('cell', { name: '药款', exact: true }).waitFor();
  expect(await seriousFindings(head)).toEqual([]);
  await screenshot(head, 'cash-zh-1440');
  await inEnglishAndNarrow(head, `/cash${place}`, 'cash', 'Money falls short in 2026-01');
}, 120_000);

test('the bureau sees every institution, the short ones first', async () => {
  const finance = await signedIn(browser, served, 'finance', `/cash${place}`);
  await finance.getByRole('row', { name: /机构HA.*2026-01 · 600,000\.00/ }).waitFor();
  expect(await seriousFindings(finance)).toEqual([]);
  await screenshot(finance, 'cash-all-zh-1440');
  await finance.goto(`${served.base}/${place}`);
  await finance.getByText('政策的各个环节依次画出').waitFor();
  await finance.getByRole('img', { name: /资金流向图/ }).getByText('预付金 · 医共体A').waitFor();
  await finance.setViewportSize({ width: 1440, height: 1900 });
  await screenshot(finance, 'river-zh-1440');
}, 120_000);

test('the bureau lays institutions side by side, and takes them away', async () => {
  const finance = await signedIn(browser, served, 'finance', `/beside${place}`);
  await finance.getByRole('row', { name: /已到账（预拨、清算等） 16,564,437\.50/ }).waitFor();
  expect(await seriousFindings(finance)).toEqual([]);
  await screenshot(finance, 'beside-zh-1440');
  await finance.getByRole('button', { name: '下载 Excel' }).click();
  await finance.getByLabel('用途').fill('季度分析');
  const download = finance.waitForEvent('download');
  await finance.getByRole('link', { name: /下\s?载/ }).last().click();
  expect((await download).suggestedFilename()).toBe('机构对比 2026.xlsx');
  await inEnglishAndNarrow(finance, `/beside${place}`, 'beside', 'Received: advances, settlement');
}, 120_000);
