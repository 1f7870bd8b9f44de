/** What corrections of the policy's own stages are made of. */
import { runsBelow } from '../run/below.ts';
import type { Making } from '../run/correct.ts';
import { policyOf } from '../run/policies.ts';
import { stageOf } from '../run/preparers.ts';
import { registeredIn } from '../run/registered.ts';

export const stageMaking: Making = {
  mayGive: () => true,
  async upstream({ em }, run) {
    return runsBelow(em, policyOf(await run.policyVersion.loadOrFail()), await stageOf(run), run.regionId, run.period);
  },
  registered: ({ em }, run) => registeredIn(em, run),
};
