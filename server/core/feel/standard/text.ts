/** Values as text, as `string` gives them. */
import { formatDecimal } from './decimal.ts';
import { writeDateTime, writeDay, writeDuration, writeMonths, writeTime } from './temporal-text.ts';
import { isKind, type Range, type Value } from './value.ts';

/** The text of a value; a text within a list or a context is quoted. */
export function write(value: Value, quoted = true): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return quoted ? JSON.stringify(value) : value;
  if (isKind(value, 'number')) return formatDecimal(value);
  if (isKind(value, 'list')) return `[${value.map((item) => write(item)).join(', ')}]`;
  switch (value.is) {
    case 'context': return `{${[...value.entries].map(([key, entry]) => `${writeKey(key)}: ${write(entry)}`).join(', ')}}`;
    case 'range': return writeRange(value);
    case 'function': return `function(${value.parameters.map(({ name }) => name).join(', ')})`;
    case 'date': return writeDay(value.day);
    case 'time': return writeTime(value);
    case 'date and time': return writeDateTime(value);
    case 'days and time duration': return writeDuration(value);
    case 'years and months duration': return writeMonths(value);
  }
}

function writeKey(key: string): string {
  return /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(key) ? key : JSON.stringify(key);
}

function writeRange({ low, high, lowIncluded, highIncluded, point }: Range): string {
  if (point) return `${point} ${write(low!)}`;
  if (low === undefined) return `${highIncluded ? '<=' : '<'} ${write(high!)}`;
  if (high === undefined) return `${lowIncluded ? '>=' : '>'} ${write(low)}`;
  return `${lowIncluded ? '[' : '('}${writeEnd(low)}..${writeEnd(high)}${highIncluded ? ']' : ')'}`;
}

/** An end of a range as it is written in a formula. */
function writeEnd(value: Value): string {
  const plain = value === null || typeof value === 'string' || isKind(value, 'number');
  return plain ? write(value) : `@"${write(value, false)}"`;
}
