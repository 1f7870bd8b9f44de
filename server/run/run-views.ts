/** Shapes of the API around runs that are not tables. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { Role } from '../model/account.ts';
import { PolicyVersion, Run } from '../model/run.ts';
import { JsonScalar, MoneyScalar, StageScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@ObjectType({ description: 'One printed amount of a run; `row` is the key of the row, for a column.' })
export class Amount {
  @Field(() => String) step!: string;
  @Field(() => String, { nullable: true }) row!: string | null;
  @Field(() => String) value!: string;
}

@ObjectType({ description: 'A check of the policy and whether it passed.' })
export class CheckResult {
  @Field(() => String) id!: string;
  @Field(() => Boolean) ok!: boolean;
  @Field(() => String, { description: '`block` or `warn`.' }) otherwise!: string;
  @Field(() => [String], { description: 'Keys of the rows that fail.' }) rows!: string[];
  @Field(() => Words) title!: Words;
  @Field(() => Words) says!: Words;
}

@ObjectType('Approval', { description: 'A signature on a run (审批).' })
export class Signature {
  @Field(() => String) step!: string;
  @Field(() => Words) stepTitle!: Words;
  @Field(() => String) by!: string;
  @Field(() => String, { nullable: true, description: 'Who had lent the role by which it was signed.' }) onBehalfOf!: string | null;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { description: '`SIGNED` or `RETURNED`.' }) verdict!: string;
  @Field(() => Words, { nullable: true, description: 'The step that a return goes back to.' }) to!: Words | null;
  @Field(() => Boolean, { description: 'Whether a signature still counts; a return undoes the step that it names and all after it.' }) stands!: boolean;
  @Field(() => String) note!: string;
  @Field(() => String) hash!: string;
}

@ObjectType({ description: 'A signature that a run still waits for.' })
export class StepWaiting {
  @Field(() => String) step!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Role) role!: Role;
  @Field(() => Boolean, { description: 'Whether the asker may give it now.' }) mine!: boolean;
}

@ObjectType({ description: 'Who took a decision, when and why.' })
export class DecisionTaken {
  @Field(() => String, { description: 'The name of the account.' }) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { description: 'In the words of who took it; empty when nothing was said.' }) why!: string;
}

@ObjectType({ description: 'A decision of a run: what was decided, by whom and why.' })
export class DecisionView extends DecisionTaken {
  @Field(() => String) name!: string;
  @Field(() => String) value!: string;
}

@ObjectType('HeldItem', { description: 'An item that waits (暂缓): its row, why, who said so, and how much is not posted.' })
export class HeldView {
  @Field(() => String) row!: string;
  @Field(() => String) reason!: string;
  @Field(() => String) by!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType({ description: 'A run that was rested on, and the correction of it that was posted since.' })
export class Staleness {
  @Field(() => Run) upstream!: Run;
  @Field(() => Run) correction!: Run;
}

@ObjectType({ description: 'A run that stands on the version before a correction.' })
export class LeftStanding {
  @Field(() => Run) run!: Run;
  @Field(() => Boolean, { description: 'Whether it was corrected since, or an approver accepted that it stays.' }) settled!: boolean;
}

@ObjectType({ description: 'What a correction changes in one amount: posted before, due now, and the difference that is paid, payable or recoverable.' })
export class Difference {
  @Field(() => String) step!: string;
  @Field(() => Words) title!: Words;
  @Field(() => String, { nullable: true }) row!: string | null;
  @Field(() => MoneyScalar) before!: bigint;
  @Field(() => MoneyScalar) now!: bigint;
  @Field(() => MoneyScalar) amount!: bigint;
}

@ObjectType({ description: 'A fact that is known otherwise than a posted run took it.' })
export class LateFact {
  @Field(() => String, { description: '`standard`, `consortia/A/heads`' }) path!: string;
  @Field(() => String, { nullable: true }) was!: string | null;
  @Field(() => String, { description: 'Empty when its row is no longer there.' }) now!: string;
}

@ObjectType('Draft', { description: 'What a page needs to compute in the browser: a policy, its facts and what may be changed in them.' })
export class DraftView {
  @Field(() => PolicyVersion) policy!: PolicyVersion;
  @Field(() => JsonScalar) facts!: object;
  @Field(() => JsonScalar) decisions!: object;
  @Field(() => JsonScalar) origins!: object;
  @Field(() => [String]) editable!: string[];
  @Field(() => [String]) editableDecisions!: string[];
  @Field(() => Run, { nullable: true }) current!: Run | null;
}

@ObjectType()
export class ExplanationSource {
  @Field(() => String) id!: string;
  @Field(() => Words) document!: Words;
  @Field(() => String) clause!: string;
  @Field(() => Words) says!: Words;
  @Field(() => String, { nullable: true }) rule?: string;
}

@ObjectType()
export class ExplanationRounding {
  @Field(() => String) exact!: string;
  @Field(() => String) to!: string;
  @Field(() => String) mode!: string;
  @Field(() => Words) words!: Words;
}

@ObjectType()
export class LeftoverReceiver {
  @Field(() => String) row!: string;
  @Field(() => String) exact!: string;
  @Field(() => String) amount!: string;
}

@ObjectType()
export class ExplanationLeftover {
  @Field(() => Words) words!: Words;
  @Field(() => String) units!: string;
  @Field(() => Boolean) received!: boolean;
  @Field(() => [LeftoverReceiver]) receivers!: LeftoverReceiver[];
}

@ObjectType({ description: 'The approved run that a figure was taken from, and that goes on telling it.' })
export class ToldBy {
  @Field(() => ID) id!: string;
  @Field(() => String) hash!: string;
  @Field(() => StageScalar) stage!: string;
  @Field(() => Words, { description: 'What the stage is called.' }) stageTitle!: Words;
  @Field(() => String) period!: string;
}

@ObjectType({ description: 'One figure of an explanation: its rule in a sentence, its clause, its rounding, its origin.' })
export class ExplanationNode {
  @Field(() => Int) index!: number;
  @Field(() => Int, { nullable: true }) parent!: number | null;
  @Field(() => String) name!: string;
  @Field(() => String, { nullable: true }) row?: string;
  @Field(() => Words) title!: Words;
  @Field(() => String) value!: string;
  @Field(() => Words) unit!: Words;
  @Field(() => String, { description: '`fact`, `decision`, `parameter` or `step`.' }) kind!: string;
  @Field(() => Words, { nullable: true }) rule?: Words;
  @Field(() => [ExplanationSource]) sources!: ExplanationSource[];
  @Field(() => ExplanationRounding, { nullable: true }) rounding?: ExplanationRounding;
  @Field(() => ExplanationLeftover, { nullable: true }) leftover?: ExplanationLeftover;
  @Field(() => Words, { nullable: true }) bound?: Words;
  @Field(() => String, { nullable: true }) origin?: string;
  @Field(() => Words, { nullable: true, description: 'The office that a decision is left to.' }) decidedBy?: Words;
  @Field(() => DecisionTaken, { nullable: true }) decided?: DecisionTaken;
  @Field(() => ToldBy, { nullable: true, description: 'From here on the tree is that of this run.' }) toldBy?: ToldBy;
  @Field(() => Boolean, { description: 'Told in full elsewhere in the list; its inputs are not repeated.' }) folded!: boolean;
  @Field(() => Int, { nullable: true, description: 'For a column used whole: how many rows it has, of which the first are among its inputs.' }) rowsTotal?: number;
}

@ObjectType('Explanation', { description: 'Why an amount is what it is: its nodes in depth-first order, each with the index of its parent.' })
export class ExplanationView {
  @Field(() => ID) run!: string;
  @Field(() => String) step!: string;
  @Field(() => String, { nullable: true }) row!: string | null;
  @Field(() => [ExplanationNode]) nodes!: ExplanationNode[];
}
