/** Scores: each method, its bounds, its veto, its peers, and what is refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { RawFacts } from '../../../../server/core/policy/policy.ts';
import { readsOf } from '../../../../server/core/policy/reads.ts';
import { compare, one, type Rate } from '../../../../server/core/rate.ts';
import { refused } from '../kit.ts';
import { hospitals, scored, scores, scoring, why } from './scoring.ts';

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
    expect(readsOf(scoring(line)).get('scored')).toEqual([{ table: 'hospitals', name: 'measured' }]);
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
  ])('says the rule of %s', (keys, zh, en) => {
    expect(why(scoring(keys), hospitals('5', '5')).rule).toEqual({ zh, en });
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
  ])('%s', (_what, keys, values, expected) => {
    expect(refused(() => scores(scoring(keys), values))).toEqual([expected]);
  });
});

describe('properties', () => {
  const values = fc.array(fc.tuple(fc.integer({ min: 1, max: 500 }), fc.constantFrom('two', 'three')), { minLength: 1, maxLength: 8 });
  test.each(['best', 'lowest', 'mean'])('by %s: the order of rows changes nothing, and somebody has the full mark or more', (method) => {
    const policy = scoring(`score: measured, method: ${method}, worth: 1, peers: level`);
    fc.assert(fc.property(values, (rows) => {
      const given = rows.map(([value, level], index) => ({ hospital: `H${index}`, measured: String(value), level }));
      const found = scored(policy, hospitals(...given));
      expect(scored(policy, hospitals(...given.toReversed()))).toEqual(found);
      for (const level of new Set(rows.map(([, each]) => each))) {
        const own = given.filter((each) => each.level === level).map(({ hospital }) => found.get(hospital) as Rate);
        expect(own.some((score) => compare(score, one) >= 0)).toBe(true);
        if (method !== 'mean') expect(own.every((score) => compare(score, one) <= 0)).toBe(true);
      }
    }), { numRuns: 30 });
  });
});
