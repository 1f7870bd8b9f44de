/** What pages and verbs need of recorded runs. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Institution } from '../model/organisation.ts';
import { FrozenFacts, Run, type StageName } from '../model/run.ts';
import type { Base } from './draft.ts';

/** The last run for one thing that is not returned: open, approved or posted, a correction where there is one. */
export async function currentRun(em: EntityManager, region: number, stage: StageName, period: string, institution?: Institution): Promise<Run | null> {
  const [run] = await em.find(Run, { regionId: region, stage, period, state: { $ne: 'RETURNED' }, ...(institution ? { institution } : {}) }, { orderBy: { id: 'desc' }, limit: 1 });
  return run ?? null;
}

/** The last run for one thing, also one that came back to its preparer when nothing has taken its place. */
export async function latestRun(em: EntityManager, region: number, stage: StageName, period: string, institution?: Institution): Promise<Run | null> {
  const current = await currentRun(em, region, stage, period, institution);
  if (current) return current;
  const [run] = await em.find(Run, { regionId: region, stage, period, ...(institution ? { institution } : {}) }, { orderBy: { id: 'desc' }, limit: 1 });
  return run ?? null;
}

/** The newest posted run of a stage before a period, to start the next one from. */
export async function lastPosted(em: EntityManager, region: number, stage: StageName, before: string, institution?: Institution): Promise<Run | null> {
  const [run] = await em.find(Run, { regionId: region, stage, period: { $lt: before }, state: 'POSTED', ...(institution ? { institution } : {}) }, { orderBy: [{ period: 'desc' }, { id: 'desc' }], limit: 1 });
  return run ?? null;
}

/** The frozen facts and decisions of a run; nothing when there is no run. */
export async function baseOf(em: EntityManager, run: Run | null): Promise<Base> {
  if (!run) return { facts: {}, decisions: {} };
  const frozen = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  return { facts: frozen.facts, decisions: run.decisions };
}

/** The printed amounts of a step as text by row; of a scalar under the key ''. */
export function amountsOf(run: Run, step: string): Map<string, string> {
  const amount = run.amounts[step];
  if (amount === undefined) return new Map();
  return typeof amount === 'string' ? new Map([['', amount]]) : new Map(Object.entries(amount));
}
