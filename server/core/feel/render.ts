/** Writes a formula out, with the brackets that its meaning needs; how each part reads is up to `Phrases`. */
import type { Rate } from '../rate.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression, Iteration, Range, Test } from './expression.ts';

export type Operator = Exclude<ArithmeticOperator, '**'> | ComparisonOperator | 'and' | 'or';

/** The wording of one language; every function is given parts already written and brackets already set. */
export interface Phrases {
  brackets(inner: string): string;
  number(value: Rate): string;
  text(value: string): string;
  date(value: string): string;
  boolean(value: boolean): string;
  nothing: string;
  name(name: string): string;
  /** A column of what `base` says; `name` when the base is but a name. */
  path(base: string, column: string, name?: string): string;
  operator(operator: Operator): string;
  power(base: string, exponent: string): string;
  negate(of: string): string;
  between(of: string, low: string, high: string): string;
  belongs(of: string, tests: string[]): string;
  testCompare(operator: string, right: string): string;
  testValue(of: string, list: boolean): string;
  /** The whole numbers from one to the other. */
  numbers(low: string, high: string): string;
  range(low: string, high: string, lowIncluded: boolean, highIncluded: boolean): string;
  choice(condition: string, then: string, otherwise: string): string;
  each(name: string, over: string): string;
  repeated(is: 'for' | 'some' | 'every', each: string[], body: string): string;
  list(items: string[]): string;
  filter(of: string, condition: string): string;
  call(name: string, args: string[]): string;
  /** Whether the arguments of a call stand in brackets of their own. */
  argumentsAlone: boolean;
  /** Whether a call reads as one word beside an operator. */
  closed(name: string): boolean;
  /** The same wording with the variable of an iteration known. */
  within(iteration: Iteration): Phrases;
}

/** How tightly a part holds together: a part in a tighter place than its own is put in brackets. */
const loosest = 0;
const tightness: Readonly<Record<Exclude<Expression['is'], 'arithmetic' | 'call'>, number>> = {
  if: loosest, for: loosest, some: loosest, every: loosest, or: 1, and: 2, compare: 3, between: 3, in: 3, range: 3,
  negate: 7, path: 8, filter: 8, list: 8, name: 8, number: 8, text: 8, boolean: 8, null: 8, date: 8,
};
const arithmeticTightness: Readonly<Record<ArithmeticOperator, number>> = { '+': 4, '-': 4, '*': 5, '/': 5, '**': 6 };
const operand = 4;
const tightest = 8;

function tightnessOf(e: Expression, phrases: Phrases): number {
  if (e.is === 'arithmetic') return arithmeticTightness[e.op];
  if (e.is === 'call') return phrases.closed(e.name) ? tightest : tightness.compare;
  return tightness[e.is];
}

export function render(e: Expression, phrases: Phrases): string {
  const at = (part: Expression, place: number): string => renderAt(part, phrases, place);
  switch (e.is) {
    case 'number': return phrases.number(e.value);
    case 'text': return phrases.text(e.value);
    case 'date': return phrases.date(e.value);
    case 'boolean': return phrases.boolean(e.value);
    case 'null': return phrases.nothing;
    case 'name': return phrases.name(e.name);
    case 'path': return phrases.path(at(e.of, tightest), e.name, e.of.is === 'name' ? e.of.name : undefined);
    case 'arithmetic': case 'compare': case 'and': case 'or': return binary(e, phrases);
    case 'negate': return phrases.negate(at(e.of, tightest));
    case 'between': return phrases.between(at(e.of, operand), at(e.low, operand), at(e.high, operand));
    case 'in': return phrases.belongs(at(e.of, operand), e.tests.map((test) => renderTest(test, phrases)));
    case 'range': return renderRange(e, phrases);
    case 'if': return phrases.choice(at(e.condition, 1), at(e.then, 1), at(e.otherwise, loosest));
    case 'for': case 'some': case 'every': return repeated(e, phrases);
    case 'list': return phrases.list(e.items.map((item) => at(item, operand)));
    case 'filter': return phrases.filter(at(e.of, tightest), render(e.condition, phrases.within({ name: 'item', over: e.of })));
    case 'call': return phrases.call(e.name, e.args.map((arg) => at(arg, phrases.argumentsAlone ? loosest : tightest)));
  }
}

function renderAt(part: Expression, phrases: Phrases, place: number): string {
  const written = render(part, phrases);
  return tightnessOf(part, phrases) < place ? phrases.brackets(written) : written;
}

type Binary = Extract<Expression, { is: 'arithmetic' | 'compare' } | { is: 'and' | 'or' }>;

/** Equal operators group to the left; mixed `and` and `or` are in brackets, and so is a minus sign on the right. */
function binary(e: Binary, phrases: Phrases): string {
  const op = 'op' in e ? e.op : e.is;
  if (op === '**') return phrases.power(renderAt(e.left, phrases, tightest), renderAt(e.right, phrases, tightest));
  const own = tightnessOf(e, phrases);
  const [left, right] = {
    arithmetic: [own, e.right.is === 'negate' ? tightest : own + 1],
    compare: [operand, operand],
    and: [own, own + 1],
    or: [e.left.is === 'or' ? own : own + 2, own + 2],
  }[e.is] as [number, number];
  return `${renderAt(e.left, phrases, left)}${phrases.operator(op)}${renderAt(e.right, phrases, right)}`;
}

function repeated(e: Extract<Expression, { iterations: Iteration[] }>, phrases: Phrases): string {
  let inner = phrases;
  const each = e.iterations.map((iteration) => {
    const said = phrases.each(iteration.name, renderDomain(iteration.over, inner));
    inner = inner.within(iteration);
    return said;
  });
  return phrases.repeated(e.is, each, render(e.body, inner));
}

/** What a variable runs over. */
function renderDomain(e: Expression, phrases: Phrases): string {
  if (e.is !== 'range') return renderAt(e, phrases, operand);
  return phrases.numbers(renderAt(e.low, phrases, operand), renderAt(e.high, phrases, operand));
}

function renderTest(test: Test, phrases: Phrases): string {
  if (test.is === 'compare') return phrases.testCompare(phrases.operator(test.op).trim(), renderAt(test.right, phrases, operand));
  if (test.of.is === 'range') return render(test.of, phrases);
  return phrases.testValue(renderAt(test.of, phrases, operand), test.of.is === 'list');
}

function renderRange(e: Range, phrases: Phrases): string {
  return phrases.range(renderAt(e.low, phrases, operand), renderAt(e.high, phrases, operand), e.lowIncluded, e.highIncluded);
}
