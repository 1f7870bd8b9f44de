/** Reading what holds on a day, and what was known of it. */

/** The condition that a dated row holds on a day, which is given twice as a value. */
export function holdsOn(alias: string): string {
  return `${alias}.valid_from <= ?::date and (${alias}.valid_until is null or ?::date < ${alias}.valid_until)`;
}

/** The condition that a row of the register holds on a day, as it is known at an instant: with the values of `dayKnown`. */
export function knownOn(alias: string): string {
  return `${holdsOn(alias)} and ${alias}.known_from <= coalesce(?::timestamptz, 'infinity') and (${alias}.known_until is null or ?::timestamptz < ${alias}.known_until)`;
}

/** A day, as it is known at an instant; null: now. */
export function dayKnown(day: string, asOf: Date | null = null): [string, string, string | null, string | null] {
  const at = asOf === null ? null : asOf.toISOString();
  return [day, day, at, at];
}

/** Budgets and pay totals go by what holds when their year begins. */
export const yearBegins = (year: number): string => `${year}-01-01`;

/** Settlements go by what holds when their year ends. */
export const yearEnds = (year: number): string => `${year}-12-31`;
