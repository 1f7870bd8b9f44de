/** Shapes of the API around papers and vouchers that are not tables. */
import { Field, GraphQLISODateTime, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../model/page.ts';
import { Paper } from '../model/paper.ts';
import { DayScalar, MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

export const PaperConnection = connectionOf('Paper', () => Paper);

@ObjectType('PaperVoid', { description: 'That a paper is void (作废); its number stays.' })
export class PaperVoidView {
  @Field(() => String) reason!: string;
  @Field(() => String) by!: string;
  @Field(() => String, { nullable: true }) onBehalfOf!: string | null;
  @Field(() => GraphQLISODateTime) at!: Date;
}

@ObjectType({ description: 'A consortium or institution to which a run moved money.' })
export class PaperRecipient {
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
}

@ObjectType({ description: 'The account of the accounting system (会计科目) for an account class of the policies, on a day.' })
export class ChartMapping {
  @Field(() => String) accountClass!: string;
  @Field(() => Words) classTitle!: Words;
  @Field(() => String, { nullable: true, description: 'Null while the class has no account.' }) code!: string | null;
  @Field(() => String, { nullable: true }) title!: string | null;
  @Field(() => DayScalar, { nullable: true }) validFrom!: string | null;
}

@ObjectType({ description: 'What months hold that are over: as many vouchers (记账凭证), with these sums, and when they were first exported.' })
export class VoucherPeriod {
  @Field(() => MonthScalar) from!: string;
  @Field(() => MonthScalar) to!: string;
  @Field(() => Int) entries!: number;
  @Field(() => MoneyScalar) debit!: bigint;
  @Field(() => MoneyScalar) credit!: bigint;
  @Field(() => GraphQLISODateTime, { nullable: true }) exportedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'SHA-256 of what was exported.' }) contentHash!: string | null;
}
