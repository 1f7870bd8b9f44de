/** `and`, `or` and `in`. */
import type { SyntaxNode } from '@lezer/common';
import { refuse } from '../../refusal.ts';
import { childrenOf, termsOf, type Term } from '../nodes.ts';
import { every, holds, liesIn, matches, same, some, type Comparison, type Truth } from './compare.ts';
import type { Compiler, Step } from './compiler.ts';
import { within } from './names.ts';
import { isKind, type Run, type Value } from './value.ts';

/** What may not stand after the comparison sign of a test unless it is in brackets. */
const loose = new Set(['Conjunction', 'Disjunction', 'Comparison']);

/** `and` before `or`, each from the left; the second is not evaluated when the first decides. */
export function compileLogical(node: SyntaxNode, c: Compiler): Step {
  const alternatives: Step[][] = [];
  for (const term of termsOf(node)) {
    const step = compileTerm(term, c);
    if (term.joint === 'and') alternatives.at(-1)!.push(step);
    else alternatives.push([step]);
  }
  const any = alternatives.map((steps) => joined(steps, false));
  return joined(any, true);
}

/** One step as it is; of several, what decides (false for `and`, true for `or`) or what they come to together. */
function joined(steps: readonly Step[], deciding: boolean): Step {
  const [only, ...others] = steps as [Step];
  if (others.length === 0) return only;
  return (run) => {
    const truths: Value[] = [];
    for (const step of steps) {
      const truth = step(run);
      if (truth === deciding) return deciding;
      truths.push(truth);
    }
    return deciding ? some(truths) : every(truths);
  };
}

function compileTerm({ node, membership }: Term, c: Compiler): Step {
  if (!membership) return c.step(node);
  if (node.name === 'Comparison') return refuse('FORMULA_AMBIGUOUS', '', { part: c.source(membership.whole) });
  const of = c.step(membership.of);
  if (!membership.operator) return compileMembership(of, [node], c);
  const [op, right] = [c.source(membership.operator) as Comparison, c.step(node)];
  return (run) => holds(op, of(run), right(run));
}

export function compileMembership(of: Step, tests: readonly SyntaxNode[], c: Compiler): Step {
  const steps = tests.map((test) => ({ step: compileTest(test, c), asks: mentions(test) }));
  return (run) => {
    const value = of(run);
    const inner: Run = { scope: within(run.scope, new Map([['?', value]])), work: run.work };
    return some(steps.map(({ step, asks }) => passes(value, step(inner), asks)));
  };
}

function compileTest(node: SyntaxNode, c: Compiler): Step {
  const inner = childrenOf(node);
  const tested = node.name === 'PositiveUnaryTest' || node.name === 'ParenthesizedExpression' ? inner.find(({ name }) => name !== '(')! : node;
  const compared = childrenOf(tested)[1];
  if (tested.name === 'SimplePositiveUnaryTest' && compared && loose.has(compared.name)) {
    refuse('FORMULA_AMBIGUOUS', '', { part: c.source(tested) });
  }
  return tested === node ? c.step(node) : compileTest(tested, c);
}

/** Whether the test speaks of its value as `?`. */
function mentions(node: SyntaxNode): boolean {
  return node.name === '?' || childrenOf(node).some(mentions);
}

/** Whether the value passes a test: it is in the range or the list, is equal, or the test that speaks of it is true. */
function passes(value: Value, test: Value, asks: boolean): Truth {
  if (asks && typeof test === 'boolean') return test;
  if (isKind(test, 'range')) return liesIn(value, test);
  if (!isKind(test, 'list')) return same(value, test);
  return matches(value, test) || test.some((item) => (isKind(item, 'range') && liesIn(value, item) === true) || matches(value, item));
}
