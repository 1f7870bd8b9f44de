/** Reports that are compared with one another. */
import { expect } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { readXlsx } from 'hucre/xlsx';
import { groupMoney, parseMoney } from '../../../server/core/money.ts';
import type { Person } from './person.ts';

const grouped = (money: string) => groupMoney(parseMoney(money, ''));

interface ReportRow {
  institution: { code: string; name: string };
  people: number;
  total: string;
  basicPaid: string;
  incentivePaid: string;
  perHead: string;
  surplusShare: string;
}
const moneyKeys = ['total', 'basicPaid', 'incentivePaid', 'perHead', 'surplusShare'] as const;
const reporting = `query ($region: Int!) {
  report(region: $region, year: 2026) { rows { institution { code name } people total basicPaid incentivePaid perHead surplusShare } sum { surplusShare incentivePaid } } }`;

/** The report of a region as the page, the spreadsheet and the API have it: one and the same. */
export async function comparesReport(officer: Person, region: number, sums: { surplusShare: string; incentivePaid: string }): Promise<void> {
  await officer.opens(`/report?region=${region}&year=2026`);
  await officer.sees('合计与各行之和相等');
  const { rows, sum } = (await officer.asks<{ report: { rows: ReportRow[]; sum: typeof sums } }>(reporting, { region })).data.report;
  expect(sum).toEqual(sums);

  const shown = await officer.page.getByRole('row').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
  for (const row of rows) {
    expect(shown).toContainEqual([row.institution.name, String(row.people), ...moneyKeys.map((key) => grouped(row[key]))]);
  }
  await officer.page.getByRole('button', { name: '下载 Excel' }).click();
  await officer.page.getByLabel('用途').fill('年度核对');
  const [file] = await Promise.all([officer.page.waitForEvent('download'), officer.page.getByRole('link', { name: '下载', exact: true }).click()]);
  const workbook = await readXlsx(readFileSync(await file.path()));
  const cells = workbook.sheets[0]?.rows.slice(1, -1) ?? [];
  expect(cells).toEqual(rows.map((row) => [row.institution.code, row.institution.name, row.people, ...moneyKeys.map((key) => Number(row[key]))]));
  await officer.picture(`story-8-report-${region}`);
}
