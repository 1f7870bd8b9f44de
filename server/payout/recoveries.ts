/** What corrections found that people had been paid too much (追回): begun once for each, taken back month by month, with what remains. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { groupMoney, type Money } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { lockPayOuts } from '../run/deductions.ts';
import { institutionFor, payers, type OfInstitution } from './scope.ts';

export interface Owed {
  /** The correction that found it. */
  payRun: string;
  month: string;
  person: string;
  code: string;
  name: string;
  amount: Money;
  /** Null while nothing was begun. */
  recovery: { id: string; recovered: Money; reason: string } | null;
}

interface Row {
  pay_run: string;
  month: string;
  person: string;
  code: string;
  name: string;
  amount: string;
  id: string | null;
  recovered: string;
  reason: string | null;
}

/** Of an institution: the oldest correction first, then by staff number. */
export async function owedTo(em: EntityManager, region: number, institution: string): Promise<Owed[]> {
  const rows = await em.execute<Row[]>(`
    select p.id as pay_run, p.period as month, s.id as person, s.code, s.name, (-sum(l.amount))::text as amount, c.id, c.reason,
      (select coalesce(sum(i.amount), 0) from recovery_instalment i where i.region_id = p.region_id and i.recovery_id = c.id)::text as recovered
    from pay_run p join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id and l.amount < 0
    join person s on s.region_id = l.region_id and s.id = l.person_id
    left join recovery c on c.region_id = p.region_id and c.pay_run_id = p.id and c.person_id = s.id
    where p.region_id = ? and p.institution_id = ? and p.paid_at is not null
    group by p.region_id, p.id, s.region_id, s.id, c.region_id, c.id order by p.paid_at, p.id, s.code collate "C"`, [region, institution]);
  return rows.map(({ pay_run: payRun, amount, id, recovered, reason, ...row }) => ({ ...row, payRun, amount: BigInt(amount), recovery: id === null ? null : { id, recovered: BigInt(recovered), reason: reason! } }));
}

export interface BeginRecovery extends OfInstitution {
  payRun: string;
  /** Staff number. */
  person: string;
  reason: string;
}

/** Refuses what is not owed (RECOVERY_NOT_OWED) and what was begun before (RECOVERY_BEGUN). */
export async function beginRecovery(asking: Asking, { payRun, person: code, ...input }: BeginRecovery): Promise<void> {
  const { em, asker, now } = asking;
  const { region } = input;
  const institution = await institutionFor(asking, input, payers);
  const reason = input.reason.trim();
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  await lockPayOuts(em, region);
  const owed = (await owedTo(em, region, institution.id)).find((each) => each.payRun === payRun && each.code === code);
  if (!owed) return refuse('RECOVERY_NOT_OWED', 'person', { person: code });
  const whose = `${owed.code} ${owed.name}`;
  if (owed.recovery) refuse('RECOVERY_BEGUN', 'person', { person: whose, found: groupMoney(owed.amount) });
  await em.execute('insert into recovery (region_id, id, institution_id, person_id, pay_run_id, amount, reason, begun_by_id, begun_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz)',
    [region, v7(), institution.id, owed.person, payRun, String(owed.amount), reason, asker.id, now.toISOString()]);
  await audit(asking, region, { action: 'BEGIN_RECOVERY', subject: { zh: `${whose} ${owed.month}`, en: `${whose} ${owed.month}` }, as: payers, institution: institution.id });
}
