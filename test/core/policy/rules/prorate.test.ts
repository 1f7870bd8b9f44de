import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, moneyOf, type Amount } from '../../../../server/core/policy/evaluate.ts';
import { prorateRule } from '../../../../server/core/policy/rules/prorate.ts';
import { policyOf } from '../kit.ts';
import { faults, hospital, refusal, sheet, staff, step } from './hospital.ts';

const parts = 'unpaid: { id: carried, title: { zh: 结转, en: Carried on } }, left: { id: kept, title: { zh: 留存, en: Kept } }';
const claims = (more = ''): string => hospital(step('paid', `prorate: claim, among: staff, pool: pool, ${parts}, leftover: largest-remainder${more}`));

describe('claims on one pool', () => {
  test('are paid whole while it holds them', () => {
    const { prints, why } = sheet(claims(), { pool: '100.00', staff: staff({ a: { claim: 30 }, b: { claim: 50.5 } }) });
    expect([prints('paid'), prints('carried'), prints('kept')]).toEqual(['30.00 50.50', '0.00 0.00', '19.50']);
    expect(why('paid', 'a')).toMatchObject({
      bound: { zh: '申报合计 80.50 在可用的 100.00 之内，全额支付', en: 'the claims, 80.50, are within the 100.00 there is: paid whole' },
      rule: { zh: '从总额支付各人员的申报额；不足时按申报额的比例支付', en: 'Claim of each row of Staff, paid out of Pool; in proportion when that is too little' },
      inputs: [{ name: 'claim', row: 'a' }, { name: 'pool' }, { name: 'claim', rowsTotal: 2 }],
    });
    expect(why('kept')).toMatchObject({ rule: { zh: '总额支付各人员的申报额后的余额', en: 'what is left of Pool after Claim of the rows of Staff' }, inputs: [{ name: 'pool' }, { name: 'claim' }] });
    expect(why('carried', 'a').rule).toEqual({ zh: '从总额支付各人员的申报额；不足时按申报额的比例支付；本行未支付的部分', en: 'Claim of each row of Staff, paid out of Pool; in proportion when that is too little; what is not paid' });
  });

  test('are paid in proportion when it is short, the rest carried on', () => {
    const { prints, why } = sheet(claims(', ties: rank'), { pool: '1.00', staff: staff({ a: { claim: 1, rank: 'z' }, b: { claim: 1, rank: 'y' }, c: { claim: 1, rank: 'x' }, d: { claim: 0 } }) });
    expect([prints('paid'), prints('carried'), prints('kept')]).toEqual(['0.33 0.33 0.34 0.00', '0.67 0.67 0.66 0.00', '0.00']);
    expect(why('paid', 'c')).toMatchObject({
      leftover: { received: true, unitsFen: '1', receivers: [{ row: 'c', exact: '0.33333333…', amount: '0.34' }] },
      bound: { zh: '申报合计 3.00 超过可用的 1.00，按 33.3333% 支付，其余计入结转', en: 'the claims, 3.00, are above the 1.00 there is: 33.3333% is paid, the rest kept as Carried on' },
    });
    expect(why('paid', 'a').leftover?.received).toBe(false);
  });

  test('of nobody, and of rows that take no part', () => {
    expect(sheet(claims(), { pool: '7.00' }).prints('kept')).toBe('7.00');
    expect(sheet(claims(', where: working'), { pool: '7.00', staff: staff({ a: { claim: 9, working: 'false' }, b: { claim: 2 } }) }).prints('paid')).toBe('0.00 2.00');
  });

  test('are refused when negative, naming the row, as is a pool below 0', () => {
    expect(refusal(claims(), { pool: '7.00', staff: staff({ a: { claim: 1 }, b: { claim: -1 } }) })).toEqual(['steps.paid[b] CLAIM_NEGATIVE']);
    expect(refusal(claims(), { pool: '-7.00' })).toEqual(['steps.paid POOL_NEGATIVE']);
  });

  test.each<[string, string, string[]]>([
    ['no money', `prorate: points, among: staff, pool: pool, ${parts}, leftover: largest-remainder`, ['MONEY_EXPECTED']],
    ['a pool that is no money', `prorate: claim, among: staff, pool: sum(staff.points), ${parts}, leftover: largest-remainder`, ['MONEY_EXPECTED']],
    ['no name for what is left over', 'prorate: claim, among: staff, pool: pool, leftover: largest-remainder', ['FIELD_MISSING', 'FIELD_MISSING']],
    ['ties by a number', `prorate: claim, among: staff, pool: pool, ${parts}, ties: points, leftover: largest-remainder`, ['TIES_NOT_A_KEY']],
    ['no word on odd fen', `prorate: claim, among: staff, pool: pool, ${parts}`, ['FIELD_MISSING']],
  ])('are a fault with %s', (_what, text, codes) => expect(faults(step('paid', text)).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(codes));

  test('nothing is lost, nobody gets more than claimed, and the order of rows changes nothing', () => {
    const policy = policyOf(claims());
    const yuan = (value: number): string => `${Math.floor(value / 100)}.${String(value % 100).padStart(2, '0')}`;
    fc.assert(fc.property(fc.integer({ min: 0, max: 5_000 }), fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 8 }), (pool, list) => {
      const given = list.map((claim, index) => ({ number: `r${index}`, claim: yuan(claim) }));
      const run = (rows: typeof given): Amount[] => {
        const { amounts } = evaluate(policy, { pool: yuan(pool), units: [{ unit: 'A' }], staff: rows });
        return ['paid', 'carried', 'kept'].map((name) => amounts.get(name) as Amount);
      };
      const [paid, carried, kept] = run(given) as [Amount, Amount, Amount];
      const [turned] = run(given.toReversed()) as [Amount];
      let spent = moneyOf(kept);
      for (const [index, claim] of list.entries()) {
        const key = `r${index}`;
        spent += moneyOf(paid, key);
        expect(moneyOf(paid, key) + moneyOf(carried, key)).toBe(BigInt(claim));
        expect(moneyOf(carried, key) >= 0n).toBe(true);
        expect(moneyOf(turned, key)).toBe(moneyOf(paid, key));
      }
      expect(spent).toBe(BigInt(pool));
    }));
    expect(prorateRule.keys[0]).toBe('prorate');
  });
});
