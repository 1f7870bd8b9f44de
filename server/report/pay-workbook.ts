/** The pay report as a spreadsheet: figures as numbers with two decimals, so that a sum in the sheet is the sum here. */
import type { Language } from '../core/policy/policy.ts';
import { formatMoney } from '../core/money.ts';
import type { Report } from './views.ts';

const headings: Record<Language, string[]> = {
  zh: ['机构编码', '机构', '人数', '绩效工资总量(元)', '已发基础性(元)', '已发奖励性(元)', '人均已发(元)', '结余分得(元)'],
  en: ['Code', 'Institution', 'People', 'Pay total (yuan)', 'Basic paid (yuan)', 'Incentive paid (yuan)', 'Paid per head (yuan)', 'Surplus share (yuan)'],
};
const totals: Record<Language, string> = { zh: '合计', en: 'Total' };

/** A spreadsheet holds numbers as doubles; below 2^53 fen the two decimals survive it exactly as text does. */
function cell(fen: bigint): number {
  return Number(formatMoney(fen));
}

export function payRows(report: Report, language: Language): Array<Array<string | number>> {
  const { rows, sum } = report;
  return [
    headings[language],
    ...rows.map((row) => [row.institution.code, row.institution.name, row.people, cell(row.total), cell(row.basicPaid), cell(row.incentivePaid), cell(row.perHead), cell(row.surplusShare)]),
    ['', totals[language], sum.people, cell(sum.total), cell(sum.basicPaid), cell(sum.incentivePaid), '', cell(sum.surplusShare)],
  ];
}
