/** What is done with a run on its way: handed in, signed, returned, held in part, corrected. */
import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { act, type Context } from '../access/context.ts';
import { Run } from '../model/run.ts';
import { JsonScalar } from '../model/scalars.ts';
import { correctFacts, prepareCorrection, type Makings } from './correct.ts';
import { holdItem, liftItem } from './hold.ts';
import { readRawDecisions, readRawFacts, readReasons } from './raw.ts';
import { returnRun, signRun, submitRun, type Effects } from './sign.ts';
import { acceptStale } from './stale.ts';

/** The verbs of runs; what follows a stage's last signature, and what its runs are made of, is given by whoever assembles the API. */
export function wayResolver(effects: Effects, makings: Makings) {
  @Resolver()
  class WayResolver {
    @Mutation(() => Run, { description: 'The preparer hands a run in: one that was only prepared, or one that came back, unchanged.' })
    submitRun(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string): Promise<Run> {
      return act(context, region, (asking) => submitRun(asking, { region, run, hash }));
    }

    @Mutation(() => Run, { description: 'Signs a run for an office; bound to the hash that was seen. The last signature takes effect.' })
    signRun(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string,
      @Arg('hash', () => String) hash: string, @Arg('step', () => String) step: string, @Arg('note', () => String, { nullable: true }) note: string | null,
    ): Promise<Run> {
      return act(context, region, (asking) => signRun(asking, effects, { region, run, hash, step, note: note ?? '' }));
    }

    @Mutation(() => Run, { description: 'Returns a run with a reason: to an office that has signed, or to its preparer (`PREPARE`, when no step is named). Signatures before the step stay.' })
    returnRun(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string,
      @Arg('note', () => String) note: string, @Arg('to', () => String, { nullable: true }) to: string | null,
    ): Promise<Run> {
      return act(context, region, (asking) => returnRun(asking, { region, run, hash, note, ...(to !== null && to !== undefined && { to }) }));
    }

    @Mutation(() => Run, { description: 'Holds one row of a settlement or distribution with a reason; the run that is given back takes the place of the other and is signed anew.' })
    holdItem(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string,
      @Arg('row', () => String) row: string, @Arg('reason', () => String) reason: string,
    ): Promise<Run> {
      return act(context, region, (asking) => holdItem(asking, makings, { region, run, hash, row, reason }));
    }

    @Mutation(() => Run, { description: 'Lifts a hold: of an open run another takes its place, of a posted one a correction of its own is prepared.' })
    liftItem(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string,
      @Arg('row', () => String) row: string, @Arg('reason', () => String) reason: string,
    ): Promise<Run> {
      return act(context, region, (asking) => liftItem(asking, makings, { region, run, hash, row, reason }));
    }

    @Mutation(() => Run, { description: 'An office that signs accepts, with a reason, that a run rests on one that was corrected since.' })
    acceptStale(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('hash', () => String) hash: string, @Arg('reason', () => String) reason: string,
    ): Promise<Run> {
      return act(context, region, (asking) => acceptStale(asking, { region, run, hash, reason }));
    }

    @Mutation(() => Run, { description: 'Prepares a correction of a posted run on what is known now and on these facts; signed as the run was, it posts the difference.' })
    prepareCorrection(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string,
      @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('decisions', () => JsonScalar) decisions: Record<string, unknown>,
      @Arg('reason', () => String) reason: string, @Arg('reasons', () => JsonScalar, { nullable: true }) reasons: Record<string, unknown> | null,
      @Arg('change', () => String, { nullable: true, description: 'One of the reasons that the policy permits (变更事由), where it names them.' }) change: string | null,
    ): Promise<Run> {
      const given = { facts: readRawFacts(facts), decisions: readRawDecisions(decisions), reasons: readReasons(reasons), ...(change !== null && change !== undefined && { change }) };
      return act(context, region, (asking) => prepareCorrection(asking, makings, { region, run, ...given, reason }));
    }

    @Mutation(() => Run, { description: 'Records facts of a posted run that came late, with a reason; they wait for its correction, and nothing is computed.' })
    correctFacts(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string,
      @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('reason', () => String) reason: string,
    ): Promise<Run> {
      const given = readRawFacts(facts);
      return act(context, region, (asking) => correctFacts(asking, makings, { region, run, facts: given, reason }));
    }
  }
  return WayResolver;
}
