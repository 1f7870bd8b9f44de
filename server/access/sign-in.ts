/** Signing in by login and password, and who is behind a session. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import { Account, Session } from '../model/account.ts';
import type { Asker } from './asker.ts';
import { isPassword } from './passwords.ts';
import { grantsOf } from './scope.ts';
import { accountOfSession, endSession, openSession, type Opened } from './sessions.ts';

export { hashPassword } from './passwords.ts';
export { endSession as signOut } from './sessions.ts';

export interface SignedIn extends Opened {
  account: Account;
}

/**
 * Opens a session; refuses a wrong login or password with one sentence for both (SIGN_IN_FAILED).
 * The session that the browser had before is ended: a token from before signing in is worth nothing after it.
 */
export async function signIn(
  em: EntityManager, login: string, password: string, now: Date, { agent = '', before = null }: { agent?: string; before?: string | null } = {},
): Promise<SignedIn> {
  const account = await em.findOne(Account, { login });
  const right = await isPassword(account?.passwordHash, password);
  if (!account || !right) return refuse('SIGN_IN_FAILED', 'password');
  if (before !== null) await endSession(em, before);
  return { ...(await openSession(em, account.id, now, agent)), account };
}

/** Sessions that have run out, and that nobody signed in after. */
export async function removeOldSessions(em: EntityManager, now: Date): Promise<void> {
  await em.nativeDelete(Session, { expiresAt: { $lte: now } });
}

/** The asker behind an account, with the grants that hold today. */
export async function askerOf(em: EntityManager, { id, login, name }: Account, today: string): Promise<Asker> {
  return { id, login, name, grants: await grantsOf(em, id, today) };
}

/** The asker of a session's token, or null when there is none or it has ended. */
export async function askerOfToken(em: EntityManager, token: string, now: Date, today: string): Promise<Asker | null> {
  const account = await accountOfSession(em, token, now);
  return account === null ? null : askerOf(em, await em.findOneOrFail(Account, account), today);
}
