/** Four localities, a whole year each, through the verbs: what they post is kept as a table beside this file, every fund apart. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { parseMoney } from '../../server/core/money.ts';
import { monthsOf } from '../../server/core/period.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { stageDraft } from '../../server/stage/stage-draft.ts';
import { correctedRun, lateFacts, preparedCorrection } from '../kit/correct.ts';
import { makeCounty, type County, type Place } from '../kit/county.ts';
import { expectGolden, faultsIn } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { publishYear } from '../kit/stages.ts';
import { certify, confirmAll, postedBudget, preparedBudget, preparedSettlement, recordYear, signAll } from '../kit/year.ts';
import { balances, makeLocality, posted, printedBooks, type Locality } from './kit/locality.ts';

let fixture: County;
beforeAll(async () => { fixture = await makeCounty(); });
afterAll(() => fixture.close());

const months = monthsOf(2026);

async function spent(place: Place, consortium: string, month: string, claims: string, fees = '0.00'): Promise<void> {
  await place.as('insurance', (asking) => recordSpending(asking, {
    region: place.region, consortium: place.consortia[consortium] as string, month, claims: parseMoney(claims, ''), contractFees: parseMoney(fees, ''),
  }));
}

async function expectBooks(place: Place, name: string): Promise<void> {
  expectGolden(new URL(`${name}.txt`, import.meta.url), await printedBooks(fixture, place));
  expect(await faultsIn(fixture, place)).toEqual([]);
}

const shizuishan: Locality = { regions: [[640000, '宁夏回族自治区', 'Ningxia'], [640200, '石嘴山市', 'Shizuishan City']], consortia: {}, policy: 'policies/shizuishan' };

/** One group of plain cases a hospital; January has the groups of the worked example. */
function casesOf(month: string, c: string): Array<Record<string, string>> {
  if (month.endsWith('-01')) {
    return [
      { case_group: 'A1', treated_at: 'A', number: '1200', disease_points: '100', age: '50' }, { case_group: 'A2', treated_at: 'A', number: '100', disease_points: '80', age: '14' },
      { case_group: 'A3', treated_at: 'A', number: '50', disease_points: '300', age: '60', operated: 'true', broken_bone: 'true' },
      { case_group: 'B1', treated_at: 'B', number: '800', disease_points: '90', age: '50' }, { case_group: 'B2', treated_at: 'B', number: '60', disease_points: '80', age: '6' },
      { case_group: 'B3', treated_at: 'B', number: '30', disease_points: '300', age: '60', operated: 'true', broken_bone: 'true' },
      { case_group: 'C1', treated_at: 'C', number: '500', disease_points: '60', age: '50' },
      { case_group: 'C2', treated_at: 'C', number: '10', disease_points: '300', age: '70', operated: 'true', broken_bone: 'true' },
    ];
  }
  const [a, b] = month.endsWith('-12') ? ['15195', '7751'] : ['15000', '7650'];
  return [['A', a], ['B', b], ['C', c]].map(([hospital = '', number = '']) => ({ case_group: hospital, treated_at: hospital, number, disease_points: '10', age: '50' }));
}

const levels: Array<Record<string, string>> = [{ level: '三级甲等', class_a: 'true' }, { level: '二级' }];
const graded = { A: '三级甲等', B: '三级甲等', C: '二级' };
/** From February on the hospitals of level three count with 1. */
const hospitalsIn = (month: string) => Object.entries(month.endsWith('-01') ? { A: '1.05', B: '0.90', C: '0.70' } : { A: '1', B: '1', C: '0.70' })
  .map(([hospital, coefficient]) => ({ hospital, graded: graded[hospital as 'A'], coefficient }));
const metrics = [
  { hospital: 'A', cost_growth: '6%', paid_ratio: '70%', stays_growth: '5%', readmission: '8%' },
  { hospital: 'B', cost_growth: '4%', paid_ratio: '66%', stays_growth: '3%', readmission: '6%' },
  { hospital: 'C', cost_growth: '5%', paid_ratio: '68%', stays_growth: '4%', readmission: '7%' },
];

test('Shizuishan: points month by month, settled at the end; records that come late move the settlement', async () => {
  const place = await makeLocality(fixture, shizuishan);
  const reserves = await posted(place, 'RESERVES', '2026', {
    facts: { income: '260000000.00', psychiatric_reserve: '9000000.00', sporadic_reserve: '6500000.00', outpatient_reserve: '21000000.00', special_reserve: '18500000.00', serious_reserve: '15000000.00' },
    decisions: { metric_step: '0.005', base_points: '100', bed_day_price: '160.00' },
  });
  expect(reserves.amounts).toMatchObject({ distributable: '190000000.00' });
  const runs = [];
  for (const month of months) {
    runs.push(await posted(place, 'MONTHLY_PREPAYMENT', month, { facts: { levels, hospitals: hospitalsIn(month), cases: casesOf(month, month.endsWith('-12') ? '2950' : '3350') } }));
  }
  const [january, december] = [runs[0]!, runs.at(-1)!];
  expect(january.amounts).toMatchObject({ month_total: '15833333.33', month_pay: { A: '9388141.29', B: '4913793.10', C: '1531398.94' } });
  const hospitals = hospitalsIn('2026-12').map((row, index) => ({ ...row, ...metrics[index] }));
  const settlement = await posted(place, 'YEARLY_SETTLEMENT', '2026', { facts: { hospitals } });
  expect(settlement.upstreamIds).toHaveLength(13);
  expect(settlement.amounts).toMatchObject({ settlement_k: { A: '0.990', B: '1.010', C: '1.000' }, weighted_points: { A: '1782000', B: '929200', C: '279300' } });
  await posted(place, 'BED_DAYS', '2026', { facts: { psychiatric_days: '42000' } });

  await lateFacts(place, december, { cases: casesOf('2026-12', '3050') }, 'insurance');
  await correctedRun(place, december, {}, 'insurance');
  const again = await correctedRun(place, settlement, {}, 'insurance');
  expect(again.amounts).toMatchObject({ weighted_total: '2991200', year_pay: { A: '113192029.95', B: '59022465.90', C: '17785504.15' }, year_paid_total: '190000000.00' });
  expect(await balances(fixture, place, 'residents')).toEqual({
    'pooled-income': '-260000000.00', 'sporadic-claims': '6500000.00', 'outpatient-care': '21000000.00', 'special-outpatient': '18500000.00', 'serious-illness': '15000000.00',
    'bed-days-paid': '6720000.00', 'fund-balance': '2280000.00', 'hospitals/A': '113192029.95', 'hospitals/B': '59022465.90', 'hospitals/C': '17785504.15',
  });
  await expectBooks(place, 'shizuishan');
});

const yanchi: Locality = {
  regions: [[640000, '宁夏回族自治区', 'Ningxia'], [640300, '吴忠市', 'Wuzhong City'], [640323, '盐池县', 'Yanchi County']],
  consortia: { 总院: [['县医院', 'COUNTY_HOSPITAL', 'HEAD'], ['大水坑', 'TOWNSHIP_HOSPITAL', 'BRANCH'], ['惠安堡', 'TOWNSHIP_HOSPITAL', 'BRANCH']] },
  policy: 'policies/yanchi-2020',
};

/** What is prepaid to the employees' package: 25.75 million by November. */
const prepaidIn = (month: string) => ({ '2026-11': '750000.00', '2026-12': '287142.86' }[month] ?? '2500000.00');

async function monthOfYanchi(place: Place, month: string): Promise<Record<string, unknown>> {
  await posted(place, 'RESIDENTS_PREPAYMENT', month, { facts: { consortia: [{ consortium: '总院', prepay_asked: '7000000.00' }] } });
  await posted(place, 'SUPPLIER_SETTLEMENT', month, {
    facts: { suppliers: [{ supplier: '供应商甲' }], deliveries: [{ delivery: '一', delivered_by: '供应商甲', delivered_to: '县医院', delivery_amount: month.endsWith('-01') ? '125600.50' : '100000.00' }] },
  });
  const { facts } = await place.as('insurance', (asking) => stageDraft(asking, { region: place.region, stage: 'EMPLOYEES_PREPAYMENT', period: month }));
  const [fund] = facts.employee_funds as [Record<string, string>];
  return (await posted(place, 'EMPLOYEES_PREPAYMENT', month, { facts: { employee_funds: [{ ...fund, prepay_employees: prepaidIn(month) }] } })).amounts;
}

test('Yanchi: two packages, prepaid month by month and settled in the books of their own funds; suppliers and members settled; the surplus is the group\'s income', async () => {
  const place = await makeLocality(fixture, yanchi);
  const budget = await preparedBudget(place, { facts: { residents_income: '120000000.00', consortia: [{ consortium: '总院', heads: '150000' }] }, decisions: {} });
  expect(budget.amounts).toMatchObject({ adjustment_fund: '8400000.00', sporadic_claims: '8400000.00', serious_illness: '8400000.00', private_institutions: '10200000.00', package: { 总院: '84600000.00' } });
  await signAll(place, budget);
  const packaged = await posted(place, 'EMPLOYEES_PACKAGE', '2026', {
    facts: { employee_funds: [{ employee_fund: '职工', cost_first: '70000000.00', cost_second: '75000000.00', cost_third: '81000000.00', income_budget: '84200000.00' }] },
  });
  expect(packaged.amounts).toMatchObject({ employee_package: { 职工: '81037142.86' } });
  let amounts: Record<string, unknown> = {};
  for (const month of months) amounts = await monthOfYanchi(place, month);
  expect(amounts).toMatchObject({ still_to_prepay: { 职工: '55287142.86' }, prepaid_of_package: { 职工: '31.78%' }, prepaid_of_budget: { 职工: '30.58%' } });
  await posted(place, 'MUTUAL_SETTLEMENT', '2026-06', {
    facts: { flows: [{ flow: '一', owed_by: '县医院', owed_to: '大水坑', flow_amount: '50000.00' }, { flow: '二', owed_by: '大水坑', owed_to: '惠安堡', flow_amount: '30000.00' }] },
  }, 'health');
  for (const month of months) await spent(place, '总院', month, month.endsWith('-12') ? '81900000.00' : '0.00');
  const settlement = await preparedSettlement(place, { facts: {} });
  expect(settlement.amounts).toMatchObject({ surplus_booked: { 总院: '2700000.00' }, prepaid_cleared: { 总院: '84000000.00' }, suppliers_counted: { 总院: '1225600.50' } });
  await signAll(place, settlement);

  const fund = (claims: string) => place.as('insurance', (asking) => stageDraft(asking, { region: place.region, stage: 'EMPLOYEES_SETTLEMENT', period: '2026' }))
    .then(({ facts }) => ({ employee_funds: [{ ...(facts.employee_funds as [Record<string, string>])[0], employee_claims: claims }] }));
  const employees = await posted(place, 'EMPLOYEES_SETTLEMENT', '2026', { facts: await fund('80000000.00') });
  expect(employees.amounts).toMatchObject({ employees_cleared: { 职工: '26037142.86' }, employees_booked: { 职工: '1037142.86' }, employees_overspend: { 职工: '0.00' } });
  const late = await correctedRun(place, employees, { facts: await fund('80500000.00') }, 'insurance');
  expect(late.amounts).toMatchObject({ employees_booked: { 职工: '537142.86' } });

  await spent(place, '总院', '2026-12', '81950000.00');
  const again = await correctedRun(place, settlement);
  expect(again.amounts).toMatchObject({ surplus_booked: { 总院: '2650000.00' } });
  expect(await balances(fixture, place, 'residents')).toMatchObject({
    financing: '-120000000.00', 'medical-income/总院': '2700000.00', 'difference-recoverable/总院': '-50000.00', 'suppliers/供应商甲': '1225600.50', claims: '80724399.50',
    'members/县医院': '-50000.00', 'members/大水坑': '20000.00', 'members/惠安堡': '30000.00',
  });
  expect(await balances(fixture, place, 'employees')).toEqual({
    'employees-income': '-81037142.86', claims: '80500000.00', 'medical-income/职工': '1037142.86', 'difference-recoverable/职工': '-500000.00',
  });
  await expectBooks(place, 'yanchi');
});

const anhui: Locality = {
  regions: [[340000, '安徽省', 'Anhui'], [341100, '滁州市', 'Chuzhou City'], [341181, '天长市', 'Tianchang City']],
  consortia: { A: [['人民医院', 'COUNTY_HOSPITAL', 'HEAD']], B: [['中医院', 'COUNTY_HOSPITAL', 'HEAD']] },
  policy: 'policies/anhui-consortia',
};

const workers = [{ worker: '甲', works_for: 'A', services: '260', service_rate: '4.50' }, { worker: '乙', works_for: 'A', services: '300', service_rate: '4.50' }];
const spendingIn = (month: string, a: string) => ({ consortia: [{ consortium: 'A', public_health_month: month.endsWith('-12') ? a : '2875000.00' }, { consortium: 'B', public_health_month: '2875000.00' }] });

test('Anhui: insurance and public-health money in one package, each in its own books; work is paid straight to the account', async () => {
  const place = await makeLocality(fixture, anhui);
  const heads = { heads: '500000', public_health_heads: '500000' };
  const budget = await preparedBudget(place, { facts: { consortia: [{ consortium: 'A', ...heads }, { consortium: 'B', ...heads }] }, decisions: { insurance_rate: '780.00', public_health_rate: '69.00' } });
  expect(budget.amounts).toMatchObject({ insurance_part: { A: '390000000.00' }, public_health_part: { A: '34500000.00' }, package: { A: '424500000.00' } });
  await signAll(place, budget);
  expect(await refusal(preparedSettlement(place, { facts: {} }))).toEqual(['STAGE_WAITS period']);
  await posted(place, 'PUBLIC_HEALTH_BUDGET', '2026', {}, 'health');
  const runs = [];
  for (const month of months) {
    runs.push(await posted(place, 'PUBLIC_HEALTH_SPENDING', month, { facts: spendingIn(month, '2800000.00') }, 'health'));
    if (month.endsWith('-03')) await posted(place, 'DIRECT_PAY', month, { facts: { workers } }, 'health');
    const last = month.endsWith('-12');
    await spent(place, 'A', month, last ? '386500000.00' : '0.00');
    await spent(place, 'B', month, last ? '391000000.00' : '0.00', last ? '2000000.00' : '0.00');
  }
  await certify(place, 'B', '2000000.00');
  const settlement = await preparedSettlement(place, { facts: {}, decisions: { agency_share: '50%' } });
  expect(settlement.amounts).toMatchObject({ overspend: { B: '3000000.00' }, agency_bears: { B: '1000000.00' }, consortium_bears: { B: '2000000.00' }, insurance_kept: { A: '3500000.00' } });
  await signAll(place, settlement);
  const closing = await posted(place, 'PUBLIC_HEALTH_SETTLEMENT', '2026', {}, 'health');
  expect(closing.amounts).toMatchObject({ public_health_kept: { A: '72480.00', B: '0.00' } });

  const december = runs.at(-1)!;
  await lateFacts(place, december, spendingIn('2026-12', '2872480.00'));
  await correctedRun(place, december);
  const again = await correctedRun(place, closing);
  expect(again.amounts).toMatchObject({ surplus_kept: { A: '3500000.00' }, public_health_kept: { A: '0.00' } });
  expect(await balances(fixture, place, 'residents')).toEqual({
    financing: '-780000000.00', claims: '777500000.00', 'contract-fees': '2000000.00', 'kept/A': '3500000.00', agency: '-1000000.00', 'consortium-share/B': '-2000000.00',
  });
  expect(await balances(fixture, place, 'public-health')).toEqual({
    'public-health': '-69000000.00', 'public-health-spending': '68925000.00', 'difference-payable/public-health-spending': '72480.00', 'kept/A': '72480.00', 'difference-recoverable/A': '-72480.00',
    'worker-accounts/甲': '1170.00', 'worker-accounts/乙': '1350.00',
  });
  await expectBooks(place, 'anhui');
});

test('Ningqiang: advances month by month, a working advance and a holdback; fees that come late move the settlement, and every difference is cleared', async () => {
  const place = fixture.county;
  await publishYear(fixture);
  const budget = await postedBudget(place);
  expect(budget.amounts).toMatchObject({ risk_fund: '20700000.00', outpatient_pool: '27000000.00', serious_illness_pool: '15000000.00', county_reserve: '7215000.00', package: { A: '76767600.00', B: '60317400.00' } });
  await posted(place, 'WORKING_ADVANCE', '2026');
  for (const month of months) await posted(place, 'ADVANCE', month);
  await recordYear(place);
  await spent(place, 'A', '2026-12', '71134567.89', '1680000.00');
  await certify(place, 'B', '2500000.00');
  const settlement = await preparedSettlement(place);
  expect(settlement.amounts).toMatchObject({
    advance_cleared: { A: '72929220.00', B: '57301530.00' }, holdback_cleared: { A: '3838380.00', B: '3015870.00' }, surplus: { A: '3953032.11' },
    reasonable_agency: { B: '2000000.00' }, reasonable_consortium: { B: '500000.00' }, unreasonable_head: { B: '1502600.00' },
  });
  await confirmAll(place, settlement);
  await signAll(place, settlement);
  await posted(place, 'HOLDBACK_RELEASE', '2026', { facts: { consortia: [{ consortium: 'A', quality_score: '90' }, { consortium: 'B', quality_score: '75' }] } }, 'health');

  await spent(place, 'A', '2026-12', '71134567.89', '1780000.00');
  const again = await preparedCorrection(place, settlement);
  await confirmAll(place, again);
  await signAll(place, again);
  expect(again.amounts).toMatchObject({ surplus: { A: '3853032.11' }, development: { A: '770606.42' } });
  const standing = await balances(fixture, place, 'residents');
  expect(Object.keys(standing).filter((account) => /^(package|advanced|holdback|holdback-due|working-advance)\//.test(account))).toEqual([]);
  expect(standing).toMatchObject({ financing: '-207000000.00', 'development/A': '790606.42', 'difference-recoverable/A': '-20000.00', 'rural-scheme-agency': '-2000000.00', 'head-hospital/B': '-1502600.00', 'fund-balance': '1507935.00' });
  expect(standing).toMatchObject({ 'difference-payable/contract-fees': '100000.00' });
  await posted(place, 'DIFFERENCES', '2026-12');
  const cleared = await balances(fixture, place, 'residents');
  expect(cleared).toMatchObject({ 'difference-returned/A': '-20000.00', 'difference-paid/contract-fees': '100000.00' });
  expect(Object.keys(cleared).filter((account) => /^difference-(payable|recoverable)\//.test(account))).toEqual([]);
  await expectBooks(place, 'ningqiang-year');
});
