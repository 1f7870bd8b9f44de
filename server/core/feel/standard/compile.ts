/** From the parser's tree to steps that compute by the standard. */
import type { SyntaxNode } from '@lezer/common';
import { childrenOf, isOpenMembership, operandsOf } from '../nodes.ts';
import { calculate, negated, type ArithmeticOperator } from './arithmetic.ts';
import { compileCall, compileDefinition } from './calls.ts';
import { every, holds, type Comparison } from './compare.ts';
import type { Compiler, Step } from './compiler.ts';
import { readDecimal } from './decimal.ts';
import { compileFilter } from './filter.ts';
import { builtins } from './functions.ts';
import { compileFor, compileQuantified } from './iteration.ts';
import { compileLogical, compileMembership } from './membership.ts';
import { property } from './properties.ts';
import { rangeOf } from './range.ts';
import { leftOut } from './refused.ts';
import { readLiteral } from './temporal-text.ts';
import { readType } from './type-names.ts';
import { isInstance } from './types.ts';
import { within } from './names.ts';
import { context, type Range, type Value } from './value.ts';

const listMarks = new Set(['[', ']', ',']);

/** The step of a node, the last kind of which is `DateTimeLiteral`; refuses what is left out (FORMULA_UNSUPPORTED). */
export function compileNode(node: SyntaxNode, c: Compiler): Step {
  const [first, second, third] = operandsOf(node) as [SyntaxNode, SyntaxNode, SyntaxNode];
  switch (node.name) {
    case 'NumericLiteral': return constant(readDecimal(c.source(node).replace(/\s/g, '')) ?? null);
    case 'StringLiteral': return constant(c.literal(node));
    case 'BooleanLiteral': return constant(c.source(node) === 'true');
    case 'null': return constant(null);
    case 'VariableName': case '?': return compileName(node.name === '?' ? '?' : c.name(node));
    case 'ParenthesizedExpression': return c.step(first);
    case 'PathExpression': {
      const [of, name] = [c.step(first), c.name(second)];
      return (run) => property(of(run), name);
    }
    case 'FilterExpression': return compileFilter(c.step(first), c.step(second));
    case 'Conjunction': case 'Disjunction': return compileLogical(node, c);
    case 'Comparison': return isOpenMembership(node) ? compileLogical(node, c) : compileComparison(node, c);
    case 'IfExpression': {
      const [condition, then, otherwise] = [c.step(first), c.step(second), c.step(third)];
      return (run) => (condition(run) === true ? then(run) : otherwise(run));
    }
    case 'List': return compileList(childrenOf(node).filter(({ name }) => !listMarks.has(name)).map((item) => c.step(item)));
    case 'Context': return compileContext(childrenOf(node).filter(({ name }) => name === 'ContextEntry'), c);
    case 'ForExpression': return compileFor(first, second, c);
    case 'QuantifiedExpression': return compileQuantified(childrenOf(node)[0]!.name === 'some', first, second, c);
    case 'ArithmeticExpression': return compileArithmetic(node, c);
    case 'Interval': return compileInterval(node, c);
    case 'SimplePositiveUnaryTest': case 'PositiveUnaryTest': return compileTest(node, c);
    case 'InstanceOfExpression': {
      const [of, type] = [c.step(first), readType(childrenOf(node).at(-1)!, c)];
      return (run) => isInstance(of(run), type);
    }
    case 'FunctionDefinition': return compileDefinition(node, c);
    case 'FunctionInvocation': return compileCall(c.step(first), second, c);
    case 'SpecialFunctionName': return compileName(c.name(node));
    default: return compileTemporal(first, second, c);
  }
}

function constant(value: Value): Step {
  return () => value;
}

/** A name of the inputs, else of a function of the standard, else null. */
function compileName(name: string): Step {
  return ({ scope }) => {
    const value = scope.get(name);
    return value === undefined ? (builtins.get(name) ?? null) : value;
  };
}

function compileTemporal(kind: SyntaxNode, given: SyntaxNode | undefined, c: Compiler): Step {
  if (kind.name !== 'AtLiteral') return compileCall(constant(builtins.get(c.name(kind))!), given!, c);
  const text = c.literal(operandsOf(kind)[0]!);
  return () => readLiteral(text);
}

function compileList(items: readonly Step[]): Step {
  return (run) => items.map((item) => item(run));
}

/** The entries in their order; each sees those before it. Null when two have one key. */
function compileContext(entries: readonly SyntaxNode[], c: Compiler): Step {
  const parts = entries.map((entry) => {
    const [key, value] = childrenOf(entry) as [SyntaxNode, SyntaxNode];
    const [label] = childrenOf(key) as [SyntaxNode];
    return { key: label.name === 'StringLiteral' ? c.literal(label) : c.source(label).replace(/\s+/g, ' '), value: c.step(value) };
  });
  const distinct = new Set(parts.map(({ key }) => key)).size === parts.length;
  return ({ scope, work }) => {
    const found = new Map<string, Value>();
    for (const { key, value } of parts) found.set(key, value({ scope: within(scope, found), work }));
    return distinct ? context(found) : null;
  };
}

function compileArithmetic(node: SyntaxNode, c: Compiler): Step {
  const op = c.source(childrenOf(node).find(({ name }) => name === 'ArithOp')!);
  if (op === '^') return leftOut('caret');
  const [left, right] = operandsOf(node).map((part) => c.step(part)) as [Step, Step | undefined];
  if (!right) return (run) => negated(left(run));
  return (run) => calculate(op as ArithmeticOperator, left(run), right(run), run.work.meter);
}

function compileComparison(node: SyntaxNode, c: Compiler): Step {
  const operator = childrenOf(node)[1]!;
  const [first, ...others] = operandsOf(node) as [SyntaxNode, SyntaxNode];
  const left = c.step(first);
  if (operator.name === 'in') return compileMembership(left, operandsOf(others[0]), c);
  const [right, high] = others.map((part) => c.step(part)) as [Step, Step];
  if (operator.name === 'between') {
    return (run) => {
      const value = left(run);
      return every([holds('>=', value, right(run)), holds('<=', value, high(run))]);
    };
  }
  const op = c.source(operator) as Comparison;
  return (run) => holds(op, left(run), right(run));
}

function compileInterval(node: SyntaxNode, c: Compiler): Step {
  const [low, high] = operandsOf(node).map((part) => c.step(part)) as [Step, Step];
  const source = c.source(node);
  const [lowIncluded, highIncluded] = [source.startsWith('['), source.endsWith(']')];
  return (run) => rangeOf(low(run), high(run), lowIncluded, highIncluded);
}

const openEnds: Readonly<Record<Comparison, (value: Value) => Range>> = {
  '<': (high) => ({ is: 'range', low: undefined, high, lowIncluded: false, highIncluded: false }),
  '<=': (high) => ({ is: 'range', low: undefined, high, lowIncluded: false, highIncluded: true }),
  '>': (low) => ({ is: 'range', low, high: undefined, lowIncluded: false, highIncluded: false }),
  '>=': (low) => ({ is: 'range', low, high: undefined, lowIncluded: true, highIncluded: false }),
  '=': (point) => ({ is: 'range', low: point, high: point, lowIncluded: true, highIncluded: true, point: '=' }),
  '!=': (point) => ({ is: 'range', low: point, high: point, lowIncluded: true, highIncluded: true, point: '!=' }),
};

/** A test on its own is the range of what passes it. */
function compileTest(node: SyntaxNode, c: Compiler): Step {
  const [operator, compared] = childrenOf(node) as [SyntaxNode, SyntaxNode | undefined];
  if (!compared) return c.step(operator);
  const [op, of] = [c.source(operator) as Comparison, c.step(compared)];
  return (run) => openEnds[op](of(run));
}
