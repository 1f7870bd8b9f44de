/** Sessions of browsers. Only the hash of a session's token is kept. */
import { createHash, randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { AccessToken, Session } from '../model/account.ts';

/** A session ends so long after signing in, however busy it is. */
const hoursInAll = 12;
/** And so long after the last request. */
const hoursIdle = 2;
/** How often it is written down that a session is in use. */
const secondsBetweenMarks = 60;
const agentLongest = 200;

export const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

export interface Opened {
  token: string;
  expiresAt: Date;
}

/** Opens a session, and removes those of anybody that have ended. */
export async function openSession(em: EntityManager, accountId: string, now: Date, agent: string): Promise<Opened> {
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + hoursInAll * 3_600_000);
  await em.nativeDelete(Session, { $or: [{ expiresAt: { $lte: now } }, { seenAt: { $lte: new Date(now.getTime() - hoursIdle * 3_600_000) } }] });
  await em.insert(Session, { id: v7(), tokenHash: tokenHash(token), accountId, startedAt: now, seenAt: now, expiresAt, agent: agent.slice(0, agentLongest) });
  return { token, expiresAt };
}

/**
 * The account of a session's token, or null when there is none or it has ended. A session found ended is removed there and then, and its own
 * time never goes back: a clock that is set back revives nothing.
 */
export async function accountOfSession(em: EntityManager, token: string, now: Date): Promise<string | null> {
  const session = await em.findOne(Session, { tokenHash: tokenHash(token) });
  if (!session) return null;
  const at = Math.max(now.getTime(), session.seenAt.getTime());
  const unseen = at - session.seenAt.getTime();
  if (at >= session.expiresAt.getTime() || unseen >= hoursIdle * 3_600_000) {
    await em.nativeDelete(Session, { id: session.id });
    return null;
  }
  if (unseen >= secondsBetweenMarks * 1000) await em.execute('update session set seen_at = greatest(seen_at, ?::timestamptz) where id = ?', [now.toISOString(), session.id]);
  return session.accountId;
}

export async function endSession(em: EntityManager, token: string): Promise<void> {
  await em.nativeDelete(Session, { tokenHash: tokenHash(token) });
}

/** Ends every session of an account, and every personal access token. */
export async function endAll(em: EntityManager, accountId: string, now: Date): Promise<void> {
  await em.nativeDelete(Session, { accountId });
  await em.execute('update access_token set closed_at = ?::timestamptz where account_id = ? and closed_at is null', [now.toISOString(), accountId]);
}

/** The sessions of an account that are open, the one seen last first. */
export function sessionsOf(em: EntityManager, accountId: string, now: Date): Promise<Session[]> {
  return em.find(Session, { accountId, expiresAt: { $gt: now }, seenAt: { $gt: new Date(now.getTime() - hoursIdle * 3_600_000) } }, { orderBy: { seenAt: 'desc' } });
}

/** The tokens of an account that are neither revoked nor expired. */
export function tokensOf(em: EntityManager, accountId: string, now: Date): Promise<AccessToken[]> {
  return em.find(AccessToken, { accountId, closedAt: null, expiresAt: { $gt: now } }, { orderBy: { madeAt: 'desc' } });
}
