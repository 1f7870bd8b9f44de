import { Arg, Ctx, Field, FieldResolver, GraphQLISODateTime, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Refusal, refuse } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { dayOf } from '../clock.ts';
import { Account, Role } from '../model/account.ts';
import { Department, Institution } from '../model/organisation.ts';
import { Region } from '../model/region.ts';
import { attemptsOf } from './attempts.ts';
import type { Grant as AskersGrant } from './asker.ts';
import type { Context } from './context.ts';
import { auditAccount } from './audit.ts';
import { acceptInvitation, invitationOf } from './invitations.ts';
import { requireFactor } from './second-factor.ts';
import { tellRefusalOf } from './refusals.ts';
import type { Opened } from './sessions.ts';
import { endSession, openSession } from './sessions.ts';
import { askerOf, signIn } from './sign-in.ts';

@ObjectType({ description: 'A role in a region, or in one institution or department of it.' })
class Grant {
  @Field(() => ID) id!: string;
  @Field(() => Role) role!: Role;
  @Field(() => Region) region!: Region;
  @Field(() => Institution, { nullable: true }) institution!: Institution | null;
  @Field(() => String, { nullable: true, description: 'The name of the department.' }) department!: string | null;
  @Field(() => String, { nullable: true, description: 'Who lent the role; null for one\'s own.' }) onBehalfOf!: string | null;
}

@ObjectType('Invitation', { description: 'What a link of an invitation says before it is used.' })
class InvitationView {
  @Field(() => String) login!: string;
  @Field(() => String) name!: string;
  @Field(() => GraphQLISODateTime) expiresAt!: Date;
  @Field(() => Boolean, { description: 'True when it sets the password of an account anew.' }) resets!: boolean;
}

@ObjectType({ description: 'How one may sign in here.' })
class SignInWays {
  @Field(() => Boolean) password!: boolean;
  @Field(() => Boolean, { description: 'By the identity provider.' }) provider!: boolean;
}

/** Of an unknown login nothing is kept: it may be a password in the wrong field. */
async function auditFailure({ orm, now }: Context, login: string): Promise<void> {
  const em = managerFor(orm, []);
  const account = await em.findOne(Account, { login });
  if (account) await auditAccount(orm, await askerOf(em, account, dayOf(now)), now, 'SIGN_IN_FAILED');
}

async function lockedOut({ orm, now }: Context, login: string, minutes: number): Promise<never> {
  const account = await managerFor(orm, []).findOne(Account, { login });
  if (account) await tellRefusalOf(orm, account.id, now, 'SIGN_IN_TOO_OFTEN', 'signIn');
  return refuse('SIGN_IN_TOO_OFTEN', 'login', { minutes: String(minutes) });
}

/** Guesses at passwords are counted before the password is looked at, so that those made at once count too (SIGN_IN_TOO_OFTEN). */
async function counted<T>(context: Context, who: string, guess: () => Promise<T>): Promise<T> {
  const { orm, from } = context;
  const attempts = attemptsOf(orm);
  const keys = [`login ${who}`, `from ${from}`];
  const wait = await attempts.count(keys);
  if (wait > 0) await lockedOut(context, who, wait);
  const right = await guess();
  await Promise.all([attempts.forget(keys), attempts.clear()]);
  return right;
}

async function letIn(context: Context, account: Account, { token, expiresAt }: Opened): Promise<Account> {
  context.asker = await askerOf(managerFor(context.orm, []), account, dayOf(context.now));
  await auditAccount(context.orm, context.asker, context.now, 'SIGN_IN'); // nobody is let in unrecorded
  context.setSession(token, expiresAt);
  return account;
}

@Resolver(() => Account)
export class AccessResolver {
  @Query(() => Account, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  me(@Ctx() { orm, asker }: Context): Promise<Account> | null {
    return asker && managerFor(orm, []).findOneOrFail(Account, asker.id);
  }

  @Query(() => SignInWays)
  signInWays(@Ctx() { oidc }: Context): SignInWays {
    return { password: true, provider: oidc !== null };
  }

  @Query(() => InvitationView, { description: 'What the link of an invitation is for.' })
  async invitation(@Ctx() { orm, now }: Context, @Arg('token', () => String) token: string): Promise<InvitationView> {
    const { login, name, expiresAt, accountId } = await invitationOf(orm, token, now);
    return { login, name, expiresAt, resets: accountId !== null };
  }

  @Mutation(() => Account, { description: 'Opens a session, kept in a cookie that scripts cannot read.' })
  async signIn(
    @Ctx() context: Context, @Arg('login', () => String) login: string, @Arg('password', () => String) password: string,
    @Arg('code', () => String, { nullable: true, description: 'Of the second factor, where the account has one: six digits, or a recovery code.' }) code: string | null,
  ): Promise<Account> {
    const { orm, dataKeys, now, agent, token: before } = context;
    const { account, ...opened } = await counted(context, login, () =>
      inTransaction(orm, [], (em) => signIn(em, dataKeys, { login, password, code: code ?? null }, now, { agent, before })).catch(async (error: unknown) => {
        if (error instanceof Refusal && error.faults[0]?.code !== 'CODE_NEEDED') await auditFailure(context, login);
        throw error;
      }));
    return letIn(context, account, opened);
  }

  @Mutation(() => Account, { description: 'Uses the link of an invitation: with a new password, or with the present one where the login has an account already.' })
  async acceptInvitation(
    @Ctx() context: Context, @Arg('token', () => String) token: string, @Arg('password', () => String) password: string,
    @Arg('code', () => String, { nullable: true, description: 'Of the second factor, where the account has one.' }) code: string | null,
  ): Promise<Account> {
    const { orm, dataKeys, now, agent } = context;
    const { login } = await invitationOf(orm, token, now);
    const account = await counted(context, login, () => acceptInvitation(orm, token, { password }, now, (em, account) => requireFactor(em, dataKeys, account, code, now)));
    const em = managerFor(orm, []);
    if (context.token !== null) await endSession(em, context.token);
    return letIn(context, account, await openSession(em, account.id, now, agent));
  }

  @Mutation(() => String, { description: 'The address at which the identity provider asks who it is; with the token of an invitation, to accept it in this way.' })
  async startProvider(@Ctx() { oidc, address, setReturn }: Context, @Arg('invitation', () => String, { nullable: true }) invitation: string | null): Promise<string> {
    if (!oidc) return refuse('OIDC_OFF', 'provider');
    const { url, kept } = await oidc.begin(address, invitation ?? null);
    setReturn(kept);
    return url;
  }

  @Mutation(() => Boolean)
  async signOut(@Ctx() context: Context): Promise<boolean> {
    if (context.token) await endSession(managerFor(context.orm, []), context.token);
    if (context.asker) await auditAccount(context.orm, context.asker, context.now, 'SIGN_OUT');
    context.clearSession();
    return true;
  }

  @FieldResolver(() => [Grant])
  async grants(@Ctx() context: Context, @Root() account: Account): Promise<Grant[]> {
    const { orm, asker } = context;
    if (!asker || asker.id !== account.id) return [];
    const em = managerFor(orm, asker.grants.map((grant) => grant.region));
    const regions = new Map((await em.find(Region, {})).map((region) => [region.code, region]));
    const institutionOf = ({ region, institution }: AskersGrant) => (institution ? em.findOne(Institution, { regionId: region, id: institution }) : null);
    const departmentOf = async ({ region, department }: AskersGrant) => (department ? (await em.findOne(Department, { regionId: region, id: department }))?.name ?? null : null);
    return Promise.all(asker.grants.map(async (grant) => ({
      id: grant.id, role: grant.role, region: regions.get(grant.region) as Region, institution: await institutionOf(grant), department: await departmentOf(grant),
      onBehalfOf: grant.actsFor === null ? null : await context.accountNames.load(grant.actsFor),
    })));
  }
}
