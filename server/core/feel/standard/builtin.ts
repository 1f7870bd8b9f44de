/** How the functions of the standard are declared, and how a call finds the one that its arguments fit. */
import { coerced } from './types.ts';
import type { Arguments, FunctionValue, Kind, KindTypes, Type, Value } from './value.ts';
import type { Work } from './work.ts';

/** `n: number`; `scale?: number` may be left out, `items...: list` may be any number of them, and `or null` lets null in. */
type Parameter = `${string}: ${Kind | 'any' | `${Kind} or null`}`;

type Named<T> = T extends 'any' ? Value : T extends `${infer K extends Kind} or null` ? KindTypes[K] | null : T extends Kind ? KindTypes[T] : never;
type Given<P> =
  P extends `${string}...: ${infer T}` ? readonly Named<T>[]
    : P extends `${string}?: ${infer T}` ? Named<T> | undefined
      : P extends `${string}: ${infer T}` ? Named<T> : never;
type AllGiven<P extends readonly Parameter[]> = { [I in keyof P]: Given<P[I]> };

/** One way to call a function. */
export interface Overload {
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  /** Undefined when the arguments do not fit. */
  bind(args: Arguments): ((work: Work) => Value) | undefined;
}

interface Place {
  name: string;
  type: Type;
  optional: boolean;
  many: boolean;
  nullable: boolean;
}

function placeOf(parameter: Parameter): Place {
  const [label, kind] = parameter.split(': ') as [string, string];
  const nullable = kind === 'any' || kind.endsWith(' or null');
  return {
    name: label.replace(/[?.]+$/, ''), optional: label.endsWith('?'), many: label.endsWith('...'), nullable,
    type: { is: kind === 'any' ? 'Any' : (kind.replace(' or null', '') as Kind) },
  };
}

/** The argument as the place takes it; undefined when it does not fit. */
function fitted(value: Value, { type, nullable }: Place): Value | undefined {
  return value === null && !nullable ? undefined : coerced(value, type);
}

function inOrder(places: readonly Place[], args: readonly Value[]): (Value | undefined)[] | undefined {
  const last = places.at(-1);
  const rest = last?.many ? args.slice(places.length - 1).map((arg) => fitted(arg, last)) : [];
  const fixed = last?.many ? places.slice(0, -1) : places;
  const surplus = !last?.many && args.length > places.length;
  if (surplus || (last?.many && rest.length === 0) || rest.includes(undefined)) return undefined;
  const given = fixed.map((place, index) => (index < args.length ? fitted(args[index]!, place) : undefined));
  if (given.some((value, index) => value === undefined && !(fixed[index]!.optional && index >= args.length))) return undefined;
  return last?.many ? [...given, rest as Value[]] : given;
}

function byName(places: readonly Place[], args: ReadonlyMap<string, Value>): (Value | undefined)[] | undefined {
  const known = [...args.keys()].every((name) => places.some((place) => place.name === name && !place.many));
  const given = places.map((place) => (args.has(place.name) ? fitted(args.get(place.name)!, place) : undefined));
  const complete = given.every((value, index) => value !== undefined || (places[index]!.optional && !args.has(places[index]!.name)));
  return known && complete ? given : undefined;
}

/** Declares one way to call a function; `call` is given its arguments in the order of the parameters. */
export function way<const P extends readonly Parameter[]>(parameters: P, call: (args: AllGiven<P>, work: Work) => Value): Overload {
  const places = parameters.map(placeOf);
  return {
    parameters: places,
    bind: (args) => {
      const given = 'inOrder' in args ? inOrder(places, args.inOrder) : byName(places, args.byName);
      return given && ((work) => call(given as unknown as AllGiven<P>, work));
    },
  };
}

/** Two ways: one list, or its items one by one. */
export function overItems(call: (items: readonly Value[], work: Work) => Value): Overload[] {
  const counted = (items: readonly Value[], work: Work): Value => {
    work.meter.spend(items.length);
    return call(items, work);
  };
  return [
    way(['list: list'], ([list], work) => counted(list, work)),
    way(['first: any', 'others...: any'], ([first, others], work) => counted([first, ...others], work)),
  ];
}

/** A function that takes the first of its ways that the arguments fit, and gives null when none does. */
export function builtin(ways: readonly Overload[]): FunctionValue {
  return {
    is: 'function',
    parameters: ways[0]!.parameters,
    call: (args, work) => {
      for (const each of ways) {
        const bound = each.bind(args);
        if (bound) return bound(work);
      }
      return null;
    },
  };
}
