/** Shapes of the API around the confirmation of runs. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { LineState } from '../core/confirmation.ts';
import { closedList } from '../model/field.ts';
import { Institution } from '../model/organisation.ts';
import { DayScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

export const ConfirmationState = closedList('ConfirmationState', {
  WAITING: 'WAITING', CONFIRMED: 'CONFIRMED', CONFIRMED_BY_SILENCE: 'CONFIRMED_BY_SILENCE', DISPUTED: 'DISPUTED', DISPUTED_BY_SILENCE: 'DISPUTED_BY_SILENCE',
  REJECTED: 'REJECTED', UPHELD: 'UPHELD',
} as const satisfies Record<LineState, LineState>);

@ObjectType('ConfirmationLine', { description: 'How one line of a run stands with the institution that it concerns.' })
export class LineView {
  @Field(() => String, { description: 'Key of the row: a consortium or an institution.' }) row!: string;
  @Field(() => Institution, { description: 'Who confirms it.' }) institution!: Institution;
  @Field(() => ConfirmationState) state!: LineState;
  @Field(() => Words) stateTitle!: Words;
  @Field(() => String, { nullable: true, description: 'Who said so; null of silence.' }) by!: string | null;
  @Field(() => String, { nullable: true, description: 'Who had lent the role.' }) onBehalfOf!: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) at!: Date | null;
  @Field(() => String, { description: 'Of a dispute: why.' }) reason!: string;
  @Field(() => String, { nullable: true, description: 'What the preparing office answered to a dispute.' }) answer!: string | null;
  @Field(() => String, { nullable: true }) answeredBy!: string | null;
  @Field(() => Boolean, { description: 'Whether the asker may confirm or dispute it now.' }) mine!: boolean;
  @Field(() => Boolean, { description: 'Whether the asker may answer its dispute now.' }) answerable!: boolean;
}

@ObjectType('Confirming', { description: 'Confirmation of a run by the institutions that it concerns (确认): within which time, and what silence means.' })
export class ConfirmingView {
  @Field(() => Int) workingDays!: number;
  @Field(() => DayScalar) handedInOn!: string;
  @Field(() => DayScalar, { description: 'The last day on which something may be said.' }) dueOn!: string;
  @Field(() => Boolean, { description: 'Whether silence counts as confirmed; otherwise it counts as disputed.' }) silenceConfirms!: boolean;
  @Field(() => [LineView], { description: 'All lines for the offices, the own ones for the head of an institution.' }) lines!: LineView[];
}

@ObjectType({ description: 'One printed amount of a line.' })
export class LineAmount {
  @Field(() => String) step!: string;
  @Field(() => Words) title!: Words;
  @Field(() => String) value!: string;
  @Field(() => Words) unit!: Words;
  @Field(() => Boolean, { description: 'Whether it is posted at the stage.' }) moved!: boolean;
}

@ObjectType({ description: 'One line of a run as its institution sees it: its own amounts and nobody else\'s.' })
export class OwnLine {
  @Field(() => ID) run!: string;
  @Field(() => String, { description: 'What is confirmed: the fingerprint of the whole run.' }) hash!: string;
  @Field(() => Words) stageTitle!: Words;
  @Field(() => String) period!: string;
  @Field(() => Words) policyTitle!: Words;
  @Field(() => DayScalar) dueOn!: string;
  @Field(() => Int) workingDays!: number;
  @Field(() => Boolean) silenceConfirms!: boolean;
  @Field(() => LineView) line!: LineView;
  @Field(() => [LineAmount]) amounts!: LineAmount[];
}

@ObjectType({ description: 'The working days of a year (工作日历), as published.' })
export class CalendarView {
  @Field(() => Int) year!: number;
  @Field(() => String, { description: 'The notice.' }) document!: string;
  @Field(() => DayScalar) issuedOn!: string;
  @Field(() => String) address!: string;
  @Field(() => [DayScalar]) daysOff!: string[];
  @Field(() => [DayScalar], { description: 'Weekend days that are worked (调休).' }) daysWorked!: string[];
}
