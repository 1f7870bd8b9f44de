/** Days as they are counted in China; the server's own time zone does not matter. */
const chineseDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

/** The day `YYYY-MM-DD` of an instant in China. */
export function dayOf(instant: Date): string {
  return chineseDay.format(instant);
}
