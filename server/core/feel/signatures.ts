/** How the types of arguments give the type of a call. */
import type { Code, Values, Words } from '../refusal.ts';
import type { Span } from './expression.ts';
import { incomparable, itemOf, join, meetingUnit, typeWords, unitsMeet } from './kinds.ts';
import type { Type } from './type.ts';
import { isPure, pure, unitWords } from './unit.ts';

/** An argument: its type, its place and how it is written. */
export interface Argument extends Span {
  type: Type;
  written: string;
}

/** At least one; their number is checked before. */
export type Arguments = readonly [Argument, ...Argument[]];

export type Report = (at: Span, code: Code, values: Values) => void;

/** The type of the result; faults of the arguments are reported, and `undefined` means that there is no type then. */
export type Signature = (args: Arguments, report: Report) => Type | undefined;

type NumberType = Extract<Type, { is: 'number' }>;

const aNumber: Words = { zh: '数', en: 'a number' };
const aTruth: Words = { zh: '是非值', en: 'true or false' };
const aText: Words = { zh: '文字', en: 'text' };
const aList: Words = { zh: '列表或表', en: 'a list or a table' };

function kindFault(argument: Argument, wanted: Words, report: Report): undefined {
  report(argument, 'FORMULA_KIND', { part: argument.written, found: typeWords(argument.type), wanted });
}

export function asNumber(argument: Argument, report: Report): NumberType | undefined {
  return argument.type.is === 'number' ? argument.type : kindFault(argument, aNumber, report);
}

export function asPure(argument: Argument, report: Report): NumberType | undefined {
  const type = asNumber(argument, report);
  if (!type || isPure(type.unit)) return type;
  return void report(argument, 'FORMULA_PURE', { part: argument.written, unit: unitWords(type.unit) });
}

export function asTruth(argument: Argument, report: Report): Type | undefined {
  return argument.type.is === 'boolean' ? argument.type : kindFault(argument, aTruth, report);
}

/** The type of an item of a list or table. */
export function asItem(argument: Argument, report: Report): Type | undefined {
  return itemOf(argument.type) ?? kindFault(argument, aList, report);
}

/** The unit in which two numbers meet, as in a sum, a comparison or a `max`. */
export function meet(left: Argument, right: Argument, operator: string, report: Report): NumberType | undefined {
  const [a, b] = [asNumber(left, report), asNumber(right, report)];
  if (!a || !b) return undefined;
  if (unitsMeet(a, b)) return meetingUnit(a, b);
  const units = { leftUnit: unitWords(a.unit), rightUnit: unitWords(b.unit) };
  const at = { from: left.from, to: right.to };
  return void report(at, 'FORMULA_UNITS', { left: left.written, right: right.written, operator, ...units });
}

/** The one type of several values that stand in the same place. */
export function joined(args: Arguments, report: Report): Type | undefined {
  const [first, ...others] = args;
  let { type } = first;
  for (const argument of others) {
    const both = join(type, argument.type);
    if (!both) {
      const types = { leftType: typeWords(type), rightType: typeWords(argument.type) };
      return void report(argument, 'FORMULA_MIXED', { left: first.written, right: argument.written, ...types });
    }
    type = both;
  }
  return type;
}

/** Reports why the two may not be compared, if they may not. */
export function checkComparison(left: Argument, right: Argument, operator: string, report: Report): void {
  const texts = { left: left.written, right: right.written, operator };
  const fault = incomparable(left.type, right.type, texts, operator !== '=' && operator !== '!=');
  if (fault) report({ from: left.from, to: right.to }, fault.code, fault.values);
}

/** The items of the one list given, or the arguments themselves. */
function spread(args: Arguments): Arguments {
  const [first, ...others] = args;
  const item = others.length === 0 ? itemOf(first.type) : undefined;
  return item ? [{ ...first, type: item }] : args;
}

/** `all` when each argument passes; every argument is looked at, so that all faults are reported. */
function each(args: Arguments, check: (argument: Argument) => Type | undefined, all: () => Type | undefined): Type | undefined {
  return args.map(check).includes(undefined) ? undefined : all();
}

const pureNumber: Type = { is: 'number', unit: pure };
const truth: Type = { is: 'boolean' };

/** Numbers of one unit, or one list of them. */
export const numbers: Signature = (args, report) => {
  const items = spread(args);
  return each(items, (item) => asNumber(item, report), () => joined(items, report));
};

/** As `numbers`, or days, or months. */
export const extremes: Signature = (args, report) => {
  const items = spread(args);
  const inTime = items[0].type.is === 'date' || items[0].type.is === 'month';
  return inTime ? joined(items, report) : numbers(args, report);
};

/** Truth values, or one list of them. */
export const truths: Signature = (args, report) => each(spread(args), (item) => asTruth(item, report), () => truth);

export const oneTruth: Signature = ([value], report) => asTruth(value, report);

/** A number, then a pure number of decimal places; the result has the unit of the number. */
export const rounding: Signature = ([value, ...places], report) => {
  const type = asNumber(value, report);
  const others = places.map((argument) => asPure(argument, report));
  return others.includes(undefined) ? undefined : type;
};

export const parity: Signature = ([value], report) => asNumber(value, report) && truth;

export const remainder: Signature = ([left, ...others], report) => meet(left, others[0]!, 'modulo', report);

export const texts: Signature = (args, report) => {
  const isText = (argument: Argument): Type | undefined => (argument.type.is === 'text' ? truth : kindFault(argument, aText, report));
  return each(args, isText, () => truth);
};

export const size: Signature = ([list], report) => asItem(list, report) && pureNumber;

export const membership: Signature = ([list, ...others], report) => {
  const item = asItem(list, report);
  if (item) checkComparison(others[0]!, { ...list, type: item }, '=', report);
  return truth;
};

/** Lists whose items are of one type; the result is such a list. */
export const lists: Signature = (args, report) => {
  const items = args.map((argument) => ({ ...argument, type: asItem(argument, report) }));
  const known = items.filter((item): item is Argument => item.type !== undefined);
  if (known.length < args.length) return undefined;
  const of = joined(known as unknown as Arguments, report);
  return of && { is: 'list', of };
};
