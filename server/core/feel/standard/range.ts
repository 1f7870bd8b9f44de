/** Making ranges. */
import { order } from './compare.ts';
import type { Range, Value } from './value.ts';

/** A range of which the ends go together; null when they have no order. An end may be null, of which nothing is known. */
export function rangeOf(low: Value, high: Value, lowIncluded: boolean, highIncluded: boolean): Range | null {
  const ends = [low, high].filter((end) => end !== null);
  if (ends.some((end) => order(end, ends[0]!) === null)) return null;
  return { is: 'range', low, high, lowIncluded, highIncluded };
}
