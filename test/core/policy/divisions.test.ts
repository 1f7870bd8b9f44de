import { expect, test } from '@jest/globals';
import { openDivisions } from '../../../server/core/policy/divisions.ts';
import { poolColumn } from '../../../server/core/policy/allocated.ts';
import type { DivideStep, RawFacts } from '../../../server/core/policy/policy.ts';
import { rate } from '../../../server/core/rate.ts';
import { policyOf } from './kit.ts';
import { hospital, staff, step } from './rules/hospital.ts';

const second = 'decisions:\n  second: { type: allocation, of: own, beyond: reason, reason_over: 10%, by: department-head, why: s1, title: { zh: 二次分配, en: Second allocation } }\n';
const weight = step('weight', 'each: staff, formula: points * factor, show: 1');
const divide = (more = '') => step('own', `divide: units.unit_pool, among: staff, within: unit, by: weight${more}, leftover: largest-remainder`);
const facts: RawFacts = {
  units: [{ unit: 'A', unit_pool: '100.00' }, { unit: 'B', unit_pool: '0.00' }],
  staff: staff({ a: { points: 1, factor: '1.5', most: '50.00' }, b: { points: '0.5' }, c: { points: 7, working: 'false' } }),
};

test('a group is told with its people, what the rule gives them, their bounds and weights, whatever was decided', () => {
  const policy = policyOf(hospital(weight + divide(', where: working, cap: most, excess: redistribute, unplaced: { id: unplaced, title: { zh: 余, en: Left } }'), { before: second }));
  const open = openDivisions(policy, facts, { second: JSON.stringify({ A: { amounts: { a: '10.00', b: '90.00' }, reasons: { a: 'x', b: 'x' } } }) });
  expect(poolColumn(policy.steps.find(({ id }) => id === 'own') as DivideStep)).toBe('unit_pool');
  expect(open.get('second')).toEqual(new Map([['A', {
    beyond: 'reason', reasonOver: rate(1n, 10n), weightTitle: { zh: 'weight金额', en: 'The weight' },
    members: [{ key: 'a', usual: 50_00n, least: 0n, most: 50_00n, weight: '1.5' }, { key: 'b', usual: 50_00n, least: 0n, most: 1_000_000_00n, weight: '0.5' }],
  }]]));
});

test('without bounds nobody has any, and a policy without allocations has none', () => {
  const open = openDivisions(policyOf(hospital(weight + divide(), { before: second })), facts, {});
  expect(open.get('second')?.get('A')?.members.map(({ key, least, most, usual }) => [key, least, most, usual])).toEqual([['a', undefined, undefined, 16_67n], ['b', undefined, undefined, 5_55n], ['c', undefined, undefined, 77_78n]]);
  expect(openDivisions(policyOf(hospital(weight)), facts, {})).toEqual(new Map());
});
