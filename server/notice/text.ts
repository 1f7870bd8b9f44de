import { refuse } from '../core/refusal.ts';

const longest = 2000;

/** A reason that was given (ACT_REASON_MISSING), of at most 2,000 characters (TEXT_OVER). */
export function readReason(given: string): string {
  const reason = given.trim();
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  return reason.length <= longest ? reason : refuse('TEXT_OVER', 'reason', { allowed: String(longest), found: String(reason.length) });
}
