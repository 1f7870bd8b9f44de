/** Reading what holds on a day. */

/** The condition that a dated row holds on a day, which is given twice as a value. */
export function holdsOn(alias: string): string {
  return `${alias}.valid_from <= ?::date and (${alias}.valid_until is null or ?::date < ${alias}.valid_until)`;
}

/** Budgets and pay totals go by what holds when their year begins. */
export const yearBegins = (year: number): string => `${year}-01-01`;

/** Settlements go by what holds when their year ends. */
export const yearEnds = (year: number): string => `${year}-12-31`;
