/** Signing in by login and password, and who is behind a session. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import { Account, Session } from '../model/account.ts';
import { bureaus, type Asker } from './asker.ts';
import type { DataKeys } from './data-keys.ts';
import { isPassword } from './passwords.ts';
import { grantsOf } from './scope.ts';
import { regionsWithheld, requireFactor } from './second-factor.ts';
import { accountOfSession, endSession, openSession, type Opened } from './sessions.ts';

export { hashPassword } from './passwords.ts';
export { endSession as signOut } from './sessions.ts';

export interface Credentials {
  login: string;
  password: string;
  /** Of the second factor. */
  code?: string | null;
}

export interface SignedIn extends Opened {
  account: Account;
}

/**
 * Opens a session; refuses a wrong login or password with one sentence for both (SIGN_IN_FAILED), and then, of an account with a second factor,
 * no code (CODE_NEEDED) or a wrong one (CODE_WRONG).
 * The session that the browser had before is ended: a token from before signing in is worth nothing after it.
 */
export async function signIn(
  em: EntityManager, keys: DataKeys, { login, password, code = null }: Credentials, now: Date, { agent = '', before = null }: { agent?: string; before?: string | null } = {},
): Promise<SignedIn> {
  const account = await em.findOne(Account, { login });
  const right = await isPassword(account?.passwordHash, password);
  if (!account || !right) return refuse('SIGN_IN_FAILED', 'password');
  await requireFactor(em, keys, account.id, code, now);
  if (before !== null) await endSession(em, before);
  return { ...(await openSession(em, account.id, now, agent)), account };
}

/** Sessions that have run out, and that nobody signed in after. */
export async function removeOldSessions(em: EntityManager, now: Date): Promise<void> {
  await em.nativeDelete(Session, { expiresAt: { $lte: now } });
}

/** The asker behind an account, with the grants that hold today; roles of bureaus wait where their region asks a second factor that the account has not. */
export async function askerOf(em: EntityManager, { id, login, name }: Account, today: string): Promise<Asker> {
  const withheld = await regionsWithheld(em, id);
  const grants = await grantsOf(em, id, today);
  const waits = grants.filter(({ region, role }) => withheld.includes(region) && bureaus.includes(role));
  if (waits.length === 0) return { id, login, name, grants };
  return { id, login, name, grants: grants.filter((grant) => !waits.includes(grant)), withheld: [...new Set(waits.map(({ region }) => region))] };
}

/** The asker of a session's token, or null when there is none or it has ended. */
export async function askerOfToken(em: EntityManager, token: string, now: Date, today: string): Promise<Asker | null> {
  const account = await accountOfSession(em, token, now);
  return account === null ? null : askerOf(em, await em.findOneOrFail(Account, account), today);
}
