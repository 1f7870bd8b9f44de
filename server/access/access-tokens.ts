/** Personal access tokens: shown once, kept as a hash, narrower than their holder, and never a signature. */
import { randomBytes } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { refuse } from '../core/refusal.ts';
import { AccessToken, Account, type TokenScope } from '../model/account.ts';
import type { Asker } from './asker.ts';
import { regionsWithin } from './scope.ts';
import { tokenHash } from './sessions.ts';
import { askerOf } from './sign-in.ts';

const prefix = 'fpt_';
const daysLongest = 365;
const nameLongest = 100;
const secondsBetweenMarks = 60;

/** Whose token that does not hold was shown; null for what is none. */
export async function holderOf(em: EntityManager, secret: string): Promise<string | null> {
  return (await em.findOne(AccessToken, { tokenHash: tokenHash(secret) }))?.accountId ?? null;
}

/** By which token a request comes. */
export interface TokenAccess {
  id: string;
  scope: TokenScope;
}

/** What a program may prepare or record under PREPARE. Everything else is done in person, signatures above all. */
const preparing = new Set(['prepareBudget', 'prepareSettlement', 'preparePayTotal', 'preparePayRun', 'recordSpending', 'uploadFile', 'beginImport', 'changeImportReading', 'checkImport', 'confirmImport']);

/** Refuses a mutation that the token does not reach (TOKEN_TOO_NARROW), or that none may do (TOKEN_NEVER). */
export function requireTokenMay({ scope }: TokenAccess, mutation: string): void {
  if (!preparing.has(mutation)) refuse('TOKEN_NEVER', mutation);
  if (scope !== 'PREPARE') refuse('TOKEN_TOO_NARROW', mutation, { allowed: scope });
}

export interface NewToken {
  name: string;
  scope: TokenScope;
  region: number;
  days: number;
}

/** Makes a token for a region of the asker. Refuses another number of days than 1 to 365 (TOKEN_DAYS), and a name that says nothing (NAME_MISSING). */
export async function makeToken(em: EntityManager, asker: Asker, { name, scope, region, days }: NewToken, now: Date): Promise<{ secret: string; token: AccessToken }> {
  if (!Number.isInteger(days) || days < 1 || days > daysLongest) refuse('TOKEN_DAYS', 'days', { found: String(days), allowed: String(daysLongest) });
  const called = name.trim();
  if (called === '' || called.length > nameLongest) refuse('NAME_MISSING', 'name', { allowed: String(nameLongest) });
  const secret = prefix + randomBytes(32).toString('base64url');
  const token = em.create(AccessToken, {
    id: v7(), accountId: asker.id, tokenHash: tokenHash(secret), name: called, scope, region, madeAt: now, expiresAt: new Date(now.getTime() + days * 86_400_000),
  });
  await em.flush();
  return { secret, token };
}

/**
 * The asker behind `Authorization: Bearer fpt_…`, with the grants that the token reaches. Refuses what is no token (TOKEN_UNKNOWN), one that was
 * revoked (TOKEN_REVOKED) and one that has expired (TOKEN_EXPIRED), which then stays closed whatever the clock says later.
 */
export async function askerOfAccessToken(em: EntityManager, secret: string, now: Date, today: string): Promise<{ asker: Asker; access: TokenAccess }> {
  const token = secret.startsWith(prefix) ? await em.findOne(AccessToken, { tokenHash: tokenHash(secret) }) : null;
  if (!token) return refuse('TOKEN_UNKNOWN', 'authorization');
  const at = Math.max(now.getTime(), token.usedAt?.getTime() ?? 0);
  const expired = at >= token.expiresAt.getTime() || (token.closedAt !== null && token.closedAt >= token.expiresAt);
  if (expired && token.closedAt === null) await em.nativeUpdate(AccessToken, { id: token.id }, { closedAt: new Date(at) });
  if (expired) return refuse('TOKEN_EXPIRED', 'authorization', { on: token.expiresAt.toISOString().slice(0, 10) });
  if (token.closedAt !== null) return refuse('TOKEN_REVOKED', 'authorization', { on: token.closedAt.toISOString().slice(0, 10) });
  if (token.usedAt === null || at - token.usedAt.getTime() >= secondsBetweenMarks * 1000) await em.nativeUpdate(AccessToken, { id: token.id }, { usedAt: new Date(at) });
  const regions = await regionsWithin(em, token.region);
  const asker = await askerOf(em, await em.findOneOrFail(Account, token.accountId), today);
  return { asker: { ...asker, grants: asker.grants.filter(({ region }) => regions.includes(region)), within: regions }, access: { id: token.id, scope: token.scope } };
}
