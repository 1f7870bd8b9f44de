/** Passwords and sessions. Only the hash of a session's token is kept. */
import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import { Account, RoleGrant, Session } from '../model/account.ts';
import type { Asker } from './asker.ts';
import { withDescendants } from './descendants.ts';

const sessionHours = 12;
/** OWASP's argon2id setting: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost);
}

const tokenHash = (token: string) => createHash('sha256').update(token).digest('hex');

/** A hash that no password has, so that an unknown login costs the same time as a wrong password. */
const nobody = hashPassword(randomBytes(16).toString('hex'));

/** Opens a session; refuses a wrong login or password with one sentence for both (SIGN_IN_FAILED). */
export async function signIn(em: EntityManager, login: string, password: string, now: Date): Promise<{ token: string; account: Account; expiresAt: Date }> {
  const account = await em.findOne(Account, { login });
  const right = await verify(account?.passwordHash ?? (await nobody), password);
  if (!account || !right) return refuse('SIGN_IN_FAILED', 'password');
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(now.getTime() + sessionHours * 3_600_000);
  await em.nativeDelete(Session, { expiresAt: { $lte: now } });
  em.create(Session, { tokenHash: tokenHash(token), accountId: account.id, expiresAt });
  await em.flush();
  return { token, account, expiresAt };
}

export async function signOut(em: EntityManager, token: string): Promise<void> {
  await em.nativeDelete(Session, { tokenHash: tokenHash(token) });
}

/** The asker behind an account, with the grants that hold today. */
export async function askerOf(em: EntityManager, account: Account, today: string): Promise<Asker> {
  const grants = await em.find(RoleGrant, {
    accountId: account.id, validFrom: { $lte: today }, $or: [{ validUntil: null }, { validUntil: { $gt: today } }],
  }, { orderBy: { regionCode: 'asc', role: 'asc' } });
  return {
    id: account.id, login: account.login, name: account.name,
    grants: await withDescendants(em, grants.map((grant) => ({ region: grant.regionCode, role: grant.role, institution: grant.institutionId, person: grant.personId }))),
  };
}

/** The asker of a session's token, or null when there is none or it has expired. */
export async function askerOfToken(em: EntityManager, token: string, now: Date, today: string): Promise<Asker | null> {
  const session = await em.findOne(Session, { tokenHash: tokenHash(token), expiresAt: { $gt: now } });
  if (!session) return null;
  return askerOf(em, await em.findOneOrFail(Account, session.accountId), today);
}
