/** Invitations: a link that is used once, within a week, to become an account, to have more roles, or to set a password anew. */
import { randomBytes } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { Account, Identity, Invitation, RoleGrant, type InvitedRole } from '../model/account.ts';
import { audit } from './audit.ts';
import type { Subject } from './oidc.ts';
import { hashPassword, isPassword, requireGoodPassword } from './passwords.ts';
import { grantsOf } from './scope.ts';
import { endAll, tokenHash } from './sessions.ts';

const daysOpen = 7;

/** Whom it is for. `account`: only to set the password or the identity of this account anew. */
export interface Invited {
  login: string;
  name: string;
  account: string | null;
  roles: InvitedRole[];
}

/** Makes the token of a link, and closes those that the same maker gave to this login before. */
export async function makeInvitation(em: EntityManager, { login, name, account, roles }: Invited, madeBy: string | null, now: Date, minutesOpen = daysOpen * 1440): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await em.nativeUpdate(Invitation, { login, madeById: madeBy, closedAt: null }, { closedAt: now });
  await em.insert(Invitation, {
    id: v7(), tokenHash: tokenHash(token), login, name, accountId: account, roles, madeById: madeBy, madeAt: now, expiresAt: new Date(now.getTime() + minutesOpen * 60_000),
  });
  return token;
}

/** How somebody who holds the link shows who they are: a password, a new one or the one they have, or their identity at the provider. */
export type Proof = { password: string } | { identity: Subject };

async function linkIdentity(em: EntityManager, account: string, { issuer, subject }: Subject, now: Date): Promise<void> {
  const known = await em.findOne(Identity, { issuer, subject });
  if (known && known.accountId !== account) refuse('IDENTITY_TAKEN', 'identity');
  if (!known) await em.insert(Identity, { issuer, subject, accountId: account, linkedAt: now });
}

/** An account that is there already is entered only as it signs in; the link alone, which an administrator has held, opens none. */
async function requireOwner(em: EntityManager, account: Account, proof: Proof): Promise<void> {
  if ('password' in proof) {
    if (account.passwordHash === null) refuse('INVITATION_BY_PROVIDER', 'password');
    if (!(await isPassword(account.passwordHash, proof.password))) refuse('SIGN_IN_FAILED', 'password');
  } else if (!(await em.findOne(Identity, { ...proof.identity, accountId: account.id }))) refuse('INVITATION_BY_PASSWORD', 'identity');
}

async function accountOf(em: EntityManager, { accountId, login, name, madeById }: Invitation, proof: Proof, now: Date): Promise<Account> {
  const known = await em.findOne(Account, accountId === null ? { login } : { id: accountId });
  if (known && accountId === null) {
    await requireOwner(em, known, proof);
    return known;
  }
  const byHolder = known !== null && madeById === known.id; // a holder's own link adds an identity and changes nothing else
  if ('password' in proof && byHolder) refuse('INVITATION_CLOSED', 'invitation');
  if ('password' in proof) requireGoodPassword(proof.password, [login, name]);
  const passwordHash = 'password' in proof ? await hashPassword(proof.password) : null;
  const account = known ?? em.create(Account, { login, name, passwordHash });
  if (known && passwordHash !== null) known.passwordHash = passwordHash;
  if (known && !byHolder) await endAll(em, known.id, now);
  await em.flush();
  if ('identity' in proof) await linkIdentity(em, account.id, proof.identity, now);
  return account;
}

/** Roles given by somebody who no longer administers the region are not given. */
async function standingRoles(em: EntityManager, { roles, madeById }: Invitation, today: string): Promise<InvitedRole[]> {
  if (madeById === null) return roles;
  const administered = new Set((await grantsOf(em, madeById, today)).filter(({ role }) => role === 'ADMINISTRATOR').map(({ region }) => region));
  return roles.filter(({ region }) => administered.has(region));
}

async function giveRoles(em: EntityManager, invitation: Invitation, account: Account, today: string): Promise<void> {
  for (const { role, region, institution, withBranches = false, department, person } of await standingRoles(em, invitation, today)) {
    const what = { accountId: account.id, regionCode: region, role, institutionId: institution, withBranches, departmentId: department, personId: person };
    const held = await em.count(RoleGrant, { ...what, validFrom: { $lte: today }, $or: [{ validUntil: null }, { validUntil: { $gt: today } }] });
    if (held === 0) em.create(RoleGrant, { ...what, validFrom: today, validUntil: null, grantedById: invitation.madeById });
  }
  await em.flush();
}

/** The invitation behind a link; one that is unknown, used or too old is refused in the same sentence (INVITATION_CLOSED). */
export async function invitationOf(orm: MikroORM, token: string, now: Date): Promise<Invitation> {
  const em = managerFor(orm, []);
  await em.nativeUpdate(Invitation, { closedAt: null, expiresAt: { $lte: now } }, { closedAt: now }); // what has expired stays closed, whatever the clock says later
  return await em.findOne(Invitation, { tokenHash: tokenHash(token), closedAt: null }) ?? refuse('INVITATION_CLOSED', 'invitation');
}

/**
 * Uses the link. Refuses one that does not open (INVITATION_CLOSED), a password that is not good enough,
 * and whoever is not the holder of a login that is there already (SIGN_IN_FAILED); `confirm` asks for what else the account needs.
 */
export async function acceptInvitation(orm: MikroORM, token: string, proof: Proof, now: Date, confirm: (em: EntityManager, account: string) => Promise<void> = () => Promise.resolve()): Promise<Account> {
  const found = await invitationOf(orm, token, now);
  const regions = [...new Set(found.roles.map(({ region }) => region))];
  return inTransaction(orm, regions, async (em) => {
    const invitation = await em.findOne(Invitation, { id: found.id, closedAt: null }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!invitation) return refuse('INVITATION_CLOSED', 'invitation');
    const account = await accountOf(em, invitation, proof, now);
    await confirm(em, account.id);
    await giveRoles(em, invitation, account, dayOf(now));
    invitation.closedAt = now;
    await em.flush();
    const asker = { id: account.id, login: account.login, name: account.name, grants: [] };
    for (const region of regions) await audit({ em, asker, now }, region, { action: 'ACCEPT_INVITATION', subject: { zh: account.login, en: account.login } });
    return account;
  });
}

/** The account that an identity is linked to; nothing else of the identity counts, its e-mail address least of all. */
export async function accountOfIdentity(em: EntityManager, { issuer, subject }: Subject): Promise<Account> {
  const identity = await em.findOne(Identity, { issuer, subject });
  return identity ? em.findOneOrFail(Account, identity.accountId) : refuse('IDENTITY_UNKNOWN', 'identity');
}
