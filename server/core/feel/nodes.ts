/** Walking the parser's tree. */
import type { SyntaxNode } from '@lezer/common';

const comments = new Set(['LineComment', 'BlockComment']);
const marks = new Set([
  '(', ')', '[', ']', '.', '..', 'in', 'between', 'and', 'or', 'if', 'then', 'else', 'for', 'return', 'some', 'every',
  'satisfies', 'ArithOp', 'CompareOp',
]);

export function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) if (!comments.has(child.name)) found.push(child);
  return found;
}

/** The children that are neither signs nor keywords. */
export function operandsOf(node: SyntaxNode): SyntaxNode[] {
  return childrenOf(node).filter((child) => !marks.has(child.name));
}

/** A part of a chain of `and` and `or`; `joint` is what stands before it, `or` before the first. */
export interface Term {
  joint: 'and' | 'or';
  node: SyntaxNode;
  /** When `node` is the one test of `of in …`, with the comparison sign before it if there is one. */
  membership?: { whole: SyntaxNode; of: SyntaxNode; operator?: SyntaxNode };
}

/**
 * The parts of a chain of `and` and `or`, in the order of the text. The grammar lets the test of an `in` without
 * brackets swallow what follows: `a in [1..5] or b` comes as `a in ([1..5] or b)`. Here they are apart again.
 */
export function termsOf(node: SyntaxNode): Term[] {
  if (node.name === 'Conjunction' || node.name === 'Disjunction') {
    const [left, right] = operandsOf(node) as [SyntaxNode, SyntaxNode];
    const [first, ...others] = termsOf(right) as [Term];
    return [...termsOf(left), { ...first, joint: node.name === 'Conjunction' ? 'and' : 'or' }, ...others];
  }
  if (!isOpenMembership(node)) return [{ joint: 'or', node }];
  const [of, , wrapped] = childrenOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
  const [test] = childrenOf(wrapped) as [SyntaxNode];
  const [operator, compared] = childrenOf(test);
  const isComparison = operator?.name === 'CompareOp' && compared !== undefined;
  const [first, ...others] = termsOf(isComparison ? compared : test) as [Term];
  return [{ joint: 'or', node: first.node, membership: { whole: node, of, ...(isComparison && { operator }) } }, ...others];
}

/** `x in …` with a single test that stands without brackets. */
export function isOpenMembership(node: SyntaxNode): boolean {
  return node.name === 'Comparison' && childrenOf(node)[2]?.name === 'PositiveUnaryTest';
}
