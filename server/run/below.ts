/** What a stage rests on: the stages that the policy names, each as it is posted. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Policy } from '../core/policy/policy.ts';
import type { Stage } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { stageName } from '../core/run-text.ts';
import { Run } from '../model/run.ts';
import { currentRun } from './load.ts';

/** The posted runs of the stages that a stage rests on, corrections included (STAGE_WAITS). */
export async function runsBelow(em: EntityManager, policy: Policy, stage: Stage, region: number, period: string): Promise<Array<{ run: Run; stage: string; code: 'STAGE_DIFFERS' }>> {
  return Promise.all(stage.restsOn.map(async ({ id }) => {
    const other = policy.stages.get(id)!;
    const of = other.cycle === 'year' ? period.slice(0, 4) : period;
    const run = await currentRun(em, region, stageName(id), of);
    const [posted] = run?.state === 'POSTED' ? [run] : await em.find(Run, { regionId: region, stage: stageName(id), period: of, state: 'POSTED' }, { orderBy: { id: 'desc' }, limit: 1 });
    return { run: posted ?? refuse('STAGE_WAITS', 'period', { stage: other.title, period: of }), stage: id, code: 'STAGE_DIFFERS' as const };
  }));
}
