/** What is left of an institution's basic or incentive share. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sumMoney, type Money } from '../core/money.ts';
import { PayRun, type PayKind, type PayTotal } from '../model/pay.ts';

/** The share, and the share less what has been paid from it, in fen. */
export async function poolLeft(em: EntityManager, payTotal: PayTotal, kind: PayKind): Promise<{ pool: Money; left: Money }> {
  const pool = kind === 'BASIC' ? payTotal.basic : payTotal.incentive;
  const runs = await em.find(PayRun, {
    regionId: payTotal.regionId, institution: payTotal.institution.unwrap(), year: payTotal.year, kind, paidAt: { $ne: null },
  });
  return { pool, left: pool - sumMoney(runs.map((run) => run.total)) };
}

/** Totals with what had been released of them at an instant. They are read for this alone and written nowhere. */
export async function releasedBy(em: EntityManager, totals: PayTotal[], asOf: Date): Promise<PayTotal[]> {
  for (const total of totals) {
    const runs = await em.find(PayRun, { regionId: total.regionId, institution: total.institution.unwrap(), year: total.year, paidAt: { $lte: asOf } });
    total.released = sumMoney(runs.map((run) => run.total));
  }
  return totals;
}
