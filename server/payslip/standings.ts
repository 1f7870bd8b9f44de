/** One's place among the same post grade, in each first distribution of a month. The groups are those of one institution, kind and grade, in the order in which they were paid. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import { shownGroups, standingOf } from '../core/payslip/standing.ts';
import type { Person } from '../model/people.ts';
import type { PayRun } from '../model/pay.ts';
import { stageTitleOf } from '../run/titles.ts';
import { paidRuns } from './grounds.ts';
import type { PayslipStanding } from './views.ts';

interface Row {
  run: string;
  person: string;
  grade: string;
  gradeName: string;
  amount: string;
}

/**
 * Who had which grade is read as it was known when the distribution was paid, and amounts without later corrections: a group that has
 * been shown never changes, so that nothing can be learnt from its change either.
 */
const groupsSql = `
  select p.id as run, l.person_id as person, g.code as grade, g.name as "gradeName", sum(l.amount)::text as amount
  from pay_run p
  join pay_line l on l.region_id = p.region_id and l.pay_run_id = p.id
  join assignment a on a.region_id = l.region_id and a.person_id = l.person_id and a.institution_id = p.institution_id and a.main
    and a.known_from <= p.paid_at and (a.known_until is null or a.known_until > p.paid_at)
    and a.valid_from <= (p.period || '-01')::date + interval '1 month' - interval '1 day'
    and (a.valid_until is null or a.valid_until > (p.period || '-01')::date + interval '1 month' - interval '1 day')
  join post_grade g on g.region_id = a.region_id and g.id = a.post_grade_id
  where p.region_id = ? and p.institution_id = ? and p.kind = ? and not p.correction and p.paid_at <= ?::timestamptz
  group by p.id, p.paid_at, l.person_id, g.code, g.name
  order by p.paid_at, p.id, l.person_id`;

async function standing(em: EntityManager, person: Person, payRun: PayRun): Promise<PayslipStanding> {
  const rows = await em.execute<Row[]>(groupsSql, [payRun.regionId, payRun.institution.id, payRun.kind, payRun.paidAt!.toISOString()]);
  const own = rows.find((row) => row.run === payRun.id && row.person === person.id);
  const head = { payRun: payRun.id, of: await stageTitleOf(payRun.run.getEntity()), gradeName: own?.gradeName ?? null };
  const runs = Map.groupBy(rows.filter(({ grade }) => grade === own?.grade), ({ run }) => run);
  const shown = shownGroups([...runs.values()].map((group) => new Set(group.map((row) => row.person))))[[...runs.keys()].indexOf(payRun.id)] ?? false;
  if (!own || !shown) return { ...head, shown: false, people: null, quarter: null, lower: null, median: null, upper: null };
  return { ...head, shown: true, ...standingOf((runs.get(payRun.id) ?? []).map(({ amount }) => BigInt(amount)), BigInt(own.amount)) };
}

export async function standings({ em }: Asking, person: Person, period: string): Promise<PayslipStanding[]> {
  const firsts = (await paidRuns(em, person, period)).filter(({ correction }) => !correction);
  return Promise.all(firsts.map((payRun) => standing(em, person, payRun)));
}
