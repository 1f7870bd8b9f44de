/** Shapes of JSON values: each gives the value typed, or refuses it with its path (FILE_SHAPE, FILE_FIELDS). */
import { refuse } from '../refusal.ts';

export type Shape<T> = (value: unknown, at: string) => T;

const shownMax = 80;

function wrong(value: unknown, at: string): never {
  return refuse('FILE_SHAPE', at, { found: String(JSON.stringify(value)).slice(0, shownMax) });
}

function entriesOf(value: unknown, at: string): Array<[string, unknown]> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : wrong(value, at);
}

export const text: Shape<string> = (value, at) => (typeof value === 'string' ? value : wrong(value, at));

/** A whole number from 0. */
export const whole: Shape<number> = (value, at) => (Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : wrong(value, at));

export function matching(pattern: RegExp): Shape<string> {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? value : wrong(value, at));
}

/** One text and no other. */
export function exactly<T extends string>(allowed: T): Shape<T> {
  return (value, at) => (value === allowed ? allowed : wrong(value, at));
}

export function orNull<T>(shape: Shape<T>): Shape<T | null> {
  return (value, at) => (value === null ? null : shape(value, at));
}

/** A text, or what has the other shape. */
export function textOr<T>(shape: Shape<T>): Shape<string | T> {
  return (value, at) => (typeof value === 'string' ? value : shape(value, at));
}

export function listOf<T>(shape: Shape<T>): Shape<T[]> {
  return (value, at) => (Array.isArray(value) ? value.map((item, index) => shape(item, `${at}[${index}]`)) : wrong(value, at));
}

export function mapOf<T>(shape: Shape<T>): Shape<Record<string, T>> {
  return (value, at) => Object.fromEntries(entriesOf(value, at).map(([key, item]) => [key, shape(item, `${at}.${key}`)]));
}

/** An object with exactly these fields; those of `optional` may be missing. */
export function record<T extends Record<string, unknown>, O extends Record<string, unknown> = Record<never, never>>(
  shapes: { [K in keyof T]: Shape<T[K]> }, optional?: { [K in keyof O]: Shape<O[K]> },
): Shape<T & Partial<O>> {
  const all: Record<string, Shape<unknown>> = { ...shapes, ...optional };
  const allowed = Object.keys(shapes).sort().join(', ');
  return (value, at) => {
    const found = entriesOf(value, at);
    const names = found.map(([name]) => name).filter((name) => !optional || !Object.hasOwn(optional, name)).sort().join(', ');
    if (names !== allowed) refuse('FILE_FIELDS', at, { found: names, allowed });
    return Object.fromEntries(found.map(([name, item]) => [name, (all[name] as Shape<unknown>)(item, at === '' ? name : `${at}.${name}`)])) as T & Partial<O>;
  };
}
