/** What institutions must pay: pay from the pay runs and what is left of the basic share, and the obligations that were recorded. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { spreadOver, type CashItem } from '../core/cash.ts';
import { monthOf, monthsOf } from '../core/period.ts';
import { PayTotal, type PayKind } from '../model/pay.ts';
import { knownAt } from '../run/known.ts';
import { obligationsOf, obligationTitle } from '../run/obligations.ts';
import { standardTitle } from '../run/titles.ts';
import { payable, type CashEntry } from '../run/cash-entries.ts';

interface PayRunRow {
  institution: string;
  kind: PayKind;
  year: number;
  period: string;
  total: string;
  id: string;
  /** The day on which it was paid. */
  paid: string | null;
}

const payRuns = `
  select p.institution_id as institution, p.kind, p.year, p.period, p.total::text as total, p.id, e."on"::text as paid
  from pay_run p
  join run r on r.region_id = p.region_id and r.id = p.run_id
  left join journal_entry e on e.region_id = p.region_id and e.run_id = p.run_id and e.posted_at <= coalesce(?::timestamptz, 'infinity')
  where p.region_id = ? and p.year in (?, ?) and r.prepared_at <= coalesce(?::timestamptz, 'infinity') and (e.id is not null or r.state not in ('RETURNED', 'PREPARED'))
  order by p.period, p.kind, p.id`;

const stageOf = { BASIC: 'BASIC_PAY', INCENTIVE: 'INCENTIVE_PAY' } as const satisfies Record<PayKind, string>;
const unexplained = { run: null, step: null, row: null };

function entryOf({ institution, kind, period, total, id, paid }: PayRunRow, present: string): CashEntry {
  const dated = paid === null ? { month: payable(period, present), state: 'owed' as const } : { month: monthOf(paid), state: 'paid' as const };
  return { ...dated, institution, amount: BigInt(total), title: standardTitle(stageOf[kind]), detail: { zh: period, en: period }, ...unexplained, path: `/pay/runs/${id}` };
}

/** What is left of a total, for months to come without a run of their own; of the incentive share nobody knows the month. */
function leftOf(total: PayTotal, runs: readonly PayRunRow[], present: string): CashEntry[] {
  const own = runs.filter((run) => run.institution === total.institution.id && run.year === total.year);
  const left = (kind: PayKind, whole: bigint) => own.reduce((rest, run) => (run.kind === kind ? rest - BigInt(run.total) : rest), whole);
  const open = monthsOf(total.year).filter((month) => month >= present && !own.some(({ kind, period }) => kind === 'BASIC' && period === month));
  const entries = (kind: PayKind, items: readonly CashItem[]) => items.map((item): CashEntry => ({
    ...item, ...unexplained, institution: total.institution.id, title: standardTitle(stageOf[kind]), detail: null, path: `/pay/${total.institution.id}/total`,
  }));
  return [...entries('BASIC', spreadOver(left('BASIC', total.basic), open)), ...entries('INCENTIVE', spreadOver(left('INCENTIVE', total.incentive), []))];
}

/** What all institutions of a region, or some, must pay in a year. */
export async function dueIn(em: EntityManager, region: number, year: number, institutions: readonly string[] | 'all', { present, asOf }: { present: string; asOf: Date | null }): Promise<CashEntry[]> {
  const at = asOf?.toISOString() ?? null;
  const mine = (id: string) => institutions === 'all' || institutions.includes(id);
  const runs = (await em.execute<PayRunRow[]>(payRuns, [at, region, year - 1, year, at])).filter(({ institution }) => mine(institution));
  const totals = (await em.find(PayTotal, { regionId: region, year, ...knownAt(asOf) }, { orderBy: { id: 'asc' } })).filter(({ institution }) => mine(institution.id));
  const recorded = await obligationsOf(em, region, year, institutions, asOf);
  return [
    ...runs.map((run) => entryOf(run, present)),
    ...totals.flatMap((total) => leftOf(total, runs, present)),
    ...recorded.map((record): CashEntry => ({
      ...unexplained, institution: record.institution.id, month: record.month, state: 'owed', amount: record.amount, title: obligationTitle(record), detail: null, path: null,
    })),
  ];
}
