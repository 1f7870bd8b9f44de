/** A role lent for some days: who receives it acts in the place of who lends it. */
import { grantsIn, roleTitles, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { Account, Delegation, RoleGrant, type Role } from '../model/account.ts';
import { colleague } from './accounts.ts';

const daysLongest = 366;
/** What stands for a person, or for the power over rights itself. */
const personal: readonly Role[] = ['STAFF', 'ADMINISTRATOR'];

export interface Delegate {
  region: number;
  /** A grant of the asker. */
  grant: string;
  /** The login of who receives it: somebody with a role in the region. */
  to: string;
  from: string;
  /** The last day, included. */
  until: string;
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

function requireDays(from: string, until: string, today: string): void {
  const days = (Date.parse(until) - Date.parse(from)) / 86_400_000 + 1;
  if (from < today || days < 1 || days > daysLongest) refuse('DELEGATION_DAYS', 'until', { from, until, allowed: String(daysLongest) });
}

export async function delegate(asking: Asking, { region, grant: id, to, from, until }: Delegate): Promise<Delegation> {
  const { em, asker, now } = asking;
  const today = dayOf(now);
  grantsIn(asker, region);
  const held = asker.grants.find((grant) => grant.id === id && grant.region === region);
  if (held?.actsFor) refuse('DELEGATION_LENT', 'grant');
  const grant = held && (await em.findOne(RoleGrant, { id, accountId: asker.id, regionCode: region }));
  if (!grant) return refuse('NOT_FOUND', 'grant', { what: { zh: '权限', en: 'grant' }, found: id });
  if (personal.includes(grant.role)) refuse('DELEGATION_ROLE', 'grant', { role: roleTitles[grant.role] });
  requireDays(from, until, today);
  const receiver = await colleague(em, region, to, today);
  if (receiver.id === asker.id) refuse('GRANT_TO_ONESELF', 'to');
  const loan = em.create(Delegation, { grantId: grant.id, fromId: asker.id, toId: receiver.id, validFrom: from, validUntil: dayAfter(until), madeAt: now });
  await em.flush();
  const title = roleTitles[grant.role];
  await audit(asking, region, { action: 'DELEGATE', subject: { zh: `${title.zh}：${receiver.name} ${from} 至 ${until}`, en: `${title.en}: ${receiver.name}, ${from} to ${until}` } });
  return loan;
}

/** Ends a loan today; by who lent or who received it. All others are told that it is not there (NOT_FOUND). */
export async function endDelegation(asking: Asking, { region, delegation: id }: { region: number; delegation: string }): Promise<Delegation> {
  const { em, asker, now } = asking;
  grantsIn(asker, region);
  const loan = await em.findOne(Delegation, { id, $or: [{ fromId: asker.id }, { toId: asker.id }] });
  const grant = loan && (await em.findOne(RoleGrant, { id: loan.grantId, regionCode: region }));
  if (!loan || !grant) return refuse('NOT_FOUND', 'delegation', { what: { zh: '委托', en: 'delegation' }, found: id });
  const today = dayOf(now);
  if (loan.validUntil > today) {
    loan.validUntil = today < loan.validFrom ? loan.validFrom : today;
    await em.flush();
    const { name } = await em.findOneOrFail(Account, loan.toId);
    await audit(asking, region, { action: 'END_DELEGATION', subject: { zh: `${roleTitles[grant.role].zh}：${name}`, en: `${roleTitles[grant.role].en}: ${name}` } });
  }
  return loan;
}
