import { expect, test } from '@jest/globals';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import type { Policy, RawFacts } from '../../../server/core/policy/policy.ts';
import { every, policyOf } from './kit.ts';

test('ten times the rows do not cost a hundred times the work', () => {
  const full = policyOf(every);
  const [example] = full.examples as [Policy['examples'][number]];
  const staff = Array.from({ length: 3000 }, (_, index) => ({ number: String(index), unit: index % 2 === 0 ? 'A' : 'B', post: 'nurse', work: String(index + 1) }));
  const best = (rows: number): number => Math.min(...[1, 2, 3].map(() => {
    const given: RawFacts = { ...example.facts, staff: staff.slice(0, rows) };
    const before = performance.now();
    evaluate(full, given);
    return performance.now() - before;
  }));
  best(300);
  expect(best(3000) / best(300)).toBeLessThan(50);
});
