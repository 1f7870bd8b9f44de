/**
 * What an account was refused (拒绝访问) is written into the audit log, so that probing is seen: at most twenty lines of one account in fifteen minutes,
 * counted in the database, so that nobody fills the log. What comes from nobody known is in the server's log alone.
 */
import type { MikroORM } from '@mikro-orm/postgresql';
import { GraphQLError, type ExecutionResult, type OperationDefinitionNode } from 'graphql';
import { Refusal, type Code } from '../core/refusal.ts';
import { dayOf } from '../clock.ts';
import { inTransaction, managerFor } from '../db.ts';
import { Account } from '../model/account.ts';
import type { AuditAction } from '../model/audit.ts';
import { regionsOf, type Asker } from './asker.ts';
import { Attempts } from './attempts.ts';
import { audit } from './audit.ts';
import type { Context } from './context.ts';
import { askerOf } from './sign-in.ts';

/** Which refusals are about access, and what they are called in the log. */
const actions: Partial<Record<Code, AuditAction>> = {
  ROLE_NOT_ALLOWED: 'REFUSED_ACT', REGION_NOT_YOURS: 'REFUSED_ACT', UNMASK_NOT_ALLOWED: 'REFUSED_ACT', SIGNED_BY_PREPARER: 'REFUSED_ACT', SIGNED_TWICE: 'REFUSED_ACT',
  SECOND_FACTOR_NEEDED: 'REFUSED_ACT', GRANT_TO_ONESELF: 'REFUSED_ACT',
  SIGN_IN_TOO_OFTEN: 'REFUSED_SIGN_IN',
  TOKEN_EXPIRED: 'REFUSED_TOKEN', TOKEN_REVOKED: 'REFUSED_TOKEN', TOKEN_TOO_NARROW: 'REFUSED_TOKEN', TOKEN_NEVER: 'REFUSED_TOKEN',
  REQUEST_FOREIGN: 'REFUSED_ORIGIN',
};

const mostLines = 20;
const limits = new WeakMap<MikroORM, Attempts>();

function limitOf(orm: MikroORM): Attempts {
  const limit = limits.get(orm) ?? new Attempts(orm, mostLines);
  limits.set(orm, limit);
  return limit;
}

/** Writes that an account was refused `what`, in the region where it has a grant and asked, else in the first of its own; nothing for a refusal that is not about access. */
export async function tellRefusal(orm: MikroORM, asker: Asker, now: Date, { code, what, region }: { code: Code; what: string; region?: number | undefined }): Promise<void> {
  const action = actions[code];
  const own = regionsOf(asker);
  const where = region !== undefined && own.includes(region) ? region : own[0];
  if (!action || where === undefined) return;
  if ((await limitOf(orm).count([`refused ${asker.id}`])) > 0) return;
  const subject = `${what} · ${code}`;
  await inTransaction(orm, [where], (em) => audit({ em, asker, now }, where, { action, subject: { zh: subject, en: subject } }));
}

/** The same for whoever holds an account that is not signed in. */
export async function tellRefusalOf(orm: MikroORM, account: string, now: Date, code: Code, what: string): Promise<void> {
  const em = managerFor(orm, []);
  await tellRefusal(orm, await askerOf(em, await em.findOneOrFail(Account, account), dayOf(now)), now, { code, what });
}

const codeIn = (error: unknown): Code | undefined => (error instanceof Refusal ? error.faults.map(({ code }) => code).find((code) => actions[code])
  : error instanceof GraphQLError ? codeIn(error.originalError) : undefined);

/** Writes down the first refusal of access in an answer, by the field of the schema that was refused. */
export async function tellRefused({ orm, asker, now }: Context, operation: OperationDefinitionNode, { errors = [] }: ExecutionResult, variables: Readonly<Record<string, unknown>>): Promise<void> {
  const refused = errors.map((error) => ({ code: codeIn(error), error })).find(({ code }) => code);
  if (!asker || !refused?.code) return;
  const fields = operation.selectionSet.selections.flatMap((selection) => (selection.kind === 'Field' ? [selection] : []));
  const alias = refused.error.path?.[0];
  const field = fields.find(({ name, alias: given }) => (given ?? name).value === alias) ?? fields[0];
  const given = field?.arguments?.find(({ name }) => name.value === 'region')?.value;
  const region: unknown = given?.kind === 'IntValue' ? Number(given.value) : given?.kind === 'Variable' ? variables[given.name.value] : undefined;
  await tellRefusal(orm, asker, now, { code: refused.code, what: field?.name.value ?? operation.operation, ...(typeof region === 'number' && { region }) });
}
