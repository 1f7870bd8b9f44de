/** Totals: what counts in a limit, what is outside, and what excludes each other. */
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { readTotals } from '../../../server/core/policy/read-totals.ts';
import { checkTotals } from '../../../server/core/policy/totals.ts';
import { totalRule } from '../../../server/core/policy/rules/total.ts';
import { policyOf } from './kit.ts';
import { faults, hospital, sheet, staff, step } from './rules/hospital.ts';

const steps = step('pay', 'each: staff, formula: claim') + step('award', 'each: staff, formula: base') + step('whole', 'formula: pool');
const room = 'room: { id: room, title: { zh: 余量, en: Room } }';
const total = (more: string): string => `totals:\n  pay_total: { title: { zh: 总量, en: Pay total }, why: s1, ${more} }\n`;
const accounts = 'accounts: { a: { zh: 甲, en: A }, b: { zh: 乙, en: B } }\n';
const stage = (...amounts: string[]): string =>
  `${accounts}stages:\n  incentive-pay:\n    signed_by: [hr-bureau]\n    why: s1\n    moves: [ ${amounts.map((amount) => `{ amount: ${amount}, from: a, to: b }`).join(', ')} ]\n`;
const people = staff({ a: { claim: 30, base: 5 }, b: { claim: 40 } });
const codes = (more: string, before = ''): string[] => faults(steps, { before, after: total(more) }).map((fault) => fault.replace(/^\d+ /, ''));

describe('a total', () => {
  const text = hospital(steps, { after: total(`limit: whole, items: [pay, award], ${room}, exclusive: [ [pay, award] ], else: block`) });

  test('leaves room, or is broken', () => {
    const { prints, why, policy } = sheet(text, { pool: '80.00', staff: people });
    expect(prints('room')).toBe('5.00');
    expect(why('room')).toMatchObject({
      title: { en: 'Room' }, value: '5.00', bound: { zh: '在限额 80.00 之内', en: 'within the limit of 80.00' },
      rule: { zh: 'whole金额，减去计入其中的：pay金额合计、award金额合计', en: 'The whole, less what counts in it: total of The pay, total of The award' },
      inputs: [{ name: 'whole' }, { name: 'pay', rowsTotal: 2 }, { name: 'award', rowsTotal: 2 }],
    });
    expect(policy.totals.get('pay_total')).toMatchObject({ items: [{ amount: 'pay' }, { amount: 'award' }], room: 'room' });
    expect(sheet(text, { pool: '70.00', staff: people }).why('room').bound).toEqual({ zh: '超出限额 70.00，多 5.00', en: '5.00 above the limit of 70.00' });
  });

  test('is a check, and so is each pair that excludes each other, by row', () => {
    const results = evaluate(policyOf(text), { pool: '70.00', units: [{ unit: 'A' }], staff: people }).checks;
    expect(results).toMatchObject([
      { id: 'pay_total', ok: false, otherwise: 'block', rows: [], says: { en: 'What counts in "Pay total" is above its limit.' } },
      { id: 'pay_total_pay_award', ok: false, rows: ['a'], title: { zh: 'pay金额与award金额不兼得', en: 'The pay and The award exclude each other' } },
    ]);
    expect(evaluate(policyOf(text), { pool: '70.00', units: [{ unit: 'A' }], staff: staff({ b: { claim: 40 } }) }).checks.every(({ ok }) => ok)).toBe(true);
  });

  test('may stand for each row', () => {
    const byRow = hospital(steps, { after: total(`each: staff, limit: most, items: [pay, award], ${room}, else: warn`) });
    expect(sheet(byRow, { staff: staff({ a: { claim: 30, base: 5, most: 40 }, b: { claim: 40, most: 39.5 } }) }).prints('room')).toBe('5.00 -0.50');
    expect(evaluate(policyOf(byRow), { units: [{ unit: 'A' }], staff: staff({ b: { claim: 40, most: 39.5 } }) }).checks).toMatchObject([{ rows: ['b'], otherwise: 'warn' }]);
  });

  test('counts single amounts too, and its room may be used', () => {
    const more = steps + step('spare', 'formula: room / 2');
    expect(sheet(hospital(more, { after: total(`limit: pool, items: [whole], ${room}, else: warn`) }), { pool: '8.00' }).prints('spare')).toBe('0.00');
  });
});

describe('every amount paid is in one total or outside', () => {
  test.each<[string, string, string, string[]]>([
    ['in it', 'items: [pay]', stage('pay'), []],
    ['outside', 'items: [pay], outside: [ { amount: award, why: s1 } ]', stage('pay', 'award'), []],
    ['what is left of a total itself', 'items: [pay]', stage('pay', 'room'), []],
    ['neither', 'items: [pay]', stage('pay', 'award'), ['TOTAL_MISSES']],
    ['both', 'items: [pay], outside: [ { amount: pay, why: s1 } ]', '', ['TOTAL_ITEM_IN_AND_OUT']],
    ['twice', 'items: [pay, pay]', '', ['TOTAL_ITEM_TWICE']],
    ['unknown', 'items: [pai]', '', ['TOTAL_ITEM_UNKNOWN']],
    ['a fact', 'items: [claim]', '', ['TOTAL_ITEM_UNKNOWN']],
    ['no list', `items: []`, '', []],
    ['of another table', 'each: units, items: [pay]', '', ['TOTAL_ITEM_ELSEWHERE']],
    ['of no table that there is', 'each: wards, items: [award, pay]', '', ['TOTAL_ITEM_ELSEWHERE', 'TOTAL_ITEM_ELSEWHERE']],
    ['outside without a source', 'items: [pay], outside: [ { amount: award } ]', '', ['WHY_MISSING']],
    ['a pair of three', 'items: [pay], exclusive: [ [pay, award, pay] ]', '', ['PAIR_EXPECTED']],
    ['a pair of one', 'items: [pay], exclusive: [ [pay] ]', '', ['PAIR_EXPECTED']],
    ['a pair that is no list', 'items: [pay], exclusive: [ pay ]', '', ['SHAPE']],
    ['a pair of two tables', 'items: [pay], exclusive: [ [pay, whole] ]', '', ['EXCLUSIVE_APART']],
    ['an unknown one in a pair', 'items: [pay], exclusive: [ [pay, pai] ]', '', ['TOTAL_ITEM_UNKNOWN']],
  ])('%s', (_what, more, before, expected) => expect(codes(`limit: pool, else: block, ${room}, ${more}`, before)).toEqual(expected));

  test.each<[string, string, string[]]>([
    ['without a limit', `items: [pay], ${room}, else: block`, ['FIELD_MISSING']],
    ['without room', 'limit: pool, items: [pay], else: block', ['FIELD_MISSING']],
    ['without items', `limit: pool, ${room}, else: block`, ['FIELD_MISSING']],
    ['whose limit is no money', `limit: sum(staff.points), items: [pay], ${room}, else: block`, ['MONEY_EXPECTED']],
    ['whose item is no money', `limit: pool, items: [many], ${room}, else: block`, ['MONEY_EXPECTED']],
  ])('a total %s', (_what, more, expected) => {
    const many = step('many', 'formula: sum(staff.points)');
    expect(faults(steps + many, { after: total(more) }).map((fault) => fault.replace(/^\d+ /, ''))).toEqual(expected);
  });

  test('an amount with a fault of its own is not told twice', () => {
    const broken = step('pay', 'each: staff, formula: claim +');
    const found = faults(broken, { before: stage('pay'), after: total(`limit: pool, items: [pay], ${room}, else: block`) });
    expect(found.map((fault) => fault.replace(/^\d+ /, ''))).toEqual(['FORMULA_INCOMPLETE']);
  });

  test('two totals share no amount, and a total has a name of its own', () => {
    const second = `  other: { title: { zh: 别的, en: Other }, why: s1, limit: pool, items: [pay], room: { id: rest, title: { zh: 余, en: Rest } }, else: warn }\n`;
    const found = faults(steps, { after: `${total(`limit: pool, items: [pay], ${room}, else: block`)}${second}` });
    expect(found.map((fault) => fault.replace(/^\d+ /, ''))).toEqual(['TOTAL_ITEM_TWICE']);
  });

  test('a policy without totals is not asked', () => {
    expect(faults(steps, { before: stage('pay') })).toEqual([]);
    expect([readTotals, checkTotals].map((each) => typeof each)).toEqual(['function', 'function']);
    expect(totalRule.keys).toEqual([]);
  });
});
