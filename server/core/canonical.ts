/** JSON in one form only, so that equal contents have one text, and one hash. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** SHA-256 of a text in UTF-8 or of bytes, hexadecimal; given by whoever runs the core. */
export type Hash = (data: string | Uint8Array) => string;

/** JSON with the keys of every object in order and no space. */
export function canonical(value: Plain): string {
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
