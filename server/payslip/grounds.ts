/** The distributions behind somebody's payslip of a month, as the core compares them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { ownPeople, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import type { Ground } from '../core/payslip/ground.ts';
import { Person } from '../model/people.ts';
import { PayLine, PayRun } from '../model/pay.ts';
import { FrozenFacts } from '../model/run.ts';
import { policyOf } from '../run/policies.ts';

/** One's own person; anybody else is as if they did not exist (NOT_FOUND). */
export async function ownPerson({ em, asker }: Asking, region: number, id: string): Promise<Person> {
  const person = ownPeople(asker, region).includes(id) ? await em.findOne(Person, { regionId: region, id }) : null;
  return person ?? refuse('NOT_FOUND', 'person', { what: { zh: '人员', en: 'person' }, found: id });
}

/** What was distributed to one person, or held back from them, in a month: first distributions and corrections that have been paid. */
export async function paidRuns(em: EntityManager, { regionId, id, code }: Person, period: string): Promise<PayRun[]> {
  const rows = await em.execute<Array<{ id: string }>>(`
    select p.id from pay_run p join run r on r.region_id = p.region_id and r.id = p.run_id
    where p.region_id = ? and p.period = ? and p.paid_at is not null
    and (? = any (r.held) or exists (select from pay_line l where l.region_id = p.region_id and l.pay_run_id = p.id and l.person_id = ?))`, [regionId, period, code, id]);
  return em.find(PayRun, { regionId, id: { $in: rows.map((row) => row.id) } }, { populate: ['run'], orderBy: [{ kind: 'asc' }, { id: 'asc' }] });
}

export function ownLines(em: EntityManager, { regionId, id }: Person, payRuns: readonly PayRun[]): Promise<PayLine[]> {
  return em.find(PayLine, { regionId, personId: id, payRunId: { $in: payRuns.map((payRun) => payRun.id) } }, { orderBy: { step: 'asc' } });
}

/** What a distribution was computed on. */
export async function groundOf(em: EntityManager, payRun: PayRun, { code }: Person): Promise<Ground> {
  const run = payRun.run.getEntity();
  const { facts } = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  return { policy: policyOf(await run.policyVersion.loadOrFail()), facts, decisions: run.decisions, stage: stageId(run.stage), held: run.held.includes(code) };
}
