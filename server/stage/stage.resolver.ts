import { Arg, Ctx, Int, Mutation, Query, Resolver } from 'type-graphql';
import { act, look, type Context } from '../access/context.ts';
import { Run } from '../model/run.ts';
import { JsonScalar, StageScalar } from '../model/scalars.ts';
import { draftView } from '../run/draft-view.ts';
import { readRawDecisions, readRawFacts, readReasons } from '../run/raw.ts';
import { DraftView } from '../run/run-views.ts';
import { prepareStage } from './prepare-stage.ts';
import { stageDraft } from './stage-draft.ts';
import { StageView } from './views.ts';
import { yearOf } from './year.ts';

@Resolver()
export class StageResolver {
  @Query(() => [StageView], { description: 'The year at a glance: the stages of the policies in force, period by period.' })
  yearStages(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<StageView[]> {
    return yearOf(look(context, region), region, year);
  }

  @Query(() => DraftView, { description: 'What a stage of the policy\'s own is computed on in a period, and what of it may be changed.' })
  async stageDraft(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('stage', () => StageScalar) stage: string, @Arg('period', () => String) period: string,
  ): Promise<DraftView> {
    return draftView(await stageDraft(look(context, region), { region, stage, period }));
  }

  @Mutation(() => Run, { description: 'Prepares a stage of the policy\'s own for a year or a month; the offices that the policy names sign it.' })
  prepareStage(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('stage', () => StageScalar) stage: string, @Arg('period', () => String) period: string,
    @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('decisions', () => JsonScalar) decisions: Record<string, unknown>,
    @Arg('reason', () => String, { nullable: true }) reason: string | null, @Arg('reasons', () => JsonScalar, { nullable: true }) reasons: Record<string, unknown> | null,
    @Arg('submit', () => Boolean, { defaultValue: true }) submit: boolean,
    @Arg('seen', () => String, { nullable: true, description: 'The hash of the run that the draft showed, empty for none: refused when another was prepared since.' }) seen: string | null,
  ): Promise<Run> {
    const given = { facts: readRawFacts(facts), decisions: readRawDecisions(decisions), reasons: readReasons(reasons), draft: !submit, ...(typeof seen === 'string' && { seen }) };
    return act(context, region, (asking) => prepareStage(asking, { region, stage, period, ...given, reason: reason ?? '' }));
  }
}
