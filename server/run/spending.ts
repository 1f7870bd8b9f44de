/** Spending and certificates of a year, as they are known now or were known at an instant. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney, sumMoney } from '../core/money.ts';
import type { Origins, Policy } from '../core/policy/policy.ts';
import { refuse } from '../core/refusal.ts';
import { Certificate, Spending } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import type { Run } from '../model/run.ts';
import { knownAt } from './known.ts';
import { currentRun } from './load.ts';
import { spendingOrigins } from './spending-origins.ts';

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

/** Spending records of a year by month, or of one month. */
export function spendingOf(em: EntityManager, region: number, period: number | string, asOf: Date | null = null): Promise<Spending[]> {
  return em.find(Spending, { regionId: region, month: { $like: `${period}%` }, ...knownAt(asOf) }, { populate: ['consortium'], orderBy: { month: 'asc', id: 'asc' } });
}

/** Certificates of reasonable overspend of a year. */
export function certificatesOf(em: EntityManager, region: number, year: number, asOf: Date | null = null): Promise<Certificate[]> {
  return em.find(Certificate, { regionId: region, year, ...knownAt(asOf) }, { populate: ['consortium'], orderBy: { id: 'asc' } });
}

interface ConsortiumRow extends Record<string, string> {
  consortium: string;
  claims: string;
  contract_fees: string;
}

/** What the packages of these consortia paid in a period and, of a year, what of their overspend is certified, as rows of a table keyed `consortium`. */
export async function consortiumSpending(em: EntityManager, region: number, period: string, codes: readonly string[]): Promise<{ rows: ConsortiumRow[]; origin: string; origins: Origins }> {
  const consortia = await em.find(Consortium, { regionId: region, code: { $in: [...codes] } }, { orderBy: { code: 'asc' } });
  const spending = await spendingOf(em, region, period);
  const certificates = period.length === 4 ? await certificatesOf(em, region, Number(period)) : undefined;
  const rows = consortia.map((consortium) => {
    const own = spending.filter((record) => record.consortium.id === consortium.id);
    const certificate = certificates?.find((found) => found.consortium.id === consortium.id);
    return {
      consortium: consortium.code,
      claims: formatMoney(sumMoney(own.map((record) => record.claims))),
      contract_fees: formatMoney(sumMoney(own.map((record) => record.contractFees))),
      ...(certificates && { certified: formatMoney(certificate?.amount ?? 0n) }),
    };
  });
  return { rows, origin: `支出登记 ${period}`, origins: await spendingOrigins(em, region, period, spending) };
}

/** The same by path, for the tables of a policy, as it is known now. */
export async function registeredSpending(em: EntityManager, { regionId, period }: Run, { tables }: Policy): Promise<{ paths: Map<string, string>; origin: (path: string) => string }> {
  const named = [...tables].filter(([, { key }]) => key === 'consortium').map(([name]) => name);
  const consortia = await em.find(Consortium, { regionId });
  const { rows, origin, origins } = await consortiumSpending(em, regionId, period, consortia.map(({ code }) => code));
  const paths = named.flatMap((name) => rows.flatMap(({ consortium, ...cells }) => Object.entries(cells)
    .filter(([column]) => tables.get(name)?.columns.has(column)).map(([column, value]) => [`${name}/${consortium}/${column}`, value] as const)));
  return { origin: (path) => origins[path.slice(path.indexOf('/') + 1)] ?? origin, paths: new Map(paths) };
}
