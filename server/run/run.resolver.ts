import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { roleTitles } from '../access/asker.ts';
import { auditView, look, type Context } from '../access/context.ts';
import type { Role } from '../model/account.ts';
import { Institution } from '../model/organisation.ts';
import { type Approval, FrozenFacts, PolicyVersion, Run } from '../model/run.ts';
import { JsonScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';
import { marksOf, standingApprovals } from './case.ts';
import { explainRun, personExplained } from './explain-run.ts';
import { signable } from './in-place-of.ts';
import { replay } from './prepare.ts';
import { Amount, CheckResult, DecisionView, ExplanationView, Signature, StepWaiting } from './run-views.ts';
import { payRunSeen, runSeen } from './sees.ts';
import { waitingSteps } from './sign.ts';
import { stageTitleOf } from './titles.ts';

const returned: Words = { zh: '退回', en: 'Returned' };
const preparation: Words = { zh: '编制', en: 'preparation' };

@Resolver(() => Run)
export class RunResolver {
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

  @FieldResolver(() => Words, { description: 'What its stage is called.' })
  stageTitle(@Root() run: Run): Promise<Words> {
    return stageTitleOf(run);
  }

  @FieldResolver(() => PolicyVersion)
  policy(@Root() run: Run): Promise<PolicyVersion> {
    return run.policyVersion.loadOrFail();
  }

  @FieldResolver(() => Institution, { nullable: true })
  institution(@Root() run: Run): Promise<Institution> | null {
    return run.institution && run.institution.loadOrFail({ dataloader: true });
  }

  @FieldResolver(() => String, { description: 'Why it was prepared, in the words of who prepared it.' })
  reason(@Root() run: Run): string {
    return run.reason;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the asker prepared it, and so may hand it in but not sign.' })
  mine(@Ctx() context: Context, @Root() run: Run): boolean {
    return look(context, run.regionId).asker.id === run.preparedById;
  }

  @FieldResolver(() => String)
  preparedBy(@Ctx() context: Context, @Root() run: Run): Promise<string> {
    return context.accountNames.load(run.preparedById);
  }

  @FieldResolver(() => String, { nullable: true, description: 'Who had lent the role by which it was prepared.' })
  preparedOnBehalfOf(@Ctx() context: Context, @Root() run: Run): Promise<string> | null {
    return run.preparedForId === null ? null : context.accountNames.load(run.preparedForId);
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
    const signed = standingApprovals(run, approvals);
    return Promise.all(approvals.map(async (approval) => ({ ...await this.signature(context, approval), stands: signed.includes(approval) })));
  }

  private async signature(context: Context, { step, accountId, forId, at, verdict, note, runHash, toStep }: Approval): Promise<Omit<Signature, 'stands'>> {
    return {
      step, stepTitle: roleTitles[step as Role] ?? returned, by: await context.accountNames.load(accountId), at, verdict, note, hash: runHash,
      onBehalfOf: forId && await context.accountNames.load(forId),
      to: toStep === null ? null : roleTitles[toStep as Role] ?? preparation,
    };
  }

  @FieldResolver(() => [StepWaiting])
  async waiting(@Ctx() context: Context, @Root() run: Run): Promise<StepWaiting[]> {
    if (run.state !== 'SUBMITTED' && run.state !== 'REVIEWING') return [];
    const { asker } = look(context, run.regionId);
    const approvals = await this.signatures(context, run);
    const waiting = waitingSteps(run, approvals);
    const mine = signable(asker, run, standingApprovals(run, approvals), waiting);
    return waiting.map((role) => ({ step: role, title: roleTitles[role], role, mine: mine.includes(role) }));
  }

  @FieldResolver(() => [DecisionView], { description: 'Who took each decision, and why.' })
  async decided(@Ctx() context: Context, @Root() run: Run): Promise<DecisionView[]> {
    return Promise.all(Object.entries(run.decided).map(async ([name, { by, at, why }]) => (
      { name, value: run.decisions[name] ?? '', by: await context.accountNames.load(by), at: new Date(at), why })));
  }

  @FieldResolver(() => [Run], { description: 'The runs whose amounts are facts here.' })
  upstream(@Ctx() context: Context, @Root() run: Run): Promise<Run[]> {
    return look(context, run.regionId).em.find(Run, { regionId: run.regionId, id: { $in: run.upstreamIds } });
  }

  private signatures(context: Context, run: Run): Promise<Approval[]> {
    return marksOf(look(context, run.regionId).em, run);
  }

  private frozen(context: Context, run: Run): Promise<FrozenFacts> {
    return look(context, run.regionId).em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  }
}
