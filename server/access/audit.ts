/** Writes the audit log: in the transaction of what it tells of, so that neither is there without the other. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { refuse, type Words } from '../core/refusal.ts';
import { inTransaction } from '../db.ts';
import { kindOf, type AuditAction } from '../model/audit.ts';
import { regionsOf, type Asker, type Asking } from './asker.ts';

export interface AuditEntry {
  action: AuditAction;
  /** Names, codes and periods; never an amount, a password or a token. */
  subject: Words;
  exported?: { rows: number; purpose: string; query: string };
}

/** Adds a line to the log of a region that the entity manager may write to. */
export async function audit({ em, asker, now }: Asking, region: number, { action, subject, exported }: AuditEntry): Promise<void> {
  await em.execute(
    `insert into audit_event (region_id, id, at, account_id, kind, action, subject, row_count, purpose, query)
     values (?, ?, ?::timestamptz, ?, ?, ?, ?::jsonb, ?, ?, ?)`,
    [region, v7(), now.toISOString(), asker.id, kindOf[action], action, JSON.stringify(subject), exported?.rows ?? null, exported?.purpose ?? null, exported?.query ?? null],
  );
}

/** Signing in and out belongs to no region, and so to each in which the account has a grant: their auditors read it. */
export async function auditSession(orm: MikroORM, asker: Asker, now: Date, action: 'SIGN_IN' | 'SIGN_IN_FAILED' | 'SIGN_OUT'): Promise<void> {
  const regions = regionsOf(asker);
  await inTransaction(orm, regions, async (em) => {
    for (const region of regions) await audit({ em, asker, now }, region, { action, subject: { zh: asker.login, en: asker.login } });
  });
}

const longest = 200;

/** The purpose that an export must name (PURPOSE_MISSING). */
export function readPurpose(given: unknown): string {
  const purpose = typeof given === 'string' ? given.trim() : '';
  return purpose !== '' && purpose.length <= longest ? purpose : refuse('PURPOSE_MISSING', 'purpose', { allowed: String(longest) });
}
