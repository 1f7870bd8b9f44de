/** Writes the audit log: in the transaction of what it tells of, so that neither is there without the other. */
import type { MikroORM } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { refuse, type Words } from '../core/refusal.ts';
import { inTransaction } from '../db.ts';
import type { Role } from '../model/account.ts';
import { kindOf, type AuditAction } from '../model/audit.ts';
import { actsFor, regionsOf, type Asker, type Asking } from './asker.ts';

export interface AuditEntry {
  action: AuditAction;
  /** Names, codes and periods; never an amount, a password or a token. */
  subject: Words;
  exported?: { rows: number; purpose: string; query: string };
  /** The roles that it needs, to tell in whose place it was done; any role in the region when left out. */
  as?: readonly Role[];
  /** The institution it is about, where a role is held for one. */
  institution?: string | undefined;
  /** In whose place it was done, where that is known; null: in nobody's. */
  forId?: string | null;
}

/** Adds a line to the log of a region that the entity manager may write to. */
export async function audit({ em, asker, now }: Asking, region: number, { action, subject, exported, as, institution, forId = actsFor(asker, region, as, institution) }: AuditEntry): Promise<void> {
  await em.execute(
    `insert into audit_event (region_id, id, at, account_id, for_id, kind, action, subject, row_count, purpose, query)
     values (?, ?, ?::timestamptz, ?, ?, ?, ?, ?::jsonb, ?, ?, ?)`,
    [region, v7(), now.toISOString(), asker.id, forId, kindOf[action], action, JSON.stringify(subject), exported?.rows ?? null, exported?.purpose ?? null, exported?.query ?? null],
  );
}

/** What an account does with itself belongs to no region, and so to each in which it has a grant: their auditors read it. */
export async function auditAccount(orm: MikroORM, asker: Asker, now: Date, action: AuditAction, subject: Words = { zh: asker.login, en: asker.login }): Promise<void> {
  const regions = regionsOf(asker);
  await inTransaction(orm, regions, async (em) => {
    for (const region of regions) await audit({ em, asker, now }, region, { action, subject });
  });
}

const longest = 200;

/** The purpose that an export must name (PURPOSE_MISSING). */
export function readPurpose(given: unknown): string {
  const purpose = typeof given === 'string' ? given.trim() : '';
  return purpose !== '' && purpose.length <= longest ? purpose : refuse('PURPOSE_MISSING', 'purpose', { allowed: String(longest) });
}
