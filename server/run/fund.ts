/** Funds by their codes; a region opens one when a policy first posts to it. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Policy } from '../core/policy/policy.ts';
import { stageId } from '../core/run-text.ts';
import { Fund } from '../model/fund.ts';
import type { Run } from '../model/run.ts';
import { policyOf } from './policies.ts';

/** The insurance fund of a stage that names none. */
export const usualFund = 'residents';
const usualTitle = '城乡居民基本医疗保险基金';

/** The fund into whose journal a run posts. */
export async function fundOf(em: EntityManager, run: Run): Promise<Fund> {
  const policy: Policy = policyOf(await run.policyVersion.loadOrFail());
  const code = policy.stages.get(stageId(run.stage))?.fund ?? usualFund;
  await em.execute('insert into fund (region_id, id, code, name) values (?, ?, ?, ?) on conflict (region_id, code) do nothing', [run.regionId, v7(), code, policy.funds.get(code)?.zh ?? usualTitle]);
  return em.findOneOrFail(Fund, { regionId: run.regionId, code });
}
