import { Field, ID, ObjectType } from 'type-graphql';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';

@ObjectType({ description: 'What the institutions of a consortium come to in a month, beside what is recorded for its package.' })
export class InstitutionSpendingSum {
  @Field(() => ID, { description: 'Of the consortium.' }) consortium!: string;
  @Field(() => String) code!: string;
  @Field(() => String) name!: string;
  @Field(() => MonthScalar) month!: string;
  @Field(() => MoneyScalar, { description: 'Care inside the consortium.' }) inside!: bigint;
  @Field(() => MoneyScalar, { description: 'Care in the county outside the consortium.' }) outsideConsortium!: bigint;
  @Field(() => MoneyScalar, { description: 'Care outside the county.' }) outsideCounty!: bigint;
  @Field(() => MoneyScalar) sum!: bigint;
  @Field(() => MoneyScalar, { nullable: true, description: 'The claims recorded for the package; null where there are none.' }) claims!: bigint | null;
}
