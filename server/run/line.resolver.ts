/** Where a run stands among others: what it rests on, takes the place of, corrects and leaves out. */
import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { look, type Context } from '../access/context.ts';
import { sumMoney } from '../core/money.ts';
import { changes } from '../core/policy/differences.ts';
import { amountTitle } from '../core/policy/titles.ts';
import type { Movement } from '../core/policy/stages.ts';
import { HeldItem, KnownFact, Run } from '../model/run.ts';
import { correctionDraft, type Makings } from './correct.ts';
import { dueOf } from './due.ts';
import { pathsOf } from './known-facts.ts';
import { knownAt, readAsOf } from './known.ts';
import { policyOf } from './policies.ts';
import { Difference, HeldView, LateFact, Staleness } from './run-views.ts';
import { payRunSeen, runSeen } from './sees.ts';
import { staleUpstreams } from './stale.ts';

const keyOf = ({ step, row }: Movement): string => JSON.stringify([step, row ?? null]);

function sums(movements: readonly Movement[]): Map<string, bigint> {
  const found = new Map<string, bigint>();
  for (const movement of movements) found.set(keyOf(movement), (found.get(keyOf(movement)) ?? 0n) + movement.amount);
  return found;
}

export function lineResolver(makings: Makings) {
  @Resolver(() => Run)
  class LineResolver {
    @FieldResolver(() => Run, { nullable: true, description: 'The posted run that this one corrects.' })
    corrects(@Ctx() context: Context, @Root() run: Run): Promise<Run | null> {
      return this.other(context, run, run.correctsId);
    }

    @FieldResolver(() => Run, { nullable: true, description: 'The returned run that this one takes the place of.' })
    redoes(@Ctx() context: Context, @Root() run: Run): Promise<Run | null> {
      return this.other(context, run, run.redoesId);
    }

    @FieldResolver(() => [Run], { description: 'All runs of the same thing that were posted or are on their way: the first and its corrections, oldest first.' })
    line(@Ctx() context: Context, @Root() run: Run): Promise<Run[]> {
      const { regionId, stage, period } = run;
      return look(context, regionId).em.find(Run, {
        regionId, stage, period, state: { $ne: 'RETURNED' }, ...(run.institution && { institution: { id: run.institution.id } }),
      }, { orderBy: { id: 'asc' } });
    }

    @FieldResolver(() => [Difference], { description: 'Of a correction: what it changes in each amount. Empty for a first run.' })
    async differences(@Ctx() context: Context, @Root() run: Run): Promise<Difference[]> {
      if (run.correctsId === null) return [];
      await payRunSeen(context, run);
      const { policy, due, before = [] } = await dueOf(look(context, run.regionId).em, run);
      const [was, now] = [sums(before), sums(due)];
      const changed = new Map(changes(due, before).map((movement) => [keyOf(movement), movement]));
      return [...changed].map(([key, { step, row }]) => {
        const [earlier, later] = [was.get(key) ?? 0n, now.get(key) ?? 0n];
        return { step, title: amountTitle(policy, step), row: row ?? null, before: earlier, now: later, amount: later - earlier };
      }).filter(({ amount }) => amount !== 0n);
    }

    @FieldResolver(() => [HeldView], { description: 'What waits, and why.' })
    async heldItems(@Ctx() context: Context, @Root() run: Run): Promise<HeldView[]> {
      if (run.held.length === 0) return [];
      await payRunSeen(context, run);
      const items = await look(context, run.regionId).em.find(HeldItem, { regionId: run.regionId, runId: run.id }, { orderBy: { row: 'asc' } });
      return Promise.all(items.map(async ({ row, reason, heldById, heldAt, movements }) => (
        { row, reason, by: await context.accountNames.load(heldById), at: heldAt, amount: sumMoney(movements.map(({ amount }) => BigInt(amount))) })));
    }

    @FieldResolver(() => [Staleness], { description: 'Runs that it rests on which were corrected since; it is not signed until it is redone or that is accepted.' })
    async stale(@Ctx() context: Context, @Root() run: Run): Promise<Staleness[]> {
      const { em } = look(context, run.regionId);
      const stale = await staleUpstreams(em, run);
      return Promise.all(stale.map(async ({ upstream, correction }) => ({
        upstream: await em.findOneOrFail(Run, { regionId: run.regionId, id: upstream }), correction: await em.findOneOrFail(Run, { regionId: run.regionId, id: correction }),
      })));
    }

    @FieldResolver(() => [LateFact], { description: 'Of a posted run: facts that are known otherwise now, and wait for its correction.' })
    async lateFacts(@Ctx() context: Context, @Root() run: Run): Promise<LateFact[]> {
      if (run.state !== 'POSTED') return [];
      await payRunSeen(context, run);
      const { facts, before } = await correctionDraft(look(context, run.regionId), makings(run.stage), run);
      const now = pathsOf(policyOf(await run.policyVersion.loadOrFail()), facts);
      const changed = [...now].filter(([path, value]) => before.get(path) !== value).map(([path, value]) => ({ path, was: before.get(path) ?? null, now: value }));
      return [...changed, ...[...before].filter(([path]) => !now.has(path)).map(([path, was]) => ({ path, was, now: '' }))];
    }

    @Query(() => [KnownFact], { description: 'The facts given for what a run is about, as they are known now or were at an instant.' })
    async knownFacts(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) id: string,
      @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
    ): Promise<KnownFact[]> {
      const asking = look(context, region);
      const run = await runSeen(asking, region, id);
      await payRunSeen(context, run);
      const { stage, period, institution } = run;
      return asking.em.find(KnownFact, { regionId: region, stage, period, institutionId: institution?.id ?? null, ...knownAt(readAsOf(asOf, context.now)) }, { orderBy: { path: 'asc' } });
    }

    private other(context: Context, run: Run, id: string | null): Promise<Run | null> {
      return id === null ? Promise.resolve(null) : look(context, run.regionId).em.findOne(Run, { regionId: run.regionId, id });
    }
  }
  return LineResolver;
}
