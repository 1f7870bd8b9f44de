import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { comparedIn, sayCompared } from '../../../server/core/policy/compared.ts';
import { evaluate } from '../../../server/core/policy/evaluate.ts';
import type { RawFacts } from '../../../server/core/policy/policy.ts';
import { layPolicy } from '../../../server/core/policy/overlay.ts';
import { changed, policyOf, small } from './kit.ts';

const facts: RawFacts = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3', spent: '1.00' }, { consortium: 'B', heads: '4' }] };
const whole = changed(small, ['checks:\n', `checks:
  - { id: enough, that: budget >= risk * 2 and standard > 0, else: warn, why: s1, title: { zh: 够, en: Enough }, says: { zh: 不够, en: Not enough } }
`]);

describe('what a check has compared', () => {
  test('is the single amounts that it reads, as they are printed', () => {
    const policy = policyOf(whole);
    const evaluation = evaluate(policy, facts, { risk_share: '10%' });
    expect(comparedIn(policy, evaluation, 'enough')).toEqual([
      { title: { zh: '总额', en: 'Budget' }, printed: '4347.00' }, { title: { zh: '风险金', en: 'Risk fund' }, printed: '483.00' },
    ]);
    expect(sayCompared(comparedIn(policy, evaluation, 'enough'))).toEqual({ zh: '（总额 4347.00，风险金 483.00）', en: ' (Budget 4347.00, Risk fund 483.00)' });
  });

  test('is nothing for a check by rows', () => {
    const policy = policyOf(small);
    const compared = comparedIn(policy, evaluate(policy, facts, {}), 'within');
    expect([compared, sayCompared(compared)]).toEqual([[], { zh: '', en: '' }]);
  });

  test('names both sums where heads by age do not add up to the pool', () => {
    const { laid, faults } = layPolicy(readFileSync('seeds/demo/ningqiang-bands.yaml', 'utf8'), () => readFileSync('seeds/policies/ningqiang-2018.yaml', 'utf8'));
    expect(faults.filter(({ severity }) => severity !== 'warning')).toEqual([]);
    const { policy } = laid!;
    const evaluation = evaluate(policy, {
      standard: '690.00', pool_heads: '21', counted_on: '2025-12-31', consortia: [{ consortium: 'A', heads: '20' }], bands: [{ band: '成年', weight: '1.00' }],
      enrolment: [{ enrolled_group: 'A1', covered_by: 'A', age_band: '成年', enrolled: '20' }], institutions: [], flows: [], claim_lines: [], payments: [],
    }, { outpatient_rate: '90.00', serious_illness_rate: '50.00' });
    expect(evaluation.checks.filter(({ ok }) => !ok).map(({ id }) => id)).toEqual(['bands_whole']);
    expect(sayCompared(comparedIn(policy, evaluation, 'bands_whole')).zh).toBe('（各段居民参保人数合计 20，统筹区居民参保人数 21）');
  });
});
