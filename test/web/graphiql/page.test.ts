/** GraphiQL as a browser meets it: after signing in at its address, under the same content policy as every page. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBrowser, type TestBrowser } from '../../kit/browser.ts';
import { makeCounty, password, type County } from '../../kit/county.ts';
import { serve, type Served } from '../../kit/http.ts';
import { webDirectory } from '../../kit/web.ts';

let fixture: County;
let served: Served;
let browser: TestBrowser;
beforeAll(async () => {
  fixture = await makeCounty();
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 240_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
});

test('whoever signs in at the address of the API gets it, asks, and sees the answer; nothing breaks the content policy', async () => {
  const page = await browser.page();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${served.base}/graphql`);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill('officer');
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.locator('.graphiql-container').waitFor();
  expect(await page.title()).toBe('分配 GraphiQL');
  await page.locator('button.graphiql-execute-button').click();
  await page.locator('.result-window').getByText('FINANCE_OFFICER').first().waitFor();
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.reload();
  await page.locator('.graphiql-container').waitFor();
  expect(await page.title()).toBe('Fenpei GraphiQL');
  expect(complaints).toEqual([]);
}, 120_000);
