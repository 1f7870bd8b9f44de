import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { act, type Context } from '../access/context.ts';
import { PayRun } from '../model/pay.ts';
import { MonthScalar } from '../model/scalars.ts';
import { takeInAllocations } from './take-in-allocations.ts';

@Resolver(() => PayRun)
export class TakeInResolver {
  @Mutation(() => PayRun, { description: 'The hospital head takes in what the departments have divided (二次分配) and hands the distribution in; bound to the hash of the run that sent out the pools.' })
  takeInSecondAllocations(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('period', () => MonthScalar) period: string,
    @Arg('hash', () => String) hash: string, @Arg('reason', () => String, { nullable: true }) reason: string | null,
  ): Promise<PayRun> {
    return act(context, region, (asking) => takeInAllocations(asking, { region, institution, period, hash, reason: reason ?? '' }));
  }
}
