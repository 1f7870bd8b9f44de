/** Spending and certificates of a year, as they stand: of each chain of replacements the last. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Certificate, Spending } from '../model/budget.ts';

function standing<T extends { id: string; replacesId: string | null }>(records: T[]): T[] {
  const replaced = new Set(records.map((record) => record.replacesId));
  return records.filter((record) => !replaced.has(record.id));
}

/**
 * Holds the spending of a year until the transaction ends: of those who record, certify and settle one goes first,
 * and a settlement rests on all that was recorded before it.
 */
export async function lockSpending(em: EntityManager, region: number, year: number): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?, ?)', [region, year]);
}

/** Spending records of a year by month. */
export async function spendingOf(em: EntityManager, region: number, year: number): Promise<Spending[]> {
  return standing(await em.find(Spending, { regionId: region, month: { $like: `${year}-%` } }, { populate: ['consortium'], orderBy: { month: 'asc', id: 'asc' } }));
}

/** Certificates of reasonable overspend of a year. */
export async function certificatesOf(em: EntityManager, region: number, year: number): Promise<Certificate[]> {
  return standing(await em.find(Certificate, { regionId: region, year }, { populate: ['consortium'], orderBy: { id: 'asc' } }));
}
