/**
 * One's place among those of the same post grade, without telling what anybody has. Told are a quarter and rounded marks of whole groups
 * of at least `groupLeast`. Two groups that overlap would tell by their difference of those who stand in one only: so of the groups of one
 * kind and grade, in the order in which they were paid, one is shown only if it differs from every one shown before it by nobody or by at
 * least `groupLeast` on each side that differs.
 */
import type { Money } from '../money.ts';

/** Nothing is told of fewer people than this. */
export const groupLeast = 5;

/** Marks are told to the nearest hundred yuan, in fen, so that none is anybody's own amount. */
const markStep = 10_000n;

const without = (group: ReadonlySet<string>, other: ReadonlySet<string>): number => [...group].filter((person) => !other.has(person)).length;
const tells = (people: number): boolean => people > 0 && people < groupLeast;

/** Which of the groups may be shown, in the order in which they were paid. */
export function shownGroups(groups: ReadonlyArray<ReadonlySet<string>>): boolean[] {
  const shown: Array<ReadonlySet<string>> = [];
  return groups.map((group) => {
    const may = group.size >= groupLeast && !shown.some((other) => tells(without(group, other)) || tells(without(other, group)));
    if (may) shown.push(group);
    return may;
  });
}

export interface Standing {
  people: number;
  /** 1 for the lowest quarter of the group, 4 for the highest; equal amounts are in one quarter. */
  quarter: 1 | 2 | 3 | 4;
  /** A quarter, a half and three quarters of the group have at most about this much; fen, rounded to a hundred yuan. */
  lower: Money;
  median: Money;
  upper: Money;
}

const rounded = (amount: Money): Money => ((amount + markStep / 2n) / markStep) * markStep;

/** The place of one amount among those of a group, its own among them. Amounts are at least 0. */
export function standingOf(amounts: readonly Money[], own: Money): Standing {
  const sorted = amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const mark = (quarters: number): Money => rounded(sorted[Math.ceil((sorted.length * quarters) / 4) - 1] as Money);
  const below = sorted.filter((amount) => amount < own).length;
  const quarter = (Math.floor((below * 4) / sorted.length) + 1) as Standing['quarter'];
  return { people: sorted.length, quarter, lower: mark(1), median: mark(2), upper: mark(3) };
}
