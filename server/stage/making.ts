/** What corrections of the policy's own stages are made of. */
import type { Making, Registered } from '../run/correct.ts';
import { policyOf } from '../run/policies.ts';
import { stageOf } from '../run/preparers.ts';
import { registeredSpending } from '../run/spending.ts';
import { takenFacts } from '../run/taken.ts';
import { runsBelow } from './stage-draft.ts';

export const stageMaking: Making = {
  mayGive: () => true,
  async upstream({ em }, run) {
    return runsBelow(em, policyOf(await run.policyVersion.loadOrFail()), await stageOf(run), run.regionId, run.period);
  },
  async registered({ em }, run): Promise<Registered> {
    const policy = policyOf(await run.policyVersion.loadOrFail());
    const spending = await registeredSpending(em, run, policy);
    const { values, runs } = await takenFacts(em, policy, await stageOf(run), run.regionId, run.period);
    const paths = new Map([...spending.paths, ...[...values].map(([path, { value }]) => [path, value] as const)]);
    return { paths, origin: (path) => values.get(path)?.origin ?? spending.origin(), upstream: runs };
  },
};
