/** Formulas over all rows of a table at once, as far as numbers and simple operations go; rows one by one do the rest. */
import { addAll, chooseAll, compareAll, divideAll, multiplyAll, repeated, subtractAll, type Rates, type Truths } from '../rates.ts';
import { zero } from '../rate.ts';
import type { ArithmeticOperator, ComparisonOperator, Expression } from './expression.ts';

/** A table whose columns a formula reads. What holds no numbers, or none that are exact at once, is undefined. */
export interface Columns {
  rows: number;
  /** A column of the table, or a value that is the same for all rows. */
  numbers(name: string): Rates | undefined;
  /** A column of the table that a reference points at, as each row sees it. */
  through(reference: string, column: string): Rates | undefined;
}

/** Undefined where the rows must be evaluated one by one. */
export type AtOnce<T = Rates> = (columns: Columns) => T | undefined;

const operations: Partial<Record<ArithmeticOperator, (a: Rates, b: Rates) => Rates | undefined>> = {
  '+': addAll, '-': subtractAll, '*': multiplyAll, '/': divideAll,
};

const orders: Record<ComparisonOperator, (order: number) => boolean> = {
  '=': (order) => order === 0,
  '!=': (order) => order !== 0,
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const never = (): undefined => undefined;

function both<T>(left: AtOnce, right: AtOnce, then: (a: Rates, b: Rates) => T | undefined): AtOnce<T> {
  return (columns) => {
    const a = left(columns);
    const b = a && right(columns);
    return b && then(a, b);
  };
}

function compileTruths(e: Expression): AtOnce<Truths> {
  if (e.is !== 'compare') return never;
  const holds = orders[e.op];
  return both(compileAtOnce(e.left), compileAtOnce(e.right), (a, b) => compareAll(a, b, holds));
}

/** Makes a formula ready to run over all rows; where it gives numbers they are those of `compile`, exactly. */
export function compileAtOnce(e: Expression): AtOnce {
  switch (e.is) {
    case 'number': return ({ rows }) => repeated(e.value, rows);
    case 'name': return ({ numbers }) => numbers(e.name);
    case 'path': {
      const { of, name } = e;
      return of.is === 'name' ? ({ through }) => through(of.name, name) : never;
    }
    case 'negate': {
      const of = compileAtOnce(e.of);
      return both(({ rows }) => repeated(zero, rows), of, subtractAll);
    }
    case 'arithmetic': {
      const operation = operations[e.op];
      return operation ? both(compileAtOnce(e.left), compileAtOnce(e.right), operation) : never;
    }
    case 'if': {
      const condition = compileTruths(e.condition);
      const [then, otherwise] = [compileAtOnce(e.then), compileAtOnce(e.otherwise)];
      return (columns) => {
        const truths = condition(columns);
        return truths && both(then, otherwise, (a, b) => chooseAll(truths, a, b))(columns);
      };
    }
    default: return never;
  }
}
