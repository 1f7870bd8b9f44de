import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { bureaus, requireRole } from '../access/asker.ts';
import { act, look, type Context } from '../access/context.ts';
import { monthsOf } from '../core/period.ts';
import { Certificate, Spending } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import { MoneyScalar, MonthScalar } from '../model/scalars.ts';
import { readAsOf } from '../run/known.ts';
import { sumsOfInstitutions } from '../run/spending-records.ts';
import { certificatesOf, spendingOf } from '../run/spending.ts';
import { formatRate } from '../core/rate.ts';
import { certifyOverspend } from './certify-overspend.ts';
import { pacesOf } from './pace.ts';
import { recordSpending } from './record-spending.ts';
import { InstitutionSpendingSum } from './institution-sum.ts';
import { PaceView, type PaceWarning } from './views.ts';

@Resolver(() => Spending)
export class SpendingResolver {
  @Query(() => [Spending], { description: 'What each package paid by month, as it is known now or was at an instant.' })
  spending(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<Spending[]> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, bureaus);
    return spendingOf(em, region, year, readAsOf(asOf, context.now));
  }

  @Query(() => [InstitutionSpendingSum], { description: 'Spending by institution, added up for each consortium and month.' })
  institutionSpending(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<InstitutionSpendingSum[]> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, bureaus);
    return sumsOfInstitutions(em, region, monthsOf(year), readAsOf(asOf, context.now));
  }

  @Query(() => [PaceView], { description: 'How fast each package of a year is used; for the head of a head hospital the own consortium.' })
  async paces(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<PaceView[]> {
    const found = await pacesOf(look(context, region), region, year, readAsOf(asOf, context.now));
    return found.map(({ monthsPaid, usedUpIn, warnings, ...pace }) => ({
      ...pace, monthsPaid: monthsPaid ? formatRate(monthsPaid, 1) : null, usedUpIn: usedUpIn ?? null, warnings: warnings.map((each) => each.toUpperCase() as keyof typeof PaceWarning),
    }));
  }

  @Mutation(() => Spending)
  recordSpending(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('consortium', () => ID) consortium: string,
    @Arg('month', () => MonthScalar) month: string, @Arg('claims', () => MoneyScalar) claims: bigint, @Arg('contractFees', () => MoneyScalar) contractFees: bigint,
  ): Promise<Spending> {
    return act(context, region, (asking) => recordSpending(asking, { region, consortium, month, claims, contractFees }));
  }

  @FieldResolver(() => Consortium)
  consortium(@Root() spending: Spending): Promise<Consortium> {
    return spending.consortium.loadOrFail();
  }
}

@Resolver(() => Certificate)
export class CertificateResolver {
  @Query(() => [Certificate])
  certificates(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<Certificate[]> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, bureaus);
    return certificatesOf(em, region, year, readAsOf(asOf, context.now));
  }

  @Mutation(() => Certificate, { description: 'Certifies a part of a consortium\'s overspend as reasonable.' })
  certifyOverspend(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('consortium', () => ID) consortium: string, @Arg('year', () => Int) year: number,
    @Arg('amount', () => MoneyScalar) amount: bigint, @Arg('cause', () => String) cause: string,
  ): Promise<Certificate> {
    return act(context, region, (asking) => certifyOverspend(asking, { region, consortium, year, amount, cause }));
  }

  @FieldResolver(() => Consortium)
  consortium(@Root() certificate: Certificate): Promise<Consortium> {
    return certificate.consortium.loadOrFail();
  }

  @FieldResolver(() => String)
  by(@Ctx() context: Context, @Root() certificate: Certificate): Promise<string> {
    return context.accountNames.load(certificate.certifiedById);
  }
}
