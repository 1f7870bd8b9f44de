/**
 * A walk over every page that links lead to, by the logins of the demo, one of each kind, in both languages and widths:
 * nothing breaks, nothing is wider than the screen, and axe finds nothing serious.
 * Only in full runs (FULL=1).
 */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { demoLogins } from '../../seeds/demo/accounts.ts';
import { seriousFindings } from '../kit/axe.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import type { FreshDatabase } from '../kit/database.ts';
import { demoDatabase, seedingTimeout } from '../kit/demo.ts';
import { serve, type TestServer } from '../kit/server.ts';
import { webDirectory } from '../kit/web.ts';
import { Person } from './kit/person.ts';

const full = process.env.FULL === '1';
let database: FreshDatabase;
let server: TestServer;
let browser: TestBrowser;

beforeAll(async () => {
  if (!full) return;
  const directory = await webDirectory();
  database = await demoDatabase();
  [server, browser] = await Promise.all([serve(database, directory), startBrowser()]);
}, seedingTimeout);

afterAll(async () => {
  if (!full) return;
  await browser[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
  await database.drop();
});

interface Looks {
  language: 'zh' | 'en';
  viewport: { width: number; height: number };
}

const wideChinese: Looks = { language: 'zh', viewport: { width: 1440, height: 900 } };
const narrowEnglish: Looks = { language: 'en', viewport: { width: 390, height: 844 } };
/** What an address is a page of: of pages that differ by a key, month or year alone one is looked at, and the home of either year. */
function kindOf(at: string): string {
  if (at.startsWith('/?')) return at;
  return at.replace(/\?.*/, '').replace(/[0-9a-f]{8}-[0-9a-f-]{27}|\d{4}-\d{2}|\d{4,}[\w-]*/g, '·').replace(/(library|stages|assessment|pay|confirmations)\/[^/?]+/, '$1/·');
}

async function rest(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('.ant-skeleton, .ant-spin-spinning').first().waitFor({ state: 'detached' });
}

async function linksOf(page: Page, address: string): Promise<string[]> {
  const targets = await page.locator('a[href]').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  return targets.filter((target) => target.startsWith(`${address}/`)).map((target) => target.slice(address.length).replace(/#.*/, ''))
    .filter((target) => !/\.(csv|xlsx|pdf|zip)\b/.test(target) && !target.startsWith('/graphql'));
}

async function findingsOn(page: Page): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const broken = await page.getByText(/页面出错|This page failed|NaN|\[object Object\]|undefined/).allInnerTexts();
  // antd's button for the tabs that have no room stands among them
  const found = (await seriousFindings(page)).filter(({ id, nodes }) => !(id === 'aria-required-children' && nodes.every((each) => each.includes('ant-tabs-nav')))).map(({ id, nodes }) => `${id}: ${nodes[0]?.slice(0, 160)}`);
  return [...found, ...broken.map((text) => `says ${text.slice(0, 80)}`), ...(wide > 0 ? [`${wide} px wider than the screen`] : [])];
}

/** Everything wrong on the pages that this login reaches, by page. */
async function tour(login: string, looks: Looks): Promise<Record<string, string[]>> {
  const page = await browser.page(looks.viewport);
  const wrong: Record<string, string[]> = {};
  let at = '/';
  const note = (what: string) => void (wrong[at] ??= []).push(what);
  page.on('console', (said) => said.type() === 'error' && note(`console: ${said.text().slice(0, 200)}`));
  page.on('pageerror', (error) => note(`error: ${error.message}`));
  await page.addInitScript((language) => localStorage.setItem('fenpei.language', language), 'zh');
  await new Person(page, server.address).signsIn(login);
  await page.addInitScript((language) => localStorage.setItem('fenpei.language', language), looks.language);
  const waiting = ['/?year=2026', '/?year=2025', '/account'];
  const seen = new Set<string>();
  const known = new Set(waiting);
  while (waiting.length > 0) {
    at = waiting.shift() as string;
    const kind = kindOf(at);
    if (seen.has(kind)) continue;
    seen.add(kind);
    await page.goto(server.address + at);
    await rest(page);
    if (page.viewportSize()!.width < 992) await page.getByRole('button', { name: /^(菜单|Menu)$/ }).click(); // the links of the menu are in the drawer
    const links = await linksOf(page, server.address);
    if (page.viewportSize()!.width < 992) {
      await page.keyboard.press('Escape');
      await page.locator('.ant-drawer-open').waitFor({ state: 'detached' });
    }
    for (const each of await findingsOn(page)) note(each);
    await screenshot(page, `tour-${login}-${looks.language}-${String(seen.size).padStart(2, '0')}${kind.replace(/\W+/g, '-')}`);
    for (const link of links.filter((each) => !known.has(each))) {
      known.add(link);
      waiting.push(link);
    }
  }
  await page.context().close();
  expect(seen.size).toBeGreaterThan(2);
  return wrong;
}

/** They see what another one sees, elsewhere or by fewer roles. */
const alike = ['nq-approver', 'nq-hr', 'nq-head-b', 'nq-dept-nursing', 'ew-office', 'ew-finance', 'ew-nurse'];

const walks: Array<[login: string, name: string, looks: Looks]> = [
  ...demoLogins().filter(({ login }) => !alike.includes(login)).map(({ login }): [string, string, Looks] => [login, 'Chinese, wide', wideChinese]),
  ...['nq-bureau', 'nq-head-a', 'admin', 'ew-nurse'].map((login): [string, string, Looks] => [login, 'English, narrow', narrowEnglish]),
];

(full ? test : test.skip).each(walks)('%s finds every page in order (%s)', async (login, _name, looks) => {
  expect(await tour(login, looks)).toEqual({});
}, 900_000);
