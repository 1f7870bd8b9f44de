/** Invited, let in, a token made and a role lent, in a real browser. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Secret, TOTP } from 'otpauth';
import type { Page } from 'playwright-core';
import { invite } from '../../../server/rights/invite.ts';
import { startBrowser, type TestBrowser } from '../../kit/browser.ts';
import { makeCounty, password, type County, type Login } from '../../kit/county.ts';
import { serve, type Served } from '../../kit/http.ts';
import { ownerRows } from '../../kit/ledger.ts';
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

test('an administrator invites and ends, and sees who could do too much', async () => {
  const page = await browser.page();
  await page.goto(`${served.base}/rights`);
  await page.getByLabel('用户名').fill('nobody' satisfies Login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  const form = card(page, '邀请');
  await form.getByLabel('用户名').fill('ha-personnel');
  await form.getByLabel('姓名').fill('人事科');
  await form.getByLabel('角色').click();
  await page.getByTitle('机构人事', { exact: true }).click();
  await form.getByLabel('机构', { exact: true }).click();
  await page.getByTitle('机构HA', { exact: true }).click();
  await form.locator('button[type=submit]').click();
  expect(await form.locator('code').innerText()).toMatch(new RegExp(`^${served.base}/invitation#[\\w-]{43}$`));
  await card(page, '能既编制又审批的账号').getByText('double').first().waitFor();
  const row = card(page, '权限').getByRole('row').filter({ hasText: 'headA' });
  await row.getByRole('button', { name: '终止' }).click();
  await row.waitFor({ state: 'detached' });
  expect((await fixture.askerOf('headA', new Date())).grants).toEqual([]);
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
