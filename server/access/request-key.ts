/** Keys under which a request may be sent again without a second effect. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import type { Asking } from './asker.ts';

/** The header that carries the key. */
export const keyHeader = 'Idempotency-Key';

const form = /^[A-Za-z0-9._~-]{16,64}$/;
const daysKept = 30;

/** What the caller sent: the key, and a keyed hash of the whole request, which may hold numbers of people. */
export interface KeyedRequest {
  region: number;
  key: string;
  bodyHash: string;
}

/** A UUID, or 16 to 64 letters, digits or `. _ ~ -` (KEY_UNREADABLE). */
export function readKey(given: string): string {
  return form.test(given) ? given : refuse('KEY_UNREADABLE', keyHeader, { found: given.slice(0, 80) });
}

/** Answers hold names and figures, so they go when a retry can no longer be meant. */
export async function removeOldKeys(em: EntityManager, region: number, now: Date): Promise<void> {
  const before = new Date(now.getTime() - daysKept * 86_400_000);
  await em.execute('delete from request_key where region_id = ? and at < ?::timestamptz', [region, before.toISOString()]);
}

/**
 * The answer under a key: the first time what `work` gives, kept in the same transaction as its effect, and that again for every later request.
 * Requests under one key go one after the other. Refuses another body under a key in use (KEY_REUSED). When `work` throws, nothing is kept.
 */
export async function answerOnce({ em, asker, now }: Asking, { region, key, bodyHash }: KeyedRequest, work: () => Promise<string>): Promise<string> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`${region} ${asker.id} ${key}`]);
  const [known] = await em.execute<Array<{ body_hash: string; answer: string }>>(
    'select body_hash, answer from request_key where region_id = ? and account_id = ? and key = ?', [region, asker.id, key]);
  if (known?.body_hash === bodyHash) return known.answer;
  if (known) return refuse('KEY_REUSED', keyHeader, { found: bodyHash.slice(0, 12), allowed: known.body_hash.slice(0, 12) });
  const answer = await work();
  await em.execute('insert into request_key (region_id, account_id, key, body_hash, answer, at) values (?, ?, ?, ?, ?, ?::timestamptz)',
    [region, asker.id, key, bodyHash, answer, now.toISOString()]);
  return answer;
}
