/** Points by disease from the hospitals' files of cases to the yearly settlement: nobody types a figure that the cases have. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { monthsOf } from '../../server/core/period.ts';
import { Refusal, say, type Fault } from '../../server/core/refusal.ts';
import type { Run } from '../../server/model/run.ts';
import { inTransaction } from '../../server/db.ts';
import { caseFacts } from '../../server/run/cases.ts';
import { explainRun } from '../../server/run/explain-run.ts';
import { recordInstitution } from '../../server/organisation/records.ts';
import { policyOf } from '../../server/run/policies.ts';
import { stageDraft, stageIn } from '../../server/stage/stage-draft.ts';
import { correctedRun } from '../kit/correct.ts';
import { makeCounty, publish, type County, type Place } from '../kit/county.ts';
import { expectGolden, faultsIn } from '../kit/ledger.ts';
import { casesCsv, checkedCases, loadCases, type Case, type Loading } from '../kit/load-cases.ts';
import { balances, printedBooks } from './kit/locality.ts';
import { makeLocality, posted, seed } from './kit/place.ts';

const region = 640200;
const full = process.env.FULL === '1';
/** The quick run has three months, the second with the cases of ten. */
const months = full ? monthsOf(2026) : ['2026-01', '2026-02', '2026-12'];
const since = { from: '2009-01-01', knownFrom: new Date('2009-01-01T00:00:00+08:00') };
let fixture: County;
let place: Place;
let loading: Loading;

beforeAll(async () => {
  fixture = await makeCounty();
  place = await makeLocality(fixture, { regions: [[640000, '宁夏回族自治区', 'Ningxia'], [region, '石嘴山市', 'Shizuishan City']], consortia: {}, policy: 'policies/shizuishan' });
  await inTransaction(fixture.orm, [region], async (em) => {
    for (const code of ['A', 'B', 'C', 'D']) recordInstitution(em, { regionId: region, code, name: `第${code}医院`, kind: 'COUNTY_HOSPITAL', member: null, certifiedAllowances: 0n, ...since });
    await em.flush();
  });
  await publish(place, seed('demo/shizuishan-cases'));
  loading = { orm: fixture.orm, place, asker: await fixture.askerOf('insurance') };
});
afterAll(() => fixture.close());

type Group = [hospital: string, number: number, group: string, age: number];

/** What a stay costs in 2026 and 2025, and how much of it is paid: A is dearer and better paid than B. */
const costs: Record<string, [now: string, before: string, paid: string]> = {
  A: ['10600.00', '10000.00', '7420.00'], B: ['10400.00', '10000.00', '6864.00'], C: ['10500.00', '10000.00', '7140.00'],
};

/** One file of a month; every case has its own number. */
function* casesOf(month: string, groups: readonly Group[]): Generator<Case> {
  const last = month.startsWith('2025');
  let number = 0;
  for (const [hospital, count, group, age] of groups) {
    const [now = '', before = '', paid = ''] = costs[hospital] ?? [];
    for (let each = 0; each < count; each += 1) {
      number += 1;
      yield { hospital, month, number: `${month}-${number}`, discharged: `${month}-${String(1 + (number % 28)).padStart(2, '0')}`, group, age, cost: last ? before : now, paid };
    }
  }
}

const fracture = 'S72.0:79.35';
const stent = 'I21.0:36.06';
/** The worked example's groups in January; afterwards 150,000, 76,500 and 33,500 points before coefficients. */
const january: Group[] = [
  ['A', 1200, 'J18.9', 50], ['A', 100, 'J20.9', 14], ['A', 50, fracture, 60], ['B', 800, 'I10.x', 50], ['B', 60, 'J20.9', 6], ['B', 30, fracture, 60], ['C', 500, 'K29.7', 50], ['C', 10, fracture, 70],
];
const times = full ? 1 : 10;
const usual: Group[] = [['A', 100 * times, stent, 50], ['B', 51 * times, stent, 50], ['C', 67 * times, 'I63.9', 50]];
const december = (c: number): Group[] => [['A', 101, stent, 50], ['A', 45, 'R51.x', 50], ['B', 51, stent, 50], ['B', 101, 'R51.x', 50], ['C', c, 'I63.9', 50]];
const groupsOf = (month: string): Group[] => (month.endsWith('-01') ? january : month.endsWith('-12') ? december(59) : usual);
/** Of the year before: by whom stays grew most is told by how few they were. */
const yearBefore: Group[] = [['A', 1000, 'J18.9', 50], ['B', 700, 'I10.x', 50], ['C', 600, 'K29.7', 50]];

const levels: Array<Record<string, string>> = [{ level: '三级甲等', class_a: 'true' }, { level: '二级' }];
/** From February on the hospitals of level three count with 1. */
const hospitalsIn = (month: string) => Object.entries(month.endsWith('-01') ? { A: '1.05', B: '0.90', C: '0.70' } : { A: '1', B: '1', C: '0.70' })
  .map(([hospital, coefficient]) => ({ hospital, graded: hospital === 'C' ? '二级' : '三级甲等', coefficient }));

async function faultsOf(work: Promise<unknown>): Promise<Fault[]> {
  const error = await work.then(() => undefined, (reason: unknown) => reason);
  if (!(error instanceof Refusal)) throw error ?? new Error('nothing was refused');
  return error.faults;
}

const fill = async (stage: string, period: string, rows: ReadonlyArray<Record<string, string>>) => {
  const { facts } = await place.as('insurance', (asking) => stageDraft(asking, { region, stage, period }));
  const known = new Map((facts.hospitals as Array<Record<string, string>>).map((row) => [row.hospital, row]));
  return { facts: { levels, hospitals: rows.map((row) => ({ ...known.get(row.hospital), ...row })) } };
};

describe('Shizuishan, a year of cases', () => {
  const runs: Run[] = [];
  let settlement: Run;

  test('months run from the loaded files; each row says on which cases it stands', async () => {
    await loadCases(loading, 'cases-2025.csv', casesCsv(casesOf('2025-06', yearBefore)));
    await posted(place, 'RESERVES', '2026', {
      facts: { income: '260000000.00', psychiatric_reserve: '9000000.00', sporadic_reserve: '6500000.00', outpatient_reserve: '21000000.00', special_reserve: '18500000.00', serious_reserve: '15000000.00' },
      decisions: { metric_step: '0.005', base_points: '100', bed_day_price: '160.00' },
    });
    for (const month of months) {
      await loadCases(loading, `cases-${month}.csv`, casesCsv(casesOf(month, groupsOf(month))));
      runs.push(await posted(place, 'MONTHLY_PREPAYMENT', month, await fill('MONTHLY_PREPAYMENT', month, hospitalsIn(month))));
    }
    const first = runs[0]!;
    expect(first.amounts).toMatchObject({ month_points: { A: '148050', B: '77490', C: '24150' }, month_total: '15833333.33', month_pay: { A: '9388141.29', B: '4913793.10', C: '1531398.94' } });
    const { facts, origins } = await place.as('insurance', (asking) => stageDraft(asking, { region, stage: 'MONTHLY_PREPAYMENT', period: '2026-01' }));
    expect((facts.case_sets as Array<Record<string, string>>).map(({ case_set, number, disease_points }) => [case_set, number, disease_points])).toEqual([
      ['A', '1200', '120000'], ['A · 儿童', '100', '8000'], ['A · 手术 · 骨折', '50', '15000'], ['B', '800', '72000'], ['B · 儿童', '60', '4800'], ['B · 手术 · 骨折', '30', '9000'],
      ['C', '500', '30000'], ['C · 手术 · 骨折', '10', '3000'],
    ]);
    expect(origins['case_sets/A · 儿童/disease_points']).toBe('病例登记 2026-01：cases-2026-01.csv（第 1202–1301 行中的 100 例）');
    const { nodes } = await place.as('insurance', (asking) => explainRun(asking, { region, run: first.id, step: 'month_pay', row: 'A' }));
    expect(nodes.map(({ origin }) => origin)).toContain('病例登记 2026-01：cases-2026-01.csv（第 1302–1351 行中的 50 例）');
  });

  test('what a policy cannot count is refused with its row and what would be right, and nothing of it stands', async () => {
    const one = { hospital: 'A', month: '2026-02', number: 'x1', discharged: '2026-02-03', group: 'J18.9', age: 50, cost: '1.00', paid: '1.00' };
    const { report } = await checkedCases(loading, 'wrong.csv', casesCsv([
      { ...one, group: 'J18.8' }, { ...one, hospital: 'E', number: 'x2' }, { ...one, month: '2062-02', number: 'x3' }, { ...one, number: 'x4', age: 151 },
      { ...one, number: 'x5', discharged: '2026-03-01' }, { ...one, number: 'x6', discharged: '2026-02-30' }, { ...one, number: '' }, { ...one, number: 'x7' }, { ...one, number: 'x7' },
    ]));
    expect(report.rowFaults.map(({ row, column, fault }) => [row, column, fault.code])).toEqual([
      [2, 'diseaseGroup', 'CASE_GROUP_NOT_LISTED'], [3, 'institution', 'CELL_UNKNOWN'], [4, 'month', 'CASE_MONTH_OUTSIDE'], [5, 'age', 'CASE_AGE'],
      [6, 'discharged', 'CASE_DISCHARGED_LATER'], [7, 'discharged', 'CASE_DISCHARGED'], [8, 'caseNumber', 'CELL_EMPTY'], [10, null, 'IMPORT_ROW_TWICE'],
    ]);
    expect(say(report.rowFaults[0]!.fault, 'zh')).toBe('病种编码 为“J18.8”，不在《石嘴山市医保按病种分值付费：由病例汇总(示范)》的病种分值目录里（是否应为“J18.9”？）；请填写目录中的编码，例如 J18.9。');
    const without = await checkedCases(loading, 'columns.csv', '医院编码,结算月份,病种编码,总费用\r\nA,2026-02,J18.9,1.00\r\n');
    expect(without.report.faults.map(({ code, at }) => [code, at])).toEqual(['caseNumber', 'discharged', 'age', 'paid'].map((column) => ['COLUMN_UNMAPPED', `columns.${column}`]));
  });

  test('a case that stands in another file is refused with both places; a month again says what it takes the place of', async () => {
    const [first] = casesOf('2026-01', january);
    const again = { ...first!, month: '2026-02' };
    const { report } = await checkedCases(loading, 'twice.csv', casesCsv([{ ...again, number: 'new' }, again]));
    expect(report.faults.map((fault) => say(fault, 'zh'))).toEqual(['A 2026-01-1 2026-01-02 已经导入过：cases-2026-01.csv（第 2 行）；本文件第 3 行又有同一病例。请删去其中一处后重新导入。']);
    const second = await checkedCases(loading, 'january-again.csv', casesCsv(casesOf('2026-01', january.slice(1))));
    expect(second.report.faults).toEqual([]);
    expect(second.report.changes.map(({ what }) => what.zh)[0]).toBe('第A医院 2026-01：150 例（原 1350 例）');
  });

  test('cases loaded before the policy knew of groups are refused when a stage would count them, each with its file and row', async () => {
    await loadCases(loading, 'cases-2025-07.csv', '医院编码,结算月份,病案号,出院日期,病种编码,年龄,总费用,实际报销\r\nA,2025-07,a,2025-07-01,Z99,50,10000.00,1.00\r\nA,2025-07,b,2025-07-01,J18.9,,10000.00,1.00\r\n');
    const policy = policyOf(await place.as('insurance', async ({ em }) => (await stageIn(em, { region, stage: 'MONTHLY_PREPAYMENT', period: '2026-01' })).version));
    const refused = place.as('insurance', ({ em }) => caseFacts(em, policy, 'monthly-prepayment', region, '2025-07'));
    expect((await faultsOf(refused)).map((fault) => say(fault, 'zh'))).toEqual([
      'cases-2025-07.csv（第 2 行）：病种为“Z99”，不在《石嘴山市医保按病种分值付费：由病例汇总(示范)》的病种分值目录里；请改正病例后重新导入，或先修订目录。',
      'cases-2025-07.csv（第 3 行）：没有年龄，《石嘴山市医保按病种分值付费：由病例汇总(示范)》要用它；请补齐后重新导入。',
    ]);
  });

  test('the year is settled by the points of the months and the metrics of the cases', async () => {
    const readmission = [{ hospital: 'A', readmission: '8%' }, { hospital: 'B', readmission: '6%' }, { hospital: 'C', readmission: '7%' }];
    settlement = await posted(place, 'YEARLY_SETTLEMENT', '2026', await fill('YEARLY_SETTLEMENT', '2026', readmission));
    expect(settlement.upstreamIds).toHaveLength(months.length + 1);
    expect(settlement.amounts).toMatchObject({
      cost_growth_found: { A: '6.00%', B: '4.00%', C: '5.00%' }, paid_ratio_found: { A: '70.00%', B: '66.00%', C: '68.00%' },
      settlement_k: { A: '0.990', B: '1.010', C: '1.000' }, weighted_points: { A: '1782000', B: '929200', C: '279300' },
    });
    await posted(place, 'BED_DAYS', '2026', { facts: { psychiatric_days: '42000' } });
  });

  test('a file that comes late is a fact that came late; the correction posts the difference and the books equal those of typed figures', async () => {
    await loadCases(loading, 'cases-2026-12b.csv', casesCsv(casesOf('2026-12', december(61))));
    const again = await correctedRun(place, runs.at(-1)!, {}, 'insurance');
    expect(again.amounts).toMatchObject({ month_points: { C: '21350' } });
    const corrected = await correctedRun(place, settlement, {}, 'insurance');
    expect(corrected.amounts).toMatchObject({ weighted_total: '2991200', year_pay: { A: '113192029.95', B: '59022465.90', C: '17785504.15' }, year_paid_total: '190000000.00' });
    expect(await balances(fixture, place, 'residents')).toMatchObject({ 'hospitals/A': '113192029.95', 'hospitals/B': '59022465.90', 'hospitals/C': '17785504.15', 'fund-balance': '2280000.00' });
    if (full) expectGolden(new URL('shizuishan.txt', import.meta.url), await printedBooks(fixture, place));
    expect(await faultsIn(fixture, place)).toEqual([]);
  });
});
