import { parser } from '@bpmn-io/lezer-feel';
import type { SyntaxNode } from '@lezer/common';
import { describe, expect, test } from '@jest/globals';
import { childrenOf, isOpenMembership, operandsOf, termsOf } from '../../../server/core/feel/nodes.ts';

const treeOf = (text: string): SyntaxNode => childrenOf(parser.configure({ top: 'Expression' }).parse(text).topNode)[0]!;

describe('nodes', () => {
  test('comments are left out, and signs where only operands are wanted', () => {
    const node = treeOf('a /* one */ + b');
    expect(childrenOf(node).map(({ name }) => name)).toEqual(['VariableName', 'ArithOp', 'VariableName']);
    expect(operandsOf(node)).toHaveLength(2);
  });

  test.each([
    ['a', ['or a']],
    ['a and b or c', ['or a', 'and b', 'or c']],
    ['a and (b or c)', ['or a', 'and (b or c)']],
    ['a in [1..5] or b', ['or a in [1..5]', 'or b']],
    ['a and b in > 5 or c', ['or a', 'and b in 5', 'or c']],
    ['a in (1, 2) and b', ['or a in (1, 2)', 'and b']],
  ])('%s comes apart at and and or', (text, expected) => {
    const source = (node: SyntaxNode): string => text.slice(node.from, node.to);
    const terms = termsOf(treeOf(text)).map(({ joint, node, membership }) =>
      `${joint} ${membership ? `${source(membership.of)} in ` : ''}${source(node)}`);
    expect(terms).toEqual(expected);
  });

  test('an in without brackets is told from one with them', () => {
    expect(['a in b', 'a in (b, c)', 'a = b', 'a'].map((text) => isOpenMembership(treeOf(text)))).toEqual([true, false, false, false]);
  });
});
