/** What is deducted from people's pay (代扣代缴): recorded many at once, a later record taking the place of an earlier one. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { stateTitles, type ApprovalState } from '../core/approval.ts';
import { groupMoney, type Money } from '../core/money.ts';
import type { DeductionItem } from '../core/payout/items.ts';
import { lastDay } from '../core/period.ts';
import { Refusal, type Fault } from '../core/refusal.ts';
import type { Source } from './spending-records.ts';

export interface NewDeduction {
  person: string;
  month: string;
  item: DeductionItem;
  amount: Money;
  source?: Source;
}

/** A person, and the months in which an institution runs their pay. */
export interface Employed {
  id: string;
  code: string;
  name: string;
  /** Days; `until` not included, null while it goes on. */
  posts: Array<{ institution: string; from: string; until: string | null }>;
}

/** One verb at a time works on what a region pays out. */
export async function lockPayOuts(em: EntityManager, region: number): Promise<void> {
  await em.execute("select pg_advisory_xact_lock(hashtextextended('pay-out', ?))", [region]);
}

/** The people who have or had their main post in one of these institutions, by staff number. */
export function employedIn(em: EntityManager, region: number, institutions: readonly string[]): Promise<Employed[]> {
  return em.execute<Employed[]>(`
    select p.id, p.code, p.name, json_agg(json_build_object('institution', a.institution_id, 'from', a.valid_from, 'until', a.valid_until) order by a.valid_from) as posts
    from assignment a join person p on p.region_id = a.region_id and p.id = a.person_id
    where a.region_id = ? and a.main and a.known_until is null and a.institution_id in (select value::uuid from json_array_elements_text(?::json))
    group by p.region_id, p.id order by p.code`, [region, JSON.stringify(institutions)]);
}

/** Whether one of the institutions runs somebody's pay on some day of a month. */
export function isEmployed({ posts }: Employed, month: string): boolean {
  return posts.some(({ from, until }) => from <= lastDay(month) && (until === null || until > `${month}-01`));
}

interface Late {
  person: string;
  month: string;
  state: ApprovalState;
}

/** Months whose pay-out is prepared or posted take no other deduction (DEDUCTION_LATE); recovery needs something owed (DEDUCTION_RECOVERY_NONE). */
async function requireOpen(em: EntityManager, region: number, given: readonly NewDeduction[]): Promise<void> {
  const rows = JSON.stringify(given.map(({ person, month, item, amount }) => ({ person, month, item, amount: String(amount) })));
  const late = await em.execute<Late[]>(`
    select distinct p.code || ' ' || p.name as person, g.month, r.state
    from json_to_recordset(?::json) as g (person uuid, month text)
    join person p on p.region_id = ? and p.id = g.person
    join run r on r.region_id = p.region_id and r.stage = 'PAY_OUT' and r.period = g.month and r.state <> 'RETURNED'
    join assignment a on a.region_id = p.region_id and a.person_id = p.id and a.institution_id = r.institution_id and a.main and a.known_until is null
      and a.valid_from < (g.month || '-01')::date + interval '1 month' and (a.valid_until is null or a.valid_until > (g.month || '-01')::date)
    order by 1, 2`, [rows, region]);
  const none = await em.execute<Array<{ person: string; amount: string }>>(`
    select p.code || ' ' || p.name as person, g.amount::text as amount
    from json_to_recordset(?::json) as g (person uuid, item text, amount bigint) join person p on p.region_id = ? and p.id = g.person
    where g.item = 'RECOVERY' and g.amount > 0 and not exists (select from recovery c where c.region_id = p.region_id and c.person_id = p.id
      and c.amount > (select coalesce(sum(i.amount), 0) from recovery_instalment i where i.region_id = c.region_id and i.recovery_id = c.id)) order by 1`, [rows, region]);
  const faults: Fault[] = [
    ...late.map(({ person, month, state }): Fault => ({ code: 'DEDUCTION_LATE', at: 'month', values: { person, month, state: stateTitles[state] } })),
    ...none.map(({ person, amount }): Fault => ({ code: 'DEDUCTION_RECOVERY_NONE', at: 'amount', values: { person, found: groupMoney(BigInt(amount)) } })),
  ];
  if (faults.length > 0) throw new Refusal(faults);
}

export const deductionKey = ({ person, month, item }: Pick<NewDeduction, 'person' | 'month' | 'item'>): string => `${person} ${month} ${item}`;

/** What is recorded now of some months, in fen, by `deductionKey`. */
export async function recordedDeductions(em: EntityManager, region: number, months: readonly string[]): Promise<Map<string, string>> {
  const rows = await em.execute<Array<{ person: string; month: string; item: DeductionItem; amount: string }>>(`
    select person_id as person, month, item, amount::text as amount from deduction
    where region_id = ? and month in (select json_array_elements_text(?::json)) and known_until is null`, [region, JSON.stringify(months)]);
  return new Map(rows.map((row) => [deductionKey(row), row.amount]));
}

/** Records deductions, each in the place of what was known of its person, month and item. Refuses as `requireOpen` does; of one person, month and item there is one. */
export async function recordDeductions(asking: Asking, region: number, given: readonly NewDeduction[], reason: string): Promise<void> {
  const { em, asker, now } = asking;
  await lockPayOuts(em, region);
  await requireOpen(em, region, given);
  const rows = given.map(({ person, month, item, amount, source }) => ({
    id: v7(), person, month, item, amount: String(amount), import: source?.import ?? null, sheet: source?.sheet ?? null, row: source?.row ?? null,
  }));
  const closed = await em.execute<Array<{ key: string; known: string }>>(`
    update deduction d set known_until = greatest(d.known_from, ?::timestamptz) from json_to_recordset(?::json) as g (person uuid, month text, item text)
    where d.region_id = ? and d.person_id = g.person and d.month = g.month and d.item = g.item and d.known_until is null
    returning d.person_id || ' ' || d.month || ' ' || d.item as key, d.known_until::text as known`, [now.toISOString(), JSON.stringify(rows), region]);
  const known = new Map(closed.map((each) => [each.key, each.known]));
  const added = rows.map((row) => ({ ...row, known: known.get(deductionKey(row)) ?? now.toISOString() }));
  await em.execute(`
    insert into deduction (region_id, id, person_id, month, item, amount, reason, recorded_by_id, import_id, source_sheet, source_row, known_from)
    select ?, g.id, g.person, g.month, g.item, g.amount, ?, ?::uuid, g.import, g.sheet, g."row", g.known
    from json_to_recordset(?::json) as g (id uuid, person uuid, month text, item text, amount bigint, import uuid, sheet text, "row" integer, known timestamptz)`,
  [region, reason, asker.id, JSON.stringify(added)]);
  const months = [...new Set(given.map(({ month }) => month))].toSorted().join(', ');
  await audit(asking, region, { action: 'RECORD_DEDUCTIONS', subject: { zh: `代扣代缴 ${months}（${given.length} 项）`, en: `Deductions of ${months} (${given.length})` }, as: ['INSTITUTION_FINANCE'] });
}
