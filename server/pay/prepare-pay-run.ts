/** The hospital head prepares a distribution; its lines are the policy's amounts per person. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { formatMoney, groupMoney, sumMoney } from '../core/money.ts';
import { lastDay } from '../core/period.ts';
import { movementsOf, type Movement } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { PayRun, type PayKind, type PayTotal } from '../model/pay.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { policyOf } from '../run/policies.ts';
import { prepareRun, stageId } from '../run/prepare.ts';
import { requireSameMoves } from '../run/same-moves.ts';
import { staffOn } from '../run/staff.ts';
import { payDraft, stageOf } from './pay-draft.ts';
import { requireFixedOnce } from './fixed-once.ts';
import { poolLeft } from './pool.ts';

export interface PreparePayRun extends Base {
  region: number;
  institution: string;
  period: string;
  kind: PayKind;
  reason: string;
}

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

export async function preparePayRun(asking: Asking, input: PreparePayRun): Promise<PayRun> {
  const { em, asker } = asking;
  const { region, period, kind, reason } = input;
  requireRole(asker, region, ['HOSPITAL_HEAD']);
  const draft = await payDraft(asking, input);
  requireRole(asker, region, ['HOSPITAL_HEAD'], draft.institution.id);
  const payTotal = draft.payTotal as PayTotal;
  const merged = mergeDraft(policyOf(draft.version), draft, input);
  const stage = stageOf[kind];
  const year = Number(period.slice(0, 4));
  const { run, policy, evaluation } = await prepareRun(asking, {
    region, stage, year, period, institution: draft.institution, version: draft.version, ...merged, origins: draft.origins, upstream: [payTotal.run.getEntity()], reason,
  });
  requireSameMoves(policy, 'pay-total', payTotal.run.getEntity(), run, 'PAY_TOTAL_DIFFERS');
  const movements = movementsOf(policy, evaluation, stageId(stage)).filter(({ row }) => row !== undefined);
  const total = sumMoney(movements.map(({ amount }) => amount));
  if (movements.length === 0) refuse('NOTHING_TO_PAY', 'lines');
  const negative = movements.find(({ amount }) => amount < 0n);
  if (negative) refuse('MONEY_NEGATIVE', `${negative.step}[${negative.row}]`, { found: formatMoney(negative.amount) });
  await requireRoom(asking, payTotal, kind, total, draft.institution.name);
  const people = await staffOn(em, region, draft.institution.id, lastDay(period));
  const payRun = em.create(PayRun, {
    regionId: region, id: v7(), institution: draft.institution, year, period, kind, run, total, people: new Set(movements.map(({ row }) => row)).size, paidAt: null,
  });
  await em.flush();
  await writeLines(asking, payRun, movements, new Map(people.map((person) => [person.code, person.id])));
  await requireFixedOnce(asking, payRun, policy);
  return payRun;
}
