/** An administrator lets people in: by a link to an account with roles, or to a new password. */
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { makeInvitation } from '../access/invitations.ts';
import { refuse } from '../core/refusal.ts';
import { Account, RoleGrant } from '../model/account.ts';
import { accountIn } from './accounts.ts';
import { readRole, type AskedRole } from './roles.ts';

const loginForm = /^[\p{L}\p{N}._@-]{2,64}$/u;
const nameLongest = 100;

export interface Invite {
  region: number;
  login: string;
  name: string;
  roles: AskedRole[];
}

/** Refuses what is no login (LOGIN_UNREADABLE) and a name that says nothing (NAME_MISSING). */
export function readPerson(login: string, name: string): { login: string; name: string } {
  const [read, called] = [login.trim().normalize('NFKC'), name.trim()];
  if (!loginForm.test(read)) refuse('LOGIN_UNREADABLE', 'login', { found: read.slice(0, 80) });
  if (called === '' || called.length > nameLongest) refuse('NAME_MISSING', 'name', { allowed: String(nameLongest) });
  return { login: read, name: called };
}

/**
 * The token of a link by which somebody becomes an account with these roles, or gets them besides their own. The answer is the same whether
 * the login has an account or not. Refuses roles for oneself (GRANT_TO_ONESELF), none (ROLES_MISSING) and those without their place.
 */
export async function invite(asking: Asking, { region, login, name, roles }: Invite): Promise<string> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['ADMINISTRATOR']);
  const person = readPerson(login, name);
  if (person.login === asker.login) refuse('GRANT_TO_ONESELF', 'login');
  if (roles.length === 0) refuse('ROLES_MISSING', 'roles');
  const read = await Promise.all(roles.map((role) => readRole(em, region, role)));
  const token = await makeInvitation(em, { ...person, account: null, roles: read }, asker.id, now);
  const subject = `${person.login} ${person.name}: ${read.map(({ role }) => role).join(', ')}`;
  await audit(asking, region, { action: 'INVITE', subject: { zh: subject, en: subject }, as: ['ADMINISTRATOR'] });
  return token;
}

/** The token of a link by which the holder of an account sets another password. Only when every role of theirs lies where the asker administers (RESET_ELSEWHERE). */
export async function resetPassword(asking: Asking, { region, account: id }: { region: number; account: string }): Promise<string> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['ADMINISTRATOR']);
  const { login, name } = await accountIn(em, region, id);
  const administered = asker.grants.filter(({ role }) => role === 'ADMINISTRATOR').map((grant) => grant.region);
  const elsewhere = await em.count(RoleGrant, { accountId: id, regionCode: { $nin: administered } });
  if (elsewhere > 0) refuse('RESET_ELSEWHERE', 'account');
  if (id === asker.id) refuse('GRANT_TO_ONESELF', 'account');
  const token = await makeInvitation(em, { login, name, account: id, roles: [] }, asker.id, now);
  await audit(asking, region, { action: 'RESET_PASSWORD', subject: { zh: login, en: login }, as: ['ADMINISTRATOR'] });
  return token;
}

/** Whether a login has an account; for the command line, whose user sees the whole platform. */
export async function accountByLogin(em: Asking['em'], login: string): Promise<Account> {
  return await em.findOne(Account, { login }) ?? refuse('NOT_FOUND', 'login', { what: { zh: '账号', en: 'account' }, found: login });
}
