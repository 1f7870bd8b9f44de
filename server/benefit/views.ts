/** Benefits as the API shows them. */
import { Field, Int, ObjectType } from 'type-graphql';
import { DayScalar, MoneyScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';
import type { Money } from '../core/money.ts';
import type { Payer } from '../core/policy/payers.ts';

@ObjectType('Benefit', { description: 'A calculator of a policy: who pays what of one stay (待遇测算).' })
export class BenefitView {
  @Field(() => String) id!: string;
  @Field(() => Words) title!: Words;
}

@ObjectType('BenefitPolicy', { description: 'A policy that has benefits: of the library, or published in the region itself.' })
export class BenefitPolicyView {
  @Field(() => String) slug!: string;
  @Field(() => String) version!: string;
  @Field(() => String, { description: 'SHA-256 of the text, hexadecimal.' }) hash!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Words) place!: Words;
  @Field(() => DayScalar) appliesFrom!: string;
  @Field(() => Boolean, { description: 'Whether it is the region\'s own.' }) own!: boolean;
  @Field(() => String) text!: string;
}

@ObjectType({ description: 'What one payer pays.' })
export class PayerPart {
  @Field(() => String, { description: 'The payer, as policies call it: `pool`, `patient` …' }) payer!: Payer;
  @Field(() => Words) title!: Words;
  @Field(() => MoneyScalar) paid!: Money;
}

@ObjectType({ description: 'A figure told on the way, as printed.' })
export class StayFigure {
  @Field(() => String, { description: 'The amount of the policy that it is.' }) amount!: string;
  @Field(() => Words) title!: Words;
  @Field(() => String) value!: string;
}

@ObjectType({ description: 'Something to look at before a result is used, or why there is none.' })
export class StayRemark {
  @Field(() => String, { description: 'The check, or the code of the refusal.' }) code!: string;
  @Field(() => String, { description: 'Where it is: `stay.COLUMN`, or a step or check of the policy.' }) at!: string;
  @Field(() => Words) says!: Words;
}

@ObjectType({ description: 'Who pays what of one stay. What the payers pay adds up to the bill.' })
export class StayView {
  @Field(() => String, { description: 'The key of the stay, as given.' }) key!: string;
  @Field(() => MoneyScalar, { nullable: true, description: 'Null when the stay has faults.' }) bill!: Money | null;
  @Field(() => [PayerPart]) payers!: PayerPart[];
  @Field(() => [StayFigure]) figures!: StayFigure[];
  @Field(() => Words, { nullable: true }) sentence!: Words | null;
  @Field(() => [StayRemark]) warnings!: StayRemark[];
  @Field(() => [StayRemark]) faults!: StayRemark[];
}

@ObjectType({ description: 'Many stays: each by itself, and all that could be worked out together.' })
export class StaysView {
  @Field(() => [StayView], { description: 'In the order in which they were given.' }) stays!: StayView[];
  @Field(() => Int) worked!: number;
  @Field(() => Int) faulty!: number;
  @Field(() => MoneyScalar) bill!: Money;
  @Field(() => [PayerPart]) payers!: PayerPart[];
}
