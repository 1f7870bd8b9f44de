/** What is left of an institution's basic or incentive share. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sumMoney, type Money } from '../core/money.ts';
import { PayRun, type PayKind, type PayTotal } from '../model/pay.ts';

/** The share, and the share less what has been paid from it, in fen. */
export async function poolLeft(em: EntityManager, payTotal: PayTotal, kind: PayKind): Promise<{ pool: Money; left: Money }> {
  const pool = kind === 'BASIC' ? payTotal.basic : payTotal.incentive;
  const [{ paid }] = await em.execute<[{ paid: string }]>(
    'select coalesce(sum(total), 0) as paid from pay_run where region_id = ? and institution_id = ? and year = ? and kind = ? and paid_at is not null',
    [payTotal.regionId, payTotal.institution.id, payTotal.year, kind],
  );
  return { pool, left: pool - BigInt(paid) };
}

/** Totals with what had been released of them at an instant. They are read for this alone and written nowhere. */
export async function releasedBy(em: EntityManager, totals: PayTotal[], asOf: Date): Promise<PayTotal[]> {
  for (const total of totals) {
    const runs = await em.find(PayRun, { regionId: total.regionId, institution: total.institution.unwrap(), year: total.year, paidAt: { $lte: asOf } });
    total.released = sumMoney(runs.map((run) => run.total));
  }
  return totals;
}
