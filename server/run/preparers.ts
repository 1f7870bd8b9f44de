/** Who prepares at a stage: by the platform at those it knows, by the policy at its own. */
import type { Stage } from '../core/policy/stages.ts';
import { stageId } from '../core/run-text.ts';
import type { Role } from '../model/account.ts';
import type { Run } from '../model/run.ts';
import { policyOf } from './policies.ts';

export function preparersAt({ preparedBy }: Stage): Role[] {
  return [preparedBy.toUpperCase().replaceAll('-', '_') as Role];
}

export async function stageOf(run: Run): Promise<Stage> {
  return policyOf(await run.policyVersion.loadOrFail()).stages.get(stageId(run.stage))!;
}
