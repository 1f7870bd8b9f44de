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
