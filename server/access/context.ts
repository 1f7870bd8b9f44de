/** What every resolver gets, and the ways from there to the database. */
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type DataLoader from 'dataloader';
import { refuse, type Words } from '../core/refusal.ts';
import { managerFor } from '../db.ts';
import type { Role } from '../model/account.ts';
import type { AuditAction } from '../model/audit.ts';
import type { Member } from '../model/organisation.ts';
import type { IdentityKind, Post } from '../model/people.ts';
import { grantsIn, type Asker, type Asking } from './asker.ts';
import type { TokenAccess } from './access-tokens.ts';
import { audit } from './audit.ts';
import type { DataKeys } from './data-keys.ts';
import type { Oidc } from './oidc.ts';
import { keyHeader } from './request-key.ts';

export interface Context {
  orm: MikroORM;
  asker: Asker | null;
  now: Date;
  /** Of a mutation under a key: the transaction in which it acts and its answer is read. Held apart, since Apollo copies the context. */
  mutation: { transaction: { region: number; em: EntityManager } | null };
  /** The views of pay that this request has written into the audit log. */
  views: Map<string, Promise<void>>;
  /** Names of accounts by id, one statement a request. */
  accountNames: DataLoader<string, string>;
  /** People of an institution on a day by `region/day/id`, one statement a request. */
  headcounts: DataLoader<string, number>;
  /** Where an institution belongs on a day, by `region/day/id`. */
  memberships: DataLoader<string, Member | null>;
  /** A person's main post on a day, by `region/day/id`. */
  posts: DataLoader<string, Post | null>;
  /** How a person is employed on a day, by `region/day/id`. */
  identities: DataLoader<string, IdentityKind | null>;
  /** Seal and match the numbers of people. */
  dataKeys: DataKeys;
  /** Sets or clears the session's cookie on the answer. */
  setSession(token: string, expiresAt: Date): void;
  clearSession(): void;
  /** The token of the session; null without one, and for a program. */
  token: string | null;
  /** The personal access token by which a program asks. */
  access: TokenAccess | null;
  /** What the browser calls itself. */
  agent: string;
  /** The address under which the browser knows the server, such as `https://pay.example.cn`. */
  address: string;
  /** Signing in by an identity provider; null when none is set. */
  oidc: Oidc | null;
  /** Sets the cookie that the browser brings back from the identity provider. */
  setReturn(kept: string): void;
  /** Where the request comes from, to slow down guessing of passwords. */
  from: string;
}

export function requireAsker(context: Context): Asker {
  return context.asker ?? refuse('SIGNED_OUT', 'session');
}

/** The asker, in person: what belongs to an account is for no token (TOKEN_NEVER). */
export function requirePerson(context: Context): Asker {
  if (context.access) refuse('TOKEN_NEVER', 'authorization');
  return requireAsker(context);
}

/**
 * For reading: an entity manager that sees this one region, as it is on a day where one is given, and the asker, who has a grant there.
 * In a mutation it is the mutation's own.
 */
export function look(context: Context, region: number, day?: string | null): Asking {
  const asker = requireAsker(context);
  grantsIn(asker, region);
  const { transaction } = context.mutation;
  return { em: transaction?.region === region ? transaction.em : managerFor(context.orm, [region], day), asker, now: context.now };
}

/**
 * For verbs: the transaction of the request's key, which sees this one region. It commits when the whole answer has been made.
 * Refuses a request that came without a key (KEY_MISSING).
 */
export function act<T>(context: Context, region: number, verb: (asking: Asking) => Promise<T>): Promise<T> {
  const asker = requireAsker(context);
  grantsIn(asker, region);
  const { transaction } = context.mutation;
  if (transaction?.region !== region) return refuse('KEY_MISSING', keyHeader);
  return verb({ em: transaction.em, asker, now: context.now });
}

/** Writes down that the asker sees somebody's pay, once a request, before it is shown. */
export async function auditView(context: Context, region: number, action: AuditAction, subject: Words, as?: readonly Role[], institution?: string): Promise<void> {
  const view = JSON.stringify([region, action, subject]);
  const written = context.views.get(view) ?? audit(look(context, region), region, { action, subject, ...(as ? { as } : {}), institution });
  context.views.set(view, written);
  await written;
}
