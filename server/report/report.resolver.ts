import { Arg, Args, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { look, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { JournalEntry, Posting } from '../model/journal.ts';
import { PageArgs, type Page } from '../model/page.ts';
import type { Run } from '../model/run.ts';
import { Words } from '../model/words.ts';
import { readAsOf } from '../run/known.ts';
import { accountBook, type AccountBook } from '../run/accounts.ts';
import { accountMoves } from './account-moves.ts';
import { balances } from './balances.ts';
import { journalOf } from './journal.ts';
import { payReport } from './pay-report.ts';
import { river } from './river.ts';
import { measureView, MeasureView } from './side-by-side-views.ts';
import { sideBySide } from './side-by-side.ts';
import { tasks } from './tasks.ts';
import { AccountMoves, Balance, JournalEntryConnection, PostingView, Report, River, Task } from './views.ts';

@Resolver()
export class ReportResolver {
  @Query(() => [Task], { description: 'What waits for the asker.' })
  tasks(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<Task[]> {
    return tasks(look(context, region), region, year);
  }

  @Query(() => [Int], { description: 'The years that have figures, and the present one, newest first.' })
  async years(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<number[]> {
    const rows = await look(context, region).em.execute<Array<{ year: number }>>('select distinct year from run where region_id = ?', [region]);
    const years = new Set(rows.map(({ year }) => year)).add(Number(dayOf(context.now).slice(0, 4)));
    return [...years].sort((a, b) => b - a);
  }

  @Query(() => River)
  river(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<River> {
    return river(look(context, region), region, year, readAsOf(asOf, context.now));
  }

  @Query(() => AccountMoves, { description: 'Every transfer of a year to and from an account of the river, with the run of each; for the head of an institution those of the own institution and consortium.' })
  accountMoves(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('account', () => String) account: string,
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<AccountMoves> {
    return accountMoves(look(context, region), { region, year, account, asOf: readAsOf(asOf, context.now) });
  }

  @Query(() => [MeasureView], { description: 'Institutions side by side, each with the year before and the difference to the mean; as it is known now or was at an instant.' })
  async sideBySide(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('institutions', () => [ID]) institutions: string[],
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<MeasureView[]> {
    return (await sideBySide(look(context, region), { region, year, institutions, asOf: readAsOf(asOf, context.now) })).map(measureView);
  }

  @Query(() => Report)
  report(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<Report> {
    return payReport(look(context, region), region, year, readAsOf(asOf, context.now));
  }

  @Query(() => [Balance], { description: 'What each account of a fund holds over all years, as posted until now or until an instant.' })
  balances(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('fund', () => String) fund: string, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<Balance[]> {
    return balances(look(context, region), region, fund, readAsOf(asOf, context.now));
  }

  @Query(() => JournalEntryConnection, { description: 'The journal of a year, in the order of posting.' })
  journal(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number,
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null, @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<JournalEntry>> {
    return journalOf(look(context, region), { region, year, asOf: readAsOf(asOf, context.now) }, page);
  }
}

const books = new WeakMap<Context, Map<number, Promise<AccountBook>>>();

/** The account titles of a region, read once a request. */
function bookOf(context: Context, region: number): Promise<AccountBook> {
  const known = books.get(context) ?? new Map<number, Promise<AccountBook>>();
  books.set(context, known);
  const book = known.get(region) ?? accountBook(look(context, region).em, region, dayOf(context.now));
  known.set(region, book);
  return book;
}

@Resolver(() => JournalEntry)
export class JournalEntryResolver {
  @FieldResolver(() => String)
  async fund(@Root() entry: JournalEntry): Promise<string> {
    return (await entry.fund.loadOrFail()).name;
  }

  @FieldResolver(() => Words)
  memo(@Root() entry: JournalEntry): Words {
    return entry.memo;
  }

  @FieldResolver(() => ID)
  run(@Root() entry: JournalEntry): Run['id'] {
    return entry.run.id;
  }

  @FieldResolver(() => String)
  postedBy(@Ctx() context: Context, @Root() entry: JournalEntry): Promise<string> {
    return context.accountNames.load(entry.postedById);
  }

  @FieldResolver(() => [PostingView])
  async postings(@Ctx() context: Context, @Root() entry: JournalEntry): Promise<PostingView[]> {
    const { em } = look(context, entry.regionId);
    const book = await bookOf(context, entry.regionId);
    const lines = await em.find(Posting, { regionId: entry.regionId, entryId: entry.id }, { orderBy: { line: 'asc' } });
    return lines.map(({ account, amount }) => ({ account, title: book.title(account), amount }));
  }
}
