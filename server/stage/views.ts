/** Shapes of the API around stages. */
import { Field, ObjectType } from 'type-graphql';
import { PolicyVersion, Run } from '../model/run.ts';
import { StageScalar } from '../model/scalars.ts';
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
