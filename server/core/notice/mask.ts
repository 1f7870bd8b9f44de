/** What a notice shows of a person. */

/** A name with all but its first character hidden: `王*`; of a single character nothing is shown. */
export function maskName(name: string): string {
  const [first = '', ...rest] = name;
  return rest.length === 0 ? '*' : `${first}*`;
}
