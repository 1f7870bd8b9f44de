/** Who pays what of single stays. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { calculatorOf, payStays, totalsOf, unbalanced } from '../../../server/core/policy/benefit.ts';
import { partOf, saySplit } from '../../../server/core/policy/benefit-words.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { explain } from '../../../server/core/policy/explain.ts';
import type { Policy } from '../../../server/core/policy/policy.ts';
import { formatMoney } from '../../../server/core/money.ts';
import { changed, folder, policyOf, refused } from './kit.ts';

const text = readFileSync(`${folder}stay.yaml`, 'utf8');
const policy = policyOf(text);
const calculator = calculatorOf(policy, 'stay');
const given = { facts: {}, decisions: { aid: '10%' } };
const a = { stay: 'a', cost: '1100.00', level: 'city', scheme: '居民' };
const b = { stay: 'b', cost: '600.00', level: 'town', scheme: '职工' };

const told = (outcomes: ReturnType<typeof payStays>) => outcomes.map(({ key, paid, faults }) =>
  [key, ...(paid ? paid.shares.map((share) => `${share.payer} ${formatMoney(share.paid)}`) : faults.map(({ at, code }) => `${at} ${code}`))].join(', '));

describe('the calculator of a benefit', () => {
  test('asks for what the benefit rests on and for nothing else', () => {
    expect([...calculator.table.columns.keys()]).toEqual(['cost', 'level', 'scheme', 'referred']);
    expect(calculator.singles.map(({ id }) => id)).toEqual(['cut', 'aid']);
    expect(calculator.policy.steps.map(({ id }) => id)).toEqual(['above', 'ratio', 'fund', 'aided', 'own', 'big', 'half_aid']);
    expect(calculator.policy.checks.map(({ id }) => id)).toEqual(['small', 'aid_little', 'town_small']);
    expect([...calculator.policy.parameterTables.keys(), ...calculator.policy.parameters.keys()]).toEqual(['schemes', 'deductible', 'big_from', 'town_cap']);
  });

  test('is made once, and of a benefit that there is', () => {
    expect(calculatorOf(policy, 'stay')).toBe(calculator);
    expect(refused(() => calculatorOf(policy, 'stai'))).toEqual(['benefit BENEFIT_UNKNOWN']);
  });

  test('gives what the whole policy gives', () => {
    const [example] = policy.examples;
    const whole = evaluate(policy, example!.facts, example!.decisions).amounts.get('own');
    const own = payStays(calculator, given, [a, b]).map(({ key, paid }) => ({ key, value: { n: paid!.shares[2]!.paid / 100n, d: 1n } }));
    expect(whole).toMatchObject({ rows: own });
    expect(explain(calculator.policy, { stays: [a] }, given.decisions, 'fund', 'a').sources).toHaveLength(1);
  });
});

describe('stays', () => {
  test('have their bill, what each pays, what is told on the way, and warnings', () => {
    const [first, second] = payStays(calculator, given, [a, { ...b, level: 'city', cost: '100000.01', referred: 'true' }]);
    expect(first?.paid).toEqual({
      key: 'a', bill: 110_000n,
      shares: [{ payer: 'pool', amount: 'fund', paid: 50_000n }, { payer: 'medical-aid', amount: 'aided', paid: 6_000n }, { payer: 'patient', amount: 'own', paid: 54_000n }],
      shows: [{ amount: 'above', value: '1000.00' }, { amount: 'ratio', value: '50%' }, { amount: 'big', value: 'false' }],
      warnings: [],
    });
    expect(second?.paid?.warnings.map(({ id }) => id)).toEqual(['small']);
    expect(payStays(calculator, { facts: {}, decisions: { aid: '95%' } }, [a]).map(({ paid }) => paid?.warnings.map(({ says }) => says.en))).toEqual([['Aid is above 90 per cent.']]);
    expect(payStays(calculator, given, [])).toEqual([]);
  });

  test('that are faulty have their faults, and the others their results', () => {
    const outcomes = payStays(calculator, given, [a, { stay: 'x', cost: '-1', level: 'moon', scheme: '居民' }, b, { ...a, cost: '5.00' }, { cost: '1.00', level: 'town', scheme: '军人' }, { ...b, stay: 'c', cost: '50000.00' }]);
    expect(told(outcomes)).toEqual([
      'a, pool 500.00, medical-aid 60.00, patient 540.00',
      'x, stay.cost BELOW_LIMIT, stay.level OPTION_UNKNOWN',
      'b, pool 400.00, medical-aid 20.00, patient 180.00',
      'a, stay.stay ROW_TWICE',
      ', stay.stay FACT_MISSING, stay.scheme REFERENCE_UNKNOWN',
      'c, checks.town_small STAY_BLOCKED',
    ]);
    const { stays, faulty, bill, shares } = totalsOf(calculator, outcomes);
    expect([stays, faulty, bill, shares]).toEqual([2, 4, 170_000n, [{ payer: 'pool', paid: 90_000n }, { payer: 'medical-aid', paid: 8_000n }, { payer: 'patient', paid: 72_000n }]]);
  });

  test('are all refused when what is given once is wrong', () => {
    expect(refused(() => payStays(calculator, { facts: { heads: '1' }, decisions: { cut: '71%', other: '1' } }, [a]))).toEqual([
      'facts.heads FACT_UNKNOWN', 'decisions.other FACT_UNKNOWN', 'decisions.cut ABOVE_LIMIT', 'decisions.aid FACT_MISSING',
    ]);
    expect(refused(() => payStays(calculator, { facts: {}, decisions: {} }, [{ ...a, cost: '' }]))).toContain('decisions.aid FACT_MISSING');
  });

  test('that a step refuses do not stop the others', () => {
    const divided = policyOf(changed(text, ['formula: (cost - fund) * aid,', 'formula: (cost - fund) * aid * (cost / (cost - deductible)),'], ['aided: { a: 60.00, b: 20.00 }, own: { a: 540.00, b: 180.00 }, ', '']));
    const outcomes = told(payStays(calculatorOf(divided, 'stay'), given, [{ ...b, stay: 'x', cost: '100.00' }, b, { ...b, stay: 'y', level: 'none' }]));
    expect(outcomes[0]).toBe('x, steps.aided[x] DIVISION_BY_ZERO');
    expect(outcomes[1]).toContain('b, pool 400.00');
    expect(outcomes[2]).toBe('y, stay.level OPTION_UNKNOWN');
    expect(told(payStays(calculatorOf(divided, 'stay'), given, [{ ...b, cost: '100.00' }]))).toEqual(['b, steps.aided[b] DIVISION_BY_ZERO']);
  });

  test('nor do those that a check refuses', () => {
    const divided = policyOf(changed(text, ['or cost < town_cap', 'or cost / (cost - deductible) > 0']));
    expect(told(payStays(calculatorOf(divided, 'stay'), given, [{ ...b, stay: 'x', cost: '100.00' }, b]))).toEqual(['x, checks.town_small[x] DIVISION_BY_ZERO', 'b, pool 400.00, medical-aid 20.00, patient 180.00']);
  });
});

describe('payers that do not come to the bill', () => {
  const wrong: Policy = policyOf(changed(text, ['formula: cost - fund - aided,', 'formula: cost - fund - (if cost > deductible * 20 then 0 else aided),']));

  test('are no result', () => {
    const outcomes = payStays(calculatorOf(wrong, 'stay'), { facts: {}, decisions: { aid: '150%' } }, [a, { ...b, cost: '3000.00' }]);
    expect(told(outcomes)).toEqual(['a, stay STAY_PART_NEGATIVE', 'b, stay STAY_NOT_WHOLE']);
    expect(unbalanced(wrong, evaluate(wrong, { stays: [{ ...b, cost: '3000.00' }], hospitals: [] }, { aid: '10%', other: '0' }))).toMatchObject([{ row: { is: 'sum', key: 'b', bill: 300_000n } }]);
  });
});

describe('a sentence', () => {
  const share = (payer: 'pool' | 'patient', paid: bigint) => ({ payer, amount: 'x', paid });
  test.each([
    [110_000n, 73_333n, '费用 1,100.00 元：统筹基金 733.33 元（66.67%），个人 366.67 元（33.33%）。', 'Of the bill of 1,100.00 yuan: Pooled fund 733.33 (66.67%), Patient 366.67 (33.33%).'],
    [100n, 0n, '费用 1.00 元：个人 1.00 元（100.00%）。', 'Of the bill of 1.00 yuan: Patient 1.00 (100.00%).'],
    [0n, 0n, '没有费用。', 'There is no bill.'],
  ])('of %s fen', (bill, pool, zh, en) => expect(saySplit({ bill, shares: [share('pool', pool), share('patient', bill - pool)] })).toEqual({ zh, en }));

  test('no part of no bill', () => expect([partOf(0n, 0n), partOf(1n, 3n)]).toEqual(['0.00%', '33.33%']));
});
