/** Makes a batch of payments for the bank (代发批次): whoever is due goes into it, or is held by name. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { audit, readPurpose } from '../access/audit.ts';
import type { DataKeys } from '../access/data-keys.ts';
import { luhnDigit, maskNumber } from '../core/card-number.ts';
import { groupMoney, sumMoney } from '../core/money.ts';
import { parseMonth } from '../core/period.ts';
import type { LayoutName } from '../core/payout/layouts.ts';
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import type { Institution } from '../model/organisation.ts';
import { lockPayOuts } from '../run/deductions.ts';
import { batchNumber, openMonth } from '../run/payment-returns.ts';
import { dueOfRun, openCard, payOutOf, type Due, type PayOut } from './due.ts';
import type { OfMonth } from './prepare-pay-out.ts';
import { institutionFor, payers } from './scope.ts';

export interface Hold {
  /** Staff number. */
  person: string;
  reason: string;
}

export interface MakeBatch extends OfMonth {
  layout: LayoutName;
  held: Hold[];
  purpose: string;
}

const titleOf = ({ code, name }: Due): string => `${code} ${name}`;

/** What is wrong with the cards of those who are to be paid, by name. Numbers are told masked. */
function cardFaults(keys: DataKeys, region: number, due: readonly Due[]): Fault[] {
  const owners = new Map<string, Due>();
  return due.flatMap((each): Fault[] => {
    const fault = (code: Fault['code'], values: Fault['values'] = {}): Fault[] => [{ code, at: `held.${each.code}`, values: { person: titleOf(each), ...values } }];
    if (!each.card) return fault('BATCH_CARD_MISSING');
    const number = openCard(keys, region, each.person, each.card);
    const found = maskNumber(number);
    if (!/^\d{16,19}$/.test(number) || !number.endsWith(luhnDigit(number.slice(0, -1)))) return fault('BATCH_CARD_INVALID', { found });
    if (each.returned && openCard(keys, region, each.person, each.returned) === number) return fault('BATCH_CARD_RETURNED', { found, reason: each.returned.reason });
    const other = owners.get(number);
    owners.set(number, each);
    return other ? fault('BATCH_CARD_SHARED', { other: titleOf(other), found }) : [];
  });
}

function splitHeld(due: readonly Due[], held: readonly Hold[]): { pay: Due[]; wait: Array<Due & { why: string }> } {
  const reasons = new Map(held.map(({ person, reason }) => [person, reason.trim()]));
  for (const [code, reason] of reasons) {
    if (reason === '') refuse('ACT_REASON_MISSING', `held.${code}`);
    if (!due.some((each) => each.code === code)) refuse('BATCH_HOLD_UNKNOWN', `held.${code}`, { found: code });
  }
  return { pay: due.filter(({ code }) => !reasons.has(code)), wait: due.flatMap((each) => (reasons.has(each.code) ? [{ ...each, why: reasons.get(each.code) as string }] : [])) };
}

/** What is paid now, what waits and what was paid before come to the net pay of the run (BATCH_TOTAL_DIFFERS). */
async function requireTotal({ em }: Asking, region: number, payOut: PayOut, pay: readonly Due[], wait: readonly Due[]): Promise<bigint> {
  const [{ paid }] = await em.execute<[{ paid: string }]>(`select coalesce(sum(l.amount), 0)::text as paid from payment_line l
    where l.region_id = ? and l.run_id = ? and not exists (select from payment_return r where r.region_id = l.region_id and r.line_id = l.id)`, [region, payOut.run]);
  const total = sumMoney(pay.map(({ amount }) => amount));
  const left = payOut.net - BigInt(paid) - sumMoney(wait.map(({ amount }) => amount));
  if (total !== left) refuse('BATCH_TOTAL_DIFFERS', 'total', { found: groupMoney(total), count: String(pay.length), allowed: groupMoney(left) });
  return total;
}

async function write({ em, asker, now }: Asking, institution: Institution, { layout }: MakeBatch, { run }: PayOut, split: ReturnType<typeof splitHeld>, total: bigint): Promise<{ id: string; number: number }> {
  const { regionId: region } = institution;
  const [{ number }] = await em.execute<[{ number: number }]>('select coalesce(max(number), 0)::integer + 1 as number from payment_batch where region_id = ? and run_id = ?', [region, run]);
  const id = v7();
  const held = split.wait.map(({ person, code, name, why }) => ({ person, code, name, reason: why }));
  await em.execute('insert into payment_batch (region_id, id, run_id, number, layout, count, total, held, made_by_id, made_at) values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?::timestamptz)',
    [region, id, run, number, layout, split.pay.length, String(total), JSON.stringify(held), asker.id, now.toISOString()]);
  const again = await openMonth(em, region, institution.id, now);
  const rows = split.pay.map(({ person, amount, card, returned }, index) => ({
    id: v7(), sequence: index + 1, person, amount: String(amount), key: card!.keyId, sealed: card!.sealed.toString('hex'), masked: card!.masked,
    replaces: returned?.line ?? null, month: returned ? again : null,
  }));
  await em.execute(`
    insert into payment_line (region_id, id, batch_id, sequence, run_id, person_id, amount, key_id, sealed, masked, replaces_id, posts_in)
    select ?, g.id, ?::uuid, g.sequence, ?::uuid, g.person, g.amount, g.key, decode(g.sealed, 'hex'), g.masked, g.replaces, g.month
    from json_to_recordset(?::json) as g (id uuid, sequence integer, person uuid, amount bigint, key text, sealed text, masked text, replaces uuid, month text)`, [region, id, run, JSON.stringify(rows)]);
  return { id, number };
}

/**
 * One batch of everybody who is due and not held. Refuses a month that is not posted (PAY_OUT_NOT_POSTED), one in which nobody is left (BATCH_NOTHING_LEFT),
 * and cards that are missing, invalid, shared or were sent back (BATCH_CARD_…), each by name: nobody is paid until those are mended or held.
 */
export async function makeBatch(asking: Asking, keys: DataKeys, input: MakeBatch): Promise<string> {
  const { em } = asking;
  const { region, layout } = input;
  const month = parseMonth(input.month, 'month');
  const purpose = readPurpose(input.purpose);
  const institution = await institutionFor(asking, input, payers);
  await lockPayOuts(em, region);
  const payOut = await payOutOf(em, region, institution.id, month);
  if (!payOut) return refuse('PAY_OUT_NOT_POSTED', 'month', { institution: institution.name, month });
  const due = await dueOfRun(em, region, payOut.run);
  const split = splitHeld(due, input.held);
  if (split.pay.length === 0) refuse('BATCH_NOTHING_LEFT', 'month', { month });
  const faults = cardFaults(keys, region, split.pay);
  if (faults.length > 0) throw new Refusal(faults);
  const total = await requireTotal(asking, region, payOut, split.pay, split.wait);
  const { id, number } = await write(asking, institution, input, payOut, split, total);
  const title = batchNumber(institution.code, month, number);
  await audit(asking, region, {
    action: 'MAKE_PAYMENT_BATCH', subject: { zh: `代发批次 ${title}`, en: `Payment batch ${title}` }, as: payers, institution: institution.id,
    exported: { rows: split.pay.length, purpose, query: `layout=${layout}` },
  });
  return id;
}
