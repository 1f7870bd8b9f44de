/**
 * In a browser, one officer's half year: a clinic registered and moved, two hospitals merged, a person hired into two posts;
 * each told before it is done, refused at its field, and seen in the history afterwards.
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { setPersonNumbers } from '../../server/organisation/change-person.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, ningqiang as region, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { testKeys } from '../kit/keys.ts';
import { ownerRows } from '../kit/ledger.ts';
import { choose, signedIn } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
let page: Page;
beforeAll(async () => {
  const [county, directory, started] = await Promise.all([makeCounty(), webDirectory(), startBrowser()]);
  [fixture, browser] = [county, started];
  const { people, as } = fixture.county;
  await as('health', (asking) => setPersonNumbers(asking, testKeys, { region, person: people['TA2-1'] as string, idCard: '11010519491231002X', bankCard: '4539578763621486' }));
  served = await serve(fixture.orm, directory);
  page = await signedIn(browser, served, 'health', `/organisation?region=${region}&day=2026-03-01`);
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

const dialog = () => page.locator('.ant-modal').last();
const button = (name: string) => page.getByRole('button', { name, exact: true });
const shown = (name: string) => page.getByRole('heading', { name }).waitFor();
const confirm = async (name: string) => {
  const opened = dialog();
  await opened.getByRole('button', { name, exact: true }).click();
  await opened.waitFor({ state: 'detached' });
};
const pick = (name: string) => page.getByRole('tree').getByText(name, { exact: true }).click();

test('a clinic is registered and moved', async () => {
  await page.getByText('陕西省 610000').waitFor();
  await button('登记机构').click();
  await dialog().getByLabel('代码').fill('VA1');
  await dialog().getByLabel('机构名称').fill('新村卫生室');
  await choose(page, dialog().getByLabel('所属医共体'), '医共体A');
  await dialog().getByLabel('自哪天起').fill('2026-04-01');
  await dialog().getByText('自 2026-04-01 起登记村卫生室“新村卫生室”（VA1）；医共体：医共体A，村卫生室。').waitFor();
  await dialog().getByRole('button', { name: '登记机构' }).click();
  await dialog().getByText('代码VA1 已被使用。').waitFor();
  await screenshot(page, 'organisation-refused');
  await dialog().getByLabel('代码').fill('VA3');
  await confirm('登记机构');
  await shown('新村卫生室');
  expect(await page.getByLabel('截至').inputValue()).toBe('2026-04-01');

  await button('转入或退出医共体').click();
  await choose(page, dialog().getByLabel('所属医共体'), '医共体B');
  await dialog().getByLabel('自哪天起').fill('2026-05-01');
  await dialog().getByText('自 2026-05-01 起，新村卫生室由“医共体A，村卫生室”改为“医共体B，村卫生室”。').waitFor();
  await confirm('转入或退出医共体');
  await page.getByText('2026-04-01 至 2026-05-01（不含） 医共体A，村卫生室').waitFor();
}, 60_000);

test('two hospitals merge, and everybody sees beforehand who moves', async () => {
  await pick('机构TA1');
  await shown('机构TA1');
  await button('合并').click();
  await choose(page, dialog().getByLabel('被并入的机构'), 'TA2 机构TA2');
  await page.keyboard.press('Escape');
  await dialog().getByLabel('自哪天起').fill('2009-01-01');
  await dialog().getByText('自哪天起：现在的登记自 2009-01-01 起').waitFor();
  await dialog().getByLabel('自哪天起').fill('2026-06-01');
  await dialog().getByText('1 人随转').waitFor();
  await dialog().getByRole('row', { name: /TA2-1 职工1 机构TA2 – 1 是/ }).waitFor();
  await screenshot(page, 'organisation-merge');
  await confirm('合并');
  await page.getByText('2026-06-01 机构TA2并入').waitFor();
  await page.getByRole('row', { name: /TA2-1/ }).waitFor();
  await page.getByRole('tree').getByText('机构TA2', { exact: true }).waitFor({ state: 'detached' });
}, 60_000);

test('a person is hired into two posts, with numbers that are right', async () => {
  await button('登记人员').click();
  const form = dialog();
  await form.getByLabel('工号').fill('N1');
  await form.getByLabel('姓名').fill('王芳');
  await form.getByLabel('身份证号').fill('61072619800315012');
  await form.getByText('身份证号要是 18 位身份证号').waitFor();
  await form.getByLabel('身份证号').fill('610726198003150121');
  await form.getByText('身份证号的校验位不对').waitFor();
  await form.getByLabel('身份证号').fill('61072619800315012X');
  await form.getByText('校验位正确').waitFor();
  await choose(page, form.getByLabel('岗位等级'), '专业技术十级 十级');
  await form.getByLabel('份额').fill('0.6');
  await form.getByRole('button', { name: '增加任职' }).click();
  const second = form.getByRole('group', { name: '一个任职' }).last();
  await choose(page, second.getByLabel('机构'), 'HA 机构HA');
  await choose(page, second.getByLabel('岗位等级'), '专业技术十级 十级');
  await second.getByLabel('份额').fill('0.5');
  await form.getByText('的任职份额合计 1.1，不能超过 1。').waitFor();
  expect(await form.getByRole('button', { name: '登记人员', exact: true }).isDisabled()).toBe(true);
  await second.getByLabel('份额').fill('0.4');
  await form.getByText('份额合计 1，最多为 1').waitFor();
  await screenshot(page, 'organisation-hire');
  await confirm('登记人员');
  await page.getByRole('row', { name: /N1 王芳 编制内/ }).waitFor();
}, 60_000);

test('her posts end, and the numbers of another are shown for a purpose', async () => {
  await button('王芳').click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByRole('row', { name: /机构HA.*0\.4.*2026-06-01 起/ }).waitFor();
  await drawer.getByText('6107**********012X').waitFor();
  await drawer.getByRole('button', { name: '离职' }).click();
  await dialog().getByLabel('自哪天起').fill('2026-07-01');
  await dialog().getByText('2026-07-01 起结束：机构TA1，十级，份额 0.6，主岗；机构HA，十级，份额 0.4，兼职').waitFor();
  await confirm('离职');
  await drawer.getByRole('row', { name: /机构HA.*2026-06-01 至 2026-07-01/ }).waitFor();
  await drawer.getByRole('button', { name: 'Close' }).or(drawer.getByRole('button', { name: '关闭' })).click();
  await page.getByRole('row', { name: /N1 王芳/ }).waitFor({ state: 'detached' });

  await page.getByRole('row', { name: /TA2-1/ }).getByRole('button').click();
  await drawer.getByText('1101**********002X').waitFor();
  await drawer.getByRole('row', { name: /机构TA2.*2009-01-01 至 2026-06-01/ }).waitFor();
  await drawer.getByRole('button', { name: '查看完整号码' }).click();
  const reveal = page.getByRole('button', { name: '查看完整号码' }).last();
  expect(await reveal.isDisabled()).toBe(true);
  await page.getByLabel('用途').fill('核对工资卡');
  await reveal.click();
  await drawer.getByText('4539578763621486').waitFor();
  await screenshot(page, 'organisation-person');
  await drawer.getByRole('button', { name: '隐藏' }).click();
  await drawer.getByText('1101**********002X').waitFor();
  expect(await ownerRows(fixture, "select purpose from audit_event where action = 'UNMASK_PERSON'")).toEqual([{ purpose: '核对工资卡' }]);
}, 60_000);

test('a head sees the people of the hospital, and nothing that is for others to do', async () => {
  await ownerRows(fixture, "update person_number set person_id = $1 where person_id = $2", [fixture.county.people['HA-1'], fixture.county.people['TA2-1']]);
  page = await signedIn(browser, served, 'headA', `/organisation?region=${region}&institution=${fixture.county.institutions.HA}`);
  await page.getByRole('row', { name: /HA-1/ }).getByRole('button').click();
  await page.getByText('1101**********002X').waitFor();
  for (const name of ['登记机构', '合并', '撤销', '登记人员', '调整任职', '查看完整号码', '调整标准']) expect([name, await button(name).count()]).toEqual([name, 0]);
}, 60_000);
