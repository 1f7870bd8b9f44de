/** The second factor of an account, and the regions that ask one of whoever acts for a bureau. */
import { Arg, Ctx, Extensions, Field, GraphQLISODateTime, Int, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { inTransaction, managerFor } from '../db.ts';
import { requireRole } from './asker.ts';
import { audit, auditAccount } from './audit.ts';
import { act, look, requirePerson, type Context } from './context.ts';
import { provenAccount } from './proof.ts';
import { beginFactor, confirmFactor, dropFactor, factorOf, regionsWithheld } from './second-factor.ts';

@ObjectType({ description: 'The second factor (动态口令) of the asker.' })
class SecondFactor {
  @Field(() => GraphQLISODateTime, { nullable: true, description: 'Since when it is asked for; null while there is none.' }) confirmedAt!: Date | null;
  @Field(() => Int, { description: 'Recovery codes that were not used.' }) codesLeft!: number;
  @Field(() => [Int], { description: 'Regions in which the asker\'s bureau roles wait for one.' }) withheldIn!: number[];
}

@ObjectType({ description: 'What an authenticator is given; shown this once.' })
class NewSecondFactor {
  @Field(() => String, { description: 'Base32.' }) secret!: string;
  @Field(() => String, { description: 'The same as an `otpauth:` address.' }) uri!: string;
}

@Resolver()
export class SecondFactorResolver {
  @Query(() => SecondFactor)
  async secondFactor(@Ctx() context: Context): Promise<SecondFactor> {
    const { id } = requirePerson(context);
    const em = managerFor(context.orm, []);
    return { ...await factorOf(em, id), withheldIn: await regionsWithheld(em, id) };
  }

  @Query(() => Boolean, { description: 'Whether a region asks a second factor of whoever acts for a bureau.' })
  async secondFactorRequired(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<boolean> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, ['ADMINISTRATOR', 'AUDITOR']);
    return (await em.execute<unknown[]>('select from second_factor_rule where region_code = ?', [region])).length > 0;
  }

  @Extensions({ secret: true })
  @Mutation(() => NewSecondFactor, { description: 'Begins a second factor, with the present password; it is asked for once a code has confirmed it.' })
  async beginSecondFactor(@Ctx() context: Context, @Arg('password', () => String) password: string): Promise<NewSecondFactor> {
    const account = await provenAccount(context, password);
    return beginFactor(managerFor(context.orm, []), context.dataKeys, account, context.now);
  }

  @Extensions({ secret: true })
  @Mutation(() => [String], { description: 'Confirms the second factor by its first code; the answer are recovery codes, each for one sign-in.' })
  async confirmSecondFactor(@Ctx() context: Context, @Arg('code', () => String) code: string): Promise<string[]> {
    const asker = requirePerson(context);
    const codes = await inTransaction(context.orm, [], (em) => confirmFactor(em, context.dataKeys, asker.id, code, context.now));
    await auditAccount(context.orm, asker, context.now, 'SET_SECOND_FACTOR');
    return codes;
  }

  @Mutation(() => Boolean, { description: 'Removes the second factor, with the present password and a code; false when there was none.' })
  async dropSecondFactor(@Ctx() context: Context, @Arg('password', () => String) password: string, @Arg('code', () => String) code: string): Promise<boolean> {
    const { id } = await provenAccount(context, password, code);
    const dropped = await dropFactor(managerFor(context.orm, []), id);
    if (dropped) await auditAccount(context.orm, requirePerson(context), context.now, 'DROP_SECOND_FACTOR');
    return dropped;
  }

  @Mutation(() => Boolean, { description: 'Says whether a region asks a second factor of whoever acts for a bureau; roles of those without one wait until they have it.' })
  requireSecondFactor(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('required', () => Boolean) required: boolean): Promise<boolean> {
    return act(context, region, async (asking) => {
      const { em, asker, now } = asking;
      requireRole(asker, region, ['ADMINISTRATOR']);
      if (required) await em.execute('insert into second_factor_rule values (?, ?, ?::timestamptz) on conflict do nothing', [region, asker.id, now.toISOString()]);
      else await em.execute('delete from second_factor_rule where region_code = ?', [region]);
      const [zh, en] = required ? ['要求', 'required'] : ['不要求', 'not required'];
      await audit(asking, region, { action: 'REQUIRE_SECOND_FACTOR', subject: { zh, en }, as: ['ADMINISTRATOR'] });
      return required;
    });
  }
}

