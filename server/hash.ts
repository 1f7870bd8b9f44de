/** Content addresses: SHA-256 over canonical JSON. */
import { createHash } from 'node:crypto';
import { canonical, type Plain } from './core/canonical.ts';

/** SHA-256 of a text in UTF-8 or of bytes, hexadecimal. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

export function contentHash(value: Plain): string {
  return sha256(canonical(value));
}
