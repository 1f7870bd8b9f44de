/** A policy that scores hospitals, for the tests of scores. */
import { evaluate } from '../../../../server/core/policy/evaluate.ts';
import { explain, type Explanation } from '../../../../server/core/policy/explain.ts';
import type { Policy, RawFacts } from '../../../../server/core/policy/policy.ts';
import { printValue } from '../../../../server/core/policy/print.ts';
import type { Rate } from '../../../../server/core/rate.ts';
import { changed, policyOf, small } from '../kit.ts';

const facts = `  fraud: { type: boolean, default: false, title: { zh: 骗保, en: Fraud } }
  change: { type: score, at_least: none, default: 0, title: { zh: 调整, en: Change } }
  best_share: { type: share, default: 30%, title: { zh: 权重, en: Weight } }
  hospitals:
    type: table
    key: hospital
    title: { zh: 医院, en: Hospital }
    columns:
      level: { type: option, options: { two: { zh: 二级, en: Two }, three: { zh: 三级, en: Three } }, default: two, title: { zh: 等级, en: Level } }
      measured: { type: score, title: { zh: 测量值, en: Value } }
      cost: { type: money, default: 0, title: { zh: 费用, en: Cost } }
  consortia:
    type: table`;
const others = { standard: '690.00', consortia: [{ consortium: 'A', heads: '3' }] };

/** A policy that scores hospitals, and the scores of facts that give a value to each of them. */
export function scoring(keys: string): Policy {
  return policyOf(changed(small.slice(0, small.indexOf('examples:')), ['  consortia:\n    type: table', facts], ['  - { id: package,', `  - { id: scored, each: hospitals, ${keys}, why: s1, title: { zh: 评分, en: Scored } }\n  - { id: package,`]));
}

export function hospitals(...rows: Array<string | Record<string, string>>): RawFacts {
  const given = rows.map((row, index) => ({ hospital: `H${index}`, ...(typeof row === 'string' ? { measured: row } : row) }));
  return { ...others, hospitals: given };
}

export function scores(policy: Policy, given: RawFacts): string[] {
  const amount = evaluate(policy, given).amounts.get('scored');
  return amount?.is === 'column' ? amount.rows.map(({ value }) => printValue(value, amount.type)) : [];
}

export function why(policy: Policy, given: RawFacts, row = 'H0'): Explanation {
  return explain(policy, given, {}, 'scored', row);
}

/** The scores by row, exactly. */
export function scored(policy: Policy, given: RawFacts): Map<string, Rate> {
  const amount = evaluate(policy, given).amounts.get('scored');
  return new Map(amount?.is === 'column' ? amount.rows.map(({ key, value }) => [key, value as Rate]) : []);
}
