/** The tables of assessment (考核): libraries of indicators, schemes, rounds, units, what is known of them, results, evidence, objections. */
import { PrimaryKeyProp, type Ref } from '@mikro-orm/core';
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { BelongsTo, Instant, Json, Regional, Text, TextList, Whole, YesNo, closedList } from './field.ts';
import { RegionalRow } from './regional.ts';
import type { Words } from './words.ts';

export const AssessmentScope = closedList('AssessmentScope', { CONSORTIA: 'CONSORTIA', INSTITUTIONS: 'INSTITUTIONS' } as const);
export type AssessmentScope = keyof typeof AssessmentScope;

export const AssessmentStage = closedList('AssessmentStage', { SELF: 'SELF', REVIEW: 'REVIEW', FINAL: 'FINAL' } as const);
export type AssessmentStage = keyof typeof AssessmentStage;

/** The stages at which values are recorded by hand. */
export const RecordedStage = closedList('RecordedStage', { SELF: 'SELF', REVIEW: 'REVIEW' } as const);
export type RecordedStage = keyof typeof RecordedStage;

/** A library of indicators (指标库) that every region may use. */
@Entity({ tableName: 'indicator_library' })
export class IndicatorLibrary {
  [PrimaryKeyProp]?: ['slug', 'version'];

  @PrimaryKey({ type: 'text' })
  slug!: string;

  @PrimaryKey({ type: 'text' })
  version!: string;

  @Text()
  hash!: string;

  @Text()
  text!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  title!: Words;

  @Text()
  placeCode!: string;

  @Property({ type: 'json', columnType: 'jsonb' })
  place!: Words;
}

/** A version of the scheme (考核方案) of a year and scope; never changed. */
@Regional('assessment_scheme')
export class AssessmentScheme extends RegionalRow {
  @Text()
  scope!: AssessmentScope;

  @Whole()
  year!: number;

  @Whole()
  version!: number;

  @Property({ type: 'json', columnType: 'jsonb' })
  title!: Words;

  @TextList()
  kinds!: string[];

  /** A `Scheme` of the core. */
  @Json()
  document!: object;

  @Text()
  hash!: string;

  @Text()
  reason!: string;

  @Property({ type: 'uuid' })
  proposedById!: string;

  @Instant()
  proposedAt!: Date;
}

/** One assessment (考核轮次) of a year and scope by one version of a scheme. */
@Regional('assessment_round')
export class AssessmentRound extends RegionalRow {
  @BelongsTo(() => AssessmentScheme, 'scheme_id')
  scheme!: Ref<AssessmentScheme>;

  @Text()
  scope!: AssessmentScope;

  @Whole()
  year!: number;

  @Property({ type: 'uuid' })
  openedById!: string;

  @Instant()
  openedAt!: Date;

  @Property({ type: 'uuid', nullable: true })
  withdrawnById: string | null = null;

  @Instant({ nullable: true })
  withdrawnAt: Date | null = null;

  @Text({ nullable: true })
  withdrawnReason: string | null = null;
}

/** A consortium or institution in a round, as registered when it was opened. */
@Regional('assessment_unit')
export class AssessmentUnit extends RegionalRow {
  @BelongsTo(() => AssessmentRound, 'round_id')
  round!: Ref<AssessmentRound>;

  @Property({ type: 'uuid', nullable: true })
  institutionId!: string | null;

  @Property({ type: 'uuid', nullable: true })
  consortiumId!: string | null;

  /** The institution whose head self-assesses. */
  @Property({ type: 'uuid' })
  headId!: string;

  @Text()
  code!: string;

  @Text()
  name!: string;

  @Text()
  level!: string;
}

/** A value, a note or a veto, with the time in which it is known. */
@Regional('assessment_entry')
export class AssessmentEntry extends RegionalRow {
  @BelongsTo(() => AssessmentUnit, 'unit_id')
  unit!: Ref<AssessmentUnit>;

  @Text()
  stage!: 'MEASURED' | 'SELF' | 'REVIEW';

  @Text()
  kind!: 'VALUE' | 'NOTE' | 'VETO';

  @Text()
  name!: string;

  @Text()
  value!: string;

  @Text()
  source!: string;

  @Property({ type: 'uuid' })
  recordedById!: string;

  @Property({ type: 'uuid', nullable: true })
  forId!: string | null;

  @Instant()
  knownFrom!: Date;

  @Instant({ nullable: true })
  knownUntil: Date | null = null;
}

/** What a stage came to; a correction takes its place from an instant on. */
@Regional('assessment_result')
export class AssessmentResult extends RegionalRow {
  @BelongsTo(() => AssessmentUnit, 'unit_id')
  unit!: Ref<AssessmentUnit>;

  @Text()
  stage!: AssessmentStage;

  /** Two decimals, as text. */
  @Property({ type: 'text', columnType: 'numeric(5,2)', nullable: true })
  score!: string | null;

  @Text({ nullable: true })
  grade!: string | null;

  @YesNo({ nullable: true })
  failed!: boolean | null;

  /** The facts that it was scored on: a list of `UnitFacts`. */
  @Json()
  facts!: object;

  @Text()
  factsHash!: string;

  @Text()
  note!: string;

  @Property({ type: 'uuid' })
  givenById!: string;

  @Property({ type: 'uuid', nullable: true })
  forId!: string | null;

  @Instant()
  knownFrom!: Date;

  @Instant({ nullable: true })
  knownUntil: Date | null = null;

  @Text()
  reason!: string;

  /** The review that a signature is upon. */
  @Property({ type: 'uuid', nullable: true })
  reviewId: string | null = null;
}

/** An institution's objection to a line, and its answer. */
@Regional('assessment_objection')
export class AssessmentObjection extends RegionalRow {
  @BelongsTo(() => AssessmentUnit, 'unit_id')
  unit!: Ref<AssessmentUnit>;

  @Text()
  indicator!: string;

  @Text()
  text!: string;

  @Property({ type: 'uuid' })
  raisedById!: string;

  @Instant()
  raisedAt!: Date;

  @YesNo({ nullable: true })
  upheld: boolean | null = null;

  @Text({ nullable: true })
  answer: string | null = null;

  @Property({ type: 'uuid', nullable: true })
  answeredById: string | null = null;

  @Instant({ nullable: true })
  answeredAt: Date | null = null;
}
