import { Arg, Args, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { bureaus, institutionsSeen, payslipRoles, requireRole } from '../access/asker.ts';
import { act, auditView, look, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { Institution } from '../model/organisation.ts';
import { PageArgs, type Page } from '../model/page.ts';
import { Person, type Post } from '../model/people.ts';
import { Notice, PayKind, PayRun, PayTotal } from '../model/pay.ts';
import { Run } from '../model/run.ts';
import { DayScalar, JsonScalar, MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { draftView } from '../run/draft-view.ts';
import { policyOf } from '../run/policies.ts';
import { knownAt, readAsOf } from '../run/known.ts';
import { readRawDecisions, readRawFacts, readReasons } from '../run/raw.ts';
import { DraftView } from '../run/run-views.ts';
import { subjectOf } from '../run/subject.ts';
import { payDraft, payTotalDraft, type PayDraft } from './pay-draft.ts';
import { payLinesAfter } from './pay-lines.ts';
import { payRunsAfter } from './pay-runs.ts';
import { PayLineConnection, PayRunConnection, PayslipConnection, type PayLineView, type Payslip } from './pay-views.ts';
import { institutionPayslips, payslipsAfter } from './payslips.ts';
import { preparePayRun } from './prepare-pay-run.ts';
import { preparePayTotal } from './prepare-pay-total.ts';
import { payRunOf, publishPayRun } from './publish-pay-run.ts';
import { releasePayRun } from './release-pay-run.ts';
import { releasedBy } from './pool.ts';

function seenFilter(context: Context, region: number): object {
  const { asker } = look(context, region);
  requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
  const seen = institutionsSeen(asker, region);
  return seen === 'all' ? {} : { institution: { id: { $in: seen } } };
}

/** What had been paid at an instant; everything when none is named. */
function paidBy(asOf: Date | null): object {
  return asOf === null ? {} : { paidAt: { $lte: asOf } };
}

/** A draft shows the wages of the institution's staff by name. */
async function draftSeen(context: Context, draft: PayDraft, period: string): Promise<DraftView> {
  const { regionId, name } = draft.institution;
  await auditView(context, regionId, 'VIEW_PAY_DRAFT', { zh: `${name} ${period}`, en: `${name} ${period}` });
  return draftView(draft);
}

@Resolver(() => PayTotal)
export class PayTotalResolver {
  @Query(() => [PayTotal], { description: 'The approved totals of a year, corrections included, of the institutions the asker may see; as they are known now or were at an instant.' })
  async payTotals(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<PayTotal[]> {
    const at = readAsOf(asOf, context.now);
    const where = { $and: [{ regionId: region, year }, seenFilter(context, region), knownAt(at)] };
    const totals = await look(context, region).em.find(PayTotal, where, { populate: ['institution'], orderBy: { institution: { code: 'asc' } }, ...(at && { disableIdentityMap: true }) });
    return at ? releasedBy(look(context, region).em, totals, at) : totals;
  }

  @Query(() => DraftView)
  async payTotalDraft(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('year', () => Int) year: number,
  ): Promise<DraftView> {
    return draftSeen(context, await payTotalDraft(look(context, region), region, institution, year), String(year));
  }

  @Mutation(() => Run, { description: 'The supervising department prepares a total; the offices that the policy names fix it.' })
  preparePayTotal(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('year', () => Int) year: number,
    @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('decisions', () => JsonScalar) decisions: Record<string, unknown>,
    @Arg('reason', () => String, { nullable: true }) reason: string | null, @Arg('reasons', () => JsonScalar, { nullable: true }) reasons: Record<string, unknown> | null,
    @Arg('submit', () => Boolean, { defaultValue: true }) submit: boolean,
    @Arg('seen', () => String, { nullable: true, description: 'The hash of the run that the draft showed, empty for none: refused when another was prepared since.' }) seen: string | null,
  ): Promise<Run> {
    const given = { facts: readRawFacts(facts), decisions: readRawDecisions(decisions), reasons: readReasons(reasons), draft: !submit, ...(typeof seen === 'string' && { seen }) };
    return act(context, region, (asking) => preparePayTotal(asking, { region, institution, year, ...given, reason: reason ?? '' }));
  }

  @FieldResolver(() => Institution)
  institution(@Root() total: PayTotal): Promise<Institution> {
    return total.institution.loadOrFail();
  }

  @FieldResolver(() => MoneyScalar, { description: 'What may still be released.' })
  room(@Root() total: PayTotal): bigint {
    return total.total - total.released;
  }

  @FieldResolver(() => Run)
  run(@Root() total: PayTotal): Promise<Run> {
    return total.run.loadOrFail();
  }
}

@Resolver(() => PayRun)
export class PayRunResolver {
  @Query(() => PayRunConnection, { description: 'The distributions of a year, the latest month first; at an earlier instant, those that had been paid by then.' })
  payRuns(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('institution', () => ID, { nullable: true }) institution: string | null,
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null, @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<PayRun>> {
    const where = { $and: [{ regionId: region, year }, seenFilter(context, region), institution ? { institution: { id: institution } } : {}, paidBy(readAsOf(asOf, context.now))] };
    return payRunsAfter(look(context, region), where, page);
  }

  @Query(() => PayRun, { nullable: true })
  async payRun(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<PayRun> {
    const where = { $and: [{ regionId: region, id }, seenFilter(context, region), paidBy(readAsOf(asOf, context.now))] };
    const payRun = await look(context, region).em.findOne(PayRun, where, { populate: ['institution', 'run'] });
    return payRun ?? refuse('NOT_FOUND', 'id', { what: { zh: '发放批次', en: 'pay run' }, found: id });
  }

  @Query(() => DraftView)
  async payDraft(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string,
    @Arg('period', () => MonthScalar) period: string, @Arg('kind', () => PayKind) kind: PayKind,
  ): Promise<DraftView> {
    return draftSeen(context, await payDraft(look(context, region), { region, institution, period, kind }), period);
  }

  @Mutation(() => PayRun, { description: 'The hospital head prepares a distribution.' })
  preparePayRun(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string,
    @Arg('period', () => MonthScalar) period: string, @Arg('kind', () => PayKind) kind: PayKind,
    @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('decisions', () => JsonScalar) decisions: Record<string, unknown>,
    @Arg('reason', () => String, { nullable: true }) reason: string | null, @Arg('reasons', () => JsonScalar, { nullable: true }) reasons: Record<string, unknown> | null,
    @Arg('submit', () => Boolean, { defaultValue: true }) submit: boolean,
    @Arg('seen', () => String, { nullable: true, description: 'The hash of the run that the draft showed, empty for none: refused when another was prepared since.' }) seen: string | null,
  ): Promise<PayRun> {
    const given = { facts: readRawFacts(facts), decisions: readRawDecisions(decisions), reasons: readReasons(reasons), draft: !submit, ...(typeof seen === 'string' && { seen }) };
    return act(context, region, (asking) => preparePayRun(asking, { region, institution, period, kind, ...given, reason: reason ?? '' }));
  }

  @Mutation(() => PayRun, { description: 'Publishes a reviewed distribution inside the institution (公示).' })
  publishPayRun(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('closesOn', () => DayScalar) closesOn: string,
  ): Promise<PayRun> {
    return act(context, region, (asking) => publishPayRun(asking, { region, id, closesOn }));
  }

  @Mutation(() => PayRun, { description: 'Transfers a distribution to the wage cards, after every review and publication.' })
  releasePayRun(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<PayRun> {
    return act(context, region, (asking) => releasePayRun(asking, { region, id }));
  }

  @Query(() => PayslipConnection, { description: 'The asker\'s own payslips, the latest month first, as they are now or were at an instant.' })
  async payslips(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int, { nullable: true }) year: number | null, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Payslip>> {
    const slips = await payslipsAfter(look(context, region), { region, year: year ?? null, asOf: readAsOf(asOf, context.now) }, page);
    for (const whose of new Set(slips.edges.map(({ node: { person } }) => `${person.code} ${person.name}`))) await auditView(context, region, 'VIEW_PAYSLIPS', { zh: whose, en: whose });
    return slips;
  }

  @Query(() => PayslipConnection, { description: 'What the people of an institution were paid for a month, by staff number, for its head, finance and personnel.' })
  async institutionPayslips(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('period', () => MonthScalar) period: string,
    @Arg('first', () => Int, { defaultValue: 50 }) first: number, @Arg('after', () => String, { nullable: true }) after: string | null,
  ): Promise<Page<Payslip>> {
    const page = await institutionPayslips(look(context, region), { region, institution, period, first, after: after ?? null });
    const about = `${page.institution.name} ${period}`;
    await auditView(context, region, 'VIEW_INSTITUTION_PAYSLIPS', { zh: about, en: about }, payslipRoles, page.institution.id);
    return { edges: page.slips.map((node) => ({ cursor: node.person.code, node })), pageInfo: { hasNextPage: page.next !== null, endCursor: page.next } };
  }

  @FieldResolver(() => Institution)
  institution(@Root() payRun: PayRun): Promise<Institution> {
    return payRun.institution.loadOrFail();
  }

  @FieldResolver(() => Run)
  run(@Root() payRun: PayRun): Promise<Run> {
    return payRun.run.loadOrFail();
  }

  @FieldResolver(() => Notice, { nullable: true })
  notice(@Ctx() context: Context, @Root() payRun: PayRun): Promise<Notice | null> {
    return look(context, payRun.regionId).em.findOne(Notice, { regionId: payRun.regionId, payRun: { id: payRun.id } });
  }

  @FieldResolver(() => PayLineConnection, { description: 'By the codes of people, and of one person by item.' })
  async lines(@Ctx() context: Context, @Root() payRun: PayRun, @Args(() => PageArgs) page: PageArgs): Promise<Page<PayLineView>> {
    const asking = look(context, payRun.regionId);
    const run = await (await payRunOf(asking, payRun.regionId, payRun.id)).run.loadOrFail();
    await auditView(context, payRun.regionId, 'VIEW_PAY_RUN', await subjectOf(run));
    return payLinesAfter(asking, payRun, policyOf(await run.policyVersion.loadOrFail()), page);
  }
}

@Resolver(() => Notice)
export class NoticeResolver {
  @FieldResolver(() => String)
  publishedBy(@Ctx() context: Context, @Root() notice: Notice): Promise<string> {
    return context.accountNames.load(notice.publishedById);
  }
}

@Resolver(() => Person)
export class PersonResolver {
  @FieldResolver(() => Institution)
  async institution(@Ctx() context: Context, @Root() person: Person): Promise<Institution> {
    const { institution } = await postOf(context, person);
    return look(context, person.regionId).em.findOneOrFail(Institution, { regionId: person.regionId, id: institution });
  }

  @FieldResolver(() => String, { nullable: true })
  async department(@Ctx() context: Context, @Root() person: Person): Promise<string | null> {
    return (await postOf(context, person)).department;
  }

  @FieldResolver(() => String)
  async grade(@Ctx() context: Context, @Root() person: Person): Promise<string> {
    return (await postOf(context, person)).grade;
  }

  @FieldResolver(() => String)
  async gradeName(@Ctx() context: Context, @Root() person: Person): Promise<string> {
    return (await postOf(context, person)).gradeName;
  }
}

/** The main post of a person on the day that is shown. Whoever is registered has had one. */
async function postOf(context: Context, { regionId, id, code, shownOn }: Person): Promise<Post> {
  const post = await context.posts.load(`${regionId}/${shownOn ?? dayOf(context.now)}/${id}`);
  return post ?? refuse('NOT_FOUND', 'person', { what: { zh: '任职', en: 'post' }, found: code });
}
