import { expect, test } from '@jest/globals';
import type { Policy } from '../../../server/core/policy/policy.ts';
import { changedFacts, factPaths } from '../../../web/kit/fact-changes.ts';

const policy = { tables: new Map([['units', { key: 'unit' }]]) } as unknown as Pick<Policy, 'tables'>;
const facts = { pool: '1.00', units: [{ heads: '1', unit: 'A' }, { heads: '2', unit: 'B' }] };

test('every value has a path, keys are in the paths', () => {
  expect(factPaths(policy, facts)).toEqual([{ path: 'pool', value: '1.00' }, { path: 'units/A/heads', value: '1' }, { path: 'units/B/heads', value: '2' }]);
});

test('only what holds a change is sent, a table with all its rows', () => {
  expect(changedFacts(policy, facts, [])).toEqual({});
  expect(changedFacts(policy, facts, [{ path: 'pool', value: '2.00' }])).toEqual({ pool: '2.00' });
  expect(changedFacts(policy, facts, [{ path: 'units/B/heads', value: '3' }, { path: 'units/A/heads', value: '4' }, { path: 'other', value: '5' }])).toEqual({
    units: [{ heads: '4', unit: 'A' }, { heads: '3', unit: 'B' }],
  });
});
