/** Benefits over the API and in a browser: one stay and many, who pays what and why. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readXlsx } from 'hucre/xlsx';
import type { Page } from 'playwright-core';
import { withClient } from '../../server/db/roles.ts';
import { loadLibrary } from '../../server/policy/library.ts';
import { proposePolicy, publishPolicy } from '../../server/policy/propose-policy.ts';
import { screenshot, startBrowser, type TestBrowser } from '../kit/browser.ts';
import { makeCounty, ningqiang as region, password, type County, type Login } from '../kit/county.ts';
import { serve, type Served, type Visitor } from '../kit/http.ts';
import { webDirectory } from '../kit/web.ts';

const preset = (id: string) => readFileSync(new URL(`../../seeds/policies/${id}.yaml`, import.meta.url), 'utf8');
const own = `language: 1
policy: ningqiang-benefits
version: 2
overlays: wudi-2012@1
title: { zh: 宁强住院待遇, en: Ningqiang benefits }
place: { code: "610726", zh: 宁强县, en: Ningqiang County }
applies: { from: 2026-02-01 }
sources: [ { id: n1, document: { zh: 县文件, en: County paper }, clause: 一, says: { zh: 手术限价按新目录。, en: Prices by the new list. } } ]
decisions: { floor_reading: { default: old, why: n1 } }
examples:
  - it: { zh: 例, en: Example }
    facts: { stays: [ { stay: a, member_of: 新农合, cost: 300.00 } ], townships: [], county_hospitals: [] }
    gives: { paid: { a: 120.00 } }
`;

let fixture: County;
let served: Served;
let browser: TestBrowser;
let insurance: Visitor;
beforeAll(async () => {
  const directory = await webDirectory();
  fixture = await makeCounty();
  await withClient(fixture.database.owner, (client) => loadLibrary(client, [preset('yangzhou-2020'), preset('xiangyang-2011'), preset('wudi-2012'), preset('shizuishan')]));
  const { as } = fixture.county;
  const { id, hash } = await as('health', (asking) => proposePolicy(asking, { region, text: own, reason: '' }));
  await as('approver', (asking) => publishPolicy(asking, { region, id, hash }));
  [served, browser] = await Promise.all([serve(fixture.orm, directory), startBrowser()]);
  insurance = await served.visitor('insurance');
}, 180_000);
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await served.api.close();
  await fixture.close();
}, 120_000);

const decided = { town_deductible: '300.00', county_deductible: '600.00', city_deductible: '1000.00', town_ratio: '85%', county_ratio: '75%', city_ratio: '60%' };
const stayQuery = `query ($policy: String!, $version: String, $benefit: String!, $stay: JSONObject!, $decisions: JSONObject) {
  benefit(region: ${region}, policy: $policy, version: $version, benefit: $benefit, stay: $stay, decisions: $decisions) {
    key bill payers { payer title { zh } paid } figures { amount value } sentence { zh } warnings { code at } faults { code }
  }
}`;
const manyQuery = `query ($policy: String!, $benefit: String!, $stays: [JSONObject!]!, $decisions: JSONObject) {
  benefitsInBulk(region: ${region}, policy: $policy, benefit: $benefit, stays: $stays, decisions: $decisions) {
    worked faulty bill payers { payer paid } stays { key bill payers { paid } faults { code at says { zh } } }
  }
}`;

describe('over the API', () => {
  test('policies with benefits are the region\'s own and those of the library', async () => {
    const { data } = await insurance.ask(`{ benefitPolicies(region: ${region}) { slug version own title { zh } appliesFrom benefits { id } } }`);
    expect(data?.['benefitPolicies']).toEqual([
      { slug: 'ningqiang-benefits', version: '2', own: true, title: { zh: '宁强住院待遇' }, appliesFrom: '2026-02-01', benefits: [{ id: 'stay' }] },
      expect.objectContaining({ slug: 'ningqiang-2018', own: true, benefits: [{ id: 'claim' }] }),
      expect.objectContaining({ slug: 'yangzhou-2020', own: false, benefits: [{ id: 'stay' }, { id: 'episode' }, { id: 'outpatient' }] }),
      expect.objectContaining({ slug: 'wudi-2012' }),
      expect.objectContaining({ slug: 'xiangyang-2011' }),
    ]);
  });

  test('a stay has who pays what, and why to look twice', async () => {
    const stay = { level: 'city', cost: '20000.00', referral: 'up', referred_from: 'county' };
    const { data } = await insurance.ask(stayQuery, { policy: 'yangzhou-2020', benefit: 'stay', stay, decisions: decided });
    expect(data?.['benefit']).toEqual({
      key: '1', bill: '20000.00', payers: [{ payer: 'pool', title: { zh: '统筹基金' }, paid: '12740.00' }, { payer: 'patient', title: { zh: '个人' }, paid: '7260.00' }],
      figures: [{ amount: 'deductible', value: '400.00' }, { amount: 'level_ratio', value: '60.00%' }, { amount: 'points_change', value: '5.00%' }, { amount: 'ratio', value: '65.00%' }, { amount: 'above_deductible', value: '19600.00' }],
      sentence: { zh: '费用 20,000.00 元：统筹基金 12,740.00 元（63.70%），个人 7,260.00 元（36.30%）。' }, warnings: [], faults: [],
    });
    const skipped = await insurance.ask(stayQuery, { policy: 'yangzhou-2020', version: '1', benefit: 'stay', stay: { ...stay, referred_from: 'town' }, decisions: decided });
    expect(skipped.data?.['benefit']).toMatchObject({ warnings: [{ code: 'chain_followed', at: 'checks.chain_followed' }] });
  });

  test('the region\'s own policy is found before the library\'s', async () => {
    const { data } = await insurance.ask(stayQuery, { policy: 'ningqiang-benefits', benefit: 'stay', stay: { member_of: '新农合', cost: '300.00' } });
    expect(data?.['benefit']).toMatchObject({ payers: [{ paid: '120.00' }, { paid: '0.00' }, { paid: '0.00' }, { paid: '180.00' }] });
  });

  test('many stays are worked out each by itself, and added up', async () => {
    const stays = [{ outpatient: 'a', year_cost: '430.00' }, { outpatient: 'b', year_cost: '-1' }, { outpatient: 'a', year_cost: '1.00' }, { outpatient: 'c', year_cost: '600.00' }];
    const { data } = await insurance.ask(manyQuery, { policy: 'xiangyang-2011', benefit: 'outpatient', stays });
    expect(data?.['benefitsInBulk']).toMatchObject({
      worked: 2, faulty: 2, bill: '1030.00', payers: [{ payer: 'pool', paid: '390.00' }, { payer: 'patient', paid: '640.00' }],
      stays: [{ key: 'a', bill: '430.00', payers: [{ paid: '190.00' }, { paid: '240.00' }] }, { bill: null, faults: [{ code: 'BELOW_LIMIT', at: 'stay.year_cost' }] }, { faults: [{ code: 'ROW_TWICE' }] }, { payers: [{ paid: '200.00' }, { paid: '400.00' }] }],
    });
  });

  test.each<[string, string, object, string[]]>([
    ['a stay with faults', stayQuery, { policy: 'yangzhou-2020', benefit: 'stay', stay: { level: 'moon', costs: '1' }, decisions: decided }, ['stay.costs FACT_UNKNOWN', 'stay.level OPTION_UNKNOWN', 'stay.cost FACT_MISSING']],
    ['a figure that is no text', stayQuery, { policy: 'yangzhou-2020', benefit: 'stay', stay: { level: 'city', cost: 1 }, decisions: decided }, ['facts.stays[0].cost NOT_TEXT']],
    ['figures that nobody decided', manyQuery, { policy: 'xiangyang-2011', benefit: 'stay', stays: [] }, ['decisions.raise_one FACT_MISSING', 'decisions.raise_two FACT_MISSING', 'decisions.raise_three FACT_MISSING']],
    ['a benefit that there is not', stayQuery, { policy: 'yangzhou-2020', benefit: 'stai', stay: {} }, ['benefit BENEFIT_UNKNOWN']],
    ['a policy without benefits', stayQuery, { policy: 'shizuishan', benefit: 'stay', stay: {} }, ['policy NOT_FOUND']],
    ['a version that there is not', stayQuery, { policy: 'yangzhou-2020', version: '9', benefit: 'stay', stay: {} }, ['policy NOT_FOUND']],
    ['more stays than may be', manyQuery, { policy: 'yangzhou-2020', benefit: 'stay', stays: Array.from({ length: 501 }, () => ({})) }, ['stays STAYS_TOO_MANY']],
  ])('refused is %s', async (_what, query, variables, expected) => {
    const { errors } = await insurance.ask(query, { ...variables });
    const faults = errors.flatMap(({ extensions }) => (extensions['faults'] as unknown as Array<{ at: string; code: string }> | undefined) ?? [{ at: extensions.at, code: extensions.code }]);
    expect(faults.map(({ at, code }) => `${at} ${code}`)).toEqual(expected);
  });

  test('only bureaus and finance officers ask', async () => {
    const head = await served.visitor('headA');
    const { errors } = await head.ask(stayQuery, { policy: 'yangzhou-2020', benefit: 'stay', stay: {} });
    expect(errors.map(({ extensions }) => extensions.code)).toEqual(['ROLE_NOT_ALLOWED']);
  });
});

async function signedIn(login: Login, path: string, viewport?: { width: number; height: number }): Promise<Page> {
  const page = await browser.page(viewport);
  page.setDefaultTimeout(15_000);
  await page.goto(served.base + path);
  await page.getByRole('textbox', { name: '用户名', exact: true }).fill(login);
  await page.getByRole('textbox', { name: '密码', exact: true }).fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await page.getByRole('heading', { name: '待遇测算' }).waitFor();
  return page;
}
const yangzhou = `/benefits?region=${region}&policy=library/yangzhou-2020&on=2020-05-01`;

describe('in a browser', () => {
  test('an officer types a stay, sees who pays what, asks why, and hands the link on', async () => {
    const page = await signedIn('insurance', yangzhou);
    const status = page.getByRole('status').first();
    await page.getByText('统筹基金 1,530.00 元（76.50%）').first().waitFor();
    await page.getByRole('textbox', { name: '政策范围内费用' }).fill('20000.00');
    await page.getByRole('combobox', { name: '医院级别(市外按比照级别)' }).click();
    await page.locator('.ant-select-dropdown:visible').getByTitle('市级', { exact: true }).click();
    await page.getByText('费用 20,000.00 元：统筹基金 9,500.00 元（47.50%），个人 10,500.00 元（52.50%）。').first().waitFor();
    await page.evaluate(() => scrollTo(0, 0));
    await screenshot(page, 'benefit-1-stay');
    await page.getByRole('button', { name: /统筹基金.*9,500\.00/ }).click();
    const why = page.getByRole('dialog');
    await why.getByText('三(二)3').first().waitFor();
    await screenshot(page, 'benefit-2-why');
    await why.getByRole('button', { name: /关闭|Close/ }).click();
    await page.getByRole('textbox', { name: '政策范围内费用' }).fill('一万');
    await page.getByText(/政策范围内费用为“一万”/).waitFor();
    await page.getByText('填好左边标红的各项后，这里显示结果。').waitFor();
    await page.getByRole('textbox', { name: '政策范围内费用' }).fill('8000.00');
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: '复制链接' }).click();
    await page.getByText(/已复制/).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.goto(link);
    await page.getByText('费用 8,000.00 元：统筹基金 3,500.00 元（43.75%），个人 4,500.00 元（56.25%）。').first().waitFor();
    expect(await status.count()).toBe(1);
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('Of the bill of 8,000.00 yuan: Pooled fund 3,500.00 (43.75%), Patient 4,500.00 (56.25%).').first().waitFor();
    await page.getByText(/Paid by the fund = Cost above the deductible × Ratio applied/).waitFor();
    await screenshot(page, 'benefit-5-english');
  }, 120_000);

  test('a day before the policy is told; the region\'s own policy comes first', async () => {
    const page = await signedIn('insurance', `/benefits?region=${region}&on=2026-03-01`);
    await page.getByText(/费用 300\.00 元：统筹基金 120\.00 元/).first().waitFor();
    await page.getByLabel('就医日期').fill('2026-01-31');
    await page.getByText('“宁强住院待遇”自 2026-02-01 起适用，2026-01-31 尚未生效。').waitFor();
    await page.goto(`${served.base}/benefits?region=${region}&policy=own/gone&s.cost=1.00`);
    await page.getByText('这里没有政策“own/gone”，请另选。').waitFor();
  }, 120_000);

  test('many stays come from a file and go back with who pays what', async () => {
    const page = await signedIn('insurance', yangzhou);
    await page.getByRole('tab', { name: '批量测算' }).click();
    const rows = Array.from({ length: 10_000 }, (_, index) => `${index},${index === 7 ? '火星' : '市级'},${1000 + index}.25`);
    const buffer = Buffer.from(`住院,医院级别(市外按比照级别),政策范围内费用\n${rows.join('\n')}\n`);
    await page.locator('input[type=file]').setInputFiles({ name: 'stays.csv', mimeType: 'text/csv', buffer });
    await page.getByText('9999 行已得出，1 行有问题').waitFor();
    await page.getByText(/第 9 行：.*火星/).first().waitFor();
    await screenshot(page, 'benefit-3-many');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载结果' }).click()]);
    const { sheets: [sheet] } = await readXlsx(readFileSync(await download.path()));
    expect(sheet?.rows).toHaveLength(10_001);
    const [heading = [], , second = []] = sheet?.rows ?? [];
    const at = (title: string) => second[heading.indexOf(title)];
    expect([at('费用合计'), at('统筹基金'), at('个人')]).toEqual([1001.25, 0.63, 1000.62]);
    await page.getByRole('button', { name: '单独看第 3 行' }).click();
    await page.getByText('费用 1,001.25 元：统筹基金 0.63 元（0.06%），个人 1,000.62 元（99.94%）。').first().waitFor();
  }, 120_000);

  test('reads in English on a phone', async () => {
    const page = await signedIn('insurance', yangzhou, { width: 390, height: 844 });
    await page.evaluate(() => localStorage.setItem('fenpei.language', 'en'));
    await page.reload();
    await page.getByText('Of the bill of 2,000.00 yuan: Pooled fund 1,530.00 (76.50%), Patient 470.00 (23.50%).').last().waitFor();
    await screenshot(page, 'benefit-4-phone');
  }, 120_000);
});
