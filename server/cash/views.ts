/** Shapes of the API around cash. */
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { ByState, CashState as State } from '../core/cash.ts';
import { ObligationKind } from '../model/cash.ts';
import { Institution } from '../model/organisation.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

export const CashState = { PAID: 'PAID', OWED: 'OWED', PLANNED: 'PLANNED' } as const satisfies Record<string, Uppercase<State>>;
registerEnumType(CashState, { name: 'CashState', description: 'PAID: it has moved. OWED: it is decided or on its way. PLANNED: worked out from what is known; nobody has begun it.' });

@ObjectType('CashStates', { description: 'A sum of cash by its state.' })
export class CashStatesView implements ByState {
  @Field(() => MoneyScalar) paid!: bigint;
  @Field(() => MoneyScalar) owed!: bigint;
  @Field(() => MoneyScalar) planned!: bigint;
}

@ObjectType('CashMonth', { description: 'A month of an institution\'s cash.' })
export class CashMonthView {
  @Field(() => MonthScalar) month!: string;
  @Field(() => MoneyScalar, { description: 'At hand when the month begins.' }) opening!: bigint;
  @Field(() => CashStatesView, { description: 'Less what is given back.' }) received!: CashStatesView;
  @Field(() => CashStatesView, { description: 'What must be paid.' }) due!: CashStatesView;
  @Field(() => MoneyScalar, { description: 'At hand when it ends.' }) closing!: bigint;
}

@ObjectType('CashShortage', { description: 'The first month that ends below 0.' })
export class CashShortageView {
  @Field(() => MonthScalar) month!: string;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType('CashEntry', { description: 'A sum that an institution receives or must pay, with what it came from.' })
export class CashEntryView {
  @Field(() => MonthScalar, { nullable: true, description: 'Null while its month is not known.' }) month!: string | null;
  @Field(() => CashState) state!: keyof typeof CashState;
  @Field(() => MoneyScalar, { description: 'Below 0 where it is given back.' }) amount!: bigint;
  @Field(() => Words) title!: Words;
  @Field(() => Words, { nullable: true }) detail!: Words | null;
  @Field(() => ID, { nullable: true, description: 'The run that explains it.' }) run!: string | null;
  @Field(() => String, { nullable: true }) step!: string | null;
  @Field(() => String, { nullable: true }) row!: string | null;
  @Field(() => String, { nullable: true, description: 'Its page, where no single figure explains it.' }) path!: string | null;
}

@ObjectType('InstitutionCash', { description: 'The cash of an institution over a year (现金流): what it receives against what it must pay.' })
export class InstitutionCashView {
  @Field(() => Institution) institution!: Institution;
  @Field(() => Int) year!: number;
  @Field(() => MoneyScalar, { nullable: true, description: 'What it had when the year began; null while nobody has recorded it, the year then begins at 0.' }) opening!: bigint | null;
  @Field(() => [CashMonthView]) months!: CashMonthView[];
  @Field(() => MoneyScalar) closing!: bigint;
  @Field(() => CashShortageView, { nullable: true }) firstShort!: CashShortageView | null;
  @Field(() => CashStatesView, { description: 'To be received, in a month that is not known.' }) receivedUndated!: CashStatesView;
  @Field(() => CashStatesView, { description: 'To be paid, in a month that is not known.' }) dueUndated!: CashStatesView;
  @Field(() => [CashEntryView]) received!: CashEntryView[];
  @Field(() => [CashEntryView]) due!: CashEntryView[];
}

@ObjectType('CashWaiting', { description: 'A stage of which nobody can tell yet what it will bring, and what is missing.' })
export class CashWaitingView {
  @Field(() => Words) stage!: Words;
  @Field(() => [Words]) missing!: Words[];
}

@ObjectType('Cash', { description: 'The cash of institutions over a year.' })
export class CashView {
  @Field(() => [InstitutionCashView]) institutions!: InstitutionCashView[];
  @Field(() => [CashWaitingView]) waiting!: CashWaitingView[];
}

@InputType({ description: 'What an institution must pay in a month besides wages.' })
export class ObligationInput {
  @Field(() => ID) institution!: string;
  @Field(() => MonthScalar) month!: string;
  @Field(() => ObligationKind) kind!: ObligationKind;
  @Field(() => String, { defaultValue: '', description: 'Of another kind; else empty.' }) name!: string;
  @Field(() => MoneyScalar) amount!: bigint;
}
