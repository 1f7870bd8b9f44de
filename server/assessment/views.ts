/** Shapes of assessment in the API that are not tables. */
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { AssessmentScope, AssessmentStage } from '../model/assessment.ts';
import { connectionOf } from '../model/page.ts';
import { ShareScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';
import { ExplanationSource } from '../run/run-views.ts';

export enum IndicatorDirection { MORE = 'more', LESS = 'less', RANGE = 'range' }
registerEnumType(IndicatorDirection, { name: 'IndicatorDirection', description: 'Whether more is better, less is better, or what lies in a range.' });

export enum AssessmentState { OPEN = 'OPEN', SELF = 'SELF', REVIEWED = 'REVIEWED', FINAL = 'FINAL' }
registerEnumType(AssessmentState, {
  name: 'AssessmentState', description: 'OPEN: to be self-assessed; SELF: to be reviewed; REVIEWED: to be signed; FINAL: signed on what is known.',
});

@ObjectType({ description: 'A figure that an indicator is made from.' })
export class AssessmentInput {
  @Field(() => String) id!: string;
  @Field(() => Words) title!: Words;
  @Field(() => String, { description: 'Who gives the value: `institution`, an office, `third-party` or `platform`.' }) from!: string;
  @Field(() => Words) fromTitle!: Words;
  @Field(() => String, { description: 'Type as in the policy language.' }) type!: string;
}

@ObjectType({ description: 'An indicator (指标): what it measures, its target, and how its value becomes a score of 0 to 100.' })
export class Indicator {
  @Field(() => String) library!: string;
  @Field(() => String) id!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Words) says!: Words;
  @Field(() => String) group!: string;
  @Field(() => Words) groupTitle!: Words;
  @Field(() => Words) unit!: Words;
  @Field(() => IndicatorDirection) direction!: string;
  @Field(() => String, { nullable: true, description: 'As written in the library.' }) atLeast!: string | null;
  @Field(() => String, { nullable: true }) atMost!: string | null;
  @Field(() => [AssessmentInput]) inputs!: AssessmentInput[];
  @Field(() => String, { description: 'The formula of the value.' }) value!: string;
  @Field(() => String, { description: 'The step of the policy language that scores it, as JSON.' }) score!: string;
  @Field(() => [ExplanationSource]) sources!: ExplanationSource[];
}

@ObjectType({ description: 'An indicator of the library, with the library that it stands in.' })
export class LibraryIndicator extends Indicator {
  @Field(() => Words) libraryTitle!: Words;
  @Field(() => Words) place!: Words;
}
export const IndicatorConnection = connectionOf('Indicator', () => LibraryIndicator);

@ObjectType()
export class WeighedIndicator {
  @Field(() => ShareScalar) weight!: string;
  @Field(() => Indicator) indicator!: Indicator;
}

@ObjectType({ description: 'What alone makes a result 0 (一票否决).' })
export class AssessmentVeto {
  @Field(() => String) id!: string;
  @Field(() => Words) title!: Words;
}

@ObjectType({ description: 'A grade (等次) and the score from which it is given.' })
export class AssessmentGrade extends AssessmentVeto {
  @Field(() => String) from!: string;
  @Field(() => Boolean, { description: 'Whether the year counts as failed.' }) failed!: boolean;
}

@ObjectType('AssessmentScheme', { description: 'A version of an assessment scheme (考核方案); never changed.' })
export class SchemeView {
  @Field(() => ID) id!: string;
  @Field(() => AssessmentScope) scope!: string;
  @Field(() => Int) year!: number;
  @Field(() => Int) version!: number;
  @Field(() => Words) title!: Words;
  @Field(() => [String], { description: 'Kinds of institutions; all when there are none.' }) kinds!: string[];
  @Field(() => [WeighedIndicator]) indicators!: WeighedIndicator[];
  @Field(() => [AssessmentVeto]) vetoes!: AssessmentVeto[];
  @Field(() => [AssessmentGrade], { description: 'From the highest down.' }) grades!: AssessmentGrade[];
  @Field(() => String) reason!: string;
  @Field(() => String) proposedBy!: string;
  @Field(() => GraphQLISODateTime) proposedAt!: Date;
}

@ObjectType({ description: 'A value that was given for an input, and where it comes from.' })
export class GivenValue {
  @Field(() => String) input!: string;
  @Field(() => String, { nullable: true }) value!: string | null;
  @Field(() => String, { nullable: true, description: 'What the unit itself gave.' }) self!: string | null;
  @Field(() => String, { description: 'Of a measured value: who found it.' }) source!: string;
}

@ObjectType()
export class AssessmentNote {
  @Field(() => AssessmentStage) stage!: string;
  @Field(() => String) text!: string;
  @Field(() => String) by!: string;
}

@ObjectType({ description: 'One indicator of one unit: its value and score on what is known, at the self-assessment, and as signed.' })
export class AssessmentLine {
  @Field(() => String) indicator!: string;
  @Field(() => String, { nullable: true }) value!: string | null;
  @Field(() => String, { nullable: true }) score!: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the target is met; null without one, or without a value.' }) met!: boolean | null;
  @Field(() => String, { nullable: true, description: 'By what the unit itself gave.' }) selfScore!: string | null;
  @Field(() => String, { nullable: true, description: 'As signed.' }) finalScore!: string | null;
  @Field(() => String, { nullable: true, description: 'Of the units of its level; hidden from heads where there are fewer than three.' }) peersMean!: string | null;
  @Field(() => [Words], { description: 'Why it cannot be scored.' }) faults!: Words[];
  @Field(() => [GivenValue]) values!: GivenValue[];
  @Field(() => [AssessmentNote]) notes!: AssessmentNote[];
}

@ObjectType('AssessmentResult', { description: 'What a stage came to.' })
export class ResultView {
  @Field(() => AssessmentStage) stage!: string;
  @Field(() => String, { nullable: true }) score!: string | null;
  @Field(() => String, { nullable: true }) grade!: string | null;
  @Field(() => Boolean, { nullable: true }) failed!: boolean | null;
  @Field(() => String) note!: string;
  @Field(() => String, { description: 'Why it takes the place of another; empty for the first.' }) reason!: string;
  @Field(() => String) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { description: 'Hash of the facts; a signature names that of the review.' }) hash!: string;
}

@ObjectType({ description: 'A veto that holds, and why.' })
export class VetoView {
  @Field(() => String) veto!: string;
  @Field(() => String) reason!: string;
  @Field(() => String) by!: string;
}

@ObjectType('AssessmentEvidence', { description: 'A file; taken at `/assessment-evidence`.' })
export class EvidenceView {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'The indicator or veto that it proves.' }) subject!: string;
  @Field(() => AssessmentStage) stage!: string;
  @Field(() => String) name!: string;
  @Field(() => String) mediaType!: string;
  @Field(() => Int) size!: number;
  @Field(() => String) hash!: string;
  @Field(() => String) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
}

@ObjectType('AssessmentObjection', { description: 'An objection (异议) to a line, and its answer.' })
export class ObjectionView {
  @Field(() => ID) id!: string;
  @Field(() => String) indicator!: string;
  @Field(() => String) text!: string;
  @Field(() => String) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { nullable: true }) answer!: string | null;
  @Field(() => Boolean, { nullable: true }) upheld!: boolean | null;
}

@ObjectType('AssessmentUnit', { description: 'A consortium or an institution in a round.' })
export class UnitView {
  @Field(() => ID) id!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'Units of one level are peers.' }) level!: string;
  @Field(() => AssessmentState) state!: string;
  @Field(() => String, { nullable: true, description: 'On what is known; the signed one is among the results.' }) total!: string | null;
  @Field(() => String, { nullable: true }) grade!: string | null;
  @Field(() => Boolean, { nullable: true }) failed!: boolean | null;
  @Field(() => Int, { nullable: true }) rank!: number | null;
  @Field(() => Int, { description: 'Units of its level that have a total.' }) peers!: number;
  @Field(() => String, { nullable: true }) peersMean!: string | null;
  @Field(() => Int, { description: 'Years in a row that failed by their final scores, up to this one.' }) failedYears!: number;
  @Field(() => [String], { description: 'Inputs without a value.' }) missing!: string[];
  @Field(() => [AssessmentLine]) lines!: AssessmentLine[];
  @Field(() => [ResultView]) results!: ResultView[];
  @Field(() => [VetoView]) vetoes!: VetoView[];
  @Field(() => [ObjectionView]) objections!: ObjectionView[];
  @Field(() => [EvidenceView]) evidence!: EvidenceView[];
}
export const UnitConnection = connectionOf('AssessmentUnit', () => UnitView);

@ObjectType('AssessmentRound', { description: 'The assessment (考核) of a year and scope.' })
export class RoundView {
  @Field(() => ID) id!: string;
  @Field(() => AssessmentScope) scope!: string;
  @Field(() => Int) year!: number;
  @Field(() => SchemeView) scheme!: SchemeView;
  @Field(() => String) openedBy!: string;
  @Field(() => GraphQLISODateTime) openedAt!: Date;
  @Field(() => [Words], { description: 'Why there are no totals although values are there.' }) faults!: Words[];
}

@InputType()
export class WordsInput {
  @Field(() => String) zh!: string;
  @Field(() => String) en!: string;
}

@InputType()
export class WeighedInput {
  @Field(() => String) library!: string;
  @Field(() => String) id!: string;
  @Field(() => ShareScalar) weight!: string;
}

@InputType()
export class VetoInput {
  @Field(() => String) id!: string;
  @Field(() => WordsInput) title!: WordsInput;
}

@InputType()
export class GradeInput extends VetoInput {
  @Field(() => String) from!: string;
  @Field(() => Boolean) failed!: boolean;
}

@InputType()
export class ValueInput {
  @Field(() => String) input!: string;
  @Field(() => String, { description: 'As written; an empty one takes back what was given.' }) value!: string;
}

@InputType()
export class NoteInput {
  @Field(() => String) indicator!: string;
  @Field(() => String) note!: string;
}

@InputType()
export class MeasuredInput extends ValueInput {
  @Field(() => String, { description: 'Code of the unit.' }) unit!: string;
}
