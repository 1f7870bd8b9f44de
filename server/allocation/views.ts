/** Shapes of the API around second allocation (二次分配): one department's pool and its people, nothing else. */
import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from 'type-graphql';
import { closedList } from '../model/field.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { SecondAllocationAct } from '../model/second-allocation.ts';
import { Words } from '../model/words.ts';

export const SecondAllocationState = closedList('SecondAllocationState', { WAITING: 'WAITING', SAVED: 'SAVED', HANDED_IN: 'HANDED_IN', SET: 'SET', RETURNED: 'RETURNED' } as const);
export type SecondAllocationState = keyof typeof SecondAllocationState;

@ObjectType('SecondAllocationLine', { description: 'How the second allocation of one department stands.' })
export class AllocationLine {
  @Field(() => ID) institution!: string;
  @Field(() => String) institutionName!: string;
  @Field(() => ID) department!: string;
  @Field(() => String) departmentName!: string;
  @Field(() => MonthScalar) period!: string;
  @Field(() => String, { description: 'The decision of the policy.' }) decision!: string;
  @Field(() => Words) title!: Words;
  @Field(() => SecondAllocationState) state!: SecondAllocationState;
  @Field(() => Boolean, { description: 'Whether it may be changed: the pools are sent out, and the distribution is not handed in yet.' }) open!: boolean;
  @Field(() => MoneyScalar, { description: 'The pool of the department.' }) pool!: bigint;
  @Field(() => MoneyScalar, { description: 'What is given to people in the newest version.' }) given!: bigint;
  @Field(() => Int, { description: 'The newest version; 0 before the first.' }) version!: number;
  @Field(() => String, { nullable: true, description: 'Who made the newest version.' }) by!: string | null;
  @Field(() => GraphQLISODateTime, { nullable: true }) at!: Date | null;
  @Field(() => String, { description: 'Why it was returned or set from above.' }) reason!: string;
  @Field(() => String, { nullable: true, description: 'The hash of the run that sent out the pools, for the head of the institution; null for others.' }) hash!: string | null;
}

@ObjectType('SecondAllocationMember', { description: 'One of the people who share a department\'s pool.' })
export class AllocationMember {
  @Field(() => String, { description: 'Staff number.' }) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'What the rule divides by.' }) weight!: string;
  @Field(() => MoneyScalar, { description: 'What the rule gives.' }) usual!: bigint;
  @Field(() => MoneyScalar, { nullable: true }) least!: bigint | null;
  @Field(() => MoneyScalar, { nullable: true }) most!: bigint | null;
  @Field(() => MoneyScalar, { nullable: true, description: 'In the newest version; null where none is given yet.' }) amount!: bigint | null;
  @Field(() => String) reason!: string;
}

@ObjectType('SecondAllocationAmount', { description: 'What a version gives to one of the people.' })
export class AllocationAmount {
  @Field(() => String, { description: 'Staff number.' }) code!: string;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType('SecondAllocationVersion', { description: 'One version: who made it, when, and what it gave.' })
export class AllocationVersion {
  @Field(() => Int) version!: number;
  @Field(() => SecondAllocationAct) act!: SecondAllocationAct;
  @Field(() => String) by!: string;
  @Field(() => String, { nullable: true, description: 'Who had lent the role.' }) onBehalfOf!: string | null;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String) reason!: string;
  @Field(() => [AllocationAmount]) amounts!: AllocationAmount[];
}

@ObjectType('SecondAllocationClause', { description: 'The clause that an allocation rests on.' })
export class AllocationClause {
  @Field(() => Words) document!: Words;
  @Field(() => String) clause!: string;
  @Field(() => Words) says!: Words;
}

@ObjectType('SecondAllocation', { description: 'Second allocation (二次分配): a department\'s pool, divided among its people by its head inside the terms of the policy.' })
export class AllocationView extends AllocationLine {
  @Field(() => ID, { description: 'The prepared run that sent out the pools; a change is bound to it.' }) run!: string;
  @Field(() => Boolean, { description: 'Whether it is the asker\'s own to divide, and not only seen from above.' }) mine!: boolean;
  @Field(() => String, { description: '`refuse` or `reason`: what becomes of an amount beyond its bounds.' }) beyond!: string;
  @Field(() => String, { nullable: true, description: 'By more than which share of what the rule gives an amount differs only with a reason.' }) reasonOver!: string | null;
  @Field(() => Words) weightTitle!: Words;
  @Field(() => [AllocationClause]) clauses!: AllocationClause[];
  @Field(() => [AllocationMember]) people!: AllocationMember[];
  @Field(() => [AllocationVersion], { description: 'The newest first.' }) history!: AllocationVersion[];
}

@InputType('SecondAllocationOf', { description: 'Which second allocation, and on which version of it a change rests.' })
export class AllocationOf {
  @Field(() => ID) institution!: string;
  @Field(() => ID) department!: string;
  @Field(() => MonthScalar) period!: string;
  @Field(() => String) decision!: string;
  @Field(() => ID, { description: 'The prepared run that sent out the pools.' }) run!: string;
  @Field(() => Int, { description: 'The newest version that was seen; 0 before the first.' }) version!: number;
}

@InputType('SecondAllocationGiven', { description: 'What one of the people gets, and why where that is needed.' })
export class AllocationGiven {
  @Field(() => String, { description: 'Staff number.' }) code!: string;
  @Field(() => MoneyScalar) amount!: bigint;
  @Field(() => String, { nullable: true }) reason?: string | null;
}
