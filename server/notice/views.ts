/** Shapes of the API around notices and objections. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import type { ObjectionState } from '../core/notice/objection.ts';
import { closedList } from '../model/field.ts';
import { PayKind } from '../model/pay.ts';
import { DayScalar, MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

export const PayObjectionState = closedList('PayObjectionState', {
  OPEN: 'OPEN', REJECTED: 'REJECTED', UPHELD: 'UPHELD', RECOMPUTED: 'RECOMPUTED', SETTLED: 'SETTLED',
} as const satisfies Record<ObjectionState, ObjectionState>);

@ObjectType({ description: 'A notice in the list of those that the asker may read.' })
export class NoticeHead {
  @Field(() => ID) id!: string;
  @Field(() => ID) payRun!: string;
  @Field(() => String) institution!: string;
  @Field(() => MonthScalar) period!: string;
  @Field(() => PayKind) kind!: PayKind;
  @Field(() => GraphQLISODateTime) publishedAt!: Date;
  @Field(() => DayScalar) closesOn!: string;
  @Field(() => Boolean, { description: 'Whether objections are still taken today.' }) open!: boolean;
}

@ObjectType()
export class NoticeItem {
  @Field(() => String) step!: string;
  @Field(() => Words) title!: Words;
  @Field(() => MoneyScalar) total!: bigint;
}

@ObjectType({ description: 'One person of a notice, shown as the policy says.' })
export class NoticeRow {
  @Field(() => Int, { description: 'Its number on the sheet, from 1.' }) line!: number;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true, description: 'The staff number, where it is shown.' }) number!: string | null;
  @Field(() => [MoneyScalar], { description: 'By item; none where only totals are shown.' }) amounts!: bigint[];
  @Field(() => MoneyScalar) total!: bigint;
  @Field(() => Boolean, { description: 'Whether it is the asker\'s own.' }) mine!: boolean;
  @Field(() => Boolean, { description: 'Whether the asker may object to it now.' }) objectable!: boolean;
}

@ObjectType({ description: 'A published distribution (公示表).' })
export class NoticeSheet extends NoticeHead {
  @Field(() => Words) stageTitle!: Words;
  @Field(() => Words) policyTitle!: Words;
  @Field(() => Int, { nullable: true, description: 'As the policy says.' }) workingDays!: number | null;
  @Field(() => Words, { description: 'The office that rules on objections.' }) ruledBy!: Words;
  @Field(() => String, { nullable: true, description: 'The path at which everybody may read it; for the offices alone.' }) address!: string | null;
  @Field(() => [NoticeItem], { description: 'None where only totals are shown.' }) items!: NoticeItem[];
  @Field(() => [NoticeRow]) rows!: NoticeRow[];
  @Field(() => MoneyScalar) total!: bigint;
}

@ObjectType()
export class PayObjectionFileView {
  @Field(() => ID) id!: string;
  @Field(() => String) name!: string;
  @Field(() => Int) size!: number;
}

@ObjectType({ description: 'The answer of the office that rules on an objection (复核).' })
export class PayRulingView {
  @Field(() => Boolean) upheld!: boolean;
  @Field(() => String) reason!: string;
  @Field(() => String) by!: string;
  @Field(() => String, { nullable: true }) onBehalfOf!: string | null;
  @Field(() => GraphQLISODateTime) at!: Date;
}

@ObjectType('PayObjection', { description: 'An objection to a line of a notice (公示异议).' })
export class PayObjectionView {
  @Field(() => ID) id!: string;
  @Field(() => ID) notice!: string;
  @Field(() => ID) payRun!: string;
  @Field(() => String) institution!: string;
  @Field(() => MonthScalar) period!: string;
  @Field(() => Words) stageTitle!: Words;
  @Field(() => String, { description: 'Whose line it is, as the notice shows it.' }) name!: string;
  @Field(() => Words, { nullable: true, description: 'The item; null for the whole line.' }) itemTitle!: Words | null;
  @Field(() => String) reason!: string;
  @Field(() => String, { description: 'Who objects.' }) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => [PayObjectionFileView]) files!: PayObjectionFileView[];
  @Field(() => PayObjectionState) state!: ObjectionState;
  @Field(() => Words) stateTitle!: Words;
  @Field(() => PayRulingView, { nullable: true }) ruling!: PayRulingView | null;
  @Field(() => MoneyScalar, { description: 'What the line said.' }) objected!: bigint;
  @Field(() => MoneyScalar, { nullable: true, description: 'Of one that was computed anew: what it says now.' }) now!: bigint | null;
  @Field(() => MoneyScalar, { nullable: true, description: 'By how much that is more.' }) difference!: bigint | null;
  @Field(() => Boolean, { description: 'Whether the asker objected.' }) mine!: boolean;
  @Field(() => Boolean, { description: 'Whether the asker may rule on it now.' }) rulable!: boolean;
}
