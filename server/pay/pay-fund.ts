import type { EntityManager } from '@mikro-orm/postgresql';
import { Fund } from '../model/fund.ts';

/** Performance-pay money is a fund of its own, kept apart from the insurance funds. */
export function payFund(em: EntityManager, region: number): Promise<Fund> {
  return em.findOneOrFail(Fund, { regionId: region, code: 'performance-pay' });
}
