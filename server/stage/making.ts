/** What corrections of the policy's own stages are made of. */
import { stageId } from '../core/run-text.ts';
import { runsBelow } from '../run/below.ts';
import { caseFacts } from '../run/cases.ts';
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
  async register({ em }, run) {
    return { scalars: {}, ...await caseFacts(em, policyOf(await run.policyVersion.loadOrFail()), stageId(run.stage), run.regionId, run.period) };
  },
};
