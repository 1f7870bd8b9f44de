/** Spending and certificates of a year, as they stand: of each chain of replacements the last. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Certificate, Spending } from '../model/budget.ts';

function standing<T extends { id: string; replacesId: string | null }>(records: T[]): T[] {
  const replaced = new Set(records.map((record) => record.replacesId));
  return records.filter((record) => !replaced.has(record.id));
}

/** Spending records of a year by month. */
export async function spendingOf(em: EntityManager, region: number, year: number): Promise<Spending[]> {
  return standing(await em.find(Spending, { regionId: region, month: { $like: `${year}-%` } }, { populate: ['consortium'], orderBy: { month: 'asc', id: 'asc' } }));
}

/** Certificates of reasonable overspend of a year. */
export async function certificatesOf(em: EntityManager, region: number, year: number): Promise<Certificate[]> {
  return standing(await em.find(Certificate, { regionId: region, year }, { populate: ['consortium'], orderBy: { id: 'asc' } }));
}
