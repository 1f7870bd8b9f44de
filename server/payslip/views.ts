/** Shapes of the API around payslips. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../model/page.ts';
import { Person } from '../model/people.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@ObjectType({ description: 'One item of a payslip, with what explains it: run, step and row.' })
export class PayslipLine {
  @Field(() => String) item!: string;
  @Field(() => Words) itemTitle!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
  @Field(() => ID) payRun!: string;
  @Field(() => ID) run!: string;
  @Field(() => String) step!: string;
  @Field(() => String) row!: string;
}

@ObjectType({ description: 'What one person was paid for one month (工资条).' })
export class Payslip {
  @Field(() => Person) person!: Person;
  @Field(() => MonthScalar) period!: string;
  @Field(() => MoneyScalar) total!: bigint;
  @Field(() => GraphQLISODateTime) paidAt!: Date;
  @Field(() => [PayslipLine]) lines!: PayslipLine[];
}

export const PayslipConnection = connectionOf('Payslip', () => Payslip);

@ObjectType({ description: 'What one cause, or several that cannot be told apart, have made of the difference to the month before.' })
export class PayslipCause {
  @Field(() => [Words], { description: 'In the order in which they were taken.' }) causes!: Words[];
  @Field(() => Words, { description: 'The distribution in which.' }) of!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType({ description: 'A value of one\'s own row that is another than in the month before.' })
export class PayslipChange {
  @Field(() => Words) title!: Words;
  @Field(() => Words, { nullable: true }) before!: Words | null;
  @Field(() => Words, { nullable: true }) now!: Words | null;
}

@ObjectType({ description: 'A month against the month before; the causes add up to the difference to the fen.' })
export class PayslipComparison {
  @Field(() => MonthScalar) period!: string;
  @Field(() => MonthScalar) previous!: string;
  @Field(() => MoneyScalar) before!: bigint;
  @Field(() => MoneyScalar) now!: bigint;
  @Field(() => MoneyScalar) difference!: bigint;
  @Field(() => [PayslipCause]) causes!: PayslipCause[];
  @Field(() => [PayslipChange]) changes!: PayslipChange[];
}

@ObjectType({ description: 'The place among those of the same post grade in one distribution of the institution, without telling what anybody has.' })
export class PayslipStanding {
  @Field(() => ID) payRun!: string;
  @Field(() => Words, { description: 'The distribution.' }) of!: Words;
  @Field(() => String, { nullable: true }) gradeName!: string | null;
  @Field(() => Boolean, { description: 'False where the group, or its difference to another that was shown, has fewer than five people.' }) shown!: boolean;
  @Field(() => Int, { nullable: true }) people!: number | null;
  @Field(() => Int, { nullable: true, description: '1 for the lowest quarter, 4 for the highest.' }) quarter!: number | null;
  @Field(() => MoneyScalar, { nullable: true, description: 'To the nearest hundred yuan.' }) lower!: bigint | null;
  @Field(() => MoneyScalar, { nullable: true }) median!: bigint | null;
  @Field(() => MoneyScalar, { nullable: true }) upper!: bigint | null;
}

@ObjectType({ description: 'A score or points of one\'s own that may be supposed to be others.' })
export class SupposableValue {
  @Field(() => String) column!: string;
  @Field(() => Words) title!: Words;
  @Field(() => String, { nullable: true }) value!: string | null;
}

@ObjectType({ description: 'What of a paid distribution may be supposed.' })
export class SupposablePay {
  @Field(() => ID) payRun!: string;
  @Field(() => Words) of!: Words;
  @Field(() => [SupposableValue]) values!: SupposableValue[];
}

@ObjectType()
export class SupposedLine {
  @Field(() => Words) itemTitle!: Words;
  @Field(() => MoneyScalar) was!: bigint;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType({ description: 'What one would have got, everybody else being as they were. Nothing is recorded but that it was asked.' })
export class SupposedPay {
  @Field(() => MoneyScalar) was!: bigint;
  @Field(() => MoneyScalar) amount!: bigint;
  @Field(() => [SupposedLine]) lines!: SupposedLine[];
}
