/** Names as the grammar reads them: with one blank between words and about the signs that a name may hold. */
import { normalizeContextKey } from '@bpmn-io/lezer-feel';
import { isKind, type Scope, type Value } from './value.ts';

const sign = /[./\-'+*]/;

/** The name as the grammar reads it: `first-name` is `first - name`. */
export function readName(written: string): string {
  return normalizeContextKey(written);
}

/** The value of a name as read, whichever way it is written among the entries. */
export function entryOf(entries: ReadonlyMap<string, Value>, name: string): Value | undefined {
  const value = entries.get(name);
  if (value !== undefined || !sign.test(name)) return value;
  return [...entries].find(([written]) => readName(written) === name)?.[1];
}

/** A scope in which these names hide those outside. */
export function within(outer: Scope, names: ReadonlyMap<string, Value>): Scope {
  return {
    get: (name) => {
      const value = entryOf(names, name);
      return value === undefined ? outer.get(name) : value;
    },
  };
}

/** The names that the parser should know: those of the entries, and within these those of contexts and of lists of them. */
export function knownNames(entries: ReadonlyMap<string, Value>): Record<string, object> {
  return Object.fromEntries([...entries].map(([name, value]) => [name, knownWithin(value)]));
}

function knownWithin(value: Value): Record<string, object> {
  if (isKind(value, 'context')) return knownNames(value.entries);
  return isKind(value, 'list') ? Object.assign({}, ...value.map(knownWithin)) as Record<string, object> : {};
}
