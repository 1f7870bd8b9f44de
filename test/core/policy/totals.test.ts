/** Every amount paid counts in one total, or is said to be outside. */
import { describe, expect, test } from '@jest/globals';
import { faults, paySteps, payStage, room, total } from './rules/hospital.ts';

const codes = (more: string, before = ''): string[] => faults(paySteps, { before, after: total(more) }).map((fault) => fault.replace(/^\d+ /, ''));

describe('every amount paid is in one total or outside', () => {
  test.each<[string, string, string, string[]]>([
    ['in it', 'items: [pay]', payStage('pay'), []],
    ['outside', 'items: [pay], outside: [ { amount: award, why: s1 } ]', payStage('pay', 'award'), []],
    ['what is left of a total itself', 'items: [pay]', payStage('pay', 'room'), []],
    ['neither', 'items: [pay]', payStage('pay', 'award'), ['TOTAL_MISSES']],
    ['both', 'items: [pay], outside: [ { amount: pay, why: s1 } ]', '', ['TOTAL_ITEM_IN_AND_OUT']],
    ['twice', 'items: [pay, pay]', '', ['TOTAL_ITEM_TWICE']],
    ['unknown', 'items: [pai]', '', ['TOTAL_ITEM_UNKNOWN']],
    ['a fact', 'items: [claim]', '', ['TOTAL_ITEM_UNKNOWN']],
    ['no list', `items: []`, '', []],
    ['of another table', 'each: units, items: [pay]', '', ['TOTAL_ITEM_ELSEWHERE']],
    ['of no table that there is', 'each: wards, items: [award, pay]', '', ['TOTAL_ITEM_ELSEWHERE', 'TOTAL_ITEM_ELSEWHERE']],
    ['outside without a source', 'items: [pay], outside: [ { amount: award } ]', '', ['WHY_MISSING']],
    ['a pair of three', 'items: [pay], exclusive: [ [pay, award, pay] ]', '', ['PAIR_EXPECTED']],
    ['a pair of one', 'items: [pay], exclusive: [ [pay] ]', '', ['PAIR_EXPECTED']],
    ['a pair that is no list', 'items: [pay], exclusive: [ pay ]', '', ['SHAPE']],
    ['a pair of two tables', 'items: [pay], exclusive: [ [pay, whole] ]', '', ['EXCLUSIVE_APART']],
    ['an unknown one in a pair', 'items: [pay], exclusive: [ [pay, pai] ]', '', ['TOTAL_ITEM_UNKNOWN']],
  ])('%s', (_what, more, before, expected) => expect(codes(`limit: pool, else: block, ${room}, ${more}`, before)).toEqual(expected));

  test('two totals share no amount, and a total has a name of its own', () => {
    const second = `  other: { title: { zh: 别的, en: Other }, why: s1, limit: pool, items: [pay], room: { id: rest, title: { zh: 余, en: Rest } }, else: warn }\n`;
    const found = faults(paySteps, { after: `${total(`limit: pool, items: [pay], ${room}, else: block`)}${second}` });
    expect(found.map((fault) => fault.replace(/^\d+ /, ''))).toEqual(['TOTAL_ITEM_TWICE']);
  });

  test('a policy without totals is not asked', () => expect(faults(paySteps, { before: payStage('pay') })).toEqual([]));
});
