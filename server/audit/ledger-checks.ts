/** What the checks of a region's ledger found, for its auditors: every night, and when an auditor asks. */
import { Field, GraphQLISODateTime, ID, Int, ObjectType } from 'type-graphql';
import { requireRole, type Asking } from '../access/asker.ts';
import { addJob } from '../db/queue.ts';
import { connectionOf, pageOf, printPlace, readPlace, rowsToRead, type Page, type PageArgs } from '../model/page.ts';

@ObjectType({ description: 'A check of the ledger that found something, and in how many rows.' })
export class LedgerFinding {
  @Field(() => String) check!: string;
  @Field(() => Int) rows!: number;
}

@ObjectType({ description: 'One run of all checks of a region\'s ledger.' })
export class LedgerCheck {
  @Field(() => ID) id!: string;
  @Field(() => GraphQLISODateTime) at!: Date;
  @Field(() => String, { nullable: true, description: 'Who asked for it; null for the nightly run.' }) by!: string | null;
  @Field(() => [LedgerFinding], { description: 'Empty when the ledger is sound.' }) findings!: LedgerFinding[];
}

export const LedgerCheckConnection = connectionOf('LedgerCheck', () => LedgerCheck);

/** Puts a run of the checks into the queue, in the transaction of the request. */
export async function askForCheck({ em, asker }: Asking, region: number): Promise<void> {
  requireRole(asker, region, ['AUDITOR']);
  await addJob(em, 'check-ledger', { region, account: asker.id });
}

/** The runs, the latest first: their ids are in the order of time. */
export async function checksAfter({ em, asker }: Asking, region: number, page: PageArgs): Promise<Page<LedgerCheck>> {
  requireRole(asker, region, ['AUDITOR']);
  const [after = null] = readPlace(page.after, 1) ?? [];
  const rows = await em.execute<LedgerCheck[]>(
    `select c.id, c.at, a.name as by, c.findings from ledger_check c left join account a on a.id = c.account_id
     where c.region_id = ? and (?::text is null or c.id < ?::uuid) order by c.id desc limit ?`, [region, after, after, rowsToRead(page)]);
  return pageOf(rows.map((row) => ({ ...row, at: new Date(row.at) })), page, ({ id }) => printPlace([id]));
}
