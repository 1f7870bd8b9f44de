/** Passwords: how they are kept, and which are taken. */
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { refuse } from '../core/refusal.ts';
import { madeOfCommonPieces } from './common-passwords.ts';
import { isLeaked } from './leaked-passwords.ts';

/** OWASP's argon2id setting: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const shortest = 12;
const longest = 128;

/** The same characters however they were typed, also in the full width of a Chinese keyboard. */
const normal = (password: string) => password.normalize('NFKC');

export function hashPassword(password: string): Promise<string> {
  return hash(normal(password), cost);
}

/** A hash that no password has, so that an unknown login costs the same time as a wrong password. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Whether a password is the one kept; without one kept it never is, after the same time. */
export async function isPassword(kept: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(kept ?? (await nobody), normal(password));
  return right && typeof kept === 'string';
}

/** Refuses a new password that is too short or too long (PASSWORD_LENGTH), made of what everybody guesses or of the login (PASSWORD_COMMON), or known from a leak (PASSWORD_LEAKED). */
export function requireGoodPassword(password: string, about: readonly string[]): void {
  const length = [...normal(password)].length;
  if (length < shortest || length > longest || !password.isWellFormed()) {
    refuse('PASSWORD_LENGTH', 'password', { least: String(shortest), most: String(longest), found: String(length) });
  }
  const small = normal(password).toLowerCase();
  if (madeOfCommonPieces(small, about)) refuse('PASSWORD_COMMON', 'password');
  if (isLeaked(small)) refuse('PASSWORD_LEAKED', 'password');
}
