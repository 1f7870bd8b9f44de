/** Days as they are counted in China; the server's own time zone does not matter. */
const chineseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

const chineseMinute = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short', timeStyle: 'short' });

/** The day `YYYY-MM-DD` of an instant in China. */
export function dayOf(instant: Date): string {
  return chineseDay.format(instant);
}

/** The day and minute `YYYY-MM-DD HH:MM` of an instant in China. */
export function minuteOf(instant: Date): string {
  return chineseMinute.format(instant);
}
