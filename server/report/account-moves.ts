/** Every transfer of a year to and from an account as the river draws it. */
import { bureaus, hasRole, institutionsOf, requireRole, type Asking } from '../access/asker.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { sumMoney } from '../core/money.ts';
import { PolicyVersion } from '../model/run.ts';
import { accountBook, partsOf } from '../run/accounts.ts';
import { yearEnds } from '../run/dated.ts';
import { membersOn } from '../run/members.ts';
import { policyOf } from '../run/policies.ts';
import { titleAt } from '../run/titles.ts';
import { drawnAs } from './river.ts';
import type { AccountMove, AccountMoves } from './views.ts';

export interface AccountMovesOf {
  region: number;
  year: number;
  /** `advanced/A`, or several accounts drawn as one, `surplus-share/A/BRANCH`. */
  account: string;
  asOf: Date | null;
}

interface Transfer {
  fund: string;
  on: string;
  run: string;
  stage: string;
  period: string;
  version: string;
  step: string;
  row: string | null;
  source: string;
  target: string;
  amount: string;
}

const movesMost = 500;

/** Of the classes of which the account is one or several. */
const transfers = `
  select f.code as fund, e."on"::text as on, e.run_id as run, r.stage, r.period, r.policy_version_id as version, d.step, d."row", c.account as source, d.account as target, d.amount::text as amount
  from posting d
  join posting c on c.region_id = d.region_id and c.entry_id = d.entry_id and c.line / 2 = d.line / 2 and c.amount < 0
  join journal_entry e on e.region_id = d.region_id and e.id = d.entry_id
  join fund f on f.region_id = e.region_id and f.id = e.fund_id
  join run r on r.region_id = e.region_id and r.id = e.run_id
  where d.region_id = ? and d.amount > 0 and r.year = ? and e.posted_at <= coalesce(?::timestamptz, 'infinity') and ? in (split_part(c.account, '/', 1), split_part(d.account, '/', 1))
  order by e.posted_at, e.id, d.line`;

/** The codes of the asker's institutions and of their consortia; `all` for a bureau. */
async function codesSeen({ em, asker }: Asking, region: number, year: number): Promise<'all' | ReadonlySet<string>> {
  requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
  if (hasRole(asker, region, bureaus)) return 'all';
  const own = institutionsOf(asker, region, ['HOSPITAL_HEAD']);
  const rows = await em.execute<Array<{ code: string }>>('select code from institution where region_id = ? and id in (select json_array_elements_text(?::json)::uuid)', [region, JSON.stringify(own)]);
  const members = (await membersOn(em, region, yearEnds(year))).filter(({ institution, role }) => role === 'HEAD' && own.includes(institution));
  return new Set([...rows.map(({ code }) => code), ...members.map(({ consortiumCode }) => consortiumCode)]);
}

export async function accountMoves(asking: Asking, { region, year, account, asOf }: AccountMovesOf): Promise<AccountMoves> {
  const { em } = asking;
  const seen = await codesSeen(asking, region, year);
  const book = await accountBook(em, region, yearEnds(year));
  const policies = new Map((await em.find(PolicyVersion, { regionId: region })).map((version) => [version.id, policyOf(version)]));
  const rows = await em.execute<Transfer[]>(transfers, [region, year, asOf?.toISOString() ?? null, partsOf(account).class]);
  const mine = ({ row, source, target }: Transfer) => seen === 'all' || [row, partsOf(source).of, partsOf(target).of].some((code) => code !== null && code !== undefined && seen.has(code));
  const moves = rows.filter(mine).flatMap((transfer): AccountMove[] => {
    const { fund, source, target, on, run, stage, period, version, step, row, amount } = transfer;
    const policy = policies.get(version)!;
    const move = (other: string, signed: bigint): AccountMove => ({ on, run, period, step, row, stage: titleAt(stage, policy), title: amountTitle(policy, step), other: book.title(other), amount: signed });
    return [
      ...(drawnAs(fund, target, book).id === account ? [move(source, BigInt(amount))] : []),
      ...(drawnAs(fund, source, book).id === account ? [move(target, -BigInt(amount))] : []),
    ];
  });
  const amounts = moves.map((each) => each.amount);
  return { count: moves.length, received: sumMoney(amounts.filter((each) => each > 0n)), given: -sumMoney(amounts.filter((each) => each < 0n)), moves: moves.slice(-movesMost) };
}
