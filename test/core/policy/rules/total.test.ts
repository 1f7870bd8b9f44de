/** What a limit leaves when everything that counts in it is taken off, and the checks that go with it. */
import { describe, expect, test } from '@jest/globals';
import { evaluate } from '../../../../server/core/policy/evaluate.ts';
import { policyOf } from '../kit.ts';
import { hospital, paySteps, room, sheet, staff, step, total } from './hospital.ts';

const people = staff({ a: { claim: 30, base: 5 }, b: { claim: 40 } });

describe('a total', () => {
  const text = hospital(paySteps, { after: total(`limit: whole, items: [pay, award], ${room}, exclusive: [ [pay, award] ], else: block`) });

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
    const byRow = hospital(paySteps, { after: total(`each: staff, limit: most, items: [pay, award], ${room}, else: warn`) });
    expect(sheet(byRow, { staff: staff({ a: { claim: 30, base: 5, most: 40 }, b: { claim: 40, most: 39.5 } }) }).prints('room')).toBe('5.00 -0.50');
    expect(evaluate(policyOf(byRow), { units: [{ unit: 'A' }], staff: staff({ b: { claim: 40, most: 39.5 } }) }).checks).toMatchObject([{ rows: ['b'], otherwise: 'warn' }]);
  });

  test('counts single amounts too, and its room may be used', () => {
    const more = paySteps + step('spare', 'formula: room / 2');
    expect(sheet(hospital(more, { after: total(`limit: pool, items: [whole], ${room}, else: warn`) }), { pool: '8.00' }).prints('spare')).toBe('0.00');
  });
});
