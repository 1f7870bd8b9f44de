/** Shapes of the register in the API that are not tables. */
import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { ConsortiumRole, Institution } from '../model/organisation.ts';
import { PageInfo } from '../model/page-info.ts';
import { Person } from '../model/people.ts';
import { Pool } from '../model/pool.ts';
import { Region } from '../model/region.ts';
import { DayScalar, ShareScalar } from '../model/scalars.ts';

@ObjectType({ description: 'One institution that became part of another on a day.' })
export class Succession {
  @Field(() => Institution) predecessor!: Institution;
  @Field(() => Institution) successor!: Institution;
  @Field(() => DayScalar) on!: string;
}

@ObjectType({ description: 'What a merger makes of the posts that somebody has in the institutions that take part.' })
export class MovedPerson {
  @Field(() => ID) person!: string;
  @Field(() => String, { description: 'Staff number.' }) code!: string;
  @Field(() => String) name!: string;
  @Field(() => [String], { description: 'The institutions whose posts become one.' }) institutions!: string[];
  @Field(() => String, { nullable: true, description: 'The department in the institution that goes on, by name.' }) department!: string | null;
  @Field(() => ShareScalar, { description: 'Of a full post.' }) share!: string;
  @Field(() => Boolean, { description: 'Whether the institution that goes on will run the person\'s pay.' }) main!: boolean;
}

@ObjectType({ description: 'What a merger would do, were it done now.' })
export class MergerPlan {
  @Field(() => [MovedPerson], { description: 'By staff number.' }) people!: MovedPerson[];
  @Field(() => [String], { description: 'Departments that the institution that goes on gets, by name.' }) newDepartments!: string[];
}

@ObjectType({ description: 'A pool as it is on a day.' })
export class PoolView {
  @Field(() => Pool) pool!: Pool;
  @Field(() => [Region]) regions!: Region[];
}

@ObjectType()
export class PersonEdge {
  @Field(() => String) cursor!: string;
  @Field(() => Person) node!: Person;
}

@ObjectType()
export class PersonConnection {
  @Field(() => [PersonEdge]) edges!: PersonEdge[];
  @Field(() => PageInfo) pageInfo!: PageInfo;
}

@ObjectType({ description: 'Numbers of a person\'s cards in full; null where none is kept.' })
export class CardNumbers {
  @Field(() => String, { nullable: true, description: 'Identity card (居民身份证).' }) idCard!: string | null;
  @Field(() => String, { nullable: true, description: 'Bank card.' }) bankCard!: string | null;
}

@InputType({ description: 'A place in a consortium.' })
export class MemberInput {
  @Field(() => ID) consortium!: string;
  @Field(() => ConsortiumRole) role!: ConsortiumRole;
}

@InputType({ description: 'A post of a person in an institution.' })
export class PostInput {
  @Field(() => ID) institution!: string;
  @Field(() => ID, { nullable: true }) department!: string | null;
  @Field(() => String, { description: 'Code of the post grade.' }) grade!: string;
  @Field(() => ShareScalar, { defaultValue: '1', description: 'Of a full post.' }) share!: string;
  @Field(() => Boolean, { defaultValue: true, description: 'Whether this institution runs the person\'s pay.' }) main!: boolean;
  @Field(() => Boolean, { defaultValue: false }) leader!: boolean;
}
