/** What the values of formulas and steps cannot lie beyond. */
import { describe, expect, test } from '@jest/globals';
import { parseExpression, type Expression } from '../../../server/core/feel/expression.ts';
import { boundsOf } from '../../../server/core/policy/bounds.ts';
import { compilePolicy } from '../../../server/core/policy/compiled.ts';
import { formatRate, type Rate } from '../../../server/core/rate.ts';
import { changed, policyOf, small } from './kit.ts';

const title = 'why: s1, title: { zh: 步, en: Step }';
const facts = `  score: { type: score, at_least: 10, at_most: 100, title: { zh: 得分, en: Score } }
  line: { type: score, at_least: -5, at_most: 5, title: { zh: 线, en: Line } }
  whatever: { type: score, at_least: none, title: { zh: 任意, en: Any } }
  count_least: { type: score, title: { zh: 不限上, en: No most } }
  pay_month: { type: month, title: { zh: 月, en: Month } }
  day: { type: date, at_least: 2018-01-01, title: { zh: 日, en: Day } }
  home: { type: reference, table: consortia, title: { zh: 本处, en: Home } }
`;
const steps = [
  'half, formula: score / 2.005',
  'cents, formula: score * 1.0049, round: { to: 0.01, mode: down }',
  'partly, each: consortia, where: heads > 0, formula: score',
  'word, formula: \'"a"\'',
  'both, limit: whatever, at_least: line, at_most: score',
  'low, limit: whatever, at_least: line',
  'lowered, limit: score, at_least: line',
  'high, limit: score, at_most: count_least',
  'raised, limit: count_least + 0, at_least: 3',
  'gated, gate: score, when: whatever > 0, held: { id: shut, title: { zh: 扣, en: Held } }',
  'dealt, divide: any_money, among: consortia, by: heads, leftover: largest-remainder',
  'valued, bands: whatever, edge: from, reads: value, table: [ { to: 0, gives: line }, { from: 0, gives: score } ]',
  'whole, bands: score, edge: from, reads: whole, table: [ { to: 60, rate: 0.5 }, { from: 60, rate: score, plus: 3 } ]',
  'minus, bands: score, edge: from, reads: whole, table: [ { to: 60, rate: 0.5 }, { from: 60, rate: line } ]',
  'flag, raise: whatever > 0',
  'line_free, score: whatever, method: linear, at: 85, worth: 100, per: 1, adds: -2',
  'line_held, score: whatever, method: linear, at: 85, worth: 100, per: 1, adds: -2, at_least: 0, at_most: 100',
  'full_any, score: whatever, method: proportional, full: 95, worth: 100',
  'full_score, score: score, method: proportional, full: 95, worth: 100',
  'full_line, score: score, method: proportional, full: 95, worth: line',
  'full_least, score: score, method: proportional, full: 95, worth: 100, at_least: 20',
  'full_veto, score: score, method: proportional, full: 95, worth: 100, at_least: 20, veto: whatever > 0',
  'best_row, each: consortia, score: spent, method: best, worth: 100',
  'mean_row, each: consortia, score: spent, method: mean, worth: 100',
  'due, each: consortia, proportion: score, period: pay_month, convention: thirty-days',
  'claimed, prorate: spent, among: consortia, pool: any_money, unpaid: { id: unpaid, title: { zh: 未, en: Unpaid } }, left: { id: kept_in, title: { zh: 留, en: Kept in } }, leftover: largest-remainder',
  'solved, solve: any_money, among: consortia, times: heads, slope: { id: slope, title: { zh: 斜率, en: Slope } }, leftover: largest-remainder',
  'overridden, formula: score + 5',
  'weighed, weigh: [ { of: score, weight: 50% }, { of: line, weight: 50% } ]',
].map((each) => `  - { id: ${each}, ${title} }\n`).join('');
const policy = policyOf(changed(small.slice(0, small.indexOf('checks:')), ['  consortia:\n    type: table', `${facts}  any_money: { type: money, at_least: none, title: { zh: 钱, en: Money } }\n  consortia:\n    type: table`], ['decisions:\n', 'decisions:\n  otherwise: { type: override, of: overridden, at_least: 3, at_most: 50, by: hr-bureau, why: s1, title: { zh: 改, en: Otherwise } }\n'], ['  - { id: package,', `${steps}  - { id: package,`]));

function bounds(text: string, table?: string): [string, string] {
  const { least, most } = boundsOf(parseExpression(text).expression as Expression, { policy, symbols: compilePolicy(policy).symbols }, table);
  const say = (value: Rate | undefined): string => (value ? formatRate(value) : 'any');
  return [say(least), say(most)];
}

describe('of a formula', () => {
  test.each([
    ['7', '7', '7'], ['-score', '-100', '-10'], ['kept', '0.8', '0.8'], ['risk_share', '0', '0.1'], ['whatever', 'any', 'any'],
    ['score + line', '5', '105'], ['score + count_least', '10', 'any'], ['score - line', '5', '105'], ['line - count_least', 'any', '5'], ['count_least - line', '-5', 'any'],
    ['2 * score', '20', '200'], ['score * (-2)', '-200', '-20'], ['score * count_least', '0', 'any'], ['line * score', 'any', 'any'], ['score * line', 'any', 'any'],
    ['score / 4', '2.5', '25'], ['score / count_least', '0', 'any'], ['score / line', 'any', 'any'], ['line / score', 'any', 'any'], ['score / 0', '0', 'any'], ['line / 0', 'any', 'any'],
    ['score ** 2', 'any', 'any'],
    ['if whatever > 0 then score else line', '-5', '100'], ['if whatever > 0 then whatever else line', 'any', 'any'],
    ['min(score, count_least)', '0', '100'], ['max(whatever, score)', '10', 'any'], ['min(whatever, count_least)', 'any', 'any'], ['max(line, score)', '10', '100'], ['min(line, score)', '-5', '5'], ['mean(score, line)', '-5', '100'],
    ['min([score, 7])', '7', '100'], ['min([])', 'any', 'any'], ['sum(consortia.heads)', '0', 'any'], ['sum(line, score)', 'any', 'any'], ['count(consortia)', '0', 'any'], ['abs(line)', '0', 'any'], ['floor(line)', 'any', 'any'],
    ['consortia[heads > 1].heads', 'any', 'any'], ['sum(consortia.heads[item > 1])', '0', 'any'], ['home.heads', '0', 'any'], ['home.consortium', 'any', 'any'],
    ['day', 'any', 'any'], ['whatever > 0', 'any', 'any'], ['nothing_such', 'any', 'any'],
  ])('%s lies from %s to %s', (text, least, most) => {
    expect(bounds(text)).toEqual([least, most]);
  });

  test('seen from a row, where columns have their limits', () => {
    expect(bounds('heads', 'consortia')).toEqual(['0', 'any']);
    expect(bounds('heads + score', 'consortia')).toEqual(['10', 'any']);
    expect(bounds('heads')).toEqual(['any', 'any']);
  });
});

describe('of a step', () => {
  test.each([
    ['half', '2000/401', '20000/401'], ['cents', '10.04', '100.49'], ['word', 'any', 'any'], ['flag', 'any', 'any'],
    ['both', '-5', '100'], ['low', '-5', 'any'], ['lowered', '10', '100'], ['high', '0', '100'], ['raised', '3', 'any'],
    ['gated', '0', '100'], ['slope', '0', 'any'], ['overridden', '3', '105'], ['shut', '0', '100'], ['valued', '-5', '100'], ['whole', '0', 'any'], ['minus', 'any', 'any'],
    ['line_free', 'any', 'any'], ['line_held', '0', '100'], ['full_any', 'any', '100'], ['full_score', '0', '100'], ['full_line', 'any', 'any'],
    ['full_least', '20', '100'], ['full_veto', '0', '100'], ['weighed', '-5', '100'],
    ['budget', '0', 'any'], ['risk', 'any', 'any'], ['financing', '0', 'any'],
  ])('%s lies from %s to %s', (text, least, most) => {
    expect(bounds(text)).toEqual([least, most]);
  });

  test.each([
    ['due', '0', '100'], ['claimed', '0', 'any'], ['unpaid', '0', 'any'], ['solved', 'any', 'any'], ['partly', '0', '100'], ['surplus', '0', 'any'], ['overspend', '0', 'any'], ['best_row', '0', '100'], ['mean_row', '0', 'any'], ['package', '0', 'any'], ['dealt', 'any', 'any'], ['distributed', '0', 'any'],
  ])('%s of a row lies from %s to %s', (text, least, most) => {
    expect(bounds(text, 'consortia')).toEqual([least, most]);
  });
});
