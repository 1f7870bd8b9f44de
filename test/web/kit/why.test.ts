import { describe, expect, test } from '@jest/globals';
import { explain } from '../../../server/core/policy/explain.ts';
import { toldAt, whyFromCore, whyFromNodes, type Place, type Why } from '../../../web/kit/why.ts';
import { exampleSheet } from './sheets.ts';

const { policy, facts, decisions } = exampleSheet('ningqiang-2018');
const tree = whyFromCore(explain(policy, facts, decisions, 'package', 'A'));
const everyWhy = (why: Why): Why[] => [why, ...why.inputs.flatMap(everyWhy)];
const at = (place: Place): Why | undefined => place.reduce<Why | undefined>((why, index) => why?.inputs[index], tree);

type Node = Parameters<typeof whyFromNodes>[0][number];
const words = { zh: '数', en: 'figure' };
const node = (index: number, parent: number | null, more: Partial<Node> = {}): Node => ({
  index, parent, name: `n${index}`, row: null, title: words, value: '1.00', unit: words, kind: 'step', rule: null, sources: [], rounding: null, leftover: null,
  bound: null, origin: null, decidedBy: null, decided: null, toldBy: null, folded: false, rowsTotal: null, ...more,
});

describe('an explanation', () => {
  test('of the core keeps its values, clauses and tree', () => {
    expect(tree).toMatchObject({ name: 'package', row: 'A', value: '76767600.00', folded: false, inputs: [{ name: 'budget', value: '137085000.00' }, { name: 'heads', row: 'A' }, { name: 'heads', rowsTotal: 2 }] });
    expect(tree.sources.length).toBeGreaterThan(0);
  });

  test('of the API becomes a tree again, with nothing where it said null', () => {
    const why = whyFromNodes([
      node(0, null), node(1, 0, { row: 'A', kind: 'fact', origin: 'a.xlsx' }), node(2, 1, { rowsTotal: 70, folded: true }), node(3, 0, { kind: 'decision' }),
    ]);
    expect(why).toMatchObject({ name: 'n0', inputs: [{ name: 'n1', row: 'A', kind: 'fact', origin: 'a.xlsx', inputs: [{ name: 'n2', rowsTotal: 70, folded: true }] }, { name: 'n3', kind: 'decision' }] });
    expect(why?.row).toBeUndefined();
    expect(why?.rule).toBeUndefined();
    expect(whyFromNodes([])).toBeUndefined();
  });
});

describe('a folded figure', () => {
  test('is told elsewhere in the tree, under the same name, row and number of rows', () => {
    const folded = everyWhy(tree).filter((why) => why.folded);
    expect(folded.length).toBeGreaterThan(0);
    for (const why of folded) {
      const told = at(toldAt(tree, why)!);
      expect(told).toMatchObject({ name: why.name, value: why.value, folded: false });
      expect([told?.row, told?.rowsTotal]).toEqual([why.row, why.rowsTotal]);
    }
  });

  test('that the tree had no room for is told nowhere', () => {
    expect(toldAt(tree, { name: 'package', row: 'B' })).toBeUndefined();
    expect(toldAt(tree, { name: 'heads', rowsTotal: 3 })).toBeUndefined();
    expect(toldAt(tree, { name: 'package', row: 'A' })).toEqual([]);
  });
});
