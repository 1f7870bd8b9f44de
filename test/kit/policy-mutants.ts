/** Ten ways in which a policy may be written wrongly, each done at every place where it can be; the checker is to find them. */
import { partsOf, parseExpression, type Expression } from '../../server/core/feel/expression.ts';
import { addDays } from '../../server/core/period.ts';
import { attempt } from '../../server/core/policy/attempt.ts';
import { exampleFaults } from '../../server/core/policy/check.ts';
import { compilePolicy } from '../../server/core/policy/compiled.ts';
import type { Formula, Policy, Scalar } from '../../server/core/policy/policy.ts';
import { add, isWhole, multiply, negate, rate, type Rate } from '../../server/core/rate.ts';

export const operators = [
  'figure changed', 'name misspelt', 'name exchanged', 'operator exchanged', 'comparison turned', 'edge moved',
  'and for or', 'function exchanged', 'branches exchanged', 'condition dropped',
] as const;
export type Operator = (typeof operators)[number];

export interface Mutant {
  operator: Operator;
  /** The step, check or parameter. */
  of: string;
  /** What was written and what stands there now. */
  was: string;
  now: string;
  policy: Policy;
}

interface Rewriting {
  operator: Operator;
  was: string;
  now: string;
  formula: Formula;
}

const turned: Record<string, string> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '=': '!=', '!=': '=' };
const moved: Record<string, string> = { '<': '<=', '<=': '<', '>': '>=', '>=': '>' };
const exchanged: Record<string, string> = { '+': '-', '-': '+', '*': '/', '/': '*' };
const functions: Record<string, string> = { sum: 'max', max: 'min', min: 'max', count: 'sum', mean: 'sum', floor: 'ceiling', ceiling: 'floor' };

function nodesOf(expression: Expression): Expression[] {
  return [expression, ...partsOf(expression).flatMap(nodesOf)];
}

/** A figure one unit of its last place up and down, hundredths at the least; what is counted, one more and one less. */
function figure(value: Rate, counted = false): Rate[] {
  let places = rate(counted ? 1n : 100n);
  for (let at = 2; at < 6 && !isWhole(multiply(value, places)); at += 1) places = multiply(places, rate(10n));
  const unit = { n: places.d, d: places.n };
  return [add(value, unit), add(value, negate(unit))];
}

function decimal({ n, d }: Rate): string {
  return d === 1n ? String(n) : `(${n}/${d})`;
}

/** The operator of a two-sided expression stands between its sides; the new text has another there. */
function between(text: string, left: Expression, right: Expression, from: string, to: string): string | undefined {
  const at = text.indexOf(from, left.to);
  return at >= 0 && at < right.from ? `${text.slice(0, at)}${to}${text.slice(at + from.length)}` : undefined;
}

function put(text: string, { from, to }: Expression, now: string): string {
  return `${text.slice(0, from)}${now}${text.slice(to)}`;
}

/** Every text that one of the operators makes of a formula. */
function* texts({ text, expression }: Formula, others: (name: string) => string[]): Generator<[Operator, string]> {
  for (const node of nodesOf(expression)) {
    const swap = (operator: Operator, words: Record<string, string>, op: string, left: Expression, right: Expression): Array<[Operator, string]> => {
      const now = words[op] === undefined ? undefined : between(text, left, right, op, words[op]);
      return now === undefined ? [] : [[operator, now]];
    };
    switch (node.is) {
      case 'number':
        for (const value of text.endsWith('%') ? [] : figure(node.value)) yield ['figure changed', put(text, node, decimal(value))];
        break;
      case 'date':
        yield ['figure changed', put(text, node, `date("${addDays(node.value, 1)}")`)];
        break;
      case 'name':
        yield ['name misspelt', put(text, node, `${node.name}x`)];
        for (const other of others(node.name)) yield ['name exchanged', put(text, node, other)];
        break;
      case 'arithmetic': yield* swap('operator exchanged', exchanged, node.op, node.left, node.right); break;
      case 'compare':
        yield* swap('comparison turned', turned, node.op, node.left, node.right);
        yield* swap('edge moved', moved, node.op, node.left, node.right);
        break;
      case 'and': yield* swap('and for or', { and: 'or' }, 'and', node.left, node.right); break;
      case 'or': yield* swap('and for or', { or: 'and' }, 'or', node.left, node.right); break;
      case 'call':
        if (functions[node.name] !== undefined) yield ['function exchanged', `${text.slice(0, node.from)}${functions[node.name]}${text.slice(node.from + node.name.length)}`];
        break;
      case 'if': {
        const [then, otherwise] = [text.slice(node.then.from, node.then.to), text.slice(node.otherwise.from, node.otherwise.to)];
        yield ['branches exchanged', put(put(text, node.otherwise, then), node.then, otherwise)];
        break;
      }
      case 'filter': yield ['condition dropped', put(text, node, text.slice(node.of.from, node.of.to))]; break;
      default:
    }
  }
}

function* rewritings(formula: Formula, others: (name: string) => string[]): Generator<Rewriting> {
  for (const [operator, now] of texts(formula, others)) {
    const { expression } = parseExpression(now);
    if (expression && now !== formula.text) yield { operator, was: formula.text, now, formula: { ...formula, text: now, expression } };
  }
}

function isFormula(value: object): value is Formula {
  return 'expression' in value && 'text' in value;
}

/** Every copy of a rule in which one formula is written otherwise; a condition on rows may also be gone. */
function* altered(rule: unknown, others: (name: string) => string[]): Generator<{ rule: unknown; by: Omit<Rewriting, 'formula'> }> {
  if (typeof rule !== 'object' || rule === null) return;
  if (isFormula(rule)) {
    for (const { formula, ...by } of rewritings(rule, others)) yield { rule: formula, by };
  } else if (Array.isArray(rule)) {
    for (const [at, each] of rule.entries()) for (const { rule: other, by } of altered(each, others)) yield { rule: rule.with(at, other), by };
  } else {
    for (const [key, each] of Object.entries(rule)) {
      for (const { rule: other, by } of altered(each, others)) yield { rule: { ...rule, [key]: other }, by };
      if (key === 'where' && each !== undefined) yield { rule: { ...rule, where: undefined }, by: { operator: 'condition dropped', was: (each as Formula).text, now: '' } };
    }
  }
}

/** Names of the same type that stand in the same place: two of them, the first before and after in the alphabet. */
function neighbours(policy: Policy): (name: string, table?: string) => string[] {
  const { symbols } = compilePolicy(policy);
  return (name, table) => {
    const found = symbols.find(name, table);
    if (!found) return [];
    const pool = found.column ? symbols.tables.get(table as string)!.columns : symbols.scalars;
    const same = [...pool.values()].filter(({ id, type, kind }) => id !== name && kind !== 'key' && JSON.stringify(type) === JSON.stringify(found.name.type)).map(({ id }) => id).sort();
    const at = same.findIndex((each) => each > name);
    return [...new Set([same[at], same[at - 1] ?? same.at(-1)])].filter((each) => each !== undefined);
  };
}

/** Every mutant of a policy that has no faults. */
export function* mutantsOf(policy: Policy): Generator<Mutant> {
  const others = neighbours(policy);
  for (const step of policy.steps) {
    for (const { rule, by } of altered(step, (name) => others(name, step.table))) {
      yield { ...by, of: step.id, policy: { ...policy, steps: policy.steps.map((each) => (each === step ? (rule as typeof step) : each)) } };
    }
  }
  for (const check of policy.checks) {
    for (const { rule, by } of altered(check, (name) => others(name, check.table))) {
      yield { ...by, of: check.id, policy: { ...policy, checks: policy.checks.map((each) => (each === check ? (rule as typeof check) : each)) } };
    }
  }
  for (const parameter of policy.parameters.values()) {
    const { value, quantity } = parameter;
    if (typeof value !== 'object') continue;
    for (const now of figure(value, quantity.kind === 'count')) {
      yield {
        operator: 'figure changed', of: parameter.id, was: decimal(value), now: decimal(now),
        policy: { ...policy, parameters: new Map([...policy.parameters, [parameter.id, { ...parameter, value: now as Scalar }]]) },
      };
    }
  }
}

/** Whether the checker tells of a mutant: by itself, or because an example does not come out. */
export function isFound({ policy }: Mutant): boolean {
  return attempt(() => compilePolicy(policy)).faults !== undefined || policy.examples.some((example) => exampleFaults(policy, example).length > 0);
}
