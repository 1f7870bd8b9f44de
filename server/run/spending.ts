/** Spending and certificates of a year, as they are known now or were known at an instant. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { refuse } from '../core/refusal.ts';
import { Certificate, Spending } from '../model/budget.ts';
import { knownAt } from './known.ts';
import { currentRun } from './load.ts';

/**
 * Holds the spending of a year until the transaction ends: of those who record, certify and settle one goes first,
 * and a settlement rests on all that was recorded before it.
 */
export async function lockSpending(em: EntityManager, region: number, year: number): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?, ?)', [region, year]);
}

/** Refuses while a settlement of the year waits for signatures (YEAR_SETTLED); after it is posted, what comes late is for its correction. */
export async function requireNotSettling(em: EntityManager, region: number, year: number, at: string): Promise<void> {
  const settlement = await currentRun(em, region, 'SETTLEMENT', String(year));
  if (settlement && settlement.state !== 'POSTED' && settlement.state !== 'PREPARED') refuse('YEAR_SETTLED', at, { year: String(year) });
}

/** Spending records of a year by month. */
export function spendingOf(em: EntityManager, region: number, year: number, asOf: Date | null = null): Promise<Spending[]> {
  return em.find(Spending, { regionId: region, month: { $like: `${year}-%` }, ...knownAt(asOf) }, { populate: ['consortium'], orderBy: { month: 'asc', id: 'asc' } });
}

/** Certificates of reasonable overspend of a year. */
export function certificatesOf(em: EntityManager, region: number, year: number, asOf: Date | null = null): Promise<Certificate[]> {
  return em.find(Certificate, { regionId: region, year, ...knownAt(asOf) }, { populate: ['consortium'], orderBy: { id: 'asc' } });
}
