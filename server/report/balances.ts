/** What the accounts of a fund hold. */
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { accountBook } from '../run/accounts.ts';
import type { Balance } from './views.ts';

const sums = `select p.account, sum(p.amount)::text as amount
  from posting p
  join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
  join fund f on f.region_id = e.region_id and f.id = e.fund_id
  where p.region_id = ? and f.code = ? and e.posted_at <= coalesce(?::timestamptz, 'infinity')
  group by p.account having sum(p.amount) <> 0 order by p.account`;

/** Every account of a fund that is not at 0, by name. */
export async function balances({ em, asker, now }: Asking, region: number, fund: string, asOf: Date | null): Promise<Balance[]> {
  requireRole(asker, region, bureaus);
  const book = await accountBook(em, region, dayOf(asOf ?? now));
  const rows = await em.execute<Array<{ account: string; amount: string }>>(sums, [region, fund, asOf?.toISOString() ?? null]);
  return rows.map(({ account, amount }) => ({ account, title: book.title(account), amount: BigInt(amount) }));
}
