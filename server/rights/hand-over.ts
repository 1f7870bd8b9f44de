/** One person takes over from another: on one day all grants of the one end and those of the other begin. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { RoleGrant } from '../model/account.ts';
import { accountIn, colleague } from './accounts.ts';

export interface HandOver {
  region: number;
  /** Ids of accounts with a role in the region. */
  from: string;
  to: string;
  /** The first day on which the receiver acts. */
  on: string;
}

/** How many grants changed hands. One's own payslips stay where they are. Refuses the asker on either side (GRANT_TO_ONESELF), a day that has passed, and nothing to hand over. */
export async function handOver(asking: Asking, { region, from, to, on }: HandOver): Promise<number> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['ADMINISTRATOR']);
  const today = dayOf(now);
  if (on < today) refuse('HAND_OVER_PAST', 'on', { found: on, allowed: today });
  const giver = await accountIn(em, region, from);
  const receiver = await colleague(em, region, (await accountIn(em, region, to)).login, today);
  if (receiver.id === asker.id || receiver.id === giver.id) refuse('GRANT_TO_ONESELF', 'to');
  const grants = await em.find(RoleGrant, {
    accountId: giver.id, regionCode: region, role: { $ne: 'STAFF' }, validFrom: { $lte: on }, $or: [{ validUntil: null }, { validUntil: { $gt: on } }],
  });
  if (grants.length === 0) refuse('HAND_OVER_NOTHING', 'from', { account: giver.name });
  for (const grant of grants) {
    const { regionCode, role, institutionId, withBranches, departmentId, personId, validUntil } = grant;
    em.create(RoleGrant, { accountId: receiver.id, regionCode, role, institutionId, withBranches, departmentId, personId, validFrom: on, validUntil, grantedById: asker.id });
    grant.validUntil = on;
  }
  await em.flush();
  await audit(asking, region, { action: 'HAND_OVER', subject: { zh: `${giver.name} → ${receiver.name}，${on}`, en: `${giver.name} → ${receiver.name}, ${on}` }, as: ['ADMINISTRATOR'] });
  return grants.length;
}
