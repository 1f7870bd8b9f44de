/** Shapes of the API around pay that are not tables. */
import { Field, GraphQLISODateTime, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../model/page.ts';
import { Person } from '../model/people.ts';
import { PayRun } from '../model/pay.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@ObjectType('PayLine', { description: 'One item of pay of one person (发放明细).' })
export class PayLineView {
  @Field(() => Person) person!: Person;
  @Field(() => String, { description: 'The step of the policy that gave the amount.' }) item!: string;
  @Field(() => Words) itemTitle!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
}

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

export const PayLineConnection = connectionOf('PayLine', () => PayLineView);
export const PayRunConnection = connectionOf('PayRun', () => PayRun);
export const PayslipConnection = connectionOf('Payslip', () => Payslip);
