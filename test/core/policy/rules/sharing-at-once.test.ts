import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate, printAmounts } from '../../../../server/core/policy/evaluate.ts';
import { explain } from '../../../../server/core/policy/explain.ts';
import type { Policy, RawFacts } from '../../../../server/core/policy/policy.ts';
import { policyOf, refused } from '../kit.ts';
import { hospital, step } from './hospital.ts';

const none = ' leftover: largest-remainder';
const steps = {
  plain: `divide: pool, among: staff, by: points,${none}`,
  capped: `divide: pool, among: staff, by: points * factor, cap: most, excess: redistribute, unplaced: { id: open, title: { zh: 余额, en: Open } },${none}`,
  within: `divide: units.unit_pool, among: staff, within: unit, by: points,${none}`,
  limited: 'each: staff, limit: claim / 3, at_most: most, excess: { id: over, title: { zh: 超出, en: Over } }',
  bare: 'each: staff, limit: factor, at_most: factor * factor',
  far: 'each: staff, limit: factor, at_most: factor ** 2',
} as const;

/** The same step at once, and row by row: every row is in its scope. */
function both(name: keyof typeof steps): [Policy, Policy] {
  const texts = [steps[name], `${steps[name]}, where: points >= 0 or points < 0`];
  return texts.map((text) => policyOf(hospital(step('a', text)))) as [Policy, Policy];
}

const fen = fc.integer({ min: 0, max: 300_000 }).map((each) => `${Math.trunc(each / 100)}.${String(each % 100).padStart(2, '0')}`);
const person = fc.record({ unit: fc.constantFrom('A', 'B'), points: fc.integer({ min: 0, max: 9 }).map(String), factor: fc.constantFrom('0.5', '1', '1/3'), most: fen, claim: fen });
const hospitals = fc.record({ pool: fen, units: fc.tuple(fen, fen), staff: fc.array(person, { minLength: 1, maxLength: 8 }) })
  .map(({ pool, units, staff }): RawFacts => ({
    pool,
    units: units.map((unit_pool, index) => ({ unit: 'AB'.charAt(index), unit_pool })),
    staff: staff.map((each, index) => ({ number: String(index), ...each })),
  }));

type Outcome = { amounts: ReturnType<typeof printAmounts> } | { refused: string[] };

function outcome(policy: Policy, facts: RawFacts): Outcome {
  try {
    return { amounts: printAmounts(policy, evaluate(policy, facts)) };
  } catch {
    return { refused: refused(() => evaluate(policy, facts)) };
  }
}

describe('steps at once', () => {
  test.each(Object.keys(steps) as Array<keyof typeof steps>)('%s: amounts and refusals are those of the rows one by one', (name) => {
    const [atOnce, byRows] = both(name);
    fc.assert(fc.property(hospitals, (facts) => {
      expect(outcome(atOnce, facts)).toEqual(outcome(byRows, facts));
    }));
  });

  const staff = [{ number: '1', points: '1', claim: '10.00', most: '2.00' }, { number: '2', points: '2', claim: '1.00', most: '5.00' }];

  test.each([
    ['plain', 'a', '1', '3.33', { received: false }],
    ['capped', 'a', '2', '5.00', {}],
    ['limited', 'over', '1', '1.33', {}],
  ] as const)('%s: %s of %s is explained as by rows', (name, amount, row, value, leftover) => {
    const facts: RawFacts = { pool: '10.00', units: [{ unit: 'A' }], staff };
    const told = explain(both(name)[0], facts, {}, amount, row);
    expect(told.value).toBe(value);
    expect(told.leftover ?? {}).toMatchObject(leftover);
  });

  test('what finds nobody is explained as by rows', () => {
    const told = explain(both('capped')[0], { pool: '10.00', units: [{ unit: 'A' }], staff }, {}, 'open');
    expect(told).toMatchObject({ value: '3.00', bound: { en: expect.stringContaining('3.00') } });
  });

  test.each([
    ['a pool below 0', 'plain', { pool: '-1.00', staff }],
    ['a capped pool below 0', 'capped', { pool: '-1.00', staff }],
    ['a weight below 0', 'plain', { pool: '1.00', staff: [{ number: '1', points: '-1' }] }],
    ['a cap below 0', 'capped', { pool: '1.00', staff: [{ number: '1', points: '1', most: '-1.00' }] }],
    ['no weights', 'plain', { pool: '1.00', staff: [{ number: '1', points: '0' }] }],
    ['nobody', 'plain', { pool: '1.00', staff: [] }],
    ['weights that are not exact at once', 'plain', { pool: '1.00', staff: [{ number: '1', points: '1234567890123456789' }] }],
    ['caps that are not exact at once', 'capped', { pool: '1.00', staff: [{ number: '1', points: '1', most: '999999999999999.99' }] }],
    ['a limit that is not exact at once', 'bare', { staff: [{ number: '1', factor: '1234567890123456789' }] }],
    ['a bound that is not exact at once', 'bare', { staff: [{ number: '1', factor: '123456789012' }] }],
    ['nobody within', 'within', { staff: [] }],
  ] as const)('%s: left to the rows', (_name, key, facts) => {
    const [atOnce, byRows] = both(key);
    const given = { units: [{ unit: 'A' }], ...facts } as unknown as RawFacts;
    expect(outcome(atOnce, given)).toEqual(outcome(byRows, given));
  });

  test('an amount that no entry could hold is refused with its row', () => {
    const policy = policyOf(hospital(step('a', 'each: staff, formula: claim * factor, round: { to: 100000.00, mode: half-away }')));
    const facts: RawFacts = { units: [{ unit: 'A' }], staff: [{ number: '7', claim: '900000000000.00', factor: '5000' }] };
    expect(refused(() => evaluate(policy, facts))).toEqual(['steps.a[7] AMOUNT_TOO_LARGE']);
  });
});
