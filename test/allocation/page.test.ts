/** In a browser: the head of a department divides the pool, meets a deputy who saved meanwhile, hands in; the hospital head sets the other and takes both in. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { saveAllocation } from '../../server/allocation/change.ts';
import { allocationView } from '../../server/allocation/shown.ts';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, type County, type Login } from '../kit/county.ts';
import { sentOut, withDepartments, type Departments, type Head } from '../kit/departments.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { signedIn } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';

const place = '?region=150724&year=2010';

let fixture: County;
let departments: Departments;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  departments = await withDepartments(fixture);
  await sentOut(fixture.banner);
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

const opened = (login: Head | Login, path: string) => signedIn(browser, served, login as Login, path);
const amount = (page: Page, name: string) => page.getByRole('textbox', { name: `${name}的金额`, exact: true });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const left = (page: Page, text: string) => page.getByRole('status').filter({ hasText: `剩余 ${text}` }).waitFor();

/** Somebody else of the department saves on the newest version. */
async function savedMeanwhile(login: Head, given: Record<string, bigint>): Promise<void> {
  const which = { region: 150724, institution: fixture.banner.institutions.U01 as string, department: departments.ids['全科'] as string, period: '2010-12', decision: 'second_allocation' };
  const { run, version } = await departments.as(login, (asking) => allocationView(asking, which));
  await departments.as(login, (asking) => saveAllocation(asking, { ...which, run, version }, Object.entries(given).map(([code, each]) => ({ code, amount: each }))));
}

test('the head of a department divides to the fen, and loses nothing to a deputy', async () => {
  const page = await opened('chief', `/${place}`);
  await page.getByRole('link', { name: /请分配：科室二次分配 2010-12/ }).click();
  await left(page, '10,600.04');
  expect(await button(page, '上报').isDisabled()).toBe(true);
  await amount(page, '乌云').fill('8000');
  await page.getByText('须写明理由').first().waitFor();
  await button(page, '撤销').click();
  await left(page, '10,600.04');
  await button(page, '重做').click();
  await left(page, '2,600.04');
  await amount(page, '乌云').fill('5700.005');
  await page.locator('.fault').first().waitFor();
  await screenshot(page, 'second-allocation-faults');
  await amount(page, '乌云').fill('5700');
  await savedMeanwhile('deputy', { B: 4_800_00n });
  await button(page, '保存草稿').click();
  await page.getByText('deputy 主任 在您打开之后保存了改动').waitFor();
  await page.getByRole('listitem').filter({ hasText: /^巴图：未填 → 4800.00$/ }).waitFor();
  await left(page, '100.04');
  expect(await amount(page, '乌云').inputValue()).toBe('5700');
  await screenshot(page, 'second-allocation-conflict');
  await amount(page, '巴图').fill('');
  await button(page, '其余按规则').click();
  await left(page, '0.00');
  expect(await amount(page, '巴图').inputValue()).toBe('4900.04');
  await button(page, '上报').click();
  await page.getByText('已上报', { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await screenshot(page, 'second-allocation-zh');
  await button(page, 'English').click();
  await page.getByRole('button', { name: 'Hand in', exact: true }).waitFor();
  await screenshot(page, 'second-allocation-en');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByRole('button', { name: 'Menu', exact: true }).waitFor();
  await screenshot(page, 'second-allocation-390');
  expect(await seriousFindings(page)).toEqual([]);
  await page.context().close();
}, 60_000);

test('the hospital head sets the department that waits, with a reason, and takes both in', async () => {
  const page = await opened('head', `/second-allocation${place}`);
  await page.getByText('1/2 个科室已上报').waitFor();
  expect(await button(page, '汇总并报审').isDisabled()).toBe(true);
  await screenshot(page, 'second-allocations-zh');
  await page.getByRole('link', { name: '护理组', exact: true }).click();
  await button(page, '全部按规则').click();
  await page.getByText('已分完，一分不差').waitFor();
  expect(await button(page, '代定').isDisabled()).toBe(true);
  await page.getByLabel('院长改定或退回的理由').fill('主任休假，按积分');
  await button(page, '代定').click();
  await page.getByText('院长改定：主任休假，按积分').waitFor();
  await page.getByRole('link', { name: '返回列表' }).click();
  await page.getByText('2/2 个科室已上报').waitFor();
  await screenshot(page, 'second-allocations-whole');
  expect(await seriousFindings(page)).toEqual([]);
  await button(page, '汇总并报审').click();
  await page.getByText('科室二次分配所得').first().waitFor();
  expect(await ownerRows(fixture, "select amounts -> 'department_part' ->> 'A' as a, state from run where stage = 'INCENTIVE_PAY' and state <> 'RETURNED'")).toEqual([{ a: '5700.00', state: 'SUBMITTED' }]);
  await screenshot(page, 'second-allocation-taken-in');
  await page.context().close();
}, 60_000);
