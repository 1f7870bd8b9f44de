/** What the API shows of rights. */
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { Role } from '../model/account.ts';
import { PageInfo } from '../model/page-info.ts';
import { DayScalar, StageScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@InputType({ description: 'A role to be given; with the institution, department or person that it needs, by id.' })
export class RoleInput {
  @Field(() => Role) role!: Role;
  @Field(() => ID, { nullable: true }) institution?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether it also reaches the branches of the consortium that the institution heads, on each day those that it has.' }) withBranches!: boolean;
  @Field(() => ID, { nullable: true }) department?: string | null;
  @Field(() => ID, { nullable: true }) person?: string | null;
}

@ObjectType({ description: 'A grant as an administrator sees it.' })
export class HeldGrant {
  @Field(() => ID) id!: string;
  @Field(() => ID, { description: 'The account.' }) account!: string;
  @Field(() => String) login!: string;
  @Field(() => String) name!: string;
  @Field(() => Role) role!: Role;
  @Field(() => String, { nullable: true }) institution!: string | null;
  @Field(() => Boolean, { description: 'Whether it reaches the branches of the consortium that the institution heads.' }) withBranches!: boolean;
  @Field(() => String, { nullable: true }) department!: string | null;
  @Field(() => String, { nullable: true }) person!: string | null;
  @Field(() => DayScalar) validFrom!: string;
  @Field(() => DayScalar, { nullable: true, description: 'The day on which it no longer holds.' }) validUntil!: string | null;
}

@ObjectType()
export class HeldGrantEdge {
  @Field(() => String) cursor!: string;
  @Field(() => HeldGrant) node!: HeldGrant;
}

@ObjectType()
export class HeldGrantConnection {
  @Field(() => [HeldGrantEdge]) edges!: HeldGrantEdge[];
  @Field(() => PageInfo) pageInfo!: PageInfo;
}

@ObjectType('Delegation', { description: 'A role lent for some days (委托).' })
export class DelegationView {
  @Field(() => ID) id!: string;
  @Field(() => Role) role!: Role;
  @Field(() => Int) region!: number;
  @Field(() => String, { description: 'Who lends it.' }) from!: string;
  @Field(() => String, { description: 'Who receives it.' }) to!: string;
  @Field(() => Boolean, { description: 'True when the asker lends it, false when they receive it.' }) given!: boolean;
  @Field(() => DayScalar) validFrom!: string;
  @Field(() => DayScalar, { description: 'The day on which it no longer holds.' }) validUntil!: string;
}

@ObjectType({ description: 'A role by which somebody could act, and when.' })
export class Way {
  @Field(() => Role) role!: Role;
  @Field(() => String, { nullable: true, description: 'Who lent it; null for one\'s own.' }) onBehalfOf!: string | null;
  @Field(() => DayScalar) validFrom!: string;
  @Field(() => DayScalar, { nullable: true }) validUntil!: string | null;
}

@ObjectType({ description: 'Somebody who could both prepare and approve at a stage.' })
export class SeparationFinding {
  @Field(() => String) login!: string;
  @Field(() => String) name!: string;
  @Field(() => StageScalar) stage!: string;
  @Field(() => Words, { description: 'What the stage is called.' }) stageTitle!: Words;
  @Field(() => [Way]) prepares!: Way[];
  @Field(() => [Way]) approves!: Way[];
}

@ObjectType({ description: 'Somebody in post who may be invited to their own payslips.' })
export class PersonToInvite {
  @Field(() => ID) id!: string;
  @Field(() => String, { description: 'Staff number.' }) code!: string;
  @Field(() => String) name!: string;
  @Field(() => String, { description: 'Where the main post is, by name.' }) institution!: string;
}
