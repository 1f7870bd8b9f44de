/** What the register, final assessments and approved runs say now of the facts of a posted run of the region. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { stageId } from '../core/run-text.ts';
import type { Run } from '../model/run.ts';
import type { Registered } from './correct.ts';
import { registeredScores } from './assessed.ts';
import { policyOf } from './policies.ts';
import { registeredSpending } from './spending.ts';
import { takenFacts } from './taken.ts';

export async function registeredIn(em: EntityManager, run: Run): Promise<Registered> {
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const spending = await registeredSpending(em, run, policy);
  const scores = await registeredScores(em, run, policy);
  const { values, runs } = await takenFacts(em, policy, stageId(run.stage), run.regionId, run.period);
  const paths = new Map([...spending.paths, ...scores.paths, ...[...values].map(([path, { value }]) => [path, value] as const)]);
  return { paths, origin: (path) => values.get(path)?.origin ?? (scores.paths.has(path) ? scores.origin : spending.origin(path)), upstream: runs };
}
