/** Types and units of formulas, found without running them. */
import { isWhole, isZero } from '../rate.ts';
import type { Code, Values } from '../refusal.ts';
import type { Expression, FormulaFault, Iteration, Span, Test } from './expression.ts';
import { functions } from './functions.ts';
import { itemOf, typeWords } from './kinds.ts';
import { asItem, asNumber, asPure, asTruth, checkComparison, joined, meet, type Argument, type Arguments } from './signatures.ts';
import { insideFilter, outside, withVariable, type Local } from './scope.ts';
import { suggestion } from './suggest.ts';
import { isPure, over, pure, raised, times, unitWords, type Unit } from './unit.ts';
import { excerpt } from './write.ts';

export type Type =
  /** `literal`: a written 0, which fits every unit. */
  | { is: 'number'; unit: Unit; literal?: boolean }
  | { is: 'boolean' }
  /** `options`: all values that it may have. `written`: they stand in the formula. `of`: it holds keys of this table. */
  | { is: 'text'; options?: readonly string[]; written?: boolean; of?: string }
  | { is: 'date' }
  | { is: 'month' }
  | { is: 'list'; of: Type }
  | { is: 'row'; table: string }
  | { is: 'table'; table: string }
  | { is: 'null' }
  | { is: 'reference'; table: string };

/** What the formula may use. */
export interface Scope {
  typeOf(name: string): Type | undefined;
  columnOf(table: string, column: string): Type | undefined;
  /** All names, for suggestions. */
  names(): Iterable<string>;
  /** All columns of a table, its key included, for suggestions. */
  columns(table: string): Iterable<string>;
}

/** A name or, with `table`, a column that the formula reads. */
export interface Read {
  table?: string;
  name: string;
}

export interface TypeResult {
  /** Present exactly when there are no faults. */
  type?: Type;
  faults: FormulaFault[];
  /** Every outside name and every column that was resolved, each once. */
  reads: Read[];
}

/**
 * The type of a formula and all its type faults at once. Stricter than the standard: whatever the standard would turn
 * into null is a fault. Rows are compared by their keys; a month may be compared with a text such as "2018-01".
 */
export function typeOf(e: Expression, scope: Scope): TypeResult {
  const typing = new Typing(scope);
  const type = typing.of(e, outside(scope));
  const faults = typing.faults.sort((a, b) => a.from - b.from);
  return { ...(faults.length === 0 && { type }), faults, reads: [...typing.reads.values()] };
}

class Typing {
  readonly faults: FormulaFault[] = [];
  readonly reads = new Map<string, Read>();
  private readonly scope: Scope;

  constructor(scope: Scope) {
    this.scope = scope;
  }

  /** The type, or undefined when a fault was reported. */
  of(e: Expression, local: Local): Type | undefined {
    switch (e.is) {
      case 'number': return { is: 'number', unit: pure, ...(isZero(e.value) && { literal: true }) };
      case 'text': return { is: 'text', options: [e.value], written: true };
      case 'boolean': case 'date': case 'null': return { is: e.is };
      case 'name': return this.name(e, local);
      case 'path': return this.path(e, local);
      case 'arithmetic': return this.arithmetic(e, local);
      case 'negate': return this.argued([e.of], local, ([of]) => asNumber(of, this.report));
      case 'compare': return this.compare(e, local);
      case 'between': return this.between(e, local);
      case 'in': return this.membership(e, local);
      case 'and': case 'or': return this.truths([e.left, e.right], local);
      case 'if': return this.choice(e, local);
      case 'for': {
        const inner = this.iterate(e.iterations, local);
        const of = inner && this.of(e.body, inner);
        return of && { is: 'list', of };
      }
      case 'some': case 'every': {
        const inner = this.iterate(e.iterations, local);
        return inner && this.truths([e.body], inner);
      }
      case 'list': return this.list(e.items, local);
      case 'range': {
        const bounds = this.argued([e.low, e.high], local, (args) => this.all(args, (arg) => asPure(arg, this.report)));
        return bounds && { is: 'list', of: { is: 'number', unit: pure } };
      }
      case 'filter': return this.filter(e, local);
      case 'call': return this.call(e, local);
    }
  }

  private readonly report = (at: Span, code: Code, values: Values): void => {
    this.faults.push({ code, from: at.from, to: at.to, values });
  };

  /** Types the parts, all of them, and goes on only when none has a fault. */
  private argued(parts: readonly Expression[], local: Local, use: (args: Arguments) => Type | undefined): Type | undefined {
    const args = parts.map((part): Argument | undefined => {
      const type = this.of(part, local);
      return type && { type, from: part.from, to: part.to, written: excerpt(part) };
    });
    return args.includes(undefined) ? undefined : use(args as unknown as Arguments);
  }

  private all(args: Arguments, check: (arg: Argument) => Type | undefined): Type | undefined {
    const types = args.map(check);
    return types.includes(undefined) ? undefined : types[0];
  }

  private truths(parts: readonly Expression[], local: Local): Type | undefined {
    return this.argued(parts, local, (args) => this.all(args, (arg) => asTruth(arg, this.report)));
  }

  private name(e: Extract<Expression, { is: 'name' }>, local: Local): Type | undefined {
    const found = local.lookup(e.name);
    if (!found) {
      return void this.report(e, 'FORMULA_UNKNOWN_NAME', { found: e.name, suggestion: suggestion(e.name, local.names()) });
    }
    if (found.read) this.read(found.read);
    return found.type;
  }

  private read(read: Read): void {
    this.reads.set(`${read.table ?? ''}.${read.name}`, read);
  }

  private path(e: Extract<Expression, { is: 'path' }>, local: Local): Type | undefined {
    return this.argued([e.of], local, ([base]) => {
      const item = itemOf(base.type);
      const row = item ?? base.type;
      if (row.is !== 'row' && row.is !== 'reference') {
        const wanted = { zh: '表或表的一行', en: 'a table or a row of one' };
        return void this.report(e.of, 'FORMULA_KIND', { part: base.written, found: typeWords(base.type), wanted });
      }
      const column = this.column(row.table, e.name, { from: e.to - e.name.length, to: e.to });
      return column && (item ? { is: 'list', of: column } : column);
    });
  }

  private column(table: string, name: string, at: Span): Type | undefined {
    const type = this.scope.columnOf(table, name);
    if (!type) {
      const columns = [...this.scope.columns(table)];
      const values = { table, found: name, suggestion: suggestion(name, columns), allowed: columns.join(', ') };
      return void this.report(at, 'FORMULA_UNKNOWN_COLUMN', values);
    }
    this.read({ table, name });
    return type;
  }

  private arithmetic(e: Extract<Expression, { is: 'arithmetic' }>, local: Local): Type | undefined {
    return this.argued([e.left, e.right], local, ([left, ...others]) => {
      const right = others[0]!;
      if (e.op === '+' || e.op === '-') return meet(left, right, e.op, this.report);
      const [a, b] = [asNumber(left, this.report), asNumber(right, this.report)];
      if (!a || !b) return undefined;
      if (e.op === '**') return this.power(e, left, a.unit, right);
      return this.money(e, e.op === '*' ? times(a.unit, b.unit) : over(a.unit, b.unit));
    });
  }

  private power(e: Extract<Expression, { is: 'arithmetic' }>, base: Argument, unit: Unit, exponent: Argument): Type | undefined {
    if (!asPure(exponent, this.report)) return undefined;
    if (isPure(unit)) return { is: 'number', unit };
    const [sign, written] = e.right.is === 'negate' ? [-1, e.right.of] : [1, e.right];
    if (written.is === 'number' && isWhole(written.value)) return this.money(e, raised(unit, sign * Number(written.value.n)));
    return void this.report(e, 'FORMULA_EXPONENT', { part: base.written, exponent: exponent.written });
  }

  /** A number of the unit, unless money was multiplied by money. */
  private money(e: Expression, unit: Unit): Type | undefined {
    if (Math.abs(unit['yuan'] ?? 0) <= 1) return { is: 'number', unit };
    return void this.report(e, 'FORMULA_MONEY_POWER', { part: excerpt(e), unit: unitWords(unit) });
  }

  private compare(e: Extract<Expression, { is: 'compare' }>, local: Local): Type | undefined {
    return this.argued([e.left, e.right], local, ([left, ...others]) => {
      checkComparison(left, others[0]!, e.op, this.report);
      return { is: 'boolean' };
    });
  }

  private between(e: Extract<Expression, { is: 'between' }>, local: Local): Type | undefined {
    return this.argued([e.of, e.low, e.high], local, ([of, ...bounds]) => {
      for (const bound of bounds) checkComparison(of, bound, 'between', this.report);
      return { is: 'boolean' };
    });
  }

  private membership(e: Extract<Expression, { is: 'in' }>, local: Local): Type | undefined {
    return this.argued([e.of], local, ([value]) => {
      for (const test of e.tests) this.test(value, test, local);
      return { is: 'boolean' };
    });
  }

  private test(value: Argument, test: Test, local: Local): void {
    const right = test.is === 'compare' ? test.right : test.of;
    const parts = right.is === 'range' ? [right.low, right.high] : [right];
    const operator = test.is === 'compare' ? test.op : right.is === 'range' ? 'in' : '=';
    this.argued(parts, local, (bounds) => {
      for (const bound of bounds) {
        const item = test.is === 'value' ? itemOf(bound.type) : undefined;
        checkComparison(value, { ...bound, type: item ?? bound.type }, operator, this.report);
      }
      return undefined;
    });
  }

  private choice(e: Extract<Expression, { is: 'if' }>, local: Local): Type | undefined {
    const condition = this.truths([e.condition], local);
    const branches = this.argued([e.then, e.otherwise], local, (args) => joined(args, this.report));
    return condition && branches;
  }

  private list(items: readonly Expression[], local: Local): Type | undefined {
    if (items.length === 0) return { is: 'list', of: { is: 'null' } };
    const of = this.argued(items, local, (args) => joined(args, this.report));
    return of && { is: 'list', of };
  }

  /** The names seen in the body: later variables may run over what earlier ones give. */
  private iterate(iterations: readonly Iteration[], local: Local): Local | undefined {
    return iterations.reduce<Local | undefined>((outer, { name, over: domain }) => {
      if (outer?.lookup(name)) return void this.report(domain, 'FORMULA_VARIABLE_TAKEN', { found: name });
      const item = outer && this.argued([domain], outer, ([arg]) => asItem(arg, this.report));
      return outer && item && withVariable(name, item, outer);
    }, local);
  }

  private filter(e: Extract<Expression, { is: 'filter' }>, local: Local): Type | undefined {
    return this.argued([e.of], local, ([base]) => {
      const item = asItem(base, this.report);
      return item && this.truths([e.condition], insideFilter(item, this.scope, local)) && base.type;
    });
  }

  private call(e: Extract<Expression, { is: 'call' }>, local: Local): Type | undefined {
    const { least, most, parameters, type } = functions.get(e.name)!;
    if (e.args.length < least || e.args.length > most) {
      const wanted = least === most ? String(least) : `${least}–${most}`;
      const values = { function: e.name, found: String(e.args.length), wanted, parameters };
      return void this.report(e, 'FORMULA_ARGUMENTS', values);
    }
    return this.argued(e.args, local, (args) => type(args, this.report));
  }
}
