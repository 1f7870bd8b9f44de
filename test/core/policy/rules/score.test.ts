/** Scores: each method, its bounds, its veto, its peers, and what is refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { evaluate } from '../../../../server/core/policy/evaluate.ts';
import { explain, type Explanation } from '../../../../server/core/policy/explain.ts';
import type { Policy, RawFacts } from '../../../../server/core/policy/policy.ts';
import { printValue } from '../../../../server/core/policy/print.ts';
import { readsOf } from '../../../../server/core/policy/reads.ts';
import { compare, one, rate, type Rate } from '../../../../server/core/rate.ts';
import { changed, policyOf, refused, small } from '../kit.ts';

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
function scoring(keys: string): Policy {
  return policyOf(changed(small.slice(0, small.indexOf('examples:')), ['  consortia:\n    type: table', facts], ['  - { id: package,', `  - { id: scored, each: hospitals, ${keys}, why: s1, title: { zh: 评分, en: Scored } }\n  - { id: package,`]));
}

function hospitals(...rows: Array<string | Record<string, string>>): RawFacts {
  const given = rows.map((row, index) => ({ hospital: `H${index}`, ...(typeof row === 'string' ? { measured: row } : row) }));
  return { ...others, hospitals: given };
}

function scores(policy: Policy, given: RawFacts): string[] {
  const amount = evaluate(policy, given).amounts.get('scored');
  return amount?.is === 'column' ? amount.rows.map(({ value }) => printValue(value, amount.type)) : [];
}

function why(policy: Policy, given: RawFacts, row = 'H0'): Explanation {
  return explain(policy, given, {}, 'scored', row);
}

const line = 'score: measured, method: linear, at: 85, worth: 100, per: 2, adds: -3';
const bounded = `${line}, at_least: 60, at_most: 105`;
const full = 'score: measured, method: proportional, full: 95, worth: 100';

describe('each method', () => {
  test.each<[string, string[], string[]]>([
    [line, ['85', '87', '80', '0'], ['100', '97', '107.5', '227.5']],
    [bounded, ['85', '111.66', '111.68', '111.7', '81', '0'], ['100', '60.01', '60', '60', '105', '105']],
    [full, ['95', '94.05', '100', '0'], ['100', '99', '100', '0']],
    ['score: measured, method: best, worth: 20', ['10', '5', '8'], ['20', '10', '16']],
    ['score: measured, method: lowest, worth: 20', ['10', '5', '8'], ['10', '20', '12.5']],
    ['score: measured, method: lowest, worth: 20', ['0', '5', '0'], ['20', '0', '20']],
    ['score: measured, method: mean, worth: 20, at_most: 30', ['10', '5', '3'], ['30', '16.666667', '10']],
    ['score: measured, method: best, worth: 20, where: measured > 4, show: 1', ['10', '5', '4'], ['20', '10', '0']],
    ['score: cost, method: linear, at: 5.00, worth: 100, per: 0.5, adds: 1', ['1'], ['90']],
  ])('%s', (keys, given, expected) => {
    expect(scores(scoring(keys), hospitals(...given))).toEqual(expected);
  });

  test('compares with peers of the same level only', () => {
    const policy = scoring('score: measured, method: best, worth: 100, peers: level');
    const given = hospitals({ measured: '50', level: 'three' }, '10', { measured: '40', level: 'three' }, '5');
    expect(scores(policy, given)).toEqual(['100', '100', '80', '50']);
    expect(readsOf(policy).get('scored')).toEqual(expect.arrayContaining([{ table: 'hospitals', name: 'level' }, { table: 'hospitals', name: 'measured' }]));
    const told = why(policy, given, 'H2');
    expect(told.inputs.map(({ name, row, rowsTotal }) => [name, row, rowsTotal])).toEqual([['measured', 'H2', undefined], ['measured', undefined, 2]]);
    expect(told.inputs[1]?.inputs.map(({ row }) => row)).toEqual(['H0', 'H2']);
  });

  test('gives 0 when vetoed, whatever its lower bound', () => {
    const policy = scoring(`${bounded}, veto: fraud and measured < 86`);
    const given = { ...hospitals('85', '87'), fraud: 'true' };
    expect(scores(policy, given)).toEqual(['0', '97']);
    expect(why(policy, given)).toMatchObject({ bound: { zh: '否决条件成立，得 0', en: 'the veto holds: 0' } });
    expect(why(policy, given).inputs.map(({ name }) => name)).toEqual(['fraud', 'measured']);
  });
});

describe('an explanation', () => {
  test.each<[string, string[], string, string]>([
    [line, ['87'], '100 + (87 − 85) ÷ 2 × (-3) = 97', '100 + (87 − 85) ÷ 2 × (-3) = 97'],
    [bounded, ['0'], '100 + (0 − 85) ÷ 2 × (-3) = 227.5；高于上限 105，取上限', '100 + (0 − 85) ÷ 2 × (-3) = 227.5; above the upper bound 105, which is taken'],
    [bounded, ['120'], '100 + (120 − 85) ÷ 2 × (-3) = 47.5；低于下限 60，取下限', '100 + (120 − 85) ÷ 2 × (-3) = 47.5; below the lower bound 60, which is taken'],
    [full, ['94.05'], '100 × 94.05 ÷ 95 = 99', '100 × 94.05 ÷ 95 = 99'],
    [full, ['96'], '96 达到 95，得 100', '96 reaches 95: 100'],
    ['score: measured, method: best, worth: 20', ['5', '10'], '20 × 5 ÷ 10（同类最高）= 10', '20 × 5 ÷ 10 (the best of its peers) = 10'],
    ['score: measured, method: best, worth: 20', ['10', '5'], '10 即同类最高，得 20', '10 is the best of its peers: 20'],
    ['score: measured, method: lowest, worth: 20', ['10', '5'], '20 × 5（同类最低）÷ 10 = 10', '20 × 5 (the lowest of its peers) ÷ 10 = 10'],
    ['score: measured, method: lowest, worth: 20', ['5', '10'], '5 即同类最低，得 20', '5 is the lowest of its peers: 20'],
    ['score: measured, method: mean, worth: 20', ['5', '15'], '20 × 5 ÷ 10（同类平均）= 10', '20 × 5 ÷ 10 (the mean of its peers) = 10'],
    ['score: measured, method: mean, worth: 20', ['5', '5'], '20 × 5 ÷ 5（同类平均）= 20', '20 × 5 ÷ 5 (the mean of its peers) = 20'],
  ])('of %s for %j', (keys, given, zh, en) => {
    expect(why(scoring(keys), hospitals(...given)).bound).toEqual({ zh, en });
  });

  test.each([
    [`${bounded}, veto: fraud`, '测量值为85时得100，每高2减3，每低2加3；不低于60；不高于105；若骗保，则为 0', '100 where Value is 85, 3 less for every 2 above, 3 more for every 2 below; at least 60; at most 105; 0 if Fraud'],
    ['score: measured, method: linear, at: 85, worth: 100, per: 2, adds: change', '测量值为85时得100，每高2加调整，每低2减调整', '100 where Value is 85, Change more for every 2 above, Change less for every 2 below'],
    [full, '测量值达到95得100，不足的按比例：100 × 测量值 ÷ 95', '100 where Value reaches 95, else 100 × Value ÷ 95'],
    ['score: measured, method: best, worth: 20, peers: level', '20 × 测量值 ÷ 同一等级中的最高值', '20 × Value ÷ the highest among those of the same Level'],
    ['score: measured, method: lowest, worth: 20', '20 × 所有行中的最低值 ÷ 测量值', '20 × the lowest of all rows ÷ Value'],
    ['score: measured, method: mean, worth: 20', '20 × 测量值 ÷ 所有行的平均值', '20 × Value ÷ the mean of all rows'],
    ['weigh: [ { of: measured, weight: 30% }, { of: change, weight: 70% } ]', '加权合计：测量值 30%、调整 70%', 'the weighted sum of Value 30%, Change 70%'],
  ])('says the rule of %s', (keys, zh, en) => {
    expect(why(scoring(keys), hospitals('5', '5')).rule).toEqual({ zh, en });
  });
});

describe('weights', () => {
  test.each([
    ['{ of: measured, weight: 30% }, { of: change, weight: 70% }', '41', '90 × 30% + 20 × 70%'],
    ['{ of: measured, weight: 9 }, { of: change, weight: 1 }', '83', '(90 × 9 + 20 × 1) ÷ 10'],
    ['{ of: measured, weight: best_share }, { of: change / 3, weight: 1 - best_share }', '31.666667', '90 × 30% + 6.666667 × 70%'],
    ['{ of: measured, weight: 1 }', '90', '90 × 100%'],
  ])('%s make %s', (parts, score, said) => {
    const policy = scoring(`weigh: [ ${parts} ]`);
    const given = { ...hospitals('90'), change: '20' };
    expect(scores(policy, given)).toEqual([score]);
    expect(why(policy, given).bound).toEqual({ zh: said, en: said });
  });

  test('give 0 when vetoed', () => {
    const policy = scoring('weigh: [ { of: measured, weight: 100% } ], veto: fraud');
    expect(scores(policy, { ...hospitals('90'), fraud: 'true' })).toEqual(['0']);
    expect(scores(policy, hospitals('90'))).toEqual(['90']);
    expect(why(policy, hospitals('90')).rule?.en).toBe('the weighted sum of Value 100%; 0 if Fraud');
  });
});

describe('the facts are refused', () => {
  const given = hospitals('5', '10');
  test.each<[string, string, RawFacts, string]>([
    ['a step of the line that is not above 0', 'score: measured, method: linear, at: 5, worth: 1, per: change, adds: 1', given, 'steps.scored[H0] SCORE_NOT_POSITIVE'],
    ['a full mark that is not above 0', 'score: measured, method: proportional, full: change, worth: 1', given, 'steps.scored[H0] SCORE_NOT_POSITIVE'],
    ['bounds that cross', `${line}, at_least: change + 1, at_most: 0`, given, 'steps.scored[H0] BOUNDS_CROSSED'],
    ['a negative value among peers', 'score: measured - 7, method: best, worth: 1', given, 'steps.scored[H0] MEASURED_NEGATIVE'],
    ['peers that are all 0', 'score: change * measured, method: best, worth: 1', given, 'steps.scored[H0] PEERS_ALL_ZERO'],
    ['a mean of 0', 'score: change * measured, method: mean, worth: 1', given, 'steps.scored[H0] PEERS_ALL_ZERO'],
    ['weights that are no whole', 'weigh: [ { of: measured, weight: best_share }, { of: change, weight: 60% } ]', given, 'steps.scored[H0] SHARES_NOT_WHOLE'],
  ])('%s', (_what, keys, values, expected) => {
    expect(refused(() => scores(scoring(keys), values))).toEqual([expected]);
  });
});

describe('properties', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('two', 'three')), { minLength: 1, maxLength: 8 });
  const byRow = (policy: Policy, given: RawFacts): Map<string, Rate> => {
    const amount = evaluate(policy, given).amounts.get('scored');
    return new Map(amount?.is === 'column' ? amount.rows.map(({ key, value }) => [key, value as Rate]) : []);
  };

  test.each(['best', 'lowest', 'mean'])('by %s: the order of rows changes nothing, and somebody has the full mark or more', (method) => {
    const policy = scoring(`score: measured, method: ${method}, worth: 1, peers: level`);
    fc.assert(fc.property(values, (rows) => {
      const given = rows.map(([value, level], index) => ({ hospital: `H${index}`, measured: String(value), level }));
      const found = byRow(policy, { ...others, hospitals: given });
      expect(byRow(policy, { ...others, hospitals: given.toReversed() })).toEqual(found);
      for (const level of new Set(rows.map(([, each]) => each))) {
        const own = given.filter((each) => each.level === level).map(({ hospital }) => found.get(hospital) as Rate);
        expect(own.some((score) => compare(score, one) >= 0)).toBe(true);
        if (method !== 'mean') expect(own.every((score) => compare(score, one) <= 0)).toBe(true);
      }
    }), { numRuns: 30 });
  });

  test('the weighted sum lies between the least and the greatest', () => {
    const policy = scoring('weigh: [ { of: measured, weight: best_share }, { of: change, weight: 1 - best_share } ]');
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 100 }), (a, b, share) => {
      const score = byRow(policy, { ...hospitals(String(a)), change: String(b), best_share: `${share}%` }).get('H0') as Rate;
      expect(compare(score, rate(BigInt(Math.min(a, b))))).toBeGreaterThanOrEqual(0);
      expect(compare(score, rate(BigInt(Math.max(a, b))))).toBeLessThanOrEqual(0);
    }), { numRuns: 30 });
  });
});
