import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { causesOf, causeTitles, ownChanges } from '../../../server/core/payslip/causes.ts';
import { ownSum, type Ground } from '../../../server/core/payslip/ground.ts';
import { sumMoney } from '../../../server/core/money.ts';
import { changed, policyOf, refused } from '../policy/kit.ts';
import { factsOf, five, ground, rowOf, text } from './kit.ts';

const before = ground(factsOf(five));
const told = (now: Ground, was = before) => causesOf(was, now, 'A').map(({ causes, amount }) => `${causes.join('+')} ${amount}`);
const withOwn = (more: Record<string, string>) => [rowOf('A', more), ...five.slice(1)];

describe('the causes of a difference', () => {
  test.each<[string, Ground, string[]]>([
    ['nothing', ground(factsOf(five)), []],
    ['a higher standard', ground(factsOf(five, '1000.00', [{ level: 'senior', standard: '66.00' }, { level: 'junior', standard: '40.00' }])), ['STANDARD 600']],
    ['another post', ground(factsOf(withOwn({ held_level: 'junior' }))), ['POST -2000']],
    ['a better score', ground(factsOf(withOwn({ score: '100' }))), ['SCORE 1568']],
    ['more work', ground(factsOf(withOwn({ work: '20' }))), ['POINTS 1568']],
    ['an allowance less', ground(factsOf(withOwn({ allowance: '0.00' }))), ['ITEM -10000']],
    ['a larger pool', ground(factsOf(five, '2000.00')), ['POOL 20000']],
    ['a decision', ground(factsOf(five), { decisions: { bonus: '2' } }), ['POOL 0']],
    ['others', ground(factsOf([rowOf('A'), rowOf('B'), rowOf('C')])), ['OTHERS 13334']],
    ['held', ground(factsOf(five), { held: true }), ['HELD -36000']],
    ['several, in their order', ground(factsOf([rowOf('A', { score: '95', allowance: '80.00' }), rowOf('B')], '1200.00')), ['SCORE 792', 'ITEM -2000', 'POOL 4159', 'OTHERS 36512']],
  ])('%s', (_what, now, causes) => expect(told(now)).toEqual(causes));

  test('a row that only one of the months has comes and goes with the post', () => {
    const without = ground(factsOf(five.slice(1)));
    expect([told(before, without), told(without)]).toEqual([['POST 36000'], ['POST -36000']]);
    expect(told(without, without)).toEqual([]);
  });

  test('other rules are a cause, and where last month\'s facts do not fit them are told with what follows', () => {
    const double = { policy: policyOf(changed(text, ['held_level.standard + allowance', 'held_level.standard * 2 + allowance'])) };
    expect(told(ground(factsOf(five), double))).toEqual(['RULES 6000']);
    const renamed = { policy: policyOf(text.replaceAll('allowance', 'extra')) };
    const rows = five.map(({ allowance, ...row }) => ({ ...row, extra: allowance === '100.00' ? '120.00' : '0.00' }));
    expect(told(ground(factsOf(rows), renamed))).toEqual(['RULES+ITEM+OTHERS 2000']);
    const { staff: crew, ...facts } = factsOf(five, '2000.00');
    expect(told(ground({ ...facts, crew: crew as string }, { policy: policyOf(text.replaceAll('staff', 'crew')) }))).toEqual(['RULES+POST+POOL+OTHERS 20000']);
  });

  test('rows at which others still point stay until these have changed', () => {
    const [senior] = [{ level: 'chief', standard: '60.00' }];
    const now = ground(factsOf(five.map((row) => ({ ...row, held_level: 'chief' })), '1000.00', [senior]));
    expect(told(now)).toEqual(['STANDARD 0', 'POST 0', 'OTHERS 0']);
  });

  test('have a title each', () => {
    for (const { zh, en } of Object.values(causeTitles)) expect([zh, en]).not.toContain('');
  });

  test('of facts that are refused are refused', () => {
    expect(refused(() => causesOf(ground({ ...factsOf(five), pool: 'x' }), before, 'A'))).toEqual(['facts.pool NUMBER_UNREADABLE']);
  });
});

const cents = fc.integer({ min: 0, max: 300_000 }).map((fen) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`);
const row = (person: string) => fc.record({
  person: fc.constant(person), held_level: fc.constantFrom('senior', 'junior', 'chief'), present: fc.constantFrom('true', 'false'), score: fc.integer({ min: 1, max: 100 }).map(String),
  work: fc.integer({ min: 0, max: 50 }).map(String), allowance: cents,
});
const drawn = fc.record({
  facts: fc.record({ pool: cents, a: row('A'), others: fc.tuple(row('B'), row('C'), row('D'), row('E')), count: fc.integer({ min: 1, max: 4 }), here: fc.boolean(), standards: fc.tuple(cents, cents, cents) }),
  bonus: fc.constantFrom('1', '1.5', '2'), held: fc.boolean(), other: fc.boolean(),
}).map(({ facts: { pool, a, others, count, here, standards }, bonus, held, other }) => {
  const always = rowOf('F', { held_level: 'senior' }); // somebody is there, so that the pool can be divided
  const facts = factsOf([...(here ? [a] : []), always, ...others.slice(0, count)], pool, ['senior', 'junior', 'chief'].map((level, index) => ({ level, standard: standards[index] as string })));
  return ground(facts, { decisions: { bonus }, held, ...(other && { policy: policyOf(changed(text, ['+ allowance', '+ allowance * 2'])) }) });
});

test('add up to the difference to the fen, whatever has changed', () => {
  fc.assert(fc.property(drawn, drawn, (was, now) => {
    expect(sumMoney(causesOf(was, now, 'A').map(({ amount }) => amount))).toBe(ownSum(now, 'A') - ownSum(was, 'A'));
  }), { numRuns: 150 });
});

test('what of one\'s own row has changed is said in words', () => {
  const now = ground(factsOf(withOwn({ present: 'false', ward: 'night', score: '95' })));
  const was = ground(factsOf(withOwn({ present: 'true' })));
  expect(ownChanges(was, now, 'A')).toEqual([
    { column: 'present', title: { zh: '在岗', en: 'Present' }, before: { zh: '是', en: 'yes' }, now: { zh: '否', en: 'no' } },
    { column: 'ward', title: { zh: '班次', en: 'Shift' }, before: null, now: { zh: '夜班', en: 'Night' } },
    { column: 'score', title: { zh: '得分', en: 'Score' }, before: { zh: '90', en: '90' }, now: { zh: '95', en: '95' } },
  ]);
  expect(ownChanges(was, ground(factsOf(five.slice(1))), 'A').map(({ now: has }) => has)).toEqual([null, null, null, null, null]);
});
