import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { courseOf, type Flow } from '../../server/core/river.ts';
import { sumMoney } from '../../server/core/money.ts';

const flow = (source: string, target: string, amount = 1n): Flow => ({ source, target, amount });
const drawn = (...stages: Flow[][]) => courseOf(stages).flows.map(({ source, target }) => `${source} ▸ ${target}`);

describe('the course of the river', () => {
  test('money that comes back comes to the account as it stands from that stage on, and goes on from there', () => {
    const { places, flows } = courseOf([
      [flow('financing', 'package')],
      [flow('package', 'advanced'), flow('package', 'holdback')],
      [flow('package', 'claims'), flow('advanced', 'package'), flow('holdback', 'package'), flow('claims', 'holdback-due')],
      [flow('holdback-due', 'claims')],
    ]);
    expect(flows.map(({ source, target }) => `${source} ▸ ${target}`)).toEqual([
      'financing ▸ package', 'package ▸ advanced', 'package ▸ holdback', 'advanced ▸ package#2', 'holdback ▸ package#2', 'package#2 ▸ claims', 'claims ▸ holdback-due', 'holdback-due ▸ claims#2',
    ]);
    expect(places.filter(({ pass }) => pass > 1)).toEqual([
      { id: 'package#2', account: 'package', pass: 2, stage: 2, depth: 3 }, { id: 'claims#2', account: 'claims', pass: 2, stage: 3, depth: 6 },
    ]);
  });

  test.each<[string, Flow[][], string[]]>([
    ['nothing', [], []],
    ['there and back at one stage', [[flow('a', 'b'), flow('b', 'a')]], ['a ▸ b', 'b ▸ a#2']],
    ['to itself', [[flow('a', 'a')]], ['a ▸ a#2']],
    ['the same way twice', [[flow('a', 'b')], [flow('a', 'b')]], ['a ▸ b', 'a ▸ b']],
    ['back by two ways at one stage', [[flow('a', 'b'), flow('a', 'c')], [flow('b', 'a'), flow('c', 'a')]], ['a ▸ b', 'a ▸ c', 'b ▸ a#2', 'c ▸ a#2']],
  ])('%s', (_what, stages, expected) => {
    expect(drawn(...stages)).toEqual(expected);
  });

  test('has no circle, leads downhill, and moves what the ledger moved', () => {
    const account = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const flows = fc.array(fc.record({ source: account, target: account, amount: fc.bigInt({ min: 1n, max: 100n }) }), { maxLength: 6 });
    fc.assert(fc.property(fc.array(flows, { maxLength: 5 }), (stages) => {
      const { places, flows: placed } = courseOf(stages);
      const at = new Map(places.map((place) => [place.id, place]));
      for (const { flow: given, source, target } of placed) {
        expect(at.get(source)!.depth).toBeLessThan(at.get(target)!.depth);
        expect([at.get(source)!.account, at.get(target)!.account]).toEqual([given.source, given.target]);
      }
      expect(sumMoney(placed.map((each) => each.flow.amount))).toBe(sumMoney(stages.flat().map(({ amount }) => amount)));
    }), { numRuns: 200 });
  });
});
