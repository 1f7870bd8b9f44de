/** What institutions received or are about to: what the ledger has posted, and what runs on their way will post. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { monthOf } from '../core/period.ts';
import { cashClasses, cashMoves } from '../core/policy/cash-moves.ts';
import { PolicyVersion, Run } from '../model/run.ts';
import { yearBegins } from './dated.ts';
import { dueOf, postingOf } from './due.ts';
import { policyOf } from './policies.ts';
import { entriesOf, movesCash, payable, type CashEntry, type Payees } from './cash-entries.ts';

interface Transfer {
  day: string;
  run: string;
  stage: string;
  version: string;
  step: string;
  row: string | null;
  source: string;
  target: string;
  amount: string;
}

/** Transfers of a year's days between an account that holds cash by the policy of its run and one that does not. */
const transfers = `
  select e."on"::text as day, e.run_id as run, r.stage, r.policy_version_id as version, d.step, d."row", c.account as source, d.account as target, d.amount::text as amount
  from journal_entry e
  join run r on r.region_id = e.region_id and r.id = e.run_id
  join posting d on d.region_id = e.region_id and d.entry_id = e.id and d.amount > 0
  join posting c on c.region_id = d.region_id and c.entry_id = d.entry_id and c.line / 2 = d.line / 2 and c.amount < 0
  where e.region_id = ? and e."on" >= ?::date and e."on" < ?::date and e.posted_at <= coalesce(?::timestamptz, 'infinity')
    and exists (select from json_to_recordset(?::json) as k (version uuid, class text)
      where k.version = r.policy_version_id and k.class in (split_part(c.account, '/', 1), split_part(d.account, '/', 1)))
  order by e."on", e.id, d.line`;

/** What of a year is posted. */
export async function postedReceipts(em: EntityManager, region: number, year: number, payees: Payees, asOf: Date | null): Promise<CashEntry[]> {
  const policies = new Map((await em.find(PolicyVersion, { regionId: region })).map((version) => [version.id, policyOf(version)]));
  const classes = [...policies].flatMap(([version, policy]) => [...cashClasses(policy)].map((name) => ({ version, class: name })));
  const rows = await em.execute<Transfer[]>(transfers, [region, yearBegins(year), yearBegins(year + 1), asOf?.toISOString() ?? null, JSON.stringify(classes)]);
  return rows.flatMap(({ day, run, stage, version, step, row, source, target, amount }) => {
    const policy = policies.get(version)!;
    const moves = cashMoves(policy, [{ step, ...(row !== null && { row }), from: source, to: target, amount: BigInt(amount) }]);
    return entriesOf(moves, payees, { month: monthOf(day), state: 'paid', run, path: null }, policy, stage);
  });
}

/** Ids of the runs of these years that are posted, at an instant or by now. */
async function postedRuns(em: EntityManager, region: number, years: readonly number[], asOf: Date | null): Promise<Set<string>> {
  const rows = await em.execute<Array<{ id: string }>>(`
    select r.id from run r join journal_entry e on e.region_id = r.region_id and e.run_id = r.id
    where r.region_id = ? and r.year in (select json_array_elements_text(?::json)::integer) and e.posted_at <= coalesce(?::timestamptz, 'infinity')`, [region, JSON.stringify(years), asOf?.toISOString() ?? null]);
  return new Set(rows.map(({ id }) => id));
}

export interface KnownRuns {
  posted: Run[];
  /** Handed in, and neither posted nor returned. */
  open: Run[];
}

/** Runs of the consortia's stages of a year and the year before, the oldest first. */
export async function knownRuns(em: EntityManager, region: number, year: number, asOf: Date | null): Promise<KnownRuns> {
  const years = [year - 1, year];
  const posted = await postedRuns(em, region, years, asOf);
  const all = await em.find(Run, { regionId: region, year: { $in: years }, state: { $nin: ['RETURNED', 'PREPARED'] }, ...(asOf ? { preparedAt: { $lte: asOf } } : {}) }, { populate: ['policyVersion'], orderBy: { id: 'asc' } });
  const runs = all.filter(({ institution }) => !institution);
  return { posted: runs.filter(({ id }) => posted.has(id)), open: runs.filter(({ id }) => !posted.has(id)) };
}

/** What the runs on their way will post, in the present month or later. */
export async function comingReceipts(em: EntityManager, open: readonly Run[], payees: Payees, present: string): Promise<CashEntry[]> {
  const found: CashEntry[] = [];
  for (const run of open) {
    const policy = policyOf(run.policyVersion.getEntity());
    if (!movesCash(policy, run.stage, cashClasses(policy))) continue;
    const moves = cashMoves(policy, postingOf(run, await dueOf(em, run)));
    found.push(...entriesOf(moves, payees, { month: payable(run.period, present), state: 'owed', run: run.id, path: null }, policy, run.stage));
  }
  return found;
}
