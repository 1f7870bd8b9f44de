/** What FEEL computes with when it follows the standard: null stands for what has no value, and for every error. */
import type { Rate } from '../../rate.ts';
import type { Work } from './work.ts';

export type Value =
  | null | boolean | string | Rate | readonly Value[]
  | Context | Range | FunctionValue | Day | TimeOfDay | DateTime | Duration | Months;

/** Named values in the order in which they were written. */
export interface Context {
  readonly is: 'context';
  readonly entries: ReadonlyMap<string, Value>;
}

/** From `low` to `high`; an end that the range does not have is undefined. With `point`, what equals `low` or does not. */
export interface Range {
  readonly is: 'range';
  readonly low: Value | undefined;
  readonly high: Value | undefined;
  readonly lowIncluded: boolean;
  readonly highIncluded: boolean;
  readonly point?: '=' | '!=';
}

export interface FunctionValue {
  readonly is: 'function';
  /** What the arguments are called, with their types as far as these are known. */
  readonly parameters: readonly { readonly name: string; readonly type?: Type }[];
  /** Null when the arguments do not fit. */
  call(args: Arguments, work: Work): Value;
}

/** What a call is given, in order or by name. */
export type Arguments = { readonly inOrder: readonly Value[] } | { readonly byName: ReadonlyMap<string, Value> };

/** A day; `day` counts from 1970-01-01, in the Gregorian calendar however early. */
export interface Day {
  readonly is: 'date';
  readonly day: number;
}

/** A time of the day in seconds after midnight; `offset` is what the local clock is ahead of UTC, in seconds. */
export interface TimeOfDay {
  readonly is: 'time';
  readonly seconds: Rate;
  readonly offset: number | undefined;
}

/** A day and a time on the local clock. */
export interface DateTime {
  readonly is: 'date and time';
  readonly day: number;
  readonly seconds: Rate;
  readonly offset: number | undefined;
}

/** A duration of days and time, in seconds. */
export interface Duration {
  readonly is: 'days and time duration';
  readonly seconds: Rate;
}

/** A duration of years and months, in whole months. */
export interface Months {
  readonly is: 'years and months duration';
  readonly months: bigint;
}

/** A type as `instance of` and the parameters of functions name it. */
export type Type =
  | { readonly is: Kind | 'Any' | 'Null' }
  | { readonly is: 'list of' | 'range of'; readonly of: Type }
  | { readonly is: 'context of'; readonly entries: ReadonlyMap<string, Type> }
  | { readonly is: 'function of'; readonly parameters: readonly Type[]; readonly gives: Type };

/** What one evaluation carries along. */
export interface Run {
  readonly scope: Scope;
  readonly work: Work;
}

export interface Scope {
  /** Undefined when there is no such name. */
  get(name: string): Value | undefined;
}

/** What the values of each kind are. */
export interface KindTypes {
  number: Rate;
  string: string;
  boolean: boolean;
  list: readonly Value[];
  context: Context;
  range: Range;
  function: FunctionValue;
  date: Day;
  time: TimeOfDay;
  'date and time': DateTime;
  'days and time duration': Duration;
  'years and months duration': Months;
  null: null;
}

export type Kind = keyof KindTypes;

export function kindOf(value: Value): Kind {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return 'boolean';
  if (typeof value === 'string') return 'string';
  if ('n' in value) return 'number';
  return 'is' in value ? value.is : 'list';
}

export function isKind<K extends Kind>(value: Value, kind: K): value is KindTypes[K] & Value {
  return kindOf(value) === kind;
}

export function context(entries: Iterable<readonly [string, Value]>): Context {
  return { is: 'context', entries: new Map(entries) };
}
