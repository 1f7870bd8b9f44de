/** Shapes of the API around spending that are not tables. */
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Consortium } from '../model/organisation.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';

export const PaceWarning = { OVER: 'OVER', SURPLUS: 'SURPLUS', RESERVE: 'RESERVE' } as const;
registerEnumType(PaceWarning, { name: 'PaceWarning', description: 'OVER: the year will cost more than the package. SURPLUS: more than 15 % will be left. RESERVE: what is left pays over 4 months beyond the year.' });

@ObjectType('Pace', { description: 'How fast a package is used (执行进度), and what the year will come to if it goes on so.' })
export class PaceView {
  @Field(() => Consortium) consortium!: Consortium;
  @Field(() => MoneyScalar) package!: bigint;
  @Field(() => MoneyScalar) used!: bigint;
  @Field(() => MoneyScalar) left!: bigint;
  @Field(() => Int, { description: 'Months whose spending is known.' }) months!: number;
  @Field(() => MoneyScalar, { description: 'The whole year at the pace of the mean month.' }) expected!: bigint;
  @Field(() => MoneyScalar, { description: 'At the pace of the cheapest month.' }) low!: bigint;
  @Field(() => MoneyScalar, { description: 'At the pace of the dearest month.' }) high!: bigint;
  @Field(() => String, { nullable: true, description: 'How many months like the mean one the rest pays, with one decimal.' }) monthsPaid!: string | null;
  @Field(() => MonthScalar, { nullable: true, description: 'When it will be used up; null when it lasts the year.' }) usedUpIn!: string | null;
  @Field(() => [PaceWarning]) warnings!: Array<keyof typeof PaceWarning>;
}
