/** Compatibility cases: an expression, its inputs and what it must give, and whether it does. */
import { equal, type Rate } from '../../rate.ts';
import { Refusal, type Fault } from '../../refusal.ts';
import { identical } from './compare.ts';
import { precision, readDecimal, roundDigits } from './decimal.ts';
import { evaluateStandard } from './standard.ts';
import { readDateTime, readDay, readDuration, readTime } from './temporal-text.ts';
import { write } from './text.ts';
import { context, isKind, type Value } from './value.ts';

/** A value as a case writes it; anything else is refused by `readValue`. */
export type Written = unknown;

export interface Case {
  expression: string;
  inputs: Readonly<Record<string, Written>>;
  expected: Written;
}

export type Verdict =
  | { is: 'passed' }
  | { is: 'failed'; expected: string; found: string }
  | { is: 'refused'; faults: readonly Fault[] };

/** What is wrong with the writing of a case. */
export class CaseFault extends Error {}

/** Fewer digits of an expected number than these are never taken as rounded. */
const roundedFrom = 8;

const readers: ReadonlyMap<string, (text: string) => Value> = new Map<string, (text: string) => Value>([
  ['string', (text) => text],
  ['boolean', (text) => (text === 'true' ? true : text === 'false' ? false : null)],
  ['decimal', (text) => readDecimal(text) ?? null],
  ['date', readDay],
  ['time', readTime],
  ['dateTime', readDateTime],
  ['duration', readDuration],
]);

function isObject(written: Written): written is Readonly<Record<string, Written>> {
  return typeof written === 'object' && written !== null && !Array.isArray(written);
}

/**
 * Reads `{"null": true}`, `{"type", "value"}`, `{"list": […]}` or `{"context": {…}}`. Throws `CaseFault` for anything
 * else, unknown types and texts that are none of their type.
 */
export function readValue(written: Written): Value {
  if (!isObject(written)) throw new CaseFault(`not a value: ${JSON.stringify(written)}`);
  if (written['null'] === true) return null;
  if (Array.isArray(written['list'])) return written['list'].map(readValue);
  if (isObject(written['context'])) return context(Object.entries(written['context']).map(([key, value]) => [key, readValue(value)]));
  const { type, value: text } = written;
  const read = typeof type === 'string' ? readers.get(type) : undefined;
  if (!read) throw new CaseFault(`unknown type: ${JSON.stringify(written)}; known: ${[...readers.keys()].join(', ')}, list, context, null`);
  const value = typeof text === 'string' ? read(text) : null;
  if (value === null) throw new CaseFault(`not a ${String(type)}: ${JSON.stringify(text)}`);
  return value;
}

/** How many significant digits the value has, at most 34. */
function digitsOf(value: Rate): number {
  let digits = 1;
  while (digits < precision && !equal(roundDigits(value, digits), value)) digits += 1;
  return digits;
}

/**
 * As decimals of 34 digits. Where the value fills them all, because it does not end, the expected number may itself be
 * rounded: then the value is rounded to as many digits, if those are at least 8.
 */
function sameNumber(found: Rate, expected: Rate): boolean {
  const value = roundDigits(found, precision);
  const digits = digitsOf(expected);
  if (digits >= roundedFrom && digitsOf(value) >= precision - 1) return equal(roundDigits(value, digits), expected);
  return equal(value, roundDigits(expected, precision));
}

function asExpected(found: Value, expected: Value): boolean {
  if (isKind(found, 'number') && isKind(expected, 'number')) return sameNumber(found, expected);
  if (isKind(found, 'list') && isKind(expected, 'list')) {
    return found.length === expected.length && found.every((item, index) => asExpected(item, expected[index]!));
  }
  if (isKind(found, 'context') && isKind(expected, 'context')) {
    return found.entries.size === expected.entries.size
      && [...found.entries].every(([key, value]) => expected.entries.has(key) && asExpected(value, expected.entries.get(key)!));
  }
  return identical(found, expected);
}

/** Whether the expression gives what it must. Throws `CaseFault` when the case itself cannot be read. */
export function judge({ expression, inputs, expected }: Case): Verdict {
  try {
    const given = new Map(Object.entries(inputs).map(([name, written]) => [name, readValue(written)]));
    const wanted = readValue(expected);
    const found = evaluateStandard(expression, given);
    return asExpected(found, wanted) ? { is: 'passed' } : { is: 'failed', expected: write(wanted), found: write(found) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { is: 'refused', faults: error.faults };
  }
}
