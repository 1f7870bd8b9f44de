/** Shapes of the API around pay that are not tables. */
import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../model/page.ts';
import { Person } from '../model/people.ts';
import { PayRun } from '../model/pay.ts';
import { MoneyScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@ObjectType('PayLine', { description: 'One item of pay of one person (发放明细).' })
export class PayLineView {
  @Field(() => Person) person!: Person;
  @Field(() => String, { description: 'The step of the policy that gave the amount.' }) item!: string;
  @Field(() => Words) itemTitle!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
}

export const PayLineConnection = connectionOf('PayLine', () => PayLineView);
export const PayRunConnection = connectionOf('PayRun', () => PayRun);
