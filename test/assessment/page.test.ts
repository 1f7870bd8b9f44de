/** In a browser: a scheme is made, a head self-assesses with a file, the bureau reviews, another signs; the second failed year is shown. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { given, loaded, openedRound, unitsOf } from '../kit/assessment.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, password, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { ownerRows } from '../kit/ledger.ts';
import { webDirectory } from '../kit/web.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  await loaded(fixture);
  const before = await openedRound(fixture.county, { year: 2025 });
  const unit = (await unitsOf(fixture.county, before.round.id)).get('HA')?.unit.id as string;
  await given(fixture.county, { unit, managed: '13', cost: '150', staff: '0', head: 'headA' });
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

async function signedIn(login: Login, path: string, viewport?: { width: number; height: number }): Promise<Page> {
  const page = await browser.page(viewport);
  page.setDefaultTimeout(15_000);
  await page.goto(served.base + path);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill(login);
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('#content').waitFor();
  return page;
}

/** Picks from a list by typing. */
async function add(page: Page, name: string): Promise<void> {
  await page.locator('#scheme-add').click();
  await page.locator('#scheme-add').pressSequentially(name);
  await page.locator('.ant-select-item-option').filter({ hasText: name }).first().click();
}

async function fill(page: Page, indicator: string, values: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: `填写数据 ${indicator}` }).click();
  const dialog = page.getByRole('dialog');
  for (const [id, value] of Object.entries(values)) await dialog.locator(`#fill-${id}`).fill(value);
  await dialog.getByRole('button', { name: /保\s?存/ }).click();
  await dialog.waitFor({ state: 'hidden' });
}

async function give(page: Page, name: string, state: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name, exact: true }).click();
  await page.locator('#content').getByText(state, { exact: true }).waitFor();
  await dialog.waitFor({ state: 'hidden' });
}

const place = '?region=610726&year=2026';

test('scheme, self-assessment, review, signature, two failed years', async () => {
  const health = await signedIn('health', `/assessment/schemes${place}`);
  await health.locator('#scheme-zh').fill('机构考核方案');
  await add(health, '慢病规范管理率');
  await add(health, '医疗费用增长率');
  await health.getByLabel('“慢病规范管理率”的权重（%）').fill('60');
  await health.getByLabel('“医疗费用增长率”的权重（%）').fill('35');
  await health.getByText('权重合计 95%，还差 5%').waitFor();
  const save = health.getByRole('button', { name: '保存为新版本' });
  expect(await save.isDisabled()).toBe(true);
  await health.getByLabel('“医疗费用增长率”的权重（%）').fill('40');
  await health.getByText('权重合计 100% ✓').waitFor();
  await screenshot(health, 'assessment-scheme');
  await save.click();
  await health.getByRole('row', { name: /机构考核方案 1 / }).waitFor();
  await health.getByRole('link', { name: '回到考核' }).click();
  await health.getByRole('button', { name: '按第 1 版方案开始考核' }).click();
  await health.getByRole('row', { name: /机构HA 县级医院 待自评/ }).waitFor();
  expect(await health.getByRole('row', { name: /机构/ }).count()).toBe(5);

  const head = await signedIn('headA', `/assessment${place}`);
  await head.getByRole('link', { name: '机构HA' }).click();
  await fill(head, '慢病规范管理率', { chronic_managed_people: '26', chronic_people: '100' });
  await fill(head, '医疗费用增长率', { care_cost: '130', care_cost_before: '100' });
  const file = join(mkdtempSync(join(tmpdir(), 'fenpei-evidence-')), '台账.pdf');
  writeFileSync(file, '%PDF-1.7 evidence');
  await head.getByLabel('上传“慢病规范管理率”的佐证').first().setInputFiles(file);
  await head.getByRole('link', { name: /台账\.pdf/ }).waitFor();
  await give(head, '报送自评', '待复核');

  await health.reload();
  await health.getByRole('link', { name: '机构HA' }).click();
  const download = health.waitForEvent('download');
  await health.getByRole('link', { name: /台账\.pdf/ }).click();
  expect((await download).suggestedFilename()).toBe('台账.pdf');
  await fill(health, '慢病规范管理率', { chronic_managed_people: '13' });
  await give(health, '完成复核', '待签发');
  await head.reload();
  await head.getByRole('button', { name: '提出异议 医疗费用增长率' }).click();
  await head.locator('#act-reason').fill('含疫情支出');
  await head.getByRole('dialog').getByRole('button', { name: '提出异议' }).click();
  await head.getByText('待答复', { exact: true }).waitFor();
  await health.reload();
  await health.getByRole('button', { name: /^答\s?复$/ }).click();
  await health.locator('#act-reason').fill('口径一致，维持');
  await health.getByRole('dialog').getByRole('button', { name: /^答\s?复$/ }).click();
  await health.getByText('口径一致，维持').waitFor();

  const approver = await signedIn('approver', `/assessment/INSTITUTIONS/HA${place}`);
  await give(approver, '签发得分', '已签发');
  await approver.getByText('连续 2 年不合格').waitFor();
  await approver.getByRole('button', { name: /慢病规范管理率 得分 20/ }).click();
  await approver.getByRole('dialog').getByText('高血压、糖尿病患者规范管理率不低于六成五').first().waitFor();
  await approver.keyboard.press('Escape');
  await screenshot(approver, 'assessment-unit');
  expect(await ownerRows(fixture, "select score::text, failed from assessment_result r join assessment_unit u on u.id = r.unit_id join assessment_round d on d.id = u.round_id where stage = 'FINAL' and year = 2026")).toEqual([{ score: '12.00', failed: true }]);
}, 120_000);

test('a head sees the own institution alone; a narrow page in English, and the library by its rule', async () => {
  const head = await signedIn('headA', `/assessment${place}`, { width: 390, height: 844 });
  await head.getByRole('link', { name: '机构HA' }).waitFor();
  expect(await head.getByText('机构HB').count()).toBe(0);
  await screenshot(head, 'assessment-narrow');
  await head.goto(`${served.base}/assessment/INSTITUTIONS/HB${place}`);
  await head.getByText('这一年度没有这个单位的考核。').waitFor();
  await head.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await head.goto(`${served.base}/assessment/indicators${place}`);
  await head.getByRole('row', { name: /Clinical pathway share/ }).waitFor();
  await head.getByPlaceholder('Search indicators, clauses, rule numbers').fill('DQ-15');
  await head.keyboard.press('Enter');
  await head.getByRole('row', { name: /Clinical pathway share/ }).waitFor({ state: 'hidden' });
  await head.getByRole('row', { name: /Use of essential drugs/ }).waitFor();
  expect(await head.locator('tbody tr.ant-table-row').count()).toBe(1);
  await screenshot(head, 'assessment-library');
}, 120_000);
