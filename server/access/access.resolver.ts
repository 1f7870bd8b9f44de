import { Arg, Ctx, Field, FieldResolver, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Refusal, refuse } from '../core/refusal.ts';
import { managerFor } from '../db.ts';
import { dayOf } from '../clock.ts';
import { Account, Role } from '../model/account.ts';
import { Institution } from '../model/organisation.ts';
import { Region } from '../model/region.ts';
import type { Grant as AskersGrant } from './asker.ts';
import type { Context } from './context.ts';
import { auditSession } from './audit.ts';
import { askerOf, signIn, signOut } from './sign-in.ts';
import { Attempts } from './attempts.ts';

@ObjectType({ description: 'A role in a region, or in one institution of it.' })
class Grant {
  @Field(() => Role) role!: Role;
  @Field(() => Region) region!: Region;
  @Field(() => Institution, { nullable: true }) institution!: Institution | null;
}

const attempts = new Attempts();

/** Of an unknown login nothing is kept: it may be a password in the wrong field. */
async function auditFailure({ orm, now }: Context, login: string): Promise<void> {
  const em = managerFor(orm, []);
  const account = await em.findOne(Account, { login });
  if (account) await auditSession(orm, await askerOf(em, account, dayOf(now)), now, 'SIGN_IN_FAILED');
}

@Resolver(() => Account)
export class AccessResolver {
  @Query(() => Account, { nullable: true, description: 'Who is signed in; null when nobody is.' })
  me(@Ctx() { orm, asker }: Context): Promise<Account> | null {
    return asker && managerFor(orm, []).findOneOrFail(Account, asker.id);
  }

  @Mutation(() => Account, { description: 'Opens a session, kept in a cookie that scripts cannot read.' })
  async signIn(@Ctx() context: Context, @Arg('login', () => String) login: string, @Arg('password', () => String) password: string): Promise<Account> {
    const keys = [`login ${login}`, `from ${context.from}`];
    const wait = attempts.waitFor(keys, context.now);
    if (wait > 0) refuse('SIGN_IN_TOO_OFTEN', 'login', { minutes: String(wait) });
    attempts.count(keys, context.now); // before the password is looked at, so that guesses made at once count too
    const em = managerFor(context.orm, []);
    const { token, account, expiresAt } = await em.transactional((inside) => signIn(inside as typeof em, login, password, context.now)).catch(async (error: unknown) => {
      if (error instanceof Refusal) await auditFailure(context, login);
      throw error;
    });
    attempts.forget(keys);
    context.asker = await askerOf(em, account, dayOf(context.now));
    await auditSession(context.orm, context.asker, context.now, 'SIGN_IN'); // nobody is let in unrecorded
    context.setSession(token, expiresAt);
    return account;
  }

  @Mutation(() => Boolean)
  async signOut(@Ctx() context: Context): Promise<boolean> {
    if (context.token) await signOut(managerFor(context.orm, []), context.token);
    if (context.asker) await auditSession(context.orm, context.asker, context.now, 'SIGN_OUT');
    context.clearSession();
    return true;
  }

  @FieldResolver(() => [Grant])
  async grants(@Ctx() { orm, asker }: Context, @Root() account: Account): Promise<Grant[]> {
    if (!asker || asker.id !== account.id) return [];
    const em = managerFor(orm, asker.grants.map((grant) => grant.region));
    const regions = new Map((await em.find(Region, {})).map((region) => [region.code, region]));
    const institutionOf = ({ region, institution }: AskersGrant) => (institution ? em.findOne(Institution, { regionId: region, id: institution }) : null);
    return Promise.all(asker.grants.map(async (grant) => ({ role: grant.role, region: regions.get(grant.region) as Region, institution: await institutionOf(grant) })));
  }
}
