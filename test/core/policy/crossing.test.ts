import { expect, test } from '@jest/globals';
import { crossed, type CrossedExplanation } from '../../../server/core/policy/crossing.ts';
import type { Explanation } from '../../../server/core/policy/explain.ts';

const words = { zh: '', en: '' };
const node = (name: string, row: string | undefined, inputs: Explanation[], more: Partial<Explanation> = {}): Explanation => (
  { name, ...(row !== undefined && { row }), title: words, value: '1', unit: words, kind: 'step', sources: [], inputs, ...more });
const toldBy = { id: 'r', hash: 'h', stage: 'BUDGET', stageTitle: { zh: '总额预算', en: 'Budget' }, period: '2026' };
const below = (name: string, row: string | undefined): CrossedExplanation | undefined => (
  name === 'package' ? { ...node(name, row, [node('standard', undefined, [], { kind: 'fact' })]), toldBy } : undefined);
const shape = ({ name, row, toldBy: by, folded, inputs }: CrossedExplanation): unknown => [name + (row ? `[${row}]` : ''), ...(by ? [by.id] : []), ...(folded ? ['folded'] : []), inputs.map(shape)];

test('an amount of an approved run is told by that run, once; all else stays', () => {
  const own = node('left', 'A', [node('package', 'A', [node('budget', undefined, [])]), node('package', 'A', []), node('package', 'B', []), node('package', undefined, [node('package', 'A', [])], { rowsTotal: 2 }), node('package', undefined, [], { kind: 'fact' })]);
  expect(shape(crossed(own, below))).toEqual(['left[A]', [
    ['package[A]', 'r', [['standard', []]]], ['package[A]', 'r', 'folded', []], ['package[B]', 'r', [['standard', []]]],
    ['package', [['package[A]', 'r', 'folded', []]]], ['package', []],
  ]]);
});

test('also when it is what was asked for', () => {
  expect(crossed(node('package', 'A', []), below)).toMatchObject({ toldBy, inputs: [{ name: 'standard' }] });
  expect(crossed(node('package', undefined, []), below)).toMatchObject({ toldBy });
  expect(crossed(node('other', undefined, []), below)).toEqual(node('other', undefined, []));
});
