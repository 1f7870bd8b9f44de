/** The library, told by a bureau in a real browser: a locality is found, read, tried, and laid beside one's own on the same hospital. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startBrowser, type TestBrowser } from '../kit/browser.ts';
import type { FreshDatabase } from '../kit/database.ts';
import { demoDatabase, seedingTimeout } from '../kit/demo.ts';
import { serve, type TestServer } from '../kit/server.ts';
import { webDirectory } from '../kit/web.ts';
import { Person } from './kit/person.ts';

let database: FreshDatabase;
let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  const directory = await webDirectory();
  database = await demoDatabase();
  [server, browser] = await Promise.all([serve(database, directory), startBrowser()]);
}, seedingTimeout);

afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database.drop();
});

const value = (text: string) => BigInt(text.replace(/[^\d-]/g, ''));

test('Kaihua is found, read, tried, and laid beside Ewenki on the same hospital', async () => {
  const bureau = await new Person(await browser.page(), server.address).signsIn('ew-bureau');
  const { page } = bureau;
  await bureau.follows('政策库');
  await bureau.seesHeading('政策库');
  await page.getByRole('searchbox').fill('开化');
  await page.keyboard.press('Enter');
  await bureau.follows(/开化县/);

  const clause = page.getByRole('region').filter({ hasText: 'KH-01' });
  await bureau.sees('职工考核部分', clause);
  await bureau.sees('60%', clause);
  await bureau.picture('library-1-document');

  await page.getByRole('tab', { name: '试算' }).click();
  await bureau.seesFigures({ 每分金额: '44.8696' });
  await bureau.sees('188,923.30');
  await bureau.types('核定的绩效工资总额', '430000.00');
  await bureau.sees('94,461.65');
  await bureau.types('核定的绩效工资总额', '一');
  await bureau.sees(/核定的绩效工资总额.*一/);

  await page.getByRole('tab', { name: '与另一政策比较' }).click();
  await page.getByRole('combobox', { name: /与之比较/ }).click();
  await page.locator('.ant-select-dropdown:visible').getByText(/鄂温克/).click();
  await page.getByRole('combobox', { name: '数据' }).click();
  await page.locator('.ant-select-dropdown:visible').getByText('巴彦托海镇卫生院 2025-12').click();
  const status = page.getByRole('status').filter({ hasText: '相差合计' });
  await status.waitFor();
  const [, gained = '', lost = '', net = ''] = /增加 \d+ 个，合计 ([\d,.-]+) 元.*减少 \d+ 个，合计 ([\d,.-]+) 元.*相差合计 ([\d,.-]+) 元/.exec(await status.innerText()) ?? [];
  expect(value(gained)).toBeGreaterThan(0n);
  expect(value(gained) + value(lost)).toBe(value(net));
  await bureau.sees('萨仁图雅');
  await bureau.picture('library-2-compare');

  await bureau.opens('/library/ningqiang-2018?view=curve');
  await page.getByRole('img', { name: /\// }).waitFor();
}, 400_000);
