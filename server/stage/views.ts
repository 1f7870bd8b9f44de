/** Shapes of the API around stages. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { PolicyVersion, Run } from '../model/run.ts';
import { MoneyScalar, StageScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@ObjectType({ description: 'One period of a stage: its run, if there is one, or what it still waits for.' })
export class StagePeriod {
  @Field(() => String, { description: 'A year or a month.' }) period!: string;
  @Field(() => Run, { nullable: true }) run!: Run | null;
  @Field(() => [StageScalar], { description: 'Stages that must be posted first.' }) waitsFor!: string[];
}

@ObjectType('PolicyStage', { description: 'A stage of the year (环节) that a policy in force has, with its periods.' })
export class StageView {
  @Field(() => StageScalar) stage!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Boolean, { description: 'Whether it comes every month.' }) monthly!: boolean;
  @Field(() => PolicyVersion) policy!: PolicyVersion;
  @Field(() => Boolean, { description: 'Whether the asker may prepare it.' }) mine!: boolean;
  @Field(() => [StagePeriod]) periods!: StagePeriod[];
}

@ObjectType({ description: 'Cases of one file that stand and that a stage counts (病例来源).' })
export class CaseLoad {
  @Field(() => ID, { description: 'The import.' }) import!: string;
  @Field(() => String) file!: string;
  @Field(() => String, { description: 'The first month of its cases.' }) first!: string;
  @Field(() => String, { description: 'The last month of its cases.' }) last!: string;
  @Field(() => Int) hospitals!: number;
  @Field(() => Int) cases!: number;
  @Field(() => MoneyScalar) cost!: bigint;
  @Field(() => GraphQLISODateTime, { description: 'When it was recorded.' }) at!: Date;
}
