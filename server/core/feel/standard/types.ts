/** Types: what `instance of` asks and what the parameters of functions take. */
import { isKind, kindOf, type Kind, type Type, type Value } from './value.ts';

const simple: ReadonlyMap<string, Kind | 'Any' | 'Null'> = new Map([
  ...(['number', 'string', 'boolean', 'date', 'time', 'date and time', 'days and time duration', 'years and months duration'] as const),
  ...(['list', 'context', 'range', 'function', 'Any', 'Null'] as const),
].map((name) => [name, name]));

/** The type of this name without parameters; undefined when the standard has none. */
export function simpleType(name: string): Type | undefined {
  const is = simple.get(name);
  return is && { is };
}

/** Whether the value is of the type; null is of no type but `Null`. */
export function isInstance(value: Value, type: Type): boolean {
  if (type.is === 'Null') return value === null;
  return value !== null && conforms(value, type);
}

/** Whether the value may stand where the type is asked for; null may everywhere. */
export function conforms(value: Value, type: Type): boolean {
  if (value === null || type.is === 'Any') return true;
  switch (type.is) {
    case 'list of': return isKind(value, 'list') && value.every((item) => conforms(item, type.of));
    case 'range of':
      return isKind(value, 'range') && [value.low, value.high].every((end) => end === undefined || conforms(end, type.of));
    case 'context of':
      return isKind(value, 'context') && [...type.entries].every(([key, of]) => value.entries.has(key) && conforms(value.entries.get(key)!, of));
    case 'function of':
      return isKind(value, 'function') && value.parameters.length === type.parameters.length
        && value.parameters.every((parameter, index) => !parameter.type || sameType(parameter.type, type.parameters[index]!));
    default: return kindOf(value) === type.is;
  }
}

function sameType(left: Type, right: Type): boolean {
  return left.is === right.is || left.is === 'Any' || right.is === 'Any';
}

/**
 * The value as the type asks for it: a list of one is its item where an item is asked for, an item is a list of one
 * where a list is, and a day is its midnight in UTC where an instant is. Undefined when it does not fit; null fits.
 */
export function coerced(value: Value, type: Type): Value | undefined {
  if (conforms(value, type)) return value;
  const wantsList = type.is === 'list' || type.is === 'list of';
  if (wantsList) return isKind(value, 'list') || !conforms([value], type) ? undefined : [value];
  if (isKind(value, 'date') && type.is === 'date and time') {
    return { is: 'date and time', day: value.day, seconds: { n: 0n, d: 1n }, offset: 0 };
  }
  if (!isKind(value, 'list') || value.length !== 1) return undefined;
  const [only] = value as [Value];
  return only !== null && conforms(only, type) ? only : undefined;
}
