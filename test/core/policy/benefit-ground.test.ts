/** What an amount of a row rests on, down to what is given. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { groundOf, groundOfReads, type RowGround } from '../../../server/core/policy/benefit-ground.ts';
import { compilePolicy } from '../../../server/core/policy/compiled.ts';
import { folder, policyOf } from './kit.ts';

const policy = policyOf(readFileSync(`${folder}stay.yaml`, 'utf8'));
const { symbols } = compilePolicy(policy);
const shown = ({ steps, given, parameters, parameterTables, together }: RowGround) => ({
  steps: [...steps].map(({ id }) => id).toSorted(), given: [...given].toSorted(), parameters: [...parameters].toSorted(), parameterTables: [...parameterTables], together,
});

test('steps, what is given, and figures of the policy', () => {
  expect(shown(groundOf(policy, symbols, [{ table: 'stays', name: 'fund' }]))).toEqual({
    steps: ['above', 'fund', 'ratio'], given: ['cut', 'stays.cost', 'stays.level', 'stays.referred', 'stays.scheme'], parameters: ['deductible'], parameterTables: ['schemes'], together: undefined,
  });
  expect(shown(groundOf(policy, symbols, [{ table: 'stays', name: 'stay' }]))).toEqual({ steps: [], given: [], parameters: [], parameterTables: [], together: undefined });
});

test('the step through which other rows are seen', () => {
  expect(groundOf(policy, symbols, [{ name: 'per_head' }])).toMatchObject({ together: 'budgets' });
});

test('of a formula, seen from its row or from outside any', () => {
  const from = (home: string | undefined, ...reads: Array<{ table?: string; name: string }>) => shown(groundOfReads(policy, symbols, reads, { by: 'it', home }));
  expect(from('stays', { name: 'cost' })).toMatchObject({ given: ['stays.cost'], together: undefined });
  expect(from(undefined, { name: 'aid' })).toMatchObject({ given: ['aid'] });
  expect(from('stays', { table: 'stays', name: 'cost' })).toMatchObject({ given: [], together: 'it' });
  expect(from(undefined, { name: 'stays' })).toMatchObject({ together: 'it' });
  expect(from(undefined, { name: 'schemes' })).toMatchObject({ parameterTables: ['schemes'], together: undefined });
});
