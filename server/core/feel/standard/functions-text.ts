/** Functions on texts; a character is a code point. */
import { way, type Overload } from './builtin.ts';
import { wholePart } from './decimal.ts';
import { leftOut } from './refused.ts';
import { write } from './text.ts';
import type { Value } from './value.ts';
import { rate, type Rate } from '../../rate.ts';
import type { Work } from './work.ts';

/** What has a meaning of its own in a pattern. */
const special = /[\\.[\]{}()*+?^$|]/;

/** From a place, counted from 1 or, when negative, from the end; null beyond the text or for no characters. */
function substring(text: string, from: Rate, count: Rate | undefined): string | null {
  const characters = [...text];
  const [start, length] = [Number(wholePart(from)), count && Number(wholePart(count))];
  if (start === 0 || Math.abs(start) > characters.length || (length !== undefined && length < 1)) return null;
  const first = start > 0 ? start - 1 : characters.length + start;
  return characters.slice(first, length === undefined ? undefined : first + length).join('');
}

function before(text: string, match: string): string {
  return text.slice(0, Math.max(text.indexOf(match), 0));
}

function after(text: string, match: string): string {
  const place = text.indexOf(match);
  return place < 0 ? '' : text.slice(place + match.length);
}

function split(text: string, delimiter: string, { meter }: Work): Value {
  if (special.test(delimiter)) leftOut('patterns');
  meter.spend(text.length);
  return text.split(delimiter);
}

/** The texts one after the other, nulls left out; null when one is neither. */
function join(list: readonly Value[], delimiter: string, { meter }: Work): string | null {
  const items = list.filter((item) => item !== null);
  if (!items.every((item) => typeof item === 'string')) return null;
  meter.spend(items.reduce((sum, item) => sum + item.length + delimiter.length, 0));
  return items.join(delimiter);
}

export const textFunctions: Readonly<Record<string, readonly Overload[]>> = {
  string: [way(['from: any'], ([from]) => (from === null ? null : write(from, false)))],
  substring: [way(['string: string', 'start position: number', 'length?: number'], ([string, start, length]) => substring(string, start, length))],
  'string length': [way(['string: string'], ([string]) => rate(BigInt([...string].length)))],
  'upper case': [way(['string: string'], ([string]) => string.toUpperCase())],
  'lower case': [way(['string: string'], ([string]) => string.toLowerCase())],
  'substring before': [way(['string: string', 'match: string'], ([string, match]) => before(string, match))],
  'substring after': [way(['string: string', 'match: string'], ([string, match]) => after(string, match))],
  contains: [way(['string: string', 'match: string'], ([string, match]) => string.includes(match))],
  'starts with': [way(['string: string', 'match: string'], ([string, match]) => string.startsWith(match))],
  'ends with': [way(['string: string', 'match: string'], ([string, match]) => string.endsWith(match))],
  split: [way(['string: string', 'delimiter: string'], ([string, delimiter], work) => split(string, delimiter, work))],
  'string join': [
    way(['list: list', 'delimiter?: string or null'], ([list, delimiter], work) => join(list, delimiter ?? '', work)),
  ],
  matches: [way(['arguments...: any'], () => leftOut('patterns')), way(['input: any', 'pattern: any', 'flags?: any'], () => leftOut('patterns'))],
  replace: [
    way(['arguments...: any'], () => leftOut('patterns')),
    way(['input: any', 'pattern: any', 'replacement: any', 'flags?: any'], () => leftOut('patterns')),
  ],
};
