/** In a browser: the tree of places on a day, an institution's history, a person's posts, and numbers that show themselves for a purpose only. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { mergeInstitutions } from '../../server/organisation/merge-institutions.ts';
import { setPersonNumbers } from '../../server/organisation/change-person.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, ningqiang as region, password, type County, type Login } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { testKeys } from '../kit/keys.ts';
import { ownerRows } from '../kit/ledger.ts';
import { webDirectory } from '../kit/web.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  const { institutions, people, as } = fixture.county;
  await as('health', (asking) => mergeInstitutions(asking, { region, predecessors: [institutions.TA2 as string], successor: institutions.TA1 as string, from: '2026-02-01' }));
  await as('health', (asking) => setPersonNumbers(asking, testKeys, { region, person: people['TA2-1'] as string, idCard: '11010519491231002X', bankCard: '4539578763621486' }));
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

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

test('the bureau walks from the province to a person', async () => {
  const page = await signedIn('health', '/?region=610726');
  await page.getByRole('link', { name: '机构与人员' }).click();
  await page.getByText('陕西省 610000').waitFor();
  expect(await page.getByText('机构TA2', { exact: true }).count()).toBe(0);
  await page.getByText('机构TA1', { exact: true }).click();
  await page.getByText('机构TA2并入').waitFor();
  await page.getByRole('row', { name: /TA2-1/ }).waitFor();
  await screenshot(page, 'organisation');

  await page.getByRole('button', { name: '职工1', exact: true }).last().click();
  const drawer = page.getByRole('dialog');
  await drawer.getByText('1101**********002X').waitFor();
  await drawer.getByRole('row', { name: /机构TA2.*2009-01-01 至 2026-02-01/ }).waitFor();
  await drawer.getByRole('button', { name: '查看完整号码' }).click();
  const confirm = page.getByRole('button', { name: '查看完整号码' }).last();
  expect(await confirm.isDisabled()).toBe(true);
  await page.getByLabel('用途').fill('核对工资卡');
  await confirm.click();
  await drawer.getByText('11010519491231002X').waitFor();
  await drawer.getByText('4539578763621486').waitFor();
  await screenshot(page, 'organisation-person');
  await drawer.getByRole('button', { name: '隐藏' }).click();
  await drawer.getByText('1101**********002X').waitFor();
  expect(await ownerRows(fixture, "select purpose from audit_event where action = 'UNMASK_PERSON'")).toEqual([{ purpose: '核对工资卡' }]);
}, 120_000);

test('another day has its own institutions', async () => {
  const page = await signedIn('health', '/organisation?region=610726&day=2026-01-31');
  await page.getByText('机构TA2', { exact: true }).click();
  await page.getByRole('row', { name: /TA2-1/ }).waitFor();
}, 120_000);

test('a head who may not unmask is told so', async () => {
  const page = await signedIn('headA', `/organisation?region=610726&institution=${fixture.county.institutions.HA}`);
  await ownerRows(fixture, "update person_number set person_id = $1 where person_id = $2", [fixture.county.people['HA-1'], fixture.county.people['TA2-1']]);
  await page.getByRole('button', { name: '职工1', exact: true }).click();
  await page.getByRole('button', { name: '查看完整号码' }).click();
  await page.getByLabel('用途').fill('想看看');
  await page.getByRole('button', { name: '查看完整号码' }).last().click();
  await page.getByText('完整号码只给该机构的人事、财务人员和卫生健康局看。').waitFor();
}, 120_000);
