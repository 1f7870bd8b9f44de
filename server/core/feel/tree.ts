/** From the parser's tree to an expression; what the language does not have is refused by its name. */
import { parser } from '@bpmn-io/lezer-feel';
import type { SyntaxNode } from '@lezer/common';
import { isDay } from '../period.ts';
import { parseRate } from '../rate.ts';
import type { Code, Values, Words } from '../refusal.ts';
import type {
  ArithmeticOperator, ComparisonOperator, Expression, FormulaFault, Iteration, ParseResult, Range, Span, Test,
} from './expression.ts';
import { functions } from './functions.ts';
import { childrenOf, isOpenMembership, operandsOf, termsOf, type Term } from './nodes.ts';
import { suggestion } from './suggest.ts';
import { grammarFaults, strangeCharacters } from './syntax.ts';

const textLimit = 10_000;
const depthLimit = 200;
const digitsLimit = 30;

const grammar = parser.configure({ top: 'Expression' });
const namePattern = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const numberPattern = /^(\d+(\.\d+)?|\.\d+)$/;
const wrappers = new Set(['PositiveUnaryTest', 'ParenthesizedExpression', 'SimplePositiveUnaryTest']);
/** What may not stand after the comparison sign of a test unless it is in brackets. */
const loose = new Set(['Conjunction', 'Disjunction', 'Comparison']);
const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

const missing: Readonly<Record<string, { feature: Words; instead: Words }>> = {
  Context: {
    feature: { zh: '上下文 {…}', en: 'contexts {…}' },
    instead: { zh: '请把各个值写成单独的步骤', en: 'write each of its values as a step' },
  },
  FunctionDefinition: {
    feature: { zh: '自定义函数', en: 'functions of their own' },
    instead: { zh: '请写成步骤', en: 'write a step' },
  },
  InstanceOfExpression: {
    feature: { zh: 'instance of', en: '"instance of"' },
    instead: { zh: '类型在数据的定义中写明', en: 'types are stated where the facts are declared' },
  },
  DateTimeLiteral: {
    feature: { zh: '时间与时长', en: 'times and durations' },
    instead: { zh: '日期写成 date("2018-01-31")', en: 'a day is written date("2018-01-31")' },
  },
  SimplePositiveUnaryTest: {
    feature: { zh: '单独的条件或区间', en: 'a test or range on its own' },
    instead: { zh: '请写成 x > 3 或 x in [1..5]', en: 'write x > 3 or x in [1..5]' },
  },
  NamedParameters: {
    feature: { zh: '按名称传递的参数', en: 'arguments by name' },
    instead: { zh: '请按顺序填写参数', en: 'write the arguments in order' },
  },
  ArithOp: {
    feature: { zh: '运算符 ^', en: 'the operator ^' },
    instead: { zh: '乘方写成 **', en: 'a power is written **' },
  },
  FunctionInvocation: {
    feature: { zh: '对表达式的调用', en: 'calls of anything but a named function' },
    instead: { zh: '请写函数名', en: 'write the name of a function' },
  },
  '?': {
    feature: { zh: '“?”', en: '"?"' },
    instead: { zh: '请写出数据的名称', en: 'write the name of what is meant' },
  },
};

/** See `parseExpression`. */
export function readFormula(text: string): ParseResult {
  const whole = (code: Code, values: Values = {}): ParseResult => ({ faults: [{ code, from: 0, to: text.length, values }] });
  if (text.trim() === '') return whole('FORMULA_EMPTY');
  if (text.length > textLimit) return whole('FORMULA_TOO_LONG', { found: String(text.length), limit: String(textLimit) });
  const strange = strangeCharacters(text);
  if (strange.length > 0) return { faults: strange };
  const tree = grammar.parse(text);
  const broken = grammarFaults(tree, text);
  if (broken.length > 0) return { faults: broken };
  const reader = new Reader(text);
  const expression = operandsOf(tree.topNode).map((node) => reader.expression(node, 1))[0];
  return reader.faults.length > 0 ? { faults: reader.faults } : { expression, faults: [] };
}

class Reader {
  readonly faults: FormulaFault[] = [];
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  expression(node: SyntaxNode, depth: number): Expression {
    if (depth > depthLimit) return this.tooDeep(node);
    const at: Span = { from: node.from, to: node.to };
    const inner = (part: SyntaxNode): Expression => this.expression(part, depth + 1);
    const parts = operandsOf(node);
    const [first, second, third] = parts as [SyntaxNode, SyntaxNode, SyntaxNode];
    switch (node.name) {
      case 'NumericLiteral': return this.number(node);
      case 'StringLiteral': return { ...at, is: 'text', value: this.textOf(node) };
      case 'BooleanLiteral': return { ...at, is: 'boolean', value: this.source(node) === 'true' };
      case 'null': return { ...at, is: 'null' };
      case 'VariableName': return { ...at, is: 'name', name: this.name(node) };
      case 'ParenthesizedExpression': return inner(first);
      case 'PathExpression': return { ...at, is: 'path', of: inner(first), name: this.name(second) };
      case 'FilterExpression': return { ...at, is: 'filter', of: inner(first), condition: inner(second) };
      case 'Conjunction': case 'Disjunction': return this.logical(node, depth);
      case 'IfExpression': return { ...at, is: 'if', condition: inner(first), then: inner(second), otherwise: inner(third) };
      case 'List': return { ...at, is: 'list', items: parts.map(inner) };
      case 'ForExpression': return { ...at, is: 'for', iterations: this.iterations(first, depth), body: inner(second) };
      case 'QuantifiedExpression': {
        const is = childrenOf(node)[0]!.name === 'some' ? 'some' : 'every';
        return { ...at, is, iterations: this.iterations(first, depth), body: inner(second) };
      }
      case 'ArithmeticExpression': return this.arithmetic(node, parts.map(inner));
      case 'Comparison': return this.comparison(node, depth);
      case 'FunctionInvocation': return this.call(node, depth);
      case 'DateTimeLiteral': return this.date(node);
      default: return this.unsupported(node, node.name);
    }
  }

  private arithmetic(node: SyntaxNode, operands: Expression[]): Expression {
    const at: Span = { from: node.from, to: node.to };
    const operator = childrenOf(node).find((child) => child.name === 'ArithOp')!;
    const op = this.source(operator);
    const [left, right] = operands as [Expression, Expression];
    if (op === '^') return this.unsupported(operator, 'ArithOp');
    return operands.length === 1
      ? { ...at, is: 'negate', of: left }
      : { ...at, is: 'arithmetic', op: op as ArithmeticOperator, left, right };
  }

  private comparison(node: SyntaxNode, depth: number): Expression {
    if (isOpenMembership(node)) return this.logical(node, depth);
    const at: Span = { from: node.from, to: node.to };
    const operator = childrenOf(node)[1]!;
    const [first, ...others] = operandsOf(node) as [SyntaxNode, SyntaxNode];
    const left = this.expression(first, depth + 1);
    if (operator.name === 'in') {
      return { ...at, is: 'in', of: left, tests: operandsOf(others[0]).map((part) => this.test(part, depth + 1)) };
    }
    const [right, high] = others.map((part) => this.expression(part, depth + 1)) as [Expression, Expression];
    return operator.name === 'between'
      ? { ...at, is: 'between', of: left, low: right, high }
      : { ...at, is: 'compare', op: this.source(operator) as ComparisonOperator, left, right };
  }

  /** `and` before `or`, each from the left. */
  private logical(node: SyntaxNode, depth: number): Expression {
    const terms = termsOf(node);
    if (terms.length > depthLimit) return this.tooDeep(node);
    const join = (is: 'and' | 'or', left: Expression, right: Expression): Expression => ({ from: left.from, to: right.to, is, left, right });
    const alternatives: Expression[] = [];
    for (const { joint, ...term } of terms) {
      const of = this.term(term, depth + 1);
      const last = joint === 'and' ? alternatives.pop() : undefined;
      alternatives.push(last ? join('and', last, of) : of);
    }
    return alternatives.reduce((left, right) => join('or', left, right));
  }

  private term({ node, membership }: Omit<Term, 'joint'>, depth: number): Expression {
    if (!membership) return this.expression(node, depth);
    if (node.name === 'Comparison') return this.fault(membership.of, 'FORMULA_AMBIGUOUS', { part: this.source(membership.whole) });
    const of = this.expression(membership.of, depth);
    const at: Span = { from: node.from, to: node.to };
    const test: Test = membership.operator
      ? { ...at, is: 'compare', op: this.source(membership.operator) as ComparisonOperator, right: this.expression(node, depth) }
      : this.test(node, depth);
    return { from: of.from, to: node.to, is: 'in', of, tests: [test] };
  }

  private test(node: SyntaxNode, depth: number): Test {
    const at: Span = { from: node.from, to: node.to };
    if (depth > depthLimit) return { ...at, is: 'value', of: this.tooDeep(node) };
    const [first, second] = childrenOf(node);
    if (first?.name === 'CompareOp' && second) {
      if (loose.has(second.name)) this.fault(second, 'FORMULA_AMBIGUOUS', { part: this.source(node) });
      return { ...at, is: 'compare', op: this.source(first) as ComparisonOperator, right: this.expression(second, depth + 1) };
    }
    if (wrappers.has(node.name)) return this.test(operandsOf(node)[0]!, depth + 1);
    return { ...at, is: 'value', of: node.name === 'Interval' ? this.range(node, depth) : this.expression(node, depth) };
  }

  private iterations(node: SyntaxNode, depth: number): Iteration[] {
    return operandsOf(node).map((part) => {
      const [name, domain] = operandsOf(part) as [SyntaxNode, SyntaxNode];
      const [low, high] = operandsOf(domain) as [SyntaxNode, SyntaxNode | undefined];
      return { name: this.name(name), over: high ? this.range(domain, depth) : this.expression(low, depth + 1) };
    });
  }

  private range(node: SyntaxNode, depth: number): Range {
    const [low, high] = operandsOf(node).map((part) => this.expression(part, depth + 1)) as [Expression, Expression];
    const source = this.source(node);
    const bare = node.name === 'IterationContext';
    return {
      from: node.from, to: node.to, is: 'range', low, high,
      lowIncluded: bare || source.startsWith('['), highIncluded: bare || source.endsWith(']'),
    };
  }

  private call(node: SyntaxNode, depth: number): Expression {
    const [callee, given] = operandsOf(node) as [SyntaxNode, SyntaxNode];
    if (callee.name !== 'VariableName') return this.unsupported(callee, 'FunctionInvocation');
    if (given.name === 'NamedParameters') return this.unsupported(given, 'NamedParameters');
    const name = this.words(callee);
    if (!functions.has(name)) {
      const allowed = [...functions.keys()].join(', ');
      return this.fault(callee, 'FORMULA_UNKNOWN_FUNCTION', { found: name, suggestion: suggestion(name, functions.keys()), allowed });
    }
    const args = operandsOf(given).map((part) => this.expression(part, depth + 1));
    return { from: node.from, to: node.to, is: 'call', name, args };
  }

  private date(node: SyntaxNode): Expression {
    const [kind, given] = operandsOf(node) as [SyntaxNode, SyntaxNode | undefined];
    const literal = kind.name === 'AtLiteral' ? operandsOf(kind)[0] : given && operandsOf(given)[0];
    const isDate = kind.name === 'AtLiteral' || (this.source(kind) === 'date' && literal?.name === 'StringLiteral');
    if (!isDate || !literal) return this.unsupported(node, 'DateTimeLiteral');
    const value = this.textOf(literal);
    return isDay(value) ? { from: node.from, to: node.to, is: 'date', value } : this.fault(literal, 'FORMULA_DATE', { found: value });
  }

  private number(node: SyntaxNode): Expression {
    const at: Span = { from: node.from, to: node.to };
    const written = this.source(node);
    const digits = written.replace(/^-\s*/, '');
    if (!numberPattern.test(digits) || digits.replace('.', '').length > digitsLimit) {
      return this.fault(node, 'FORMULA_NUMBER', { found: written, limit: String(digitsLimit) });
    }
    const value = parseRate(digits.startsWith('.') ? `0${digits}` : digits, '');
    const literal: Expression = { from: node.to - digits.length, to: node.to, is: 'number', value };
    return written === digits ? literal : { ...at, is: 'negate', of: literal };
  }

  private name(node: SyntaxNode): string {
    const name = this.words(node);
    if (name.includes(' ')) this.fault(node, 'FORMULA_NAMES_TOGETHER', { found: name });
    else if (!namePattern.test(name)) this.fault(node, 'FORMULA_NAME', { found: name });
    return name;
  }

  private words(node: SyntaxNode): string {
    return childrenOf(node).map((child) => this.source(child)).join(' ');
  }

  private textOf(node: SyntaxNode): string {
    const escape = /\\(?:u([\da-fA-F]{4})|U(0[\da-fA-F]{5}|10[\da-fA-F]{4})|(.))/g;
    return this.source(node).slice(1, -1).replace(escape, (_, four?: string, six?: string, one = ''): string => {
      const code = four ?? six;
      return code === undefined ? (escapes[one] ?? one) : String.fromCodePoint(Number.parseInt(code, 16));
    });
  }

  private source(node: SyntaxNode): string {
    return this.text.slice(node.from, node.to);
  }

  private tooDeep(node: SyntaxNode): Expression {
    const said = this.faults.some((fault) => fault.code === 'FORMULA_TOO_DEEP');
    return said ? this.nothing(node) : this.fault(node, 'FORMULA_TOO_DEEP', { limit: String(depthLimit) });
  }

  private unsupported(node: SyntaxNode, feature: string): Expression {
    return this.fault(node, 'FORMULA_UNSUPPORTED', { ...missing[feature]! });
  }

  /** Notes a fault and stands in for what cannot be read; a formula with faults is never used. */
  private fault(node: SyntaxNode, code: Code, values: Values): Expression {
    this.faults.push({ code, from: node.from, to: node.to, values });
    return this.nothing(node);
  }

  private nothing(node: SyntaxNode): Expression {
    return { from: node.from, to: node.to, is: 'null' };
  }
}
