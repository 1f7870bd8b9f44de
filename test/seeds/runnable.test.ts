/** The presets that move pay can be run from the register on: nothing is asked for at a stage that cannot be given there. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import type { Policy } from '../../server/core/policy/policy.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { relevantTo } from '../../server/run/scope.ts';

const folder = join(import.meta.dirname, '../../seeds/policies');
const policies = readdirSync(folder).filter((name) => name.endsWith('.yaml')).sort()
  .map((name) => readPolicy(readFileSync(join(folder, name), 'utf8')).policy as Policy)
  .filter(({ stages }) => stages.has('pay-total'));

/** What the platform fills by itself, scalars and columns of the people of an institution. */
const registered = new Set(['unit', 'listed_unit', 'year', 'certified_allowances', 'name', 'grade', 'formal', 'leader', 'december_post_wage', 'december_grade_wage', 'series', 'standard']);
const registeredTables = new Set(['staff_number', 'grade']);

/** Facts and decisions that must be given: without a default, and not from the register. Rows of the other tables are left out until they are there. */
function mustBeGiven(policy: Policy): string[] {
  const open = ([name, { quantity }]: [string, { quantity: { default?: unknown } }]): string[] => (quantity.default === undefined && !registered.has(name) ? [name] : []);
  const columns = [...policy.tables].filter(([, { key }]) => registeredTables.has(key))
    .flatMap(([table, each]) => [...each.columns].flatMap(open).map((column) => `${table}.${column}`));
  return [...[...policy.facts].flatMap(open), ...[...policy.decisions].flatMap(open), ...columns];
}

describe.each(policies.map((policy) => [policy.id, policy] as const))('%s', (_id, policy) => {
  test('what has no default can be given when the total is fixed', () => {
    const { facts, decisions } = relevantTo(policy, 'pay-total');
    expect(mustBeGiven(policy).filter((name) => !facts.has(name) && !decisions.has(name))).toEqual([]);
  });

  test('what is paid by person is a column of the registered people', () => {
    const people = [...policy.tables].find(([, { key }]) => key === 'staff_number')?.[0];
    const paid = (['basic-pay', 'incentive-pay'] as const).flatMap((stage) => policy.stages.get(stage)?.moves ?? []);
    const home = new Map(policy.steps.map((step) => [step.id, step.table]));
    expect(paid.length).toBeGreaterThan(0);
    expect(paid.filter(({ amount }) => home.get(amount) !== people).map(({ amount }) => amount)).toEqual([]);
    expect(paid.every(({ from, to }) => from.of === 'unit' && to.class === 'wage-cards' && to.of === 'unit')).toBe(true);
  });
});
