/** In a browser: a month of points by disease says from which files its cases come, and leads there. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { inTransaction } from '../../server/db.ts';
import { recordInstitution } from '../../server/organisation/records.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, publish, type County } from '../kit/county.ts';
import { serve, type Served } from '../kit/http.ts';
import { casesCsv, loadCases } from '../kit/load-cases.ts';
import { signedIn } from '../kit/signed-in.ts';
import { webDirectory } from '../kit/web.ts';
import { makeLocality, posted, seed } from '../stories/kit/place.ts';

const axe = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8');
const region = 640200;
let fixture: County;
let served: Served;
let browser: TestBrowser;

beforeAll(async () => {
  fixture = await makeCounty();
  const place = await makeLocality(fixture, { regions: [[640000, '宁夏回族自治区', 'Ningxia'], [region, '石嘴山市', 'Shizuishan City']], consortia: {}, policy: 'policies/shizuishan' });
  await inTransaction(fixture.orm, [region], async (em) => {
    const since = { from: '2009-01-01', knownFrom: new Date('2009-01-01T00:00:00+08:00') };
    for (const [code, name] of [['A', '市第一人民医院'], ['B', '市中医院']] as const) recordInstitution(em, { regionId: region, code, name, kind: 'COUNTY_HOSPITAL', member: null, certifiedAllowances: 0n, ...since });
    await em.flush();
  });
  await publish(place, seed('demo/shizuishan-cases'));
  await posted(place, 'RESERVES', '2026', { facts: { income: '190000000.00' }, decisions: { metric_step: '0.005', base_points: '100', bed_day_price: '160.00' } });
  const asker = await fixture.askerOf('insurance');
  const groups = ['J18.9', 'J20.9', 'S72.0:79.35'];
  for (const [hospital, count] of [['A', 12], ['B', 7]] as const) {
    const cases = Array.from({ length: count }, (_, index) => ({
      hospital, month: '2026-01', number: `${hospital}${index}`, discharged: '2026-01-15', group: groups[index % 3] as string, age: index === 1 ? 6 : 50, cost: '8600.00', paid: '6020.00',
    }));
    await loadCases({ orm: fixture.orm, place, asker }, `病例-${hospital}-2026-01.csv`, casesCsv(cases));
  }
  served = await serve(fixture.orm, await webDirectory());
  browser = await startBrowser();
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

const stage = { region, stage: 'MONTHLY_PREPAYMENT', period: '2026-01' };
const asked = 'query($region: Int!, $stage: Stage!, $period: String!) { caseLoads(region: $region, stage: $stage, period: $period) { file first last hospitals cases cost } }';

test('the files that stand, by month; none for a stage that counts no cases', async () => {
  const finance = await served.visitor('finance');
  expect((await finance.ask(asked, stage)).data?.['caseLoads']).toEqual([
    { file: '病例-A-2026-01.csv', first: '2026-01', last: '2026-01', hospitals: 1, cases: 12, cost: '103200.00' },
    { file: '病例-B-2026-01.csv', first: '2026-01', last: '2026-01', hospitals: 1, cases: 7, cost: '60200.00' },
  ]);
  expect((await finance.ask(asked, { ...stage, stage: 'RESERVES', period: '2026' })).data).toEqual({ caseLoads: [] });
  expect((await (await served.visitor('headA')).ask(asked, stage)).errors.map(({ extensions }) => extensions.code)).toEqual(['REGION_NOT_YOURS']);
});

/** What axe finds serious or worse. */
async function serious(page: Page): Promise<unknown[]> {
  await page.evaluate(axe);
  const found = await page.evaluate(`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.map(({ id, impact, nodes }) => ({ id, impact, nodes: nodes.map(({ html }) => html) })))`) as Array<{ impact: string | null }>;
  return found.filter(({ impact }) => impact === 'serious' || impact === 'critical');
}

test('the page of the month shows them and leads to the import, in both languages', async () => {
  const page = await signedIn(browser, served, 'insurance', `/stages/monthly-prepayment/2026-01?region=${region}`);
  await page.getByText('下列表格由 2 个文件的 19 例病例归并而成').waitFor();
  await page.getByText('A · 手术 · 骨折').first().waitFor();
  expect(await serious(page)).toEqual([]);
  await screenshot(page, 'stage-cases');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
  await page.reload();
  await page.getByText('The tables of this stage are made of 19 cases of 2 files').waitFor();
  expect(await serious(page)).toEqual([]);
  await screenshot(page, 'stage-cases-en-narrow');
  await page.getByRole('link', { name: '病例-A-2026-01.csv' }).click();
  await page.getByRole('heading', { name: '病例-A-2026-01.csv' }).waitFor();
}, 60_000);
