/** What stands in the books of a place. */
import { formatMoney } from '../../../server/core/money.ts';
import type { County, Place } from '../../kit/county.ts';
import { ownerRows, printedLedger } from '../../kit/ledger.ts';

/** What stands on the accounts of a fund, in yuan; accounts at 0 are left out. */
export async function balances(fixture: County, { region }: Place, fund: string): Promise<Record<string, string>> {
  const rows = await ownerRows<{ account: string; fen: string }>(fixture, `select p.account, sum(p.amount)::text as fen
    from posting p join journal_entry e on e.region_id = p.region_id and e.id = p.entry_id join fund f on f.region_id = e.region_id and f.id = e.fund_id
    where p.region_id = $1 and f.code = $2 group by p.account having sum(p.amount) <> 0 order by p.account`, [region, fund]);
  return Object.fromEntries(rows.map(({ account, fen }) => [account, formatMoney(BigInt(fen))]));
}

/** The ledger of a place with the journal of every fund apart, each with what stands on its accounts at the end. */
export async function printedBooks(fixture: County, place: Place): Promise<string> {
  const entries = (await printedLedger(fixture, place)).trimEnd().split('\n\n');
  const byFund = Map.groupBy(entries, (entry) => /\(([^()]+)\)\n/.exec(entry)?.[1] as string);
  const books = await Promise.all([...byFund].map(async ([fund, own]) => {
    const standing = Object.entries(await balances(fixture, place, fund)).map(([account, amount]) => `   ${account} ${amount}`);
    return [`== ${fund}`, ...own, ['== balances', ...standing].join('\n')].join('\n\n');
  }));
  return `${books.join('\n\n')}\n`;
}
