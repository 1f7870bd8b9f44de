/** The lines of a prepared distribution: the policy's amounts per person; of a correction, what each is more or less than before. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { formatMoney, groupMoney, sumMoney } from '../core/money.ts';
import { changes } from '../core/policy/differences.ts';
import type { Movement } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { Person } from '../model/people.ts';
import { PayRun, PayTotal, type PayKind } from '../model/pay.ts';
import { dueOf } from '../run/due.ts';
import type { Prepared } from '../run/prepare.ts';
import { requireFixedOnce } from './fixed-once.ts';
import { poolLeft } from './pool.ts';

async function requireRoom({ em }: Asking, payTotal: PayTotal, kind: PayKind, amount: bigint, institution: string): Promise<void> {
  const left = await poolLeft(em, payTotal, kind);
  if (amount > left.left) {
    refuse('TOTAL_EXCEEDED', 'total', {
      institution, total: groupMoney(left.pool), released: groupMoney(left.pool - left.left), found: groupMoney(amount), over: groupMoney(amount - left.left),
    });
  }
}

async function writeLines({ em }: Asking, payRun: PayRun, movements: readonly Movement[], people: ReadonlyMap<string, string>): Promise<void> {
  const lines = movements.map(({ row, step, amount }) => ({ person_id: people.get(row as string), step, amount: amount.toString() }));
  await em.execute(
    `insert into pay_line (region_id, pay_run_id, person_id, step, amount)
     select ?, ?::uuid, person_id, step, amount from json_to_recordset(?) as given (person_id uuid, step text, amount bigint)`,
    [payRun.regionId, payRun.id, JSON.stringify(lines)],
  );
}

/** Writes a distribution with its lines. Refuses one without lines, below 0 (unless it is a correction), or above what is left of its share. */
export async function writePayRun(asking: Asking, prepared: Prepared): Promise<PayRun> {
  const { em } = asking;
  const { run, policy } = prepared;
  const institution = await run.institution!.loadOrFail();
  const kind: PayKind = run.stage === 'BASIC_PAY' ? 'BASIC' : 'INCENTIVE';
  const { due, before } = await dueOf(em, run, prepared);
  const movements = (before ? changes(due, before) : due).filter(({ row }) => row !== undefined);
  const total = sumMoney(movements.map(({ amount }) => amount));
  if (movements.length === 0) refuse('NOTHING_TO_PAY', 'lines');
  const negative = before ? undefined : movements.find(({ amount }) => amount < 0n);
  if (negative) refuse('MONEY_NEGATIVE', `${negative.step}[${negative.row}]`, { found: formatMoney(negative.amount) });
  const payTotal = await em.findOneOrFail(PayTotal, { regionId: run.regionId, institution, year: run.year, knownUntil: null });
  await requireRoom(asking, payTotal, kind, total, institution.name);
  const people = await em.find(Person, { regionId: run.regionId, code: { $in: movements.map(({ row }) => row as string) } });
  const payRun = em.create(PayRun, {
    regionId: run.regionId, id: v7(), institution, year: run.year, period: run.period, kind, run, total, people: new Set(movements.map(({ row }) => row)).size,
    correction: run.correctsId !== null, paidAt: null,
  });
  await em.flush();
  await writeLines(asking, payRun, movements, new Map(people.map((person) => [person.code, person.id])));
  if (!payRun.correction) await requireFixedOnce(asking, payRun, policy);
  return payRun;
}
