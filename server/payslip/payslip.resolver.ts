import { Arg, Args, Ctx, GraphQLISODateTime, ID, Int, Query, Resolver } from 'type-graphql';
import { payslipRoles } from '../access/asker.ts';
import { auditView, look, type Context } from '../access/context.ts';
import { PageArgs, type Page } from '../model/page.ts';
import { MonthScalar } from '../model/scalars.ts';
import { readAsOf } from '../run/known.ts';
import { comparison } from './comparison.ts';
import { ownPerson } from './grounds.ts';
import { institutionPayslips, payslipsAfter } from './payslips.ts';
import { standings } from './standings.ts';
import { supposablePay, supposedPay } from './suppose.ts';
import { Payslip, PayslipComparison, PayslipConnection, PayslipStanding, SupposablePay, SupposedPay } from './views.ts';

const whose = ({ code, name }: { code: string; name: string }, period: string) => ({ zh: `${code} ${name} ${period}`, en: `${code} ${name} ${period}` });

@Resolver(() => Payslip)
export class PayslipResolver {
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

  @Query(() => PayslipComparison, { description: 'A month of one\'s own pay against the month before, with the causes.' })
  async payslipComparison(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string, @Arg('period', () => MonthScalar) period: string,
  ): Promise<PayslipComparison> {
    const asking = look(context, region);
    const own = await ownPerson(asking, region, person);
    await auditView(context, region, 'COMPARE_PAYSLIP', whose(own, period));
    return comparison(asking, own, period);
  }

  @Query(() => [PayslipStanding], { description: 'One\'s own place among the same post grade, in each distribution of a month.' })
  async payslipStandings(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string, @Arg('period', () => MonthScalar) period: string,
  ): Promise<PayslipStanding[]> {
    const asking = look(context, region);
    const own = await ownPerson(asking, region, person);
    await auditView(context, region, 'COMPARE_PAYSLIP', whose(own, period));
    return standings(asking, own, period);
  }

  @Query(() => [SupposablePay], { description: 'Which own scores of the distributions of a month may be supposed to be others.' })
  async supposablePay(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string, @Arg('period', () => MonthScalar) period: string,
  ): Promise<SupposablePay[]> {
    const asking = look(context, region);
    return supposablePay(asking, await ownPerson(asking, region, person), period);
  }

  @Query(() => SupposedPay, { description: 'What one would have got with another score, everybody else being as they were.' })
  async supposedPay(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('person', () => ID) person: string, @Arg('payRun', () => ID) payRun: string,
    @Arg('column', () => String) column: string, @Arg('value', () => String) value: string,
  ): Promise<SupposedPay> {
    const asking = look(context, region);
    const own = await ownPerson(asking, region, person);
    const { period, answer } = await supposedPay(asking, own, { payRun, column, value });
    await auditView(context, region, 'SUPPOSE_PAY', whose(own, period));
    return answer;
  }
}
