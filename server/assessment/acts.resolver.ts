import { Arg, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import { act, type Context } from '../access/context.ts';
import { AssessmentScope, AssessmentStage, RecordedStage } from '../model/assessment.ts';
import { InstitutionKind } from '../model/organisation.ts';
import { schemeShown, shown } from './assessment.resolver.ts';
import { recordAssessment, recordVeto } from './entries.ts';
import { giveResult, returnAssessment } from './give-result.ts';
import { importScores, takeMeasures } from './measured.ts';
import { answerObjection, objectToScore } from './objections.ts';
import { openRound, withdrawRound } from './rounds.ts';
import { proposeScheme } from './schemes.ts';
import { GradeInput, MeasuredInput, NoteInput, SchemeView, UnitView, ValueInput, VetoInput, WeighedInput, WordsInput } from './views.ts';

@Resolver()
export class AssessmentActsResolver {
  @Mutation(() => SchemeView, { description: 'A new version of the scheme of a year and scope; weights total 100 %.' })
  async proposeAssessmentScheme(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('scope', () => AssessmentScope) scope: AssessmentScope, @Arg('year', () => Int) year: number,
    @Arg('title', () => WordsInput) title: WordsInput, @Arg('kinds', () => [InstitutionKind], { defaultValue: [] }) kinds: InstitutionKind[],
    @Arg('indicators', () => [WeighedInput]) indicators: WeighedInput[], @Arg('vetoes', () => [VetoInput], { defaultValue: [] }) vetoes: VetoInput[],
    @Arg('grades', () => [GradeInput]) grades: GradeInput[], @Arg('reason', () => String, { defaultValue: '' }) reason: string,
  ): Promise<SchemeView> {
    return schemeShown(context, await act(context, region, (asking) => proposeScheme(asking, { region, scope, year, title, kinds, indicators, vetoes, grades, reason })));
  }

  @Mutation(() => ID, { description: 'Opens the assessment of the scheme\'s year and scope; gives its id.' })
  async openAssessmentRound(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('scheme', () => ID) scheme: string): Promise<string> {
    return (await act(context, region, (asking) => openRound(asking, { region, scheme }))).id;
  }

  @Mutation(() => ID, { description: 'Takes back a round that has no final score.' })
  async withdrawAssessmentRound(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('round', () => ID) round: string, @Arg('reason', () => String) reason: string,
  ): Promise<string> {
    return (await act(context, region, (asking) => withdrawRound(asking, { region, round, reason }))).id;
  }

  @Mutation(() => UnitView, { description: 'Values and notes of a self-assessment or a review; what is left out stays.' })
  async recordAssessment(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('unit', () => ID) unit: string, @Arg('stage', () => RecordedStage) stage: RecordedStage,
    @Arg('values', () => [ValueInput], { defaultValue: [] }) values: ValueInput[], @Arg('notes', () => [NoteInput], { defaultValue: [] }) notes: NoteInput[],
  ): Promise<UnitView> {
    return shown(context, region, await act(context, region, (asking) => recordAssessment(asking, { region, unit, stage, values, notes })));
  }

  @Mutation(() => Int, { description: 'Values of a third party or an office, with their source; gives how many changed.' })
  importAssessmentScores(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('round', () => ID) round: string, @Arg('source', () => String) source: string,
    @Arg('rows', () => [MeasuredInput]) rows: MeasuredInput[],
  ): Promise<number> {
    return act(context, region, (asking) => importScores(asking, { region, round, source, rows }));
  }

  @Mutation(() => Int, { description: 'Takes over what the platform has registered; gives how many values changed.' })
  takeAssessmentMeasures(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('round', () => ID) round: string): Promise<number> {
    return act(context, region, (asking) => takeMeasures(asking, { region, round }));
  }

  @Mutation(() => UnitView, { description: 'Hands in a self-assessment, reviews it, or signs the final score: each by another person.' })
  async giveAssessment(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('unit', () => ID) unit: string, @Arg('stage', () => AssessmentStage) stage: AssessmentStage,
    @Arg('note', () => String, { defaultValue: '' }) note: string,
    @Arg('hash', () => String, { nullable: true, description: 'Of a signature: the hash of the review that was seen.' }) hash: string | null,
    @Arg('reason', () => String, { defaultValue: '', description: 'Of a correction of a signed score.' }) reason: string,
  ): Promise<UnitView> {
    return shown(context, region, await act(context, region, (asking) => giveResult(asking, { region, unit, stage, note, hash, reason })));
  }

  @Mutation(() => UnitView, { description: 'Gives a self-assessment back to be done again.' })
  async returnAssessment(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('unit', () => ID) unit: string, @Arg('reason', () => String) reason: string): Promise<UnitView> {
    return shown(context, region, await act(context, region, (asking) => returnAssessment(asking, { region, unit, reason })));
  }

  @Mutation(() => UnitView)
  async recordAssessmentVeto(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('unit', () => ID) unit: string, @Arg('veto', () => String) veto: string,
    @Arg('holds', () => Boolean) holds: boolean, @Arg('reason', () => String) reason: string,
  ): Promise<UnitView> {
    return shown(context, region, await act(context, region, (asking) => recordVeto(asking, { region, unit, veto, holds, reason })));
  }

  @Mutation(() => UnitView, { description: 'Objects to a line that was reviewed.' })
  async objectToScore(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('unit', () => ID) unit: string, @Arg('indicator', () => String) indicator: string, @Arg('text', () => String) text: string,
  ): Promise<UnitView> {
    return shown(context, region, await act(context, region, (asking) => objectToScore(asking, { region, unit, indicator, text })));
  }

  @Mutation(() => UnitView)
  async answerScoreObjection(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('objection', () => ID) objection: string, @Arg('upheld', () => Boolean) upheld: boolean, @Arg('answer', () => String) answer: string,
  ): Promise<UnitView> {
    return shown(context, region, await act(context, region, (asking) => answerObjection(asking, { region, objection, upheld, answer })));
  }
}
