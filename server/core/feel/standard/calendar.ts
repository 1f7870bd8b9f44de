/** The Gregorian calendar as far as it reaches, in days from 1970-01-01. Nothing here knows a clock or a time zone. */

/** The largest year, either side of the year 0. */
export const lastYear = 999_999_999;
const daysPerEra = 146_097;
const yearsPerEra = 400;
/** From 0000-03-01 to 1970-01-01. */
const epoch = 719_468;

export interface CalendarDay {
  year: number;
  month: number;
  day: number;
}

export const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;
export const monthNames = [
  'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
] as const;

/** Days before the month, in a year that begins in March. */
function daysBefore(month: number): number {
  return Math.floor((153 * ((month + 9) % 12) + 2) / 5);
}

/** The number of a day; its month and day must be in the calendar. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  const fromMarch = month <= 2 ? year - 1 : year;
  const era = Math.floor(fromMarch / yearsPerEra);
  const yearOfEra = fromMarch - era * yearsPerEra;
  const leaps = Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100);
  return era * daysPerEra + yearOfEra * 365 + leaps + daysBefore(month) + day - 1 - epoch;
}

export function calendarDay(number: number): CalendarDay {
  const fromStart = number + epoch;
  const era = Math.floor(fromStart / daysPerEra);
  const dayOfEra = fromStart - era * daysPerEra;
  const leaps = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - leaps) / 365);
  const dayOfYear = dayOfEra - (yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const month = ((Math.floor((5 * dayOfYear + 2) / 153) + 2) % 12) + 1;
  const year = yearOfEra + era * yearsPerEra + (month <= 2 ? 1 : 0);
  return { year, month, day: dayOfYear - daysBefore(month) + 1 };
}

export function daysInMonth(year: number, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The number of the day; undefined when the calendar does not have it. */
export function checkedDay({ year, month, day }: CalendarDay): number | undefined {
  const known = Math.abs(year) <= lastYear && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
  return known ? dayNumber({ year, month, day }) : undefined;
}

/** The same day so many months later; the last of the month where that is shorter. Undefined beyond the last year. */
export function addMonths(number: number, months: bigint): number | undefined {
  const { year, month, day } = calendarDay(number);
  const count = BigInt(year) * 12n + BigInt(month - 1) + months;
  const [newYear, newMonth] = [Math.floor(Number(count) / 12), Number(((count % 12n) + 12n) % 12n) + 1];
  return checkedDay({ year: newYear, month: newMonth, day: Math.min(day, daysInMonth(newYear, newMonth)) });
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7 + 1;
}

export function dayOfYear(number: number): number {
  return number - dayNumber({ year: calendarDay(number).year, month: 1, day: 1 }) + 1;
}

/** The week of ISO 8601: that of the year to which its Thursday belongs. */
export function weekOfYear(number: number): number {
  const thursday = number - weekdayOf(number) + 4;
  return Math.floor((dayOfYear(thursday) - 1) / 7) + 1;
}
