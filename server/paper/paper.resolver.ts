import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { act, look, type Context } from '../access/context.ts';
import { documentNumber } from '../core/document-number.ts';
import type { Unit } from '../core/in-unit.ts';
import { PageArgs, type Page } from '../model/page.ts';
import { DocumentPrefix, Paper, PaperKind, PaperUnit, PaperVoid } from '../model/paper.ts';
import type { Run } from '../model/run.ts';
import { DayScalar, MonthScalar } from '../model/scalars.ts';
import { Words } from '../model/words.ts';
import { mappings, setChartAccount, type Mapping } from './chart.ts';
import { issuePaper } from './issue-paper.ts';
import { kindTitles } from './labels.ts';
import { paperRecipients, papersOf } from './papers.ts';
import { prefixesOf, setDocumentPrefix } from './prefixes.ts';
import { ChartMapping, PaperConnection, PaperRecipient, PaperVoidView, VoucherPeriod } from './views.ts';
import { voidPaper } from './void-paper.ts';
import { voucherPeriod } from './vouchers.ts';

function viewOf({ accountClass, classTitle, account }: Mapping): ChartMapping {
  return { accountClass, classTitle, code: account?.code ?? null, title: account?.title ?? null, validFrom: account?.validFrom ?? null };
}

@Resolver(() => Paper)
export class PaperResolver {
  @Query(() => PaperConnection, { description: 'The register of papers (文号登记), the newest first: for the bureaus all, for a hospital head those for the own institution and the consortium it leads.' })
  papers(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int, { nullable: true }) year: number | null,
    @Arg('run', () => ID, { nullable: true }) run: string | null, @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Paper>> {
    return papersOf(look(context, region), { region, year: year ?? null, run: run ?? null }, page);
  }

  @Query(() => [PaperRecipient], { description: 'To whom a posted run moved money.' })
  paperRecipients(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string): Promise<PaperRecipient[]> {
    return paperRecipients(look(context, region), region, run);
  }

  @Query(() => [DocumentPrefix], { description: 'The prefixes of document numbers (机关代字), the newest first.' })
  documentPrefixes(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<DocumentPrefix[]> {
    return prefixesOf(look(context, region), region);
  }

  @Query(() => [ChartMapping], { description: 'The account classes of the policies with their accounts of the chart (会计科目), on a day or today.' })
  async chartAccounts(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('on', () => DayScalar, { nullable: true }) on: string | null,
  ): Promise<ChartMapping[]> {
    return (await mappings(look(context, region), region, on ?? null)).map(viewOf);
  }

  @Query(() => VoucherPeriod, { description: 'What the ledger holds of months that are over; the file is `/vouchers.csv` or `/vouchers.xlsx`.' })
  async voucherPeriod(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('from', () => MonthScalar) from: string, @Arg('to', () => MonthScalar) to: string,
  ): Promise<VoucherPeriod> {
    const { control, exported } = await voucherPeriod(look(context, region), { region, from, to });
    return { from, to, ...control, exportedAt: exported?.exportedAt ?? null, contentHash: exported?.contentHash ?? null };
  }

  @Mutation(() => Paper, { description: 'Issues a paper of a posted run under the next document number (文号).' })
  issuePaper(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('run', () => ID) run: string, @Arg('kind', () => PaperKind) kind: PaperKind,
    @Arg('unit', () => PaperUnit) unit: Unit, @Arg('recipient', () => String, { nullable: true }) recipient: string | null,
  ): Promise<Paper> {
    return act(context, region, (asking) => issuePaper(asking, { region, run, kind, unit, recipient: recipient ?? null }));
  }

  @Mutation(() => Paper, { description: 'Makes a paper void, with a reason; its number stays.' })
  voidPaper(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('paper', () => ID) paper: string, @Arg('reason', () => String) reason: string): Promise<Paper> {
    return act(context, region, (asking) => voidPaper(asking, { region, paper, reason }));
  }

  @Mutation(() => DocumentPrefix, { description: 'Sets the prefix of document numbers (机关代字) from a day on.' })
  setDocumentPrefix(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('prefix', () => String) prefix: string, @Arg('from', () => DayScalar) from: string): Promise<DocumentPrefix> {
    return act(context, region, (asking) => setDocumentPrefix(asking, { region, prefix, from }));
  }

  @Mutation(() => ChartMapping, { description: 'Sets the account of the chart (会计科目) for an account class from a day on.' })
  setChartAccount(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('accountClass', () => String) accountClass: string,
    @Arg('code', () => String) code: string, @Arg('title', () => String) title: string, @Arg('from', () => DayScalar) from: string,
  ): Promise<ChartMapping> {
    return act(context, region, async (asking) => viewOf(await setChartAccount(asking, { region, accountClass, code, title, from })));
  }

  @FieldResolver(() => String, { description: 'The document number (文号): `宁卫医共体〔2026〕12号`.' })
  number(@Root() paper: Paper): string {
    return documentNumber(paper);
  }

  @FieldResolver(() => Words)
  title(@Root() paper: Paper): Words {
    return kindTitles[paper.kind];
  }

  @FieldResolver(() => ID)
  run(@Root() paper: Paper): Run['id'] {
    return paper.run.id;
  }

  @FieldResolver(() => String)
  issuedBy(@Ctx() context: Context, @Root() paper: Paper): Promise<string> {
    return context.accountNames.load(paper.issuedById);
  }

  @FieldResolver(() => PaperVoidView, { nullable: true })
  async void(@Ctx() context: Context, @Root() { regionId, id }: Paper): Promise<PaperVoidView | null> {
    const found = await look(context, regionId).em.findOne(PaperVoid, { regionId, paperId: id });
    if (!found) return null;
    const { reason, voidedById, voidedForId, voidedAt } = found;
    return { reason, by: await context.accountNames.load(voidedById), onBehalfOf: voidedForId && await context.accountNames.load(voidedForId), at: voidedAt };
  }
}
