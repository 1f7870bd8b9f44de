import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { act, look, requireAsker, type Context } from '../access/context.ts';
import { managerFor } from '../db.ts';
import { Run } from '../model/run.ts';
import { payRunSeen } from '../run/sees.ts';
import { answerDispute } from './answer-dispute.ts';
import { calendarViews } from './calendars.ts';
import { confirmingView, ownLine } from './lines.ts';
import { sayLine } from './say-line.ts';
import { CalendarView, ConfirmingView, OwnLine } from './views.ts';

@Resolver(() => Run)
export class ConfirmationResolver {
  @FieldResolver(() => ConfirmingView, { nullable: true, description: 'Confirmation by the institutions that it concerns; null where its stage has none.' })
  async confirming(@Ctx() context: Context, @Root() run: Run): Promise<ConfirmingView | null> {
    await payRunSeen(context, run);
    return confirmingView(context, run);
  }

  @Query(() => OwnLine, { description: 'One line of a run with its own amounts, for the institution that confirms it and for the offices.' })
  confirmationLine(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('row', () => String) row: string,
  ): Promise<OwnLine> {
    look(context, region);
    return ownLine(context, region, run, row);
  }

  @Query(() => [CalendarView], { description: 'The working days of every year that is known, the same for every region.' })
  workingCalendars(@Ctx() context: Context): Promise<CalendarView[]> {
    requireAsker(context);
    return calendarViews(managerFor(context.orm, []));
  }

  @Mutation(() => Run, { description: 'The head of an institution confirms its line of a run; once, and bound to the hash that was seen.' })
  confirmLine(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string, @Arg('row', () => String) row: string,
  ): Promise<Run> {
    return act(context, region, (asking) => sayLine(asking, { region, run, hash, row, verdict: 'CONFIRMED' }));
  }

  @Mutation(() => Run, { description: 'The head of an institution disputes its line of a run, with a reason; the last signature waits for the answer.' })
  disputeLine(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string, @Arg('row', () => String) row: string,
    @Arg('reason', () => String) reason: string,
  ): Promise<Run> {
    return act(context, region, (asking) => sayLine(asking, { region, run, hash, row, verdict: 'DISPUTED', reason }));
  }

  @Mutation(() => Run, { description: 'The preparing office answers a dispute with a reason: upheld, the run is returned to be prepared anew; otherwise it stands.' })
  answerDispute(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string, @Arg('row', () => String) row: string,
    @Arg('upheld', () => Boolean) upheld: boolean, @Arg('reason', () => String) reason: string,
  ): Promise<Run> {
    return act(context, region, (asking) => answerDispute(asking, { region, run, hash, row, upheld, reason }));
  }
}
