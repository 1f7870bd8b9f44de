/** Batches, payments and returned payments as they are shown. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { LayoutName } from '../core/payout/layouts.ts';
import { batchNumber } from '../run/payment-returns.ts';
import type { BatchGiven, HeldPayment, PaymentBatch, ReturnedPayment } from './views.ts';

/** The last payment of each person of a pay-out, by staff number. */
export async function paymentsOf(em: EntityManager, region: number, run: string): Promise<Map<string, { id: string; batch: string; reason: string | null }>> {
  const rows = await em.execute<Array<{ code: string; id: string; place: string; month: string; number: number; sequence: number; reason: string | null }>>(`
    select p.code, l.id, i.code as place, o.month, b.number, l.sequence, r.reason
    from payment_line l join payment_batch b on b.region_id = l.region_id and b.id = l.batch_id
    join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id join institution i on i.region_id = o.region_id and i.id = o.institution_id
    join person p on p.region_id = l.region_id and p.id = l.person_id left join payment_return r on r.region_id = l.region_id and r.line_id = l.id
    where l.region_id = ? and l.run_id = ? and not exists (select from payment_line again where again.region_id = l.region_id and again.replaces_id = l.id)`, [region, run]);
  return new Map(rows.map(({ code, id, place, month, number, sequence, reason }) => [code, { id, batch: `${batchNumber(place, month, number)} / ${sequence}`, reason }]));
}

interface BatchRow {
  id: string;
  place: string;
  month: string;
  number: number;
  layout: LayoutName;
  count: number;
  total: string;
  held: HeldPayment[];
  made_by: string;
  made_at: string;
  given: Array<Omit<BatchGiven, 'at'> & { at: string }>;
}

export async function batchesOf(em: EntityManager, region: number, run: string): Promise<PaymentBatch[]> {
  const rows = await em.execute<BatchRow[]>(`
    select b.id, i.code as place, o.month, b.number, b.layout, b.count, b.total::text as total, b.held, a.name as made_by, b.made_at::text as made_at,
      (select coalesce(json_agg(json_build_object('purpose', g.purpose, 'to', t.name, 'at', g.given_at, 'hash', g.hash) order by g.given_at), '[]')
        from payment_given g join account t on t.id = g.given_to_id where g.region_id = b.region_id and g.batch_id = b.id) as given
    from payment_batch b join account a on a.id = b.made_by_id
    join pay_out o on o.region_id = b.region_id and o.run_id = b.run_id join institution i on i.region_id = o.region_id and i.id = o.institution_id
    where b.region_id = ? and b.run_id = ? order by b.number`, [region, run]);
  return rows.map(({ place, month, number, total, made_by: madeBy, made_at: madeAt, given, held, ...row }) => ({
    ...row, number: batchNumber(place, month, number), total: BigInt(total), madeBy, madeAt: new Date(madeAt),
    held: held.map(({ code, name, reason }) => ({ code, name, reason })), given: given.map((each) => ({ ...each, at: new Date(each.at) })),
  }));
}

/** What came back of the month's payments, or is posted with the month. */
export async function returnsShown(em: EntityManager, region: number, institution: string, month: string): Promise<ReturnedPayment[]> {
  const rows = await em.execute<Array<{ id: string; place: string; month: string; number: number; sequence: number; code: string; name: string; amount: string; reason: string; at: string; posts_in: string; again: number | null }>>(`
    select r.id, i.code as place, o.month, b.number, l.sequence, p.code, p.name, l.amount::text as amount, r.reason, r.recorded_at::text as at, r.posts_in, nb.number as again
    from payment_return r join payment_line l on l.region_id = r.region_id and l.id = r.line_id
    join payment_batch b on b.region_id = l.region_id and b.id = l.batch_id
    join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id join institution i on i.region_id = o.region_id and i.id = o.institution_id
    join person p on p.region_id = l.region_id and p.id = l.person_id
    left join payment_line n on n.region_id = l.region_id and n.replaces_id = l.id left join payment_batch nb on nb.region_id = n.region_id and nb.id = n.batch_id
    where r.region_id = ? and o.institution_id = ? and (o.month = ? or r.posts_in = ?) order by r.recorded_at, b.number, l.sequence`, [region, institution, month, month]);
  return rows.map(({ place, month: of, number, amount, at, posts_in: postsIn, again, ...row }) => ({
    ...row, batch: batchNumber(place, of, number), amount: BigInt(amount), at: new Date(at), postsIn, again: again === null ? null : batchNumber(place, of, again),
  }));
}
