/** Accounts and grants of a region, for its administrators. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { Account, Delegation, RoleGrant, type Role } from '../model/account.ts';

/** An account with a grant in the region, past ones too; all others are as if they did not exist (NOT_FOUND). */
export async function accountIn(em: EntityManager, region: number, id: string): Promise<Account> {
  const granted = await em.findOne(RoleGrant, { accountId: id, regionCode: region });
  return granted ? em.findOneOrFail(Account, id) : refuse('NOT_FOUND', 'account', { what: { zh: '账号', en: 'account' }, found: id });
}

/** The same by login, with a grant that holds today. */
export async function colleague(em: EntityManager, region: number, login: string, today: string): Promise<Account> {
  const account = await em.findOne(Account, { login });
  const granted = account && (await em.count(RoleGrant, { accountId: account.id, regionCode: region, validFrom: { $lte: today }, $or: [{ validUntil: null }, { validUntil: { $gt: today } }] }));
  return account && granted ? account : refuse('NOT_FOUND', 'login', { what: { zh: '账号', en: 'account' }, found: login });
}

export interface GrantRow {
  id: string;
  account: string;
  login: string;
  name: string;
  role: Role;
  institution: string | null;
  withBranches: boolean;
  department: string | null;
  person: string | null;
  validFrom: string;
  validUntil: string | null;
}

/** The grants of a region that hold today or later, by login; `after` is the id of the last one seen, without `staff` those to one's own payslips are left out. */
export async function grantsHeld(em: EntityManager, region: number, today: string, { first, after, staff }: { first: number; after: string | null; staff: boolean }): Promise<GrantRow[]> {
  return em.execute<GrantRow[]>(`
    select g.id, a.id as account, a.login, a.name, g.role, (institution_shown(g.region_code, g.institution_id)).name as institution, g.with_branches as "withBranches", d.name as department, p.name as person,
      g.valid_from::text as "validFrom", g.valid_until::text as "validUntil"
    from role_grant g join account a on a.id = g.account_id
      left join department d on d.region_id = g.region_code and d.id = g.department_id
      left join person p on p.region_id = g.region_code and p.id = g.person_id
    where g.region_code = ? and (g.valid_until is null or g.valid_until > ?::date) and (?::boolean or g.role <> 'STAFF')
      and (?::uuid is null or (a.login, g.id) > (select b.login, s.id from role_grant s join account b on b.id = s.account_id where s.id = ?::uuid and s.region_code = ?))
    order by a.login, g.id limit ?`, [region, today, staff, after, after, region, first]);
}

/** Ends a grant today. Refuses one of another region (NOT_FOUND), one that has ended (GRANT_ENDED) and one's own (GRANT_TO_ONESELF). */
export async function endGrant(asking: Asking, { region, grant: id }: { region: number; grant: string }): Promise<string> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['ADMINISTRATOR']);
  const grant = await em.findOne(RoleGrant, { id, regionCode: region });
  if (!grant) return refuse('NOT_FOUND', 'grant', { what: { zh: '权限', en: 'grant' }, found: id });
  const today = dayOf(now);
  if (grant.validUntil !== null && grant.validUntil <= today) refuse('GRANT_ENDED', 'grant', { on: grant.validUntil });
  if (grant.accountId === asker.id) refuse('GRANT_TO_ONESELF', 'grant');
  grant.validUntil = today < grant.validFrom ? grant.validFrom : today;
  await em.flush();
  const { login } = await em.findOneOrFail(Account, grant.accountId);
  await audit(asking, region, { action: 'END_GRANT', subject: { zh: `${login} ${grant.role}`, en: `${login} ${grant.role}` }, as: ['ADMINISTRATOR'] });
  return grant.id;
}

/** Loans that hold today or later in which an account gives or receives. */
export async function loansOf(em: EntityManager, account: string, today: string): Promise<Delegation[]> {
  return em.find(Delegation, { $or: [{ fromId: account }, { toId: account }], validUntil: { $gt: today } }, { orderBy: { validFrom: 'asc' } });
}

/** Loans of a region's grants that hold today or later, by their last day. */
export async function loansIn(em: EntityManager, region: number, today: string): Promise<Delegation[]> {
  const rows = await em.execute<Array<{ id: string }>>(
    'select d.id from delegation d join role_grant g on g.id = d.grant_id where g.region_code = ? and d.valid_until > ?::date', [region, today]);
  return em.find(Delegation, { id: { $in: rows.map(({ id }) => id) } }, { orderBy: [{ validUntil: 'asc' }, { id: 'asc' }] });
}
