/** Content addresses: SHA-256 over JSON with sorted keys. */
import { createHash } from 'node:crypto';

export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** JSON with the keys of every object in order, so that equal contents have one text. */
export function canonical(value: Plain): string {
  if (Array.isArray(value)) return `[${(value as readonly Plain[]).map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** SHA-256 of a text, hexadecimal. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function contentHash(value: Plain): string {
  return sha256(canonical(value));
}
