/** Versions of a thing, and the draft of the next one. */
import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { look, type Context } from '../access/context.ts';
import { stateTitles } from '../core/approval.ts';
import { refuse } from '../core/refusal.ts';
import { Run } from '../model/run.ts';
import { Words } from '../model/words.ts';
import { changeReasonOf } from './change-reason.ts';
import { correctionDraft, type Makings } from './correct.ts';
import { draftView } from './draft-view.ts';
import { DraftView, LeftStanding } from './run-views.ts';
import { isSeen, payRunSeen, runSeen } from './sees.ts';
import { leftBehind, versionOf } from './versions.ts';

export function versionsResolver(makings: Makings) {
  @Resolver(() => Run)
  class VersionsResolver {
    @Query(() => DraftView, { description: 'What a correction of a posted run would be computed on now, and what of it may be changed.' })
    async correctionDraft(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) id: string): Promise<DraftView> {
      const asking = look(context, region);
      const run = await runSeen(asking, region, id);
      if (run.state !== 'POSTED') refuse('CORRECTS_NOT_POSTED', 'run', { state: stateTitles[run.state] });
      await payRunSeen(context, run);
      const draft = await correctionDraft(asking, makings(run.stage), run);
      return draftView({ ...draft, version: await run.policyVersion.loadOrFail(), current: run });
    }

    @FieldResolver(() => Int, { description: 'Which version of its thing it is: 1, and one more for each correction.' })
    version(@Ctx() context: Context, @Root() run: Run): Promise<number> {
      return versionOf(look(context, run.regionId).em, run);
    }

    @FieldResolver(() => Words, { nullable: true, description: 'For which of the reasons that the policy permits it changes what was posted.' })
    change(@Root() run: Run): Promise<Words | null> {
      return changeReasonOf(run);
    }

    @FieldResolver(() => [LeftStanding], { description: 'Of a posted correction: the runs that stand on the version before it.' })
    leftStanding(@Ctx() context: Context, @Root() run: Run): Promise<LeftStanding[]> {
      const { em, asker } = look(context, run.regionId);
      return leftBehind(em, run).then(async (found) => {
        const runs = new Map((await em.find(Run, { regionId: run.regionId, id: { $in: found.map((each) => each.run) } })).map((each) => [each.id, each]));
        return found.map(({ run: id, settled }) => ({ run: runs.get(id) as Run, settled })).filter((each) => isSeen(asker, each.run));
      });
    }
  }
  return VersionsResolver;
}
