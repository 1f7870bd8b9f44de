import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { payReport } from '../../server/report/pay-report.ts';
import { payRows } from '../../server/report/pay-workbook.ts';
import type { Report } from '../../server/report/views.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { ownerRows } from '../kit/ledger.ts';
import { paidYear, preparedTotal, settledYear, signAll } from '../kit/year.ts';

let fixture: County;
let report: Report;
beforeAll(async () => {
  fixture = await makeCounty();
  await paidYear(fixture.banner);
  await signAll(fixture.banner, await preparedTotal(fixture.banner, { institution: fixture.banner.institutions.U02, facts: {}, decisions: {} }));
  await settledYear(fixture.county);
  report = await fixture.banner.as('hr', (asking) => payReport(asking, 150724, 2010));
});
afterAll(() => fixture.close());

const sum = (key: 'people' | 'total' | 'basicPaid' | 'incentivePaid' | 'surplusShare', of: Report = report) => of.rows.reduce((total, row) => total + BigInt(row[key]), 0n);

test('has the figures of the hospital', () => {
  expect(report.rows.map(({ institution, people, total, basicPaid, incentivePaid, perHead }) => [institution.code, people, total, basicPaid, incentivePaid, perHead])).toEqual([
    ['U01', 5, 62_400_00n, 37_440_00n, 24_960_00n, 12_480_00n], ['U02', 1, 32_120_00n, 0n, 0n, 0n],
  ]);
});

test('its sums are its rows, and its rows are the ledger', async () => {
  for (const key of ['people', 'total', 'basicPaid', 'incentivePaid', 'surplusShare'] as const) expect([key, BigInt(report.sum[key])]).toEqual([key, sum(key)]);
  const [ledger] = await ownerRows<Record<string, string>>(fixture, `select sum(amount) filter (where account like 'wage-cards/%')::text as cards, (-sum(amount) filter (where account like 'basic-share/%' and amount < 0))::text as basic,
    (-sum(amount) filter (where account like 'incentive-share/%' and amount < 0))::text as incentive, sum(amount) filter (where account like 'pay-total/%' and amount > 0)::text as total from posting where region_id = 150724`);
  expect({ cards: report.sum.basicPaid + report.sum.incentivePaid, basic: report.sum.basicPaid, incentive: report.sum.incentivePaid, total: report.sum.total })
    .toEqual(Object.fromEntries(Object.entries(ledger ?? {}).map(([key, value]) => [key, BigInt(value)])));
});

test('has each institution\'s part of the surplus', async () => {
  const county = await fixture.county.as('officer', (asking) => payReport(asking, 610726, 2026));
  expect(county.rows.map(({ institution, surplusShare }) => [institution.code, surplusShare])).toEqual([
    ['HA', 1_387_091_56n], ['TA1', 924_727_71n], ['TA2', 462_363_85n], ['VA1', 154_121_29n], ['VA2', 154_121_28n],
  ]);
  expect(county.sum.surplusShare).toBe(3_082_425_69n);
  expect(sum('surplusShare', county)).toBe(3_082_425_69n);
});

test('a rest per head is rounded half away from zero, and nobody counts as nothing', async () => {
  await ownerRows(fixture, `with made as (insert into person select region_id, ('01990000-0000-7000-8000-0000000000' || n)::uuid, 'X' || n, 'x' from person, generate_series(10, 11) n where code = 'A' returning region_id, id)
    insert into assignment select a.region_id, made.id, made.id, a.institution_id, null, a.post_grade_id, 1, true, false, '2010-01-01', null, now() from made, assignment a join person p on p.id = a.person_id where p.code = 'A'`);
  const [row] = (await fixture.banner.as('hr', (asking) => payReport(asking, 150724, 2010))).rows;
  expect([row?.people, row?.perHead]).toEqual([7, 8_914_29n]);
  await ownerRows(fixture, "delete from assignment using person p where p.id = person_id and p.code like 'X%'; delete from person where code like 'X%'");
  const empty = await fixture.county.as('officer', (asking) => payReport(asking, 610726, 2026));
  expect(empty.rows.find(({ institution }) => institution.code === 'VA1')).toMatchObject({ people: 0, perHead: 0n });
});

test('the sheet has its headings, a row each and the sums, as numbers of yuan', () => {
  for (const language of ['zh', 'en'] as const) {
    const rows = payRows(report, language);
    expect(rows).toHaveLength(4);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([8]));
    expect(rows[1]).toEqual(['U01', '巴彦托海镇卫生院', 5, 62400, 37440, 24960, 12480, 0]);
    expect(rows[3]).toEqual(['', language === 'zh' ? '合计' : 'Total', 6, 94520, 37440, 24960, '', 0]);
  }
});
