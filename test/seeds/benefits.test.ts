/** The benefits of the presets: the figures of their examples through the page's own path, and stays drawn by dice. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { calculatorOf, payStays, type Calculator, type RawStay } from '../../server/core/policy/benefit.ts';
import { examplesOf } from '../../server/core/policy/benefit-examples.ts';
import { checkPolicy } from '../../server/core/policy/check.ts';
import { evaluate } from '../../server/core/policy/evaluate.ts';
import type { Example, Policy, Quantity, Scalar } from '../../server/core/policy/policy.ts';
import { placesShown, printValue } from '../../server/core/policy/print.ts';
import { formatMoney, sumMoney } from '../../server/core/money.ts';
import { formatRate, isZero } from '../../server/core/rate.ts';
import { asChosen, firstTyped, work } from '../../web/benefit/stay.ts';

const presets = ['district-2020', 'wudi-2012', 'ningqiang-2018', 'ningxia-2020', 'chongqing-county-2011', 'xiangyang-2011', 'yangzhou-2020'];
const policies = new Map(presets.map((id): [string, Policy] => [id, checkPolicy(readFileSync(new URL(`../../seeds/policies/${id}.yaml`, import.meta.url), 'utf8')).policy as Policy]));
const benefits = presets.flatMap((id) => [...(policies.get(id) as Policy).benefits.keys()].map((benefit) => [id, benefit] as const));
const calculator = (id: string, benefit: string) => calculatorOf(policies.get(id) as Policy, benefit);

/** Rules whose worked values the sources print, and where they are worked out: preset, benefit, stay, and what each pays. */
const worked: Array<[rule: string, id: string, benefit: string, stay: RawStay, paid: string]> = [
  ['DQ-04', 'district-2020', 'quota_case', { quota_level: 'two', disease_quota: '4000.00', case_cost: '4350.00' }, 'pool 2800.00, hospital 350.00, patient 1200.00'],
  ['DQ-05', 'district-2020', 'stay', { level: 'two', cost: '5600.00' }, 'pool 3750.00, patient 1850.00'],
  ['DQ-05', 'district-2020', 'stay', { level: 'one', cost: '5600.00' }, 'pool 4240.00, patient 1360.00'],
  ['DQ-05', 'district-2020', 'stay', { level: 'three', cost: '5600.00' }, 'pool 2990.00, patient 2610.00'],
  ['DQ-06', 'district-2020', 'stay', { level: 'outside', cost: '13000.00' }, 'pool 5000.00, patient 8000.00'],
  ['WD-01', 'wudi-2012', 'stay', { member_of: '新农合', cost: '2500.00' }, 'pool 2300.00, finance 0.00, hospital 0.00, patient 200.00'],
  ['WD-02, WD-03', 'wudi-2012', 'stay', { member_of: '城镇居民', cost: '3000.00' }, 'pool 1750.00, finance 1050.00, hospital 0.00, patient 200.00'],
  ['NQ-19', 'ningqiang-2018', 'claim', { claim_cost: '8000.00', deductible: '600.00', ratio: '75%' }, 'pool 5550.00, patient 2450.00'],
  ['NQ-19', 'ningqiang-2018', 'claim', { claim_cost: '8000.00', deductible: '600.00', ratio: '75%', referred: 'false' }, 'pool 4810.00, patient 3190.00'],
  ['NX-06', 'ningxia-2020', 'stay', { level: 'three', cost: '10000.00', deductible: '1000.00', full_ratio: '65%', referred: 'true', on_day: '2020-09-30' }, 'pool 5850.00, patient 4150.00'],
  ['NX-06', 'ningxia-2020', 'stay', { level: 'three', cost: '10000.00', deductible: '1000.00', full_ratio: '65%', on_day: '2020-09-30' }, 'pool 2925.00, patient 7075.00'],
  ['CQ-04', 'chongqing-county-2011', 'year', { tier: 'one', year_claims: '78000.00' }, 'pool 70000.00, patient 8000.00'],
  ['CQ-04', 'chongqing-county-2011', 'year', { tier: 'two', year_claims: '78000.00' }, 'pool 78000.00, patient 0.00'],
  ['CQ-05', 'chongqing-county-2011', 'tuberculosis', { tuberculosis_cost: '40000.00' }, 'pool 36000.00, patient 4000.00'],
  ['CQ-05', 'chongqing-county-2011', 'tuberculosis', { tuberculosis_cost: '62345.00' }, 'pool 50000.00, patient 12345.00'],
  ['CQ-06', 'chongqing-county-2011', 'aid', { own_burden: '8000.00', group: 'low_income' }, 'medical-aid 4400.00, patient 3600.00'],
  ['XY-04', 'xiangyang-2011', 'outpatient', { year_cost: '430.00' }, 'pool 190.00, patient 240.00'],
  ['XY-04', 'xiangyang-2011', 'outpatient', { year_cost: '40.00' }, 'pool 0.00, patient 40.00'],
  ['XY-05', 'xiangyang-2011', 'stay', { base_ratio: '60%', level: 'two', stay_cost: '8000.00', stay_deductible: '500.00' }, 'pool 5100.00, patient 2900.00'],
  ['XY-06', 'xiangyang-2011', 'resident_year', { year_due: '95000.00' }, 'pool 90000.00, patient 5000.00'],
  ['XY-07', 'xiangyang-2011', 'second', { burden: '23456.78' }, 'pool 4037.03, patient 19419.75'],
  ['XY-08', 'xiangyang-2011', 'employee_year', { employee_due: '135000.00' }, 'pool 120000.00, large-cost 15000.00, patient 0.00'],
  ['XY-08', 'xiangyang-2011', 'employee_year', { employee_due: '350000.00' }, 'pool 120000.00, large-cost 200000.00, patient 30000.00'],
  ['XY-09', 'xiangyang-2011', 'mental', { mental_stays: '2', one_deductible: '600.00' }, 'waived 600.00, patient 600.00'],
  ['XY-09', 'xiangyang-2011', 'mental', { mental_stays: '2', one_deductible: '600.00', disabled_poor: 'true' }, 'waived 1200.00, patient 0.00'],
  ['YZ-01', 'yangzhou-2020', 'stay', { level: 'town', cost: '2000.00', first_contact: 'true' }, 'pool 1530.00, patient 470.00'],
  ['YZ-02', 'yangzhou-2020', 'outpatient', { outpatient_cost: '1400.00' }, 'pool 500.00, patient 900.00'],
  ['YZ-02', 'yangzhou-2020', 'outpatient', { outpatient_cost: '1400.00', is_signed: 'true' }, 'pool 600.00, patient 800.00'],
  ['YZ-04', 'yangzhou-2020', 'stay', { level: 'town', cost: '3000.00', referral: 'down' }, 'pool 2550.00, patient 450.00'],
  ['YZ-05', 'yangzhou-2020', 'episode', { admitted_at: 'town', moved_to: 'county', confirmed: 'true' }, 'waived 600.00, patient 300.00'],
  ['YZ-03, YZ-07', 'yangzhou-2020', 'stay', { level: 'city', cost: '20000.00', referral: 'up', referred_from: 'county' }, 'pool 12740.00, patient 7260.00'],
  ['YZ-06, YZ-07', 'yangzhou-2020', 'stay', { level: 'city', cost: '20000.00' }, 'pool 9500.00, patient 10500.00'],
  ['YZ-08', 'yangzhou-2020', 'stay', { level: 'city', cost: '20000.00', out_of_city: 'true', referral: 'up' }, 'pool 10450.00, patient 9550.00'],
  ['YZ-08', 'yangzhou-2020', 'stay', { level: 'city', cost: '20000.00', out_of_city: 'true' }, 'pool 7600.00, patient 12400.00'],
  ['YZ-09', 'yangzhou-2020', 'stay', { level: 'city', cost: '20000.00', exemption: 'student_child' }, 'pool 11400.00, patient 8600.00'],
];

test.each(worked)('%s: %s %s on the page', (rule, id, benefit, stay, expected) => {
  const policy = policies.get(id) as Policy;
  for (const each of rule.split(', ')) expect([...policy.sources.values()].map((source) => source.rule)).toContain(each);
  const { given } = firstTyped(policy, calculator(id, benefit));
  const { outcome, faults } = work(calculator(id, benefit), { stay, given });
  expect(faults).toEqual([]);
  expect(outcome?.paid?.shares.map(({ payer, paid }) => `${payer} ${formatMoney(paid)}`).join(', ')).toBe(expected);
});

describe.each(benefits)('%s %s', (id, benefit) => {
  const policy = policies.get(id) as Policy;
  const made = calculator(id, benefit);

  test('gives what its examples give', () => {
    const shown = placesShown(policy);
    const found = examplesOf(policy, made);
    expect(found.length).toBeGreaterThan(0);
    for (const { it, given, stays } of found) {
      const { facts, decisions } = policy.examples.find((example) => example.it === it) as Example;
      const whole = evaluate(policy, facts, decisions);
      for (const { paid } of payStays(made, given, stays)) {
        for (const { amount, value } of [...paid?.shares.map((share) => ({ amount: share.amount, value: formatMoney(share.paid) })) ?? [], ...paid?.shows ?? []]) {
          const column = whole.amounts.get(amount);
          if (column?.is !== 'column') throw new Error(`${amount} is no column`);
          const row = column.rows.find(({ key }) => key === paid?.key);
          expect([amount, value]).toEqual([amount, row && printValue(row.value, column.type, shown.get(amount))]);
        }
      }
    }
  });

  test('of any stay payers add up to the bill, and nobody pays less than nothing', () => {
    const singles = fc.record(Object.fromEntries(made.singles.map(({ id: name, quantity }) => [name, drawn(policy, quantity)])));
    const columns = fc.record(Object.fromEntries([...made.table.columns.values()].map(({ id: name, quantity }) => [name, drawn(policy, quantity)])));
    fc.assert(fc.property(singles, fc.array(columns, { minLength: 1, maxLength: 12 }), (values, rows) => everyoneAddsUp(made, values, rows)), { numRuns: 60 });
  });
});

function everyoneAddsUp(made: Calculator, values: Record<string, string>, rows: RawStay[]): void {
  const { policy: { facts, decisions }, table } = made;
  const of = (names: ReadonlyMap<string, unknown>) => Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  const stays = rows.map((row, index) => ({ ...row, [table.key]: `${index}` }));
  const outcomes = payStays(made, { facts: of(facts), decisions: of(decisions) }, stays);
  for (const { paid, faults = [] } of outcomes) {
    expect(faults.map(({ code }) => code).filter((code) => code !== 'STAY_BLOCKED')).toEqual([]);
    if (!paid) continue;
    expect(sumMoney(paid.shares.map((share) => share.paid))).toBe(paid.bill);
    for (const share of paid.shares) expect(share.paid).toBeGreaterThanOrEqual(0n);
  }
}

const most = 1_000_000;
const ends = ({ n, d }: { n: bigint; d: bigint }, scale: bigint): number => Number((n * scale) / d);

/** Any value that the limits of a quantity allow, as it is typed. */
function drawn(policy: Policy, asked: Quantity): fc.Arbitrary<string> {
  const quantity = asChosen(policy, asked);
  const { kind, options, atLeast, atMost } = quantity;
  const limit = (value: Scalar | undefined, scale: bigint, otherwise: number): number =>
    value !== undefined && typeof value === 'object' && !(isZero(value) && otherwise > 0) ? ends(value, scale) : otherwise;
  const number = (scale: bigint, print: (n: number) => string, top: number) => fc.integer({ min: limit(atLeast, scale, 0), max: limit(atMost, scale, top) }).map(print);
  if (options) return fc.constantFrom(...options.keys());
  switch (kind) {
    case 'boolean': return fc.constantFrom('true', 'false');
    case 'money': return number(100n, (fen) => formatMoney(BigInt(fen)), most * 100);
    case 'share': case 'factor': return number(10_000n, (n) => formatRate({ n: BigInt(n), d: 10_000n }), 10_000);
    case 'count': return number(1n, String, 20);
    case 'date': return fc.constantFrom('2012-07-16', '2012-07-17', '2020-09-30', '2020-10-01');
    default: return fc.constantFrom('甲', '乙');
  }
}
