/** "Did you mean …?" for misspelt names. */
import type { Words } from '../refusal.ts';

/** Nothing longer is compared: the time grows with the square of it. */
const longest = 100;

/** The candidate nearest to `found`, if one is near enough: at most a third of its characters, and at least one, differ. */
export function nearest(found: string, candidates: Iterable<string>): string | undefined {
  if (found.length > longest) return undefined;
  const limit = Math.max(1, Math.floor(found.length / 3));
  let best: { name: string; distance: number } | undefined;
  for (const name of candidates) {
    const distance = editDistance(found, name, limit);
    if (distance <= limit && distance < name.length && distance < (best?.distance ?? Infinity)) best = { name, distance };
    if (best?.distance === 1) break;
  }
  return best?.name;
}

/** What to put after "there is no such name": a question, or nothing. */
export function suggestion(found: string, candidates: Iterable<string>): Words {
  const name = nearest(found, candidates);
  return name === undefined ? { zh: '', en: '' } : { zh: `（是否应为“${name}”？）`, en: ` (did you mean "${name}"?)` };
}

/** How many characters must be put in, left out or changed to make `a` into `b`; infinite when they are more than the limit. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return Infinity;
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const change = above[column - 1]! + (a[row - 1] === b[column - 1] ? 0 : 1);
      line.push(Math.min(change, above[column]! + 1, line[column - 1]! + 1));
    }
    if (Math.min(...line) > limit) return Infinity;
    above = line;
  }
  return above[b.length]!;
}
