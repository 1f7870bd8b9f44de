/** The office that the policy names prepares a run of a stage of the policy's own; others sign it. */
import { requireRole, type Asking } from '../access/asker.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { Stage } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { stageName } from '../core/run-text.ts';
import { Run } from '../model/run.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { prepareRun } from '../run/prepare.ts';
import { preparersAt } from '../run/preparers.ts';
import { requireSameMoves } from '../run/same-moves.ts';
import { givers, takersOf } from '../run/taken.ts';
import { runsBelow, stageDraft, stageIn, type StageOf } from './stage-draft.ts';

export interface PrepareStage extends StageOf, Base {
  reason: string;
  reasons?: Record<string, string>;
  draft?: boolean;
}

/** Of those who prepare what rests on one another in a year, one goes first. */
async function lockYear({ em }: Asking, region: number, year: number): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?, ?)', [region, year]);
}

/** Refuses what would change the ground of a run that stands (STAGE_TAKEN), and to stand on what is not decided (STAGE_ON_THE_WAY). */
async function requireOrder({ em }: Asking, policy: Policy, stage: Stage, region: number, period: string): Promise<void> {
  const year = Number(period.slice(0, 4));
  for (const taker of takersOf(policy, stage.id).filter(({ cycle }) => cycle === 'year' && stage.cycle === 'month')) {
    const run = await em.findOne(Run, { regionId: region, stage: stageName(taker.id), year, state: { $nin: ['RETURNED', 'PREPARED'] } });
    if (run) refuse('STAGE_TAKEN', 'period', { stage: taker.title, period: run.period });
  }
  const open = await em.findOne(Run, { regionId: region, stage: { $in: givers(policy, stage.id).map(stageName) }, year, state: { $nin: ['RETURNED', 'PREPARED', 'POSTED'] } });
  if (open) refuse('STAGE_ON_THE_WAY', 'period', { stage: policy.stages.get(open.stage.toLowerCase().replaceAll('_', '-'))?.title ?? stage.title, period: open.period });
}

export async function prepareStage(asking: Asking, input: PrepareStage): Promise<Run> {
  const { em, asker } = asking;
  const { region, stage: name, period, facts, decisions, ...how } = input;
  const year = Number(period.slice(0, 4));
  const { stage, policy, version } = await stageIn(em, input);
  requireRole(asker, region, preparersAt(stage));
  await lockYear(asking, region, year);
  await requireOrder(asking, policy, stage, region, period);
  const draft = await stageDraft(asking, input);
  const merged = mergeDraft(policy, draft, { facts, decisions });
  const { run } = await prepareRun(asking, {
    ...how, region, stage: name, year, period, version, ...merged, origins: draft.origins, upstream: [...draft.below, ...draft.taken], basis: draft.basis,
  });
  for (const each of await runsBelow(em, policy, stage, region, period)) requireSameMoves(policy, each.stage, each.run, run, each.code);
  return run;
}
