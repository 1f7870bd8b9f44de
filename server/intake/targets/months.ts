/** Months of a file that something lacks. */
import { monthsIn, nextMonth } from '../../core/period.ts';
import type { Words } from '../../core/refusal.ts';

/** For each thing the months between the first and the last of the file that it has no row for. */
export function missingMonths(names: ReadonlyMap<string, string>, has: (key: string, month: string) => boolean, months: readonly string[]): Words[] {
  const [first, last] = [months.toSorted()[0], months.toSorted().at(-1)];
  if (first === undefined || last === undefined) return [];
  const all = monthsIn({ from: first, until: nextMonth(last) });
  return [...names].flatMap(([key, name]) => {
    const lacking = all.filter((month) => !has(key, month));
    return lacking.length === 0 ? [] : [{ zh: `${name}：${lacking.join('、')}`, en: `${name}: ${lacking.join(', ')}` }];
  });
}
