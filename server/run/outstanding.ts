/** What corrections have left to be paid or to be taken back (应付补差, 应收追回), by the code that stands behind the account. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney } from '../core/money.ts';
import { payable, recoverable } from '../core/policy/differences.ts';
import type { Register } from './draft.ts';

export const outstandingColumns = ['difference_payable', 'difference_recoverable'];
const ledgerOrigin = '资金台账 · 应付补差与应收追回';

interface Outstanding {
  code: string;
  payable: string;
  recoverable: string;
}

/** In fen, of one fund, as the ledger holds it now; codes whose differences are settled have none. */
export function outstandingOf(em: EntityManager, region: number, fund: string): Promise<Outstanding[]> {
  return em.execute<Outstanding[]>(`
    select split_part(p.account, '/', 2) as code,
      coalesce(sum(p.amount) filter (where p.account like ? || '/%'), 0)::text as payable,
      (-coalesce(sum(p.amount) filter (where p.account like ? || '/%'), 0))::text as recoverable
    from posting p
    join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id
    join fund f on f.region_id = e.region_id and f.id = e.fund_id
    where p.region_id = ? and f.code = ? and (p.account like ? || '/%' or p.account like ? || '/%')
    group by 1`, [payable, recoverable, region, fund, payable, recoverable]);
}

const yuanOf = (each: Outstanding | undefined): Record<string, string> => ({
  difference_payable: formatMoney(BigInt(each?.payable ?? 0)), difference_recoverable: formatMoney(BigInt(each?.recoverable ?? 0)),
});

/**
 * A register whose consortia and institutions have, under the names of `outstandingColumns`, what is outstanding for them; what is outstanding
 * for nobody of these, such as `difference-payable/claims`, is in a table keyed `account`.
 */
export async function withOutstanding(em: EntityManager, region: number, fund: string, register: Register): Promise<Register> {
  const found = new Map((await outstandingOf(em, region, fund)).map((each) => [each.code, each]));
  const known = new Set(Object.entries(register.tables).flatMap(([key, { rows }]) => rows.map((row) => row[key])));
  const others = [...found].filter(([code, each]) => !known.has(code) && (each.payable !== '0' || each.recoverable !== '0')).map(([account, each]) => ({ account, ...yuanOf(each) }));
  const tables = Object.fromEntries(Object.entries(register.tables).map(([key, table]) => [key, {
    ...table,
    rows: table.rows.map((row) => ({ ...row, ...yuanOf(found.get(row[key] ?? '')) })),
    owned: [...table.owned, ...outstandingColumns],
  }]));
  return { ...register, tables: { ...tables, account: { rows: others.toSorted((one, other) => (one.account < other.account ? -1 : 1)), owned: outstandingColumns, origin: ledgerOrigin } } };
}
