/** Shapes of the API around deductions and paying out. */
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { deductionItems, type DeductionItem } from '../core/payout/items.ts';
import { layouts, type LayoutName } from '../core/payout/layouts.ts';
import { closedList } from '../model/field.ts';
import { Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

const same = <Name extends string>(names: readonly Name[]) => Object.fromEntries(names.map((name) => [name, name])) as { [Each in Name]: Each };
export const DeductionItemEnum = closedList('DeductionItem', same(deductionItems));
export const PaymentLayout = closedList('PaymentLayout', same(Object.keys(layouts) as LayoutName[]));
export const PaymentState = closedList('PaymentState', { NOT_POSTED: 'NOT_POSTED', DUE: 'DUE', CARD_MISSING: 'CARD_MISSING', SENT: 'SENT', RETURNED: 'RETURNED', NOTHING: 'NOTHING' } as const);
export type PaymentState = keyof typeof PaymentState;

@ObjectType({ description: 'One item of deductions (代扣代缴).' })
export class DeductionSum {
  @Field(() => DeductionItemEnum) item!: DeductionItem;
  @Field(() => Words) title!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType({ description: 'One person of a pay-out: 应发 − 扣除 = 实发.' })
export class PersonPayOut {
  @Field(() => String, { description: 'Staff number.' }) code!: string;
  @Field(() => String) name!: string;
  @Field(() => MoneyScalar) gross!: bigint;
  @Field(() => [DeductionSum]) deductions!: DeductionSum[];
  @Field(() => MoneyScalar) deducted!: bigint;
  @Field(() => MoneyScalar, { description: 'Gross pay less deductions; below 0 while deductions are still to be mended.' }) net!: bigint;
  @Field(() => PaymentState) state!: PaymentState;
  @Field(() => String, { nullable: true, description: 'The masked number of the bank card.' }) card!: string | null;
  @Field(() => String, { nullable: true, description: 'The batch that it is in, with the number of its line.' }) batch!: string | null;
  @Field(() => ID, { nullable: true, description: 'The payment, by which it is recorded as returned.' }) payment!: string | null;
  @Field(() => String, { nullable: true, description: 'Why the payment came back, or why it is held.' }) reason!: string | null;
}

@ObjectType({ description: 'Somebody who waited while a batch was made, and why.' })
export class HeldPayment {
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String) reason!: string;
}

@ObjectType({ description: 'That the file of a batch was given.' })
export class BatchGiven {
  @Field(() => String) purpose!: string;
  @Field(() => String) to!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { description: 'SHA-256 of the bytes.' }) hash!: string;
}

@ObjectType({ description: 'A batch of payments for the bank (代发批次).' })
export class PaymentBatch {
  @Field(() => ID) id!: string;
  @Field(() => String) number!: string;
  @Field(() => PaymentLayout) layout!: LayoutName;
  @Field(() => Int) count!: number;
  @Field(() => MoneyScalar) total!: bigint;
  @Field(() => [HeldPayment]) held!: HeldPayment[];
  @Field(() => String) madeBy!: string;
  @Field(() => GraphQLISODateTime) madeAt!: Date;
  @Field(() => [BatchGiven]) given!: BatchGiven[];
}

@ObjectType({ description: 'A payment that came back (退汇).' })
export class ReturnedPayment {
  @Field(() => ID) id!: string;
  @Field(() => String) batch!: string;
  @Field(() => Int) sequence!: number;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => MoneyScalar) amount!: bigint;
  @Field(() => String) reason!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => MonthScalar, { description: 'The month with which it is posted.' }) postsIn!: string;
  @Field(() => String, { nullable: true, description: 'The batch in which it was paid again.' }) again!: string | null;
}

@ObjectType({ description: 'What a correction found that somebody had been paid too much, and how far it is taken back (追回).' })
export class OwedPay {
  @Field(() => ID) payRun!: string;
  @Field(() => MonthScalar) month!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => MoneyScalar) amount!: bigint;
  @Field(() => Boolean, { description: 'Whether it is being taken back month by month.' }) begun!: boolean;
  @Field(() => MoneyScalar) recovered!: bigint;
  @Field(() => MoneyScalar) remaining!: bigint;
}

@ObjectType('PayOut', { description: 'Deductions and paying out of an institution in a month (代扣与发放).' })
export class PayOutView {
  @Field(() => Institution) institution!: Institution;
  @Field(() => MonthScalar) month!: string;
  @Field(() => Words, { description: 'The title of the policy by which it is paid out: it names the route.' }) policy!: Words;
  @Field(() => Run, { nullable: true, description: 'Null while it is not prepared.' }) run!: Run | null;
  @Field(() => Run, { nullable: true, description: 'The run that posts returned payments with this month.' }) returnRun!: Run | null;
  @Field(() => MoneyScalar) gross!: bigint;
  @Field(() => [DeductionSum]) deductions!: DeductionSum[];
  @Field(() => MoneyScalar) deducted!: bigint;
  @Field(() => MoneyScalar) net!: bigint;
  @Field(() => [PersonPayOut], { description: 'By staff number.' }) people!: PersonPayOut[];
  @Field(() => [PaymentBatch]) batches!: PaymentBatch[];
  @Field(() => [ReturnedPayment]) returns!: ReturnedPayment[];
  @Field(() => [OwedPay]) owed!: OwedPay[];
  @Field(() => MoneyScalar, { description: 'What came back and is posted with this month.' }) returned!: bigint;
  @Field(() => MoneyScalar, { description: 'What was paid again and is posted with this month.' }) reissued!: bigint;
}

@ObjectType({ description: 'How far an institution is with its pay-out of a month.' })
export class PayOutOverview {
  @Field(() => Institution) institution!: Institution;
  @Field(() => Run, { nullable: true }) run!: Run | null;
  @Field(() => MoneyScalar, { description: 'Released and not paid out, or what the posted pay-out had.' }) gross!: bigint;
  @Field(() => MoneyScalar, { nullable: true, description: 'Null while it is not posted.' }) net!: bigint | null;
  @Field(() => MoneyScalar, { description: 'In batches, less what came back.' }) sent!: bigint;
  @Field(() => Int, { description: 'Payments that came back and were not made again.' }) returned!: number;
}

@ObjectType({ description: 'What one of the asker\'s own months came to after deductions.' })
export class NetPay {
  @Field(() => MonthScalar, { description: 'The month of the pay-out.' }) month!: string;
  @Field(() => Institution) institution!: Institution;
  @Field(() => MoneyScalar) gross!: bigint;
  @Field(() => [DeductionSum]) deductions!: DeductionSum[];
  @Field(() => MoneyScalar) net!: bigint;
  @Field(() => String, { nullable: true, description: 'The masked card to which it was sent; null while it was not, or came back.' }) card!: string | null;
}

@InputType({ description: 'One deduction of one person.' })
export class DeductionInput {
  @Field(() => String, { description: 'Staff number.' }) person!: string;
  @Field(() => DeductionItemEnum) item!: DeductionItem;
  @Field(() => String, { description: 'In yuan, at most two decimals.' }) amount!: string;
}

@InputType({ description: 'Somebody who waits, and why.' })
export class HoldInput {
  @Field(() => String, { description: 'Staff number.' }) person!: string;
  @Field(() => String) reason!: string;
}
