import { expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import { evaluatorFor } from '../../../server/core/policy/evaluators.ts';
import { refused } from '../../kit/refused.ts';

test('language 1 has its evaluator; a number without one is refused by name', () => {
  expect(evaluatorFor(1).evaluate).toBe(evaluate);
  for (const found of [0, 2, 99]) expect(refused(() => evaluatorFor(found))).toEqual([{ code: 'LANGUAGE_WITHOUT_EVALUATOR', at: 'language', values: { found: String(found), allowed: '1' } }]);
});
