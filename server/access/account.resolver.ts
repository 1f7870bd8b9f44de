/** What belongs to an account: its sessions, its personal access tokens, its password. Done in person, never by a token. */
import { Arg, Ctx, Extensions, Field, GraphQLISODateTime, ID, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { refuse } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { AccessToken, Account, Session, TokenScope } from '../model/account.ts';
import { makeToken } from './access-tokens.ts';
import { grantsIn } from './asker.ts';
import { auditAccount } from './audit.ts';
import { requirePerson, type Context } from './context.ts';
import { makeInvitation } from './invitations.ts';
import { hashPassword, requireGoodPassword } from './passwords.ts';
import { provenAccount } from './proof.ts';
import { endAll, openSession, sessionsOf, tokenHash, tokensOf } from './sessions.ts';

@ObjectType('Session', { description: 'A browser in which the asker is signed in.' })
class SessionView {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) startedAt!: Date;
  @Field(() => GraphQLISODateTime) seenAt!: Date;
  @Field(() => GraphQLISODateTime) expiresAt!: Date;
  @Field(() => String, { description: 'What the browser calls itself.' }) agent!: string;
  @Field(() => Boolean, { description: 'True for the one that asks.' }) current!: boolean;
}

@ObjectType({ description: 'A new personal access token; its secret is shown this once.' })
class NewAccessToken {
  @Field(() => String) secret!: string;
  @Field(() => AccessToken) token!: AccessToken;
}

const minutesToLink = 10;

@Resolver()
export class AccountResolver {
  @Query(() => [SessionView], { description: 'Where the asker is signed in, the browser seen last first.' })
  async sessions(@Ctx() context: Context): Promise<SessionView[]> {
    const asker = requirePerson(context);
    const mine = context.token === null ? '' : tokenHash(context.token);
    return (await sessionsOf(managerFor(context.orm, []), asker.id, context.now)).map((session) => ({ ...session, current: session.tokenHash === mine }));
  }

  @Query(() => [AccessToken], { description: 'The asker\'s personal access tokens that hold.' })
  accessTokens(@Ctx() context: Context): Promise<AccessToken[]> {
    return tokensOf(managerFor(context.orm, []), requirePerson(context).id, context.now);
  }

  @Mutation(() => Boolean, { description: 'Ends one session of the asker; false when it had ended.' })
  async endSession(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<boolean> {
    const asker = requirePerson(context);
    const ended = await managerFor(context.orm, []).nativeDelete(Session, { id, accountId: asker.id });
    if (ended > 0) await auditAccount(context.orm, asker, context.now, 'SIGN_OUT');
    return ended > 0;
  }

  @Mutation(() => Boolean, { description: 'Ends every session and every personal access token of the asker, this session too.' })
  async signOutEverywhere(@Ctx() context: Context): Promise<boolean> {
    const asker = requirePerson(context);
    await inTransaction(context.orm, [], (em) => endAll(em, asker.id, context.now));
    await auditAccount(context.orm, asker, context.now, 'SIGN_OUT_EVERYWHERE');
    context.clearSession();
    return true;
  }

  @Mutation(() => Boolean, { description: 'Sets another password, ends every other session and all tokens, and opens this session anew.' })
  async changePassword(@Ctx() context: Context, @Arg('present', () => String) present: string, @Arg('next', () => String) next: string): Promise<boolean> {
    const { orm, now, agent } = context;
    const { id, login, name } = await provenAccount(context, present);
    requireGoodPassword(next, [login, name]);
    const passwordHash = await hashPassword(next);
    const { token, expiresAt } = await inTransaction(orm, [], async (em) => {
      await em.nativeUpdate(Account, { id }, { passwordHash });
      await endAll(em, id, now);
      return openSession(em, id, now, agent);
    });
    await auditAccount(orm, requirePerson(context), now, 'CHANGE_PASSWORD');
    context.setSession(token, expiresAt);
    return true;
  }

  @Mutation(() => String, { description: 'The address at which the identity provider asks who it is, to link that identity to the asker\'s account.' })
  async linkProvider(@Ctx() context: Context, @Arg('password', () => String) password: string): Promise<string> {
    const { orm, oidc, now, address, setReturn } = context;
    const { id, login, name } = await provenAccount(context, password);
    if (!oidc) return refuse('OIDC_OFF', 'provider');
    const invitation = await makeInvitation(managerFor(orm, []), { login, name, account: id, roles: [] }, id, now, minutesToLink);
    const { url, kept } = await oidc.begin(address, invitation);
    setReturn(kept);
    await auditAccount(orm, requirePerson(context), now, 'LINK_IDENTITY');
    return url;
  }

  /** Its answer holds a secret, so it is kept under no key. */
  @Extensions({ secret: true })
  @Mutation(() => NewAccessToken, { description: 'Makes a personal access token for a region of the asker and those below it, for 1 to 365 days.' })
  async makeAccessToken(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('name', () => String) name: string,
    @Arg('scope', () => TokenScope) scope: TokenScope, @Arg('days', () => Int) days: number,
  ): Promise<NewAccessToken> {
    const asker = requirePerson(context);
    grantsIn(asker, region);
    const made = await makeToken(managerFor(context.orm, []), asker, { name, scope, region, days }, context.now);
    await auditAccount(context.orm, asker, context.now, 'MAKE_TOKEN', { zh: made.token.name, en: made.token.name });
    return made;
  }

  @Mutation(() => Boolean, { description: 'Revokes a token of the asker; false when there was none that held.' })
  async revokeAccessToken(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<boolean> {
    const asker = requirePerson(context);
    const em = managerFor(context.orm, []);
    const token = await em.findOne(AccessToken, { id, accountId: asker.id, closedAt: null });
    if (!token) return false;
    await em.nativeUpdate(AccessToken, { id }, { closedAt: context.now });
    await auditAccount(context.orm, asker, context.now, 'REVOKE_TOKEN', { zh: token.name, en: token.name });
    return true;
  }
}
