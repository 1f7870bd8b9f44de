import { describe, expect, test } from '@jest/globals';
import { attempt } from '../../../server/core/policy/attempt.ts';
import { refuse } from '../../../server/core/refusal.ts';

describe('an attempt', () => {
  test('gives the value, or the faults of a refusal', () => {
    expect(attempt(() => 1)).toEqual({ value: 1 });
    expect(attempt(() => refuse('FACT_MISSING', 'facts.pool'))).toEqual({ faults: [{ code: 'FACT_MISSING', at: 'facts.pool', values: {} }] });
  });

  test('throws any other error on', () => {
    expect(() => attempt(() => { throw new TypeError('broken'); })).toThrow(TypeError);
  });
});
