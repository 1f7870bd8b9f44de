/** The order of what rests on one another within a year. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../core/policy/policy.ts';
import type { Stage } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { stageId, stageName } from '../core/run-text.ts';
import { Run } from '../model/run.ts';
import { givers, takersOf } from './taken.ts';

/** Of those who prepare what rests on one another in a year, one goes first. */
export async function lockYear(em: EntityManager, region: number, year: number): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(?, ?)', [region, year]);
}

/** Refuses to change the ground of a run that stands (STAGE_TAKEN), and to stand on what is not decided yet (STAGE_ON_THE_WAY). */
export async function requireOrder(em: EntityManager, policy: Policy, stage: Stage, region: number, period: string): Promise<void> {
  const year = Number(period.slice(0, 4));
  for (const taker of takersOf(policy, stage.id).filter(({ cycle }) => cycle === 'year' && stage.cycle === 'month')) {
    const run = await em.findOne(Run, { regionId: region, stage: stageName(taker.id), year, state: { $nin: ['RETURNED', 'PREPARED'] } });
    if (run) refuse('STAGE_TAKEN', 'period', { stage: taker.title, period: run.period });
  }
  const open = await em.findOne(Run, { regionId: region, stage: { $in: givers(policy, stage.id).map(stageName) }, year, state: { $nin: ['RETURNED', 'PREPARED', 'POSTED'] } });
  if (open) refuse('STAGE_ON_THE_WAY', 'period', { stage: policy.stages.get(stageId(open.stage))!.title, period: open.period });
}
