/** Runs the checks of a region's ledger and keeps what they found: which checks and how many rows, not the rows, which hold names. */
import { v7 } from 'uuid';
import type { EntityManager } from '@mikro-orm/postgresql';
import { findFaults } from './checks.ts';

/** `account` is null for the nightly run. Gives the number of checks that found something. */
export async function recordCheck(em: EntityManager, region: number, account: string | null, now: Date): Promise<number> {
  const findings = (await findFaults(em)).map(({ check, rows }) => ({ check: check.replace(/\.sql$/, ''), rows: rows.length }));
  await em.execute('insert into ledger_check (region_id, id, at, account_id, findings) values (?, ?, ?::timestamptz, ?, ?::jsonb)',
    [region, v7(), now.toISOString(), account, JSON.stringify(findings)]);
  return findings.length;
}
