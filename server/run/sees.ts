/** Who may see a run, and how much of it. */
import { bureaus, grantsIn, hasRole, ownPeople, seesInstitution, standing, type Asker, type Asking } from '../access/asker.ts';
import { auditView, type Context } from '../access/context.ts';
import { payOutStages } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Person } from '../model/people.ts';
import { Run } from '../model/run.ts';
import { subjectOf } from './subject.ts';

export type Sight = 'whole' | { row: string };

/** Whether the asker may see a run whole: bureaus every run, a hospital head those of the institution and the consortia's, its finance what it pays out. */
export function isSeen(asker: Asker, run: Run): boolean {
  const { regionId: region, institution } = run;
  return hasRole(asker, region, bureaus) || (payOutStages.includes(stageId(run.stage)) && standing(asker, region, ['INSTITUTION_FINANCE'], institution?.id) !== undefined) || (hasRole(asker, region, ['HOSPITAL_HEAD']) && (!institution || seesInstitution(asker, region, institution.id)));
}

/** A run the asker may see whole; any other is as if it did not exist (NOT_FOUND). */
export async function runSeen({ em, asker }: Asking, region: number, id: string): Promise<Run> {
  grantsIn(asker, region);
  const run = await em.findOne(Run, { regionId: region, id });
  return run && isSeen(asker, run) ? run : refuse('NOT_FOUND', 'run', { what: { zh: '核算', en: 'run' }, found: id });
}

/** Whether a person has a line in what a run distributed. */
async function paidTo({ em }: Asking, region: number, run: string, person: string): Promise<boolean> {
  const found = await em.execute<unknown[]>(`select from pay_line l join pay_run p on p.region_id = l.region_id and p.id = l.pay_run_id
    where l.region_id = ? and l.person_id = ? and p.run_id = ? limit 1`, [region, person, run]);
  return found.length > 0;
}

/**
 * How much of a run's figure the asker may see: the whole, or one's own row of a pay run that has been paid.
 * Anything else is as if it did not exist (NOT_FOUND).
 */
export async function sightOf(asking: Asking, region: number, id: string, row: string | null): Promise<{ run: Run; sight: Sight }> {
  const { em, asker } = asking;
  const own = ownPeople(asker, region);
  if (own.length === 0 || hasRole(asker, region, [...bureaus, 'HOSPITAL_HEAD'])) return { run: await runSeen(asking, region, id), sight: 'whole' };
  const person = await em.findOne(Person, { regionId: region, id: { $in: own }, code: row ?? '' });
  const paid = person && (await paidTo(asking, region, id, person.id));
  const run = paid && (await em.findOne(Run, { regionId: region, id, state: 'POSTED', stage: { $in: ['BASIC_PAY', 'INCENTIVE_PAY'] } }));
  if (!person || !run) return refuse('NOT_FOUND', 'run', { what: { zh: '核算', en: 'run' }, found: id });
  return { run, sight: { row: person.code } };
}

/** Runs of an institution are about its staff by name: their facts and amounts are people's pay. */
export async function payRunSeen(context: Context, run: Run): Promise<void> {
  if (run.institution) await auditView(context, run.regionId, 'VIEW_PAY_RUN', await subjectOf(run));
}
