/** Shapes of the reports. */
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Institution } from '../model/organisation.ts';
import { JournalEntry } from '../model/journal.ts';
import { connectionOf } from '../model/page.ts';
import { DayScalar, MoneyScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';

@ObjectType({ description: 'A place where money rests, in the river of a year.' })
export class RiverNode {
  @Field(() => String) id!: string;
  @Field(() => String, { description: 'The account, or several drawn as one, whose moves `accountMoves` gives.' }) account!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Words, { nullable: true, description: 'The stage at which money came back to the account; null where it did not.' }) since!: Words | null;
  @Field(() => Int) depth!: number;
  @Field(() => ID, { nullable: true }) run!: string | null;
  @Field(() => String, { nullable: true }) step!: string | null;
  @Field(() => String, { nullable: true }) row!: string | null;
}

@ObjectType({ description: 'Money that went from one place to another, by the ledger; `step` explains it when it is one figure.' })
export class RiverLink {
  @Field(() => String) source!: string;
  @Field(() => String) target!: string;
  @Field(() => MoneyScalar) amount!: bigint;
  @Field(() => [Words], { description: 'The stages of the policies at which it went.' }) stages!: Words[];
  @Field(() => ID, { nullable: true }) run!: string | null;
  @Field(() => String, { nullable: true }) step!: string | null;
  @Field(() => String, { nullable: true }) row!: string | null;
}

@ObjectType({ description: 'One transfer to or from an account.' })
export class AccountMove {
  @Field(() => DayScalar) on!: string;
  @Field(() => Words) stage!: Words;
  @Field(() => String) period!: string;
  @Field(() => Words, { description: 'The amount of the policy.' }) title!: Words;
  @Field(() => Words, { description: 'The account at the other end.' }) other!: Words;
  @Field(() => MoneyScalar, { description: 'Below 0 where it left.' }) amount!: bigint;
  @Field(() => ID) run!: string;
  @Field(() => String) step!: string;
  @Field(() => String, { nullable: true }) row!: string | null;
}

@ObjectType({ description: 'What came to an account by the runs of a year, and what left it.' })
export class AccountMoves {
  @Field(() => MoneyScalar) received!: bigint;
  @Field(() => MoneyScalar) given!: bigint;
  @Field(() => Int, { description: 'How many transfers there are.' }) count!: number;
  @Field(() => [AccountMove], { description: 'The last 500 of them.' }) moves!: AccountMove[];
}

@ObjectType({ description: 'The money of a year, from its source to the wage cards, as posted.' })
export class River {
  @Field(() => Int) year!: number;
  @Field(() => [RiverNode]) nodes!: RiverNode[];
  @Field(() => [RiverLink]) links!: RiverLink[];
}

@ObjectType()
export class ReportRow {
  @Field(() => Institution) institution!: Institution;
  @Field(() => Int) people!: number;
  @Field(() => MoneyScalar) total!: bigint;
  @Field(() => MoneyScalar) basicPaid!: bigint;
  @Field(() => MoneyScalar) incentivePaid!: bigint;
  @Field(() => MoneyScalar, { description: 'Paid, by the people of the institution; rounded to the fen.' }) perHead!: bigint;
  @Field(() => MoneyScalar, { description: 'The part of the consortium\'s surplus that came here.' }) surplusShare!: bigint;
}

@ObjectType()
export class ReportSum {
  @Field(() => Int) people!: number;
  @Field(() => MoneyScalar) total!: bigint;
  @Field(() => MoneyScalar) basicPaid!: bigint;
  @Field(() => MoneyScalar) incentivePaid!: bigint;
  @Field(() => MoneyScalar) surplusShare!: bigint;
}

@ObjectType({ description: 'Performance pay of a year by institution.' })
export class Report {
  @Field(() => Int) year!: number;
  @Field(() => [ReportRow]) rows!: ReportRow[];
  @Field(() => ReportSum) sum!: ReportSum;
}

@ObjectType({ description: 'Something that waits for the asker; `path` is its page.' })
export class Task {
  @Field(() => ID) id!: string;
  @Field(() => Words) title!: Words;
  @Field(() => Words) detail!: Words;
  @Field(() => String) path!: string;
  @Field(() => Boolean) urgent!: boolean;
}

@ObjectType('Posting', { description: 'One line of an entry: positive is debit, negative credit.' })
export class PostingView {
  @Field(() => String) account!: string;
  @Field(() => Words) title!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
}

export const JournalEntryConnection = connectionOf('JournalEntry', () => JournalEntry);

@ObjectType({ description: 'What an account holds: positive is debit, negative credit.' })
export class Balance {
  @Field(() => String) account!: string;
  @Field(() => Words) title!: Words;
  @Field(() => MoneyScalar) amount!: bigint;
}
