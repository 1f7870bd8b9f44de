import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { bureaus, requireRole, type Asking } from '../access/asker.ts';
import { look, type Context } from '../access/context.ts';
import type { Circumstances, RawStay } from '../core/policy/benefit.ts';
import { JsonScalar } from '../model/scalars.ts';
import { policyOf } from '../run/policies.ts';
import { readRawDecisions, readRawFacts } from '../run/raw.ts';
import { payMany, payOne } from './pay.ts';
import { benefitPolicies, benefitPolicy } from './policies.ts';
import { BenefitPolicyView, BenefitView, StaysView, StayView } from './views.ts';

type Json = Record<string, unknown>;

/** Which benefit, and what is given once for all stays. */
@ArgsType()
class BenefitArgs {
  @Field(() => Int) region!: number;
  @Field(() => String) policy!: string;
  @Field(() => String, { nullable: true, description: 'The newest when left out.' }) version?: string | null;
  @Field(() => String) benefit!: string;
  @Field(() => JsonScalar, { nullable: true, description: 'Single facts that the benefit rests on, each a text.' }) facts?: Json | null;
  @Field(() => JsonScalar, { nullable: true, description: 'Figures that an office has decided, each a text.' }) decisions?: Json | null;
}

function givenIn({ facts, decisions }: BenefitArgs): Circumstances {
  return { facts: readRawFacts(facts ?? {}), decisions: readRawDecisions(decisions ?? {}) };
}

function readStays(stays: readonly Json[]): RawStay[] {
  return readRawFacts({ stays })['stays'] as RawStay[];
}

function asking(context: Context, region: number): Asking {
  const found = look(context, region);
  requireRole(found.asker, region, bureaus);
  return found;
}

@Resolver(() => BenefitPolicyView)
export class BenefitResolver {
  @Query(() => [BenefitPolicyView], { description: 'Policies by which stays can be worked out: the region\'s own first, the newest of each first.' })
  benefitPolicies(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('policy', () => String, { nullable: true }) policy?: string | null,
  ): Promise<BenefitPolicyView[]> {
    return benefitPolicies(asking(context, region).em, region, policy ?? null);
  }

  @Query(() => StayView, { description: 'Who pays what of one stay, given as texts by column of the policy (在线测算). Nothing is kept.' })
  async benefit(@Ctx() context: Context, @Args(() => BenefitArgs) args: BenefitArgs, @Arg('stay', () => JsonScalar) stay: Json): Promise<StayView> {
    const { em } = asking(context, args.region);
    const [row] = readStays([stay]) as [RawStay];
    return payOne(await benefitPolicy(em, args.region, args), { benefit: args.benefit, given: givenIn(args) }, row);
  }

  @Query(() => StaysView, { description: 'The same for at most 500 stays, each with a key of its own; a faulty one keeps nothing from the others.' })
  async benefitsInBulk(@Ctx() context: Context, @Args(() => BenefitArgs) args: BenefitArgs, @Arg('stays', () => [JsonScalar]) stays: Json[]): Promise<StaysView> {
    const { em } = asking(context, args.region);
    return payMany(await benefitPolicy(em, args.region, args), { benefit: args.benefit, given: givenIn(args) }, readStays(stays));
  }

  @FieldResolver(() => [BenefitView])
  benefits(@Root() view: BenefitPolicyView): BenefitView[] {
    return [...policyOf(view).benefits.values()].map(({ id, title }) => ({ id, title }));
  }
}
