/** Runs formulas in exact arithmetic, by closures; no text is ever executed. */
import { absolute, add, compare, divide, isWhole, multiply, negate, one, power, rate, subtract, formatRate, type Rate } from '../rate.ts';
import { refuse } from '../refusal.ts';
import { partsOf, type ComparisonOperator, type Expression, type Iteration, type Test } from './expression.ts';
import { functions } from './functions.ts';
import { Meter } from './meter.ts';
import {
  isList, isRow, isTable, itemsOf, numberOf, orderOf, sameValue, truthOf, wrong,
  type Environment, type RowValue, type Value,
} from './value.ts';

/**
 * A formula ready to run. Pass one `meter` to several runs to bound their work together; else each run has its own.
 * Throws `Refusal` with an empty `at`; whoever calls adds the place.
 */
export type Compiled = (environment: Environment, meter?: Meter) => Value;

interface Run {
  environment: Environment;
  meter: Meter;
}

type Step = (run: Run) => Value;

const stepsPerNumber = 10;

/**
 * Makes a formula ready to run; check it with `typeOf` first. What the standard would turn into null is refused:
 * DIVISION_BY_ZERO, EMPTY_LIST, FORMULA_VALUE (a wrong kind), FORMULA_UNKNOWN_NAME, FORMULA_UNKNOWN_COLUMN,
 * FORMULA_NOT_WHOLE, FORMULA_TOO_MANY_STEPS, FORMULA_NUMBER_TOO_LONG, and what `power` and `roundPlaces` refuse.
 * `and`, `or`, `if`, `some` and `every` evaluate no more than they need.
 */
export function compile(e: Expression): Compiled {
  const step = compileStep(e);
  return (environment, meter = new Meter()) => step({ environment, meter });
}

function compileStep(e: Expression): Step {
  switch (e.is) {
    case 'number': case 'text': case 'boolean': case 'date': return () => e.value;
    case 'null': return () => null;
    case 'name': return ({ environment }) => environment.get(e.name) ?? known(environment, e.name);
    case 'path': return compilePath(e);
    case 'arithmetic': return compileArithmetic(e);
    case 'negate': {
      const of = compileStep(e.of);
      return (run) => negate(numberOf(of(run)));
    }
    case 'compare': {
      const [left, right] = [compileStep(e.left), compileStep(e.right)];
      return (run) => holds(e.op, left(run), right(run));
    }
    case 'between': {
      const [of, low, high] = [compileStep(e.of), compileStep(e.low), compileStep(e.high)];
      return (run) => {
        const value = of(run);
        return orderOf(value, low(run)) >= 0 && orderOf(value, high(run)) <= 0;
      };
    }
    case 'in': return compileMembership(e);
    case 'and': case 'or': {
      const [left, right] = [compileStep(e.left), compileStep(e.right)];
      const decided = e.is === 'or';
      return (run) => truthOf(left(run)) === decided ? decided : truthOf(right(run));
    }
    case 'if': {
      const [condition, then, otherwise] = [compileStep(e.condition), compileStep(e.then), compileStep(e.otherwise)];
      return (run) => (truthOf(condition(run)) ? then(run) : otherwise(run));
    }
    case 'for': return compileFor(e);
    case 'some': case 'every': return compileQuantified(e);
    case 'list': {
      const items = e.items.map(compileStep);
      return (run) => items.map((item) => item(run));
    }
    case 'range': return compileRange(e);
    case 'filter': return compileFilter(e);
    case 'call': {
      const [{ call }, args] = [functions.get(e.name)!, e.args.map(compileStep)];
      return (run) => call(args.map((arg) => arg(run)) as [Value, ...Value[]], run.meter);
    }
  }
}

/** Null, which is a value, or a refusal when there is no such name. */
function known(environment: Environment, name: string): null {
  if (environment.get(name) === null) return null;
  return refuse('FORMULA_UNKNOWN_NAME', '', { found: name, suggestion: '' });
}

function columnOf(row: RowValue, column: string): Value {
  const value = row.get(column);
  if (value !== undefined) return value;
  return refuse('FORMULA_UNKNOWN_COLUMN', '', { table: row.table, found: column, suggestion: '', allowed: '' });
}

function compilePath(e: Extract<Expression, { is: 'path' }>): Step {
  const of = compileStep(e.of);
  const rowOf = (value: Value): RowValue => (isRow(value) ? value : wrong(value, 'row'));
  return (run) => {
    const base = of(run);
    if (!isList(base) && !isTable(base)) return columnOf(rowOf(base), e.name);
    const items = itemsOf(base);
    run.meter.spend(items.length);
    return items.map((item) => columnOf(rowOf(item), e.name));
  };
}

const operations = { '+': add, '-': subtract, '*': multiply, '/': divide, '**': power } as const;

function compileArithmetic(e: Extract<Expression, { is: 'arithmetic' }>): Step {
  const operation = operations[e.op];
  const [left, right] = [compileStep(e.left), compileStep(e.right)];
  return (run) => run.meter.made(operation(numberOf(left(run)), numberOf(right(run))));
}

function holds(op: ComparisonOperator, left: Value, right: Value): boolean {
  switch (op) {
    case '=': return sameValue(left, right);
    case '!=': return !sameValue(left, right);
    case '<': return orderOf(left, right) < 0;
    case '<=': return orderOf(left, right) <= 0;
    case '>': return orderOf(left, right) > 0;
    case '>=': return orderOf(left, right) >= 0;
  }
}

function compileMembership(e: Extract<Expression, { is: 'in' }>): Step {
  const of = compileStep(e.of);
  const tests = e.tests.map(compileTest);
  return (run) => {
    const value = of(run);
    return tests.some((test) => test(value, run));
  };
}

function compileTest(test: Test): (value: Value, run: Run) => boolean {
  if (test.is === 'compare') {
    const right = compileStep(test.right);
    return (value, run) => holds(test.op, value, right(run));
  }
  if (test.of.is === 'range') {
    const { lowIncluded, highIncluded } = test.of;
    const [low, high] = [compileStep(test.of.low), compileStep(test.of.high)];
    return (value, run) =>
      holds(lowIncluded ? '>=' : '>', value, low(run)) && holds(highIncluded ? '<=' : '<', value, high(run));
  }
  const of = compileStep(test.of);
  return (value, run) => {
    const found = of(run);
    if (!isList(found) && !isTable(found)) return sameValue(value, found);
    const items = itemsOf(found);
    run.meter.spend(items.length);
    return items.some((item) => sameValue(value, item));
  };
}

/** The whole numbers of a range in order; as in the standard, downwards when it ends below its start. */
function compileRange(e: Extract<Expression, { is: 'range' }>): Step {
  const [low, high] = [compileStep(e.low), compileStep(e.high)];
  const wholeOf = (value: Value): Rate => {
    const number = numberOf(value);
    return isWhole(number) ? number : refuse('FORMULA_NOT_WHOLE', '', { function: '..', found: formatRate(number) });
  };
  return (run) => {
    const [first, last] = [wholeOf(low(run)), wholeOf(high(run))];
    const count = Number(absolute(subtract(last, first)).n) + 1;
    run.meter.spend(count * stepsPerNumber);
    const direction = compare(first, last) <= 0 ? one : negate(one);
    return Array.from({ length: count }, (_, index) => add(first, multiply(direction, rate(BigInt(index)))));
  };
}

/** How many operations one run of an expression takes at least. */
function weightOf(e: Expression): number {
  return partsOf(e).reduce((sum, part) => sum + weightOf(part), 1);
}

function withVariable({ environment, meter }: Run, variable: string, value: Value): Run {
  return { meter, environment: { get: (name) => (name === variable ? value : environment.get(name)) } };
}

/** Calls `visit` for every combination of the variables, the last running fastest, until it answers false. */
function compileIterations(iterations: readonly Iteration[], weight: number): (run: Run, visit: (run: Run) => boolean) => boolean {
  const domains = iterations.map(({ name, over }) => ({ name, over: compileStep(over) }));
  const turn = (run: Run, index: number, visit: (run: Run) => boolean): boolean => {
    const domain = domains[index];
    if (!domain) return visit(run);
    return itemsOf(domain.over(run)).every((item) => {
      run.meter.spend(weight);
      return turn(withVariable(run, domain.name, item), index + 1, visit);
    });
  };
  return (run, visit) => turn(run, 0, visit);
}

function compileFor(e: Extract<Expression, { is: 'for' }>): Step {
  const iterate = compileIterations(e.iterations, weightOf(e.body));
  const body = compileStep(e.body);
  return (run) => {
    const results: Value[] = [];
    iterate(run, (inner) => results.push(body(inner)) > 0);
    return results;
  };
}

function compileQuantified(e: Extract<Expression, { is: 'some' | 'every' }>): Step {
  const iterate = compileIterations(e.iterations, weightOf(e.body));
  const body = compileStep(e.body);
  const sought = e.is === 'some';
  return (run) => iterate(run, (inner) => truthOf(body(inner)) !== sought) !== sought;
}

function compileFilter(e: Extract<Expression, { is: 'filter' }>): Step {
  const [of, condition, weight] = [compileStep(e.of), compileStep(e.condition), weightOf(e.condition)];
  return (run) => {
    const base = of(run);
    const kept = itemsOf(base).filter((item) => {
      run.meter.spend(weight);
      return truthOf(condition(withItem(run, item)));
    });
    return isTable(base) ? { table: base.table, rows: kept as RowValue[] } : kept;
  };
}

/** Inside a filter: `item`, then the columns of the row, then the names from outside. */
function withItem(run: Run, item: Value): Run {
  const outer = withVariable(run, 'item', item);
  if (!isRow(item)) return outer;
  const get = (name: string): Value | undefined => {
    const value = name === 'item' ? item : item.get(name);
    return value === undefined ? outer.environment.get(name) : value;
  };
  return { meter: run.meter, environment: { get } };
}
