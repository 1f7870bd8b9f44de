/** Between which numbers the values of a formula must lie, from the limits that a policy writes; a side not known is left out. */
import type { Expression } from '../feel/expression.ts';
import { add, compare, divide, equal, multiply, negate, one, roundTo, sign, zero, type Rate } from '../rate.ts';
import { isNumber } from './quantity.ts';
import type { BandsStep, Formula, Policy, Scalar, ScoreStep, Step } from './policy.ts';
import { roundingOf } from './rounding.ts';
import type { Name, Symbols } from './symbols.ts';

export interface Bounds {
  least?: Rate;
  most?: Rate;
}

interface Known {
  policy: Policy;
  symbols: Symbols;
}

const anything: Bounds = {};
const notNegative: Bounds = { least: zero };

function exactly(value: Rate): Bounds {
  return { least: value, most: value };
}

function smaller(a: Rate, b: Rate): Rate {
  return compare(a, b) < 0 ? a : b;
}

function larger(a: Rate, b: Rate): Rate {
  return compare(a, b) > 0 ? a : b;
}

type Pick = (a: Rate, b: Rate) => Rate;
const whenBoth = (a: Rate | undefined, b: Rate | undefined, pick: Pick): Rate | undefined => a && b && pick(a, b);
const ofKnown = (a: Rate | undefined, b: Rate | undefined, pick: Pick): Rate | undefined => (a && b ? pick(a, b) : a ?? b);

/** Of a value that is one or the other. */
function either(a: Bounds, b: Bounds): Bounds {
  return { least: whenBoth(a.least, b.least, smaller), most: whenBoth(a.most, b.most, larger) };
}

function atLeastZero({ least }: Bounds): boolean {
  return least !== undefined && sign(least) >= 0;
}

function only({ least, most }: Bounds): Rate | undefined {
  return least && most && equal(least, most) ? least : undefined;
}

function scaled(by: Rate, { least, most }: Bounds): Bounds {
  const [low, high] = [least && multiply(by, least), most && multiply(by, most)];
  return sign(by) < 0 ? { least: high, most: low } : { least: low, most: high };
}

function product(a: Bounds, b: Bounds): Bounds {
  const [left, right] = [only(a), only(b)];
  if (left) return scaled(left, b);
  if (right) return scaled(right, a);
  return atLeastZero(a) && atLeastZero(b) ? notNegative : anything;
}

function quotient(a: Bounds, b: Bounds): Bounds {
  const below = only(b);
  if (below && sign(below) !== 0) return scaled(divide(one, below), a);
  return atLeastZero(a) && atLeastZero(b) ? notNegative : anything;
}

function arithmetic({ op, left, right }: Extract<Expression, { is: 'arithmetic' }>, of: (e: Expression) => Bounds): Bounds {
  const [a, b] = [of(left), of(right)];
  switch (op) {
    case '+': return { least: whenBoth(a.least, b.least, add), most: whenBoth(a.most, b.most, add) };
    case '-': return { least: whenBoth(a.least, b.most && negate(b.most), add), most: whenBoth(a.most, b.least && negate(b.least), add) };
    case '*': return product(a, b);
    case '/': return quotient(a, b);
    case '**': return anything;
  }
}

/** A list has the bounds of its items. */
function called(name: string, args: readonly Bounds[]): Bounds {
  const each = args.reduce(either);
  switch (name) {
    case 'mean': return each;
    case 'min': return { ...each, most: args.map(({ most }) => most).reduce((a, b) => ofKnown(a, b, smaller)) };
    case 'max': return { ...each, least: args.map(({ least }) => least).reduce((a, b) => ofKnown(a, b, larger)) };
    case 'sum': return atLeastZero(each) ? notNegative : anything;
    case 'count': case 'abs': return notNegative;
    default: return anything;
  }
}

class Reckoning {
  private readonly known: Known;
  private readonly table: string | undefined;

  constructor(known: Known, table: string | undefined) {
    this.known = known;
    this.table = table;
  }

  readonly of = (e: Expression): Bounds => {
    switch (e.is) {
      case 'number': return exactly(e.value);
      case 'name': return this.name(this.known.symbols.find(e.name, this.table)?.name);
      case 'path': return this.name(this.column(e));
      case 'negate': return scaled(negate(one), this.of(e.of));
      case 'arithmetic': return arithmetic(e, this.of);
      case 'if': return either(this.of(e.then), this.of(e.otherwise));
      case 'filter': return this.of(e.of);
      case 'list': return e.items.length === 0 ? anything : e.items.map(this.of).reduce(either);
      case 'call': return called(e.name, e.args.map(this.of));
      default: return anything;
    }
  };

  /** The column that a path such as `consortia.spent` or `consortium.spent` names. */
  private column({ of, name }: Extract<Expression, { is: 'path' }>): Name | undefined {
    if (of.is !== 'name') return undefined;
    const { symbols } = this.known;
    const type = symbols.find(of.name, this.table)?.name.type;
    return symbols.tables.get(type?.is === 'reference' ? type.table : of.name)?.columns.get(name);
  }

  private name(name: Name | undefined): Bounds {
    if (!name) return anything;
    if (name.step) return new Reckoning(this.known, name.step.table).amount(name.step, name);
    const fixed = this.known.policy.parameters.get(name.id)?.value;
    const rate = (value: Scalar | undefined): Rate | undefined => (value !== undefined && isNumber(value) ? value : undefined);
    return name.kind === 'parameter' && rate(fixed) ? exactly(rate(fixed) as Rate) : { least: rate(name.quantity?.atLeast), most: rate(name.quantity?.atMost) };
  }

  private formula(formula: Formula | undefined): Bounds | undefined {
    return formula && this.of(formula.expression);
  }

  /** Of an amount of a step, rounded as the step does, 0 on the rows that `where` leaves out, or what may be decided in its place. */
  private amount(step: Step, { id, type }: Name): Bounds {
    if (type?.is !== 'number') return anything;
    const rounding = roundingOf(step, type.unit);
    const round = (value: Rate | undefined): Rate | undefined => value && rounding ? roundTo(value, rounding.to, rounding.mode) : value;
    const { least, most } = this.result(step, id);
    const rounded = { least: round(least), most: round(most) };
    const ruled = step.where ? either(rounded, exactly(zero)) : rounded;
    const decided = [...this.known.policy.overrides.values()].find(({ of }) => of.amount === id);
    return decided ? either(ruled, { least: decided.atLeast, most: decided.atMost }) : ruled;
  }

  private result(step: Step, id: string): Bounds {
    switch (step.rule) {
      case 'formula': return this.of(step.formula.expression);
      case 'limit': return id === step.id ? this.limited(this.of(step.amount.expression), step) : notNegative;
      case 'gate': case 'proportion': return either(this.of(step.amount.expression), exactly(zero));
      case 'split': case 'divide': return atLeastZero(this.of(step.amount.expression)) ? notNegative : anything;
      case 'prorate': return notNegative;
      case 'solve': return id === step.slope.id ? notNegative : anything;
      case 'bands': return this.banded(step);
      case 'score': return this.vetoed(this.limited(this.scored(step), step), step);
      case 'weigh': return this.vetoed(step.parts.map((part) => this.of(part.of.expression)).reduce(either), step);
      default: return step.rule === 'carve' && id === step.rest.id ? notNegative : anything;
    }
  }

  /** The lower bound is never above the upper one, or the facts are refused. */
  private limited(value: Bounds, { atLeast, atMost }: { atLeast?: Formula; atMost?: Formula }): Bounds {
    const [low, high] = [this.formula(atLeast), this.formula(atMost)];
    return {
      least: ofKnown(low?.least, high ? whenBoth(value.least, high.least, smaller) : value.least, larger),
      most: ofKnown(high?.most, low ? whenBoth(value.most, low.most, larger) : value.most, smaller),
    };
  }

  private vetoed(value: Bounds, { veto }: { veto?: Formula }): Bounds {
    return veto ? either(value, exactly(zero)) : value;
  }

  /** The methods that compare a value refuse it below 0, and only the mean can be exceeded. */
  private scored({ measured, method }: ScoreStep): Bounds {
    const worth = this.of(method.worth.expression);
    if (method.is === 'linear' || !atLeastZero(worth)) return anything;
    if (method.is === 'mean') return notNegative;
    return { least: method.is !== 'proportional' || atLeastZero(this.of(measured.expression)) ? zero : undefined, most: worth.most };
  }

  private banded({ amount, reads, bands }: BandsStep): Bounds {
    const gives = bands.map((band) => this.of(band.gives.expression));
    if (reads === 'value') return gives.reduce(either);
    const all = [this.of(amount.expression), ...gives, ...bands.map(({ plus }) => this.formula(plus) ?? notNegative)];
    return all.every(atLeastZero) ? notNegative : anything;
  }
}

/** The bounds of a formula that has a type, seen from a row of the table or from outside any. */
export function boundsOf(expression: Expression, known: Known, table?: string): Bounds {
  return new Reckoning(known, table).of(expression);
}
