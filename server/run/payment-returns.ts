/** Payments that the bank sent back (退汇): recorded once for each line, and posted with the month in which they are known. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import type { Money } from '../core/money.ts';
import { monthOf, nextMonth } from '../core/period.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { lockPayOuts } from './deductions.ts';
import type { Source } from './spending-records.ts';

/** One payment of a batch, as files and pages name it. */
export interface Payment {
  id: string;
  institution: string;
  /** As the bank's file has it: `U01-201012-1`. */
  batch: string;
  sequence: number;
  person: string;
  code: string;
  name: string;
  amount: Money;
  /** The day on which it was recorded as returned; null: it was not. */
  returnedAt: Date | null;
}

export const batchNumber = (institution: string, month: string, number: number): string => `${institution}-${month.replace('-', '')}-${number}`;

interface Row extends Omit<Payment, 'amount' | 'returnedAt' | 'batch'> {
  amount: string;
  returned: string | null;
  place: string;
  month: string;
  number: number;
}

/** The payments of the last batches of some institutions, or of all. */
export async function payments(em: EntityManager, region: number, institutions: readonly string[] | 'all', where: { line?: string; from?: string } = {}): Promise<Payment[]> {
  const rows = await em.execute<Row[]>(`
    select l.id, o.institution_id as institution, i.code as place, o.month, b.number, l.sequence, l.person_id as person, p.code, p.name, l.amount::text as amount, r.recorded_at::text as returned
    from payment_line l
    join payment_batch b on b.region_id = l.region_id and b.id = l.batch_id
    join pay_out o on o.region_id = l.region_id and o.run_id = l.run_id
    join institution i on i.region_id = o.region_id and i.id = o.institution_id
    join person p on p.region_id = l.region_id and p.id = l.person_id
    left join payment_return r on r.region_id = l.region_id and r.line_id = l.id
    where l.region_id = ? and (? or o.institution_id in (select value::uuid from json_array_elements_text(?::json))) and l.id = coalesce(?::uuid, l.id) and o.month >= ?
    order by o.month, i.code, b.number, l.sequence`,
  [region, institutions === 'all', JSON.stringify(institutions === 'all' ? [] : institutions), where.line ?? null, where.from ?? '']);
  return rows.map(({ place, month, number, returned, amount, ...row }) => ({ ...row, batch: batchNumber(place, month, number), amount: BigInt(amount), returnedAt: returned === null ? null : new Date(returned) }));
}

/** The month in which something of an institution is posted that is known now: the present one, or the next where its run is under way or posted. */
export async function openMonth(em: EntityManager, region: number, institution: string, now: Date): Promise<string> {
  const taken = new Set((await em.execute<Array<{ period: string }>>(
    "select period from run where region_id = ? and institution_id = ? and stage = 'PAY_RETURN' and state <> 'RETURNED'", [region, institution])).map(({ period }) => period));
  let month = monthOf(dayOf(now));
  while (taken.has(month)) month = nextMonth(month);
  return month;
}

export interface NewReturn {
  payment: Payment;
  reason: string;
  source?: Source;
}

/** Records returned payments. Refuses one without a reason (RETURN_REASON_MISSING), and a second return of one payment (RETURNED_ALREADY). */
export async function recordReturns(asking: Asking, region: number, given: readonly NewReturn[]): Promise<void> {
  const { em, asker, now } = asking;
  await lockPayOuts(em, region);
  const before = new Map((await em.execute<Array<{ line: string; at: string }>>(
    'select line_id as line, recorded_at::text as at from payment_return where region_id = ? and line_id in (select value::uuid from json_array_elements_text(?::json))',
    [region, JSON.stringify(given.map(({ payment }) => payment.id))])).map(({ line, at }) => [line, at]));
  const faults = given.flatMap(({ payment: { id, code, name } }) => (before.has(id) ? [{ code: 'RETURNED_ALREADY' as const, at: 'line', values: { person: `${code} ${name}`, on: dayOf(new Date(before.get(id)!)) } }] : []));
  if (faults.length > 0) throw new Refusal(faults);
  if (given.some(({ reason }) => reason.trim() === '')) refuse('RETURN_REASON_MISSING', 'reason');
  const months = new Map<string, string>();
  for (const institution of new Set(given.map(({ payment }) => payment.institution))) months.set(institution, await openMonth(em, region, institution, now));
  const rows = given.map(({ payment, reason, source }) => ({
    id: v7(), line: payment.id, reason: reason.trim(), month: months.get(payment.institution), import: source?.import ?? null, sheet: source?.sheet ?? null, row: source?.row ?? null,
  }));
  await em.execute(`
    insert into payment_return (region_id, id, line_id, reason, posts_in, recorded_by_id, recorded_at, import_id, source_sheet, source_row)
    select ?, g.id, g.line, g.reason, g.month, ?::uuid, ?::timestamptz, g.import, g.sheet, g."row"
    from json_to_recordset(?::json) as g (id uuid, line uuid, reason text, month text, import uuid, sheet text, "row" integer)`, [region, asker.id, now.toISOString(), JSON.stringify(rows)]);
  const batches = [...new Set(given.map(({ payment }) => payment.batch))].join(', ');
  await audit(asking, region, { action: 'RECORD_PAYMENT_RETURN', subject: { zh: `退汇 ${given.length} 笔：${batches}`, en: `${given.length} returned: ${batches}` }, as: ['INSTITUTION_FINANCE', 'FINANCE_BUREAU'] });
}
