import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { hasRole, roleTitles } from '../access/asker.ts';
import { act, auditView, look, type Context } from '../access/context.ts';
import type { Role } from '../model/account.ts';
import { Institution } from '../model/organisation.ts';
import { Approval, FrozenFacts, PolicyVersion, Run } from '../model/run.ts';
import { JsonScalar } from '../model/scalars.ts';
import type { Words } from '../model/words.ts';
import { explainRun, personExplained } from './explain-run.ts';
import { replay } from './prepare.ts';
import { Amount, CheckResult, ExplanationView, Signature, StepWaiting } from './run-views.ts';
import { runSeen } from './sees.ts';
import { returnRun, signRun, waitingSteps, type Effects } from './sign.ts';
import { subjectOf } from './subject.ts';

const returned: Words = { zh: '退回', en: 'Returned' };

/** Runs of an institution are about its staff by name: their facts and amounts are people's pay. */
async function payRunSeen(context: Context, run: Run): Promise<void> {
  if (run.institution) await auditView(context, run.regionId, 'VIEW_PAY_RUN', await subjectOf(run));
}

/** The resolver of runs; what follows a stage's last signature is given by whoever assembles the API. */
export function runResolver(effects: Effects) {
  @Resolver(() => Run)
  class RunResolver {
    @Query(() => Run, { nullable: true })
    run(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<Run> {
      return runSeen(look(context, region), region, id);
    }

    @Query(() => ExplanationView)
    async explanation(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string,
      @Arg('step', () => String) step: string, @Arg('row', () => String, { nullable: true }) row: string | null,
    ): Promise<ExplanationView> {
      const asking = look(context, region);
      const explanation = await explainRun(asking, { region, run, step, row: row ?? null });
      const person = await personExplained(asking, region, run, row ?? null);
      if (person) await auditView(context, region, 'VIEW_EXPLANATION', person);
      return explanation;
    }

    @Mutation(() => Run, { description: 'Signs a run for an office; bound to the hash that was seen. The last signature takes effect.' })
    signRun(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string,
      @Arg('hash', () => String) hash: string, @Arg('step', () => String) step: string, @Arg('note', () => String, { nullable: true }) note: string | null,
    ): Promise<Run> {
      return act(context, region, (asking) => signRun(asking, effects, { region, run, hash, step, note: note ?? '' }));
    }

    @Mutation(() => Run, { description: 'Returns a run to its preparer, with a reason.' })
    returnRun(
      @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string,
      @Arg('hash', () => String) hash: string, @Arg('note', () => String) note: string,
    ): Promise<Run> {
      return act(context, region, (asking) => returnRun(asking, { region, run, hash, note }));
    }

    @FieldResolver(() => PolicyVersion)
    policy(@Root() run: Run): Promise<PolicyVersion> {
      return run.policyVersion.loadOrFail();
    }

    @FieldResolver(() => Institution, { nullable: true })
    institution(@Root() run: Run): Promise<Institution> | null {
      return run.institution && run.institution.loadOrFail({ dataloader: true });
    }

    @FieldResolver(() => String)
    preparedBy(@Ctx() context: Context, @Root() run: Run): Promise<string> {
      return context.accountNames.load(run.preparedById);
    }

    @FieldResolver(() => JsonScalar)
    async facts(@Ctx() context: Context, @Root() run: Run): Promise<object> {
      await payRunSeen(context, run);
      return (await this.frozen(context, run)).facts;
    }

    @FieldResolver(() => JsonScalar)
    async origins(@Ctx() context: Context, @Root() run: Run): Promise<object> {
      return (await this.frozen(context, run)).origins;
    }

    @FieldResolver(() => [Amount], { description: 'All amounts, or those of the steps named.' })
    async amounts(@Ctx() context: Context, @Root() run: Run, @Arg('steps', () => [String], { nullable: true }) steps: string[] | null): Promise<Amount[]> {
      const amounts = Object.entries(run.amounts).filter(([step]) => !steps || steps.includes(step)).flatMap(([step, amount]): Amount[] =>
        typeof amount === 'string' ? [{ step, row: null, value: amount }] : Object.entries(amount).map(([row, value]) => ({ step, row, value })));
      if (amounts.some(({ row }) => row !== null)) await payRunSeen(context, run);
      return amounts;
    }

    @FieldResolver(() => [CheckResult])
    async checks(@Ctx() context: Context, @Root() run: Run): Promise<CheckResult[]> {
      return (await replay(look(context, run.regionId).em, run)).evaluation.checks;
    }

    @FieldResolver(() => [Signature])
    async approvals(@Ctx() context: Context, @Root() run: Run): Promise<Signature[]> {
      const approvals = await this.signatures(context, run);
      return Promise.all(approvals.map(async ({ step, accountId, at, verdict, note, runHash }) => (
        { step, stepTitle: roleTitles[step as Role] ?? returned, by: await context.accountNames.load(accountId), at, verdict, note, hash: runHash })));
    }

    @FieldResolver(() => [StepWaiting])
    async waiting(@Ctx() context: Context, @Root() run: Run): Promise<StepWaiting[]> {
      if (run.state !== 'PREPARED' && run.state !== 'REVIEWING') return [];
      const { asker } = look(context, run.regionId);
      const approvals = await this.signatures(context, run);
      const free = run.preparedById !== asker.id && !approvals.some(({ accountId }) => accountId === asker.id);
      return waitingSteps(run, approvals).map((role) => ({ step: role, title: roleTitles[role], role, mine: free && hasRole(asker, run.regionId, [role]) }));
    }

    @FieldResolver(() => [Run])
    upstream(@Ctx() context: Context, @Root() run: Run): Promise<Run[]> {
      return look(context, run.regionId).em.find(Run, { regionId: run.regionId, id: { $in: run.upstreamIds } });
    }

    private signatures(context: Context, run: Run): Promise<Approval[]> {
      return look(context, run.regionId).em.find(Approval, { regionId: run.regionId, run: { id: run.id } }, { orderBy: { at: 'asc' } });
    }

    private frozen(context: Context, run: Run): Promise<FrozenFacts> {
      return look(context, run.regionId).em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
    }
  }
  return RunResolver;
}
