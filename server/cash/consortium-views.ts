/** Shapes of a consortium's year at a glance. */
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Consortium, ConsortiumRole, Institution } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { DayScalar, MoneyScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

export const AccountHolding = { CASH: 'CASH', OWED: 'OWED' } as const;
registerEnumType(AccountHolding, { name: 'AccountHolding', description: 'CASH: money that has reached whose account it is. OWED: money kept for them that has not.' });

@ObjectType('AccountOfYear', { description: 'What came to an account by the runs of a year, and what left it.' })
export class AccountOfYearView {
  @Field(() => String) account!: string;
  @Field(() => Words) title!: Words;
  @Field(() => AccountHolding, { nullable: true }) holds!: keyof typeof AccountHolding | null;
  @Field(() => MoneyScalar) received!: bigint;
  @Field(() => MoneyScalar) given!: bigint;
  @Field(() => MoneyScalar) balance!: bigint;
}

@ObjectType('BranchShare', { description: 'What the settlement of a year gave to an institution of a consortium, corrections included.' })
export class BranchShareView {
  @Field(() => Institution) institution!: Institution;
  @Field(() => ConsortiumRole) role!: ConsortiumRole;
  @Field(() => MoneyScalar) share!: bigint;
}

@ObjectType('LineToConfirm', { description: 'A line of a run that waits for the word of the consortium\'s head.' })
export class LineToConfirmView {
  @Field(() => ID) run!: string;
  @Field(() => String) row!: string;
  @Field(() => Words) stage!: Words;
  @Field(() => String) period!: string;
  @Field(() => DayScalar, { description: 'The last day for it.' }) dueOn!: string;
}

@ObjectType('ConsortiumScore', { description: 'The final score of a consortium.' })
export class ConsortiumScoreView {
  @Field(() => String) score!: string;
  @Field(() => String) grade!: string;
  @Field(() => Int) failedYears!: number;
}

@ObjectType('ConsortiumSettlement', { description: 'The settlement of a year as far as it is, with what a consortium kept or overspent once it is posted.' })
export class ConsortiumSettlementView {
  @Field(() => Run) run!: Run;
  @Field(() => MoneyScalar, { nullable: true }) surplus!: bigint | null;
  @Field(() => MoneyScalar, { nullable: true }) overspend!: bigint | null;
}

@ObjectType('ConsortiumYear', { description: 'A consortium\'s year at a glance: its own figures and no other\'s.' })
export class ConsortiumYearView {
  @Field(() => Consortium) consortium!: Consortium;
  @Field(() => Institution, { description: 'Its head hospital at the end of the year.' }) head!: Institution;
  @Field(() => MoneyScalar, { nullable: true, description: 'Null until the budget is posted.' }) package!: bigint | null;
  @Field(() => [AccountOfYearView]) accounts!: AccountOfYearView[];
  @Field(() => MoneyScalar, { description: 'Care inside the consortium, of the months recorded by institution.' }) inside!: bigint;
  @Field(() => MoneyScalar) outsideConsortium!: bigint;
  @Field(() => MoneyScalar) outsideCounty!: bigint;
  @Field(() => Int) spendingMonths!: number;
  @Field(() => ConsortiumSettlementView, { nullable: true }) settlement!: ConsortiumSettlementView | null;
  @Field(() => [BranchShareView], { description: 'Head hospital and branches.' }) branches!: BranchShareView[];
  @Field(() => ConsortiumScoreView, { nullable: true }) score!: ConsortiumScoreView | null;
  @Field(() => [LineToConfirmView]) toConfirm!: LineToConfirmView[];
}
