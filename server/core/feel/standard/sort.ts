/** Sorting by a function that says whether one item comes before another. */
import type { FunctionValue, Value } from './value.ts';
import type { Work } from './work.ts';

/** The items in order, equal ones as they were; null when the function says neither true nor false. */
export function sorted(list: readonly Value[], precedes: FunctionValue, work: Work): readonly Value[] | null {
  if (list.length < 2) return list;
  const half = list.length >> 1;
  const left = sorted(list.slice(0, half), precedes, work);
  const right = sorted(list.slice(half), precedes, work);
  return left && right && merged(left, right, precedes, work);
}

function merged(left: readonly Value[], right: readonly Value[], precedes: FunctionValue, work: Work): readonly Value[] | null {
  const result: Value[] = [];
  let taken = 0;
  for (const item of left) {
    for (; taken < right.length; taken += 1) {
      const first = precedes.call({ inOrder: [right[taken]!, item] }, work);
      if (typeof first !== 'boolean') return null;
      if (!first) break;
      result.push(right[taken]!);
    }
    result.push(item);
  }
  return [...result, ...right.slice(taken)];
}
