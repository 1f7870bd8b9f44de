/**
 * The formula language: FEEL, the expression language of the DMN standard, without contexts, functions as values,
 * times, durations and type tests. `parseExpression` turns text into a tree; nothing is executed here.
 */
import type { Rate } from '../rate.ts';
import type { Code, Values } from '../refusal.ts';
import { readFormula } from './tree.ts';

/** Offsets into the formula text, `to` exclusive. */
export interface Span {
  from: number;
  to: number;
}

/** A fault of a formula at its place in the text; `values` fill the slots of the message of `code`. */
export interface FormulaFault extends Span {
  code: Code;
  values: Values;
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '**';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** One variable of `for`, `some` or `every` and what it runs over; a `range` runs over its whole numbers. */
export interface Iteration {
  name: string;
  over: Expression;
}

/** One test of `x in …`: a comparison, or a value that is equal, a list that holds x or a range that x lies in. */
export type Test = Span & ({ is: 'compare'; op: ComparisonOperator; right: Expression } | { is: 'value'; of: Expression });

/** A range; it occurs only as a test of `in` and, as `1..9`, as what an iteration runs over. */
export type Range = Span & { is: 'range'; low: Expression; high: Expression; lowIncluded: boolean; highIncluded: boolean };

export type Expression =
  | Range
  | (Span &
      (
        | { is: 'number'; value: Rate }
        | { is: 'text'; value: string }
        | { is: 'boolean'; value: boolean }
        | { is: 'null' }
        | { is: 'date'; value: string }
        | { is: 'name'; name: string }
        | { is: 'path'; of: Expression; name: string }
        | { is: 'arithmetic'; op: ArithmeticOperator; left: Expression; right: Expression }
        | { is: 'negate'; of: Expression }
        | { is: 'compare'; op: ComparisonOperator; left: Expression; right: Expression }
        | { is: 'between'; of: Expression; low: Expression; high: Expression }
        | { is: 'in'; of: Expression; tests: Test[] }
        | { is: 'and' | 'or'; left: Expression; right: Expression }
        | { is: 'if'; condition: Expression; then: Expression; otherwise: Expression }
        | { is: 'for'; iterations: Iteration[]; body: Expression }
        | { is: 'some' | 'every'; iterations: Iteration[]; body: Expression }
        | { is: 'list'; items: Expression[] }
        | { is: 'filter'; of: Expression; condition: Expression }
        | { is: 'call'; name: string; args: Expression[] }
      ));

export interface ParseResult {
  /** Present exactly when there are no faults. */
  expression?: Expression;
  faults: FormulaFault[];
}

/**
 * Parses one formula of at most 10,000 characters, nested at most 200 deep. All its faults are given at once, in the
 * order of the text: first those of its grammar and, when there are none, whatever the language does not have.
 */
export function parseExpression(text: string): ParseResult {
  return readFormula(text);
}

/** The parts that an expression is directly made of, in the order of the text. */
export function partsOf(e: Expression): Expression[] {
  switch (e.is) {
    case 'number': case 'text': case 'boolean': case 'null': case 'date': case 'name': return [];
    case 'path': case 'negate': return [e.of];
    case 'arithmetic': case 'compare': case 'and': case 'or': return [e.left, e.right];
    case 'between': return [e.of, e.low, e.high];
    case 'range': return [e.low, e.high];
    case 'in': return [e.of, ...e.tests.map((test) => (test.is === 'compare' ? test.right : test.of))];
    case 'if': return [e.condition, e.then, e.otherwise];
    case 'for': case 'some': case 'every': return [...e.iterations.map((each) => each.over), e.body];
    case 'list': return e.items;
    case 'filter': return [e.of, e.condition];
    case 'call': return e.args;
  }
}

/**
 * The names that the formula takes from outside: variables of `for`, `some` and `every` and the `item` of a filter are
 * left out. A bare name inside a filter's brackets may be a column of the filtered rows or a name from outside; it is
 * given here too, and the caller tells which. Names after a dot are not given: see `columnsIn`.
 */
export function namesIn(e: Expression): Set<string> {
  const free = new Set<string>();
  collectNames(e, new Set(), free);
  return free;
}

/** The names that stand after a dot: columns, of whatever table. */
export function columnsIn(e: Expression): Set<string> {
  const columns = new Set(partsOf(e).flatMap((part) => [...columnsIn(part)]));
  return e.is === 'path' ? columns.add(e.name) : columns;
}

function collectNames(e: Expression, bound: ReadonlySet<string>, free: Set<string>): void {
  switch (e.is) {
    case 'name':
      if (!bound.has(e.name)) free.add(e.name);
      return;
    case 'filter':
      collectNames(e.of, bound, free);
      return collectNames(e.condition, new Set([...bound, 'item']), free);
    case 'for': case 'some': case 'every': {
      const inner = new Set(bound);
      for (const { name, over } of e.iterations) {
        collectNames(over, inner, free);
        inner.add(name);
      }
      return collectNames(e.body, inner, free);
    }
    default:
      for (const part of partsOf(e)) collectNames(part, bound, free);
  }
}
