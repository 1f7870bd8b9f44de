/** Invited, let in, a token made and a role lent, rights given and handed over, in a real browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { registerDepartment } from '../../../server/organisation/register-parts.ts';
import { invite } from '../../../server/rights/invite.ts';
import { screenshot, startBrowser, type TestBrowser } from '../../kit/browser.ts';
import { makeCounty, password, type County, type Login } from '../../kit/county.ts';
import { serve, type Served } from '../../kit/http.ts';
import { ownerRows } from '../../kit/ledger.ts';
import { choose, signedIn } from '../../kit/signed-in.ts';
import { webDirectory } from '../../kit/web.ts';

const good = 'unruly heron of the county';
let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  await ownerRows(fixture, "insert into role_grant (id, account_id, region_code, role, valid_from) select gen_random_uuid(), id, 610726, 'ADMINISTRATOR', '2009-01-01' from account where login = 'nobody'");
  [served, browser] = await Promise.all([webDirectory().then((directory) => serve(fixture.orm, directory)), startBrowser()]);
}, 400_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const card = (page: Page, title: string) => page.locator('.ant-card').filter({ has: page.getByRole('heading', { name: title, exact: true }) });

test('from the link of an invitation to a lent role', async () => {
  const now = new Date();
  const token = await fixture.county.as('nobody', (asking) => invite(asking, { region: 610726, login: 'newcomer', name: '新来的', roles: [{ role: 'FINANCE_BUREAU' }] }), now);
  const page = await browser.page();
  await page.goto(`${served.base}/invitation#${token}`);
  await page.getByText('新来的（newcomer）：请设置密码').waitFor();
  await page.getByLabel('密码').fill('password1234');
  await button(page, '接受邀请').click();
  await page.getByRole('alert').getByText('这个密码太容易猜到').waitFor();
  await page.getByLabel('密码').fill(good);
  await button(page, '接受邀请').click();
  await page.getByRole('navigation', { name: '菜单' }).waitFor();

  await page.goto(`${served.base}/account`);
  await card(page, '登录的浏览器').getByText('本机').waitFor();
  const tokens = card(page, '访问令牌');
  await tokens.getByLabel('用途').fill('报表程序');
  await button(page, '创建令牌').click();
  const secret = await tokens.locator('code').innerText();
  expect(secret).toMatch(/^fpt_[\w-]{43}$/);
  await tokens.getByRole('cell', { name: '报表程序' }).waitFor();
  const asked = await fetch(`${served.base}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` }, body: '{"query":"{ me { login } }"}' });
  expect(await asked.json()).toEqual({ data: { me: { login: 'newcomer' } } });

  const loans = card(page, '委托');
  await loans.getByLabel('受托人用户名').fill('nobody-here');
  await button(page, '委托').click();
  await loans.getByRole('alert').getByText('没有找到账号 nobody-here。').waitFor();
  await loans.getByLabel('受托人用户名').fill('officer');
  await button(page, '委托').click();
  await loans.getByRole('cell', { name: '委托给 officer 的姓名' }).waitFor();
  expect((await fixture.askerOf('officer', now)).grants.map(({ role }) => role)).toEqual(['FINANCE_BUREAU', 'FINANCE_OFFICER']);

  await button(page, '全部退出并撤销令牌').click();
  await button(page, '登 录').or(button(page, '登录')).waitFor();
  expect(await ownerRows(fixture, "select from session s join account a on a.id = s.account_id where a.login = 'newcomer'")).toEqual([]);
});

test('an administrator invites for every place, ends and hands over, and sees who lends what and who could do too much', async () => {
  const { institutions, people, as } = fixture.county;
  await as('health', (asking) => registerDepartment(asking, { region: 610726, institution: institutions.HA as string, code: 'D01', name: '内科' }));
  const page = await signedIn(browser, served, 'nobody', '/rights');
  const form = card(page, '邀请');
  const invited = async (login: string, role: string, place: () => Promise<void>) => {
    await form.getByLabel('用户名').fill(login);
    await form.getByLabel('姓名').fill(`${login} 的姓名`);
    await choose(page, form.getByLabel('角色'), role);
    await place();
    const [answer] = await Promise.all([page.waitForResponse((response) => response.request().postData()?.includes('mutation Invite') ?? false), form.locator('button[type=submit]').click()]);
    expect(await answer.json()).toEqual({ data: { invite: expect.any(String) } });
  };
  await invited('ha-personnel', '机构人事', () => choose(page, form.getByLabel('机构', { exact: true }), '机构HA'));
  expect(await form.locator('code').innerText()).toMatch(new RegExp(`^${served.base}/invitation#[\\w-]{43}$`));
  await invited('ha-medicine', '科室主任', async () => {
    await choose(page, form.getByLabel('机构', { exact: true }), '机构HA');
    await choose(page, form.getByLabel('科室'), 'D01 内科');
  });
  await invited('ha-1', '职工', async () => {
    await form.getByLabel('工作人员', { exact: true }).fill('HA-1');
    await page.getByTitle('HA-1 职工1 · 机构HA', { exact: true }).click();
  });
  await screenshot(page, 'rights');
  const roles = await ownerRows<{ login: string; roles: Array<Record<string, string | null>> }>(fixture, 'select login, roles from invitation order by login');
  expect(roles.flatMap(({ login, roles: given }) => given.map(({ role, institution, department, person }) => [login, role, institution !== null, department !== null, person]))).toEqual(expect.arrayContaining([
    ['ha-personnel', 'PERSONNEL', true, false, null], ['ha-medicine', 'DEPARTMENT_HEAD', true, true, null], ['ha-1', 'STAFF', false, false, people['HA-1']],
  ]));

  await card(page, '能既编制又审批的账号').getByText('double').first().waitFor();
  await card(page, '委托').getByRole('row', { name: /财政局 新来的 officer 的姓名/ }).waitFor();
  const row = (login: string) => card(page, '权限').getByRole('row').filter({ hasText: login });
  await row('headA').getByRole('button', { name: '移交' }).click();
  const dialog = page.locator('.ant-modal');
  await dialog.getByLabel('接手人', { exact: true }).fill('personnelA');
  await page.getByTitle('personnelA 的姓名 personnelA', { exact: true }).click();
  await dialog.getByText('医院院长 · 机构HA').waitFor();
  await screenshot(page, 'rights-hand-over');
  await dialog.getByRole('button', { name: '移交' }).click();
  await row('headA').waitFor({ state: 'detached' });
  const now = new Date();
  expect((await fixture.askerOf('headA', now)).grants).toEqual([]);
  expect((await fixture.askerOf('personnelA', now)).grants.map(({ role }) => role)).toEqual(['HOSPITAL_HEAD', 'PERSONNEL']);
  await row('auditor').getByRole('button', { name: '终止' }).click();
  await row('auditor').waitFor({ state: 'detached' });
  expect((await fixture.askerOf('auditor', now)).grants).toEqual([]);
});

test('a second factor is set up, and asked for at the next sign-in', async () => {
  const page = await browser.page();
  const enter = async () => {
    await page.getByLabel('用户名').fill('hr' satisfies Login);
    await page.getByLabel('密码', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
  };
  await page.goto(`${served.base}/account`);
  await enter();
  const factor = card(page, '动态口令');
  await factor.getByLabel('现在的密码').fill(password);
  await factor.locator('button[type=submit]').click();
  const secret = (await factor.locator('code').first().innerText()).replaceAll(' ', '');
  await factor.getByLabel('动态口令或恢复码').fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await factor.locator('button[type=submit]').click();
  await factor.getByText('还有 10 个恢复码').waitFor();
  const recovery = await factor.locator('li code').first().innerText();
  await page.getByRole('button', { name: '退出', exact: true }).first().click();
  await page.waitForURL(`${served.base}/`); // signing out loads everything anew
  await enter();
  await page.getByRole('alert').getByText('请再输入动态口令').waitFor();
  await page.getByLabel('动态口令或恢复码').fill(recovery);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation', { name: '菜单' }).waitFor();
});
