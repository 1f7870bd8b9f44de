/** What a kind of step declares in one place: how it is read, typed, evaluated and said. */
import type { Expression } from '../../feel/expression.ts';
import type { Type } from '../../feel/type.ts';
import type { Unit } from '../../feel/unit.ts';
import type { Value } from '../../feel/value.ts';
import { divide, rate, roundTo, toFen, type Rate } from '../../rate.ts';
import { roundAll, type Rates } from '../../rates.ts';
import type { Code, Values } from '../../refusal.ts';
import type { Node } from '../document.ts';
import type { Fields } from '../fields.ts';
import type { Bounds } from '../bounds.ts';
import type { Decided } from '../overrides.ts';
import type { ColumnName, Formula, Part, Place, Rounding, Step, StepBase, Words } from '../policy.ts';

export type NumberType = Extract<Type, { is: 'number' }>;

/** What a rule needs to read its own keys. */
export interface Reading {
  fields: Fields;
  base: StepBase;
  /** A further amount with its id, title, source and account, and the fields of its own keys. */
  part(node: Node, keys?: readonly string[]): { part: Part; fields: Fields };
  /** The fields of an item that names no amount. */
  item(node: Node, keys: readonly string[]): Fields;
}

/** Types of formulas where the step stands. What gives undefined has already been told as a fault. */
export interface Typing {
  type(formula: Formula): Type | undefined;
  number(formula: Formula): NumberType | undefined;
  /** An amount in yuan. */
  money(formula: Formula): NumberType | undefined;
  /** A pure number. */
  share(formula: Formula): NumberType | undefined;
  condition(formula: Formula): Type | undefined;
  /** A number in the unit given. */
  like(formula: Formula, unit: Unit): NumberType | undefined;
  /** The value of a formula that rests on figures of the policy alone. */
  fixed(formula: Formula): Rate | undefined;
  /** What the values of a formula cannot lie beyond, as the limits of facts, parameters and decisions show. */
  bounds(formula: Formula): Bounds;
  columnOf(table: string, column: string): Type | undefined;
  /** Tells a fault when the formula, of this type, is not in yuan. */
  expectMoney(type: Type, formula: Formula): NumberType | undefined;
  /** The same outside any row. */
  whole: Typing;
  fault(code: Code, place: Place, values?: Values): void;
  warn(code: Code, place: Place, values: Values): void;
}

/** How the units that whole shares leave over were given out. */
export interface Leftover {
  /** Key of the row, or name of the part. */
  readonly receivers: Array<{ key: string; exact: Rate; value: Rate }>;
  received: boolean;
  /** Everybody who shared. */
  peers: string[];
}

/** One amount of one row. Numbers in yuan are whole fen; `exact` is the value before rounding. */
export interface Result {
  value: Value;
  readonly exact?: Rate;
  leftover?: Leftover;
  /** Why this value and not the one asked for: the bound that was met, or why a gate is open or shut. */
  readonly bound?: Words;
  /** What it was made from, when that is not all that its rule names. */
  made?: Input[];
  /** Index of the band in which the number lies. */
  band?: number;
  /** Keys of the rows that it was compared with. */
  peers?: readonly string[];
  /** What the rule itself gives, where a decision has put another value. */
  overridden?: { own: Rate; by: Decided };
  /** The row is one that `where` leaves out. */
  outside?: true;
}

/** A place where formulas have values: one row, or the policy as a whole (`key` is then ''). */
export interface Run {
  readonly key: string;
  value(formula: Formula): Value;
  number(formula: Formula): Rate;
  holds(formula: Formula): boolean;
  /** Refuses the facts, naming the step and the row. */
  refuse(code: Code, values: Values): never;
}

/** What surrounds the rows of a step under evaluation. */
export interface Surroundings {
  /** How the amounts of the step are rounded; undefined when they stay exact. */
  rounding?: Rounding;
  /** The policy as a whole. */
  whole: Run;
  /** Keys of the rows of a table, in their order. */
  keys(table: string): string[];
  /** A column of the step's own table as text, for deciding ties and finding the parent row. */
  cell(key: string, column: string): string;
  /** Runs something on behalf of a row of another table, which a refusal then names. */
  guard<T>(key: string, run: () => T): T;
  /** Tells an amount that is not of the step's rows: of a row of the table where it is at home, or of the whole (''). */
  apart(amount: Part, key: string, result: Result): void;
  /** A number as the step prints it. */
  print(value: Rate): string;
  /** The unit of a formula that gives a number where the step stands. */
  unitOf(formula: Formula): Unit;
}

/** A step over all rows of its table at once. */
export interface AllRows {
  /** The numbers of a formula; undefined where the rows must be evaluated one by one. */
  numbers(formula: Formula): Rates | undefined;
  keys(): readonly string[];
  /** The places of the rows whose reference points at each of so many rows of another table. */
  groups(reference: string, parents: number): number[][];
  /** The policy as a whole. */
  whole: Run;
  rounding?: Rounding;
}

/** What an amount rests on: an expression where it stands or on every row that shares, or another amount of the step. */
export type Input = { expression: Expression; on: 'row' | 'peers' } | { amount: string };

/** Says formulas and names in both languages. */
export interface Sayer {
  /** In the scope of the step's rows, if it has any. */
  formula(formula: Formula): Words;
  expression(expression: Expression): Words;
  /** Of a name or, with `table`, of one of its columns. */
  title(name: string, table?: string): Words;
}

export interface Rule<S extends Step> {
  /** The keys that it reads beside `id`, `title` and `why`. */
  keys: readonly string[];
  read(reading: Reading): S;
  /** The amounts that it names beside its own. */
  parts(step: S): Part[];
  /** The table of an amount, for a kind that names amounts beside its rows; those come after the amounts of the rows. */
  home?(step: S, amount: string): string | undefined;
  /** The formulas that it depends on, `where` left out. */
  formulas(step: S): Formula[];
  /** The columns of its table that it reads by name. */
  columns?(step: S): ColumnName[];
  /** Types of its own amount and of its parts, in that order. */
  type(step: S, typing: Typing): Array<Type | undefined>;
  /** For every run the results of its own amount and of its parts, in that order; amounts beside the rows are told to `around.apart`. */
  evaluate(step: S, runs: readonly Run[], around: Surroundings): Result[][];
  /**
   * The values that `evaluate` gives, of every amount for all rows of its table at once; undefined where it cannot, or
   * where a row might be refused.
   */
  /** What a row receives does not depend on the other rows. */
  independent?: true;
  atOnce?(step: S, rows: AllRows): Rates[] | undefined;
  inputs(step: S, amount: string): Input[];
  sentence(step: S, amount: string, sayer: Sayer): Words;
}

const hundred = rate(100n);

/** The value rounded as the step says, and what it was before. */
export function settle(exact: Rate, rounding: Rounding | undefined): { value: Rate; exact: Rate } {
  return { value: rounding ? roundTo(exact, rounding.to, rounding.mode) : exact, exact };
}

/** The same for all rows at once. */
export function settleAll(exact: Rates, rounding: Rounding | undefined): Rates | undefined {
  return rounding ? roundAll(exact, rounding.to, rounding.mode) : exact;
}

/** Whole fen of an amount in yuan. */
export function fenOf(yuan: Rate): bigint {
  return toFen(yuan);
}

/** Yuan of an exact number of fen. */
export function yuanOf(fen: Rate): Rate {
  return divide(fen, hundred);
}

/** Words made for each language. */
export function words(make: (language: keyof Words) => string): Words {
  return { zh: make('zh'), en: make('en') };
}
