import { Arg, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { act, look, type Context } from '../access/context.ts';
import { Obligation, OpeningBalance } from '../model/cash.ts';
import { Institution } from '../model/organisation.ts';
import { MoneyScalar } from '../model/scalars.ts';
import { readAsOf } from '../run/known.ts';
import { consortiumYears } from './consortium-years.ts';
import { ConsortiumYearView, type AccountHolding } from './consortium-views.ts';
import { cashYears, type InstitutionCash } from './cash-years.ts';
import type { CashEntry } from '../run/cash-entries.ts';
import { recordObligations } from './record-obligations.ts';
import { recordOpeningBalance } from './record-opening-balance.ts';
import { CashView, ObligationInput, type CashEntryView, type CashState, type InstitutionCashView } from './views.ts';

function entryView({ state, month, ...entry }: CashEntry): CashEntryView {
  return { ...entry, month: month ?? null, state: state.toUpperCase() as keyof typeof CashState };
}

function viewOf({ undated, firstShort, received, due, ...cash }: InstitutionCash): InstitutionCashView {
  return { ...cash, firstShort: firstShort ?? null, receivedUndated: undated.received, dueUndated: undated.due, received: received.map(entryView), due: due.map(entryView) };
}

@Resolver(() => Obligation)
export class CashResolver {
  @Query(() => CashView, { description: 'What institutions receive and must pay in a year, of one or of all that the asker may see; as it is known now or was at an instant.' })
  async cash(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number,
    @Arg('institution', () => ID, { nullable: true }) institution: string | null | undefined, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<CashView> {
    const { institutions, waiting } = await cashYears(look(context, region), { region, year, institution: institution ?? null, asOf: readAsOf(asOf, context.now) });
    return { waiting, institutions: institutions.map(viewOf) };
  }

  @Query(() => [ConsortiumYearView], { description: 'The year of each consortium whose head hospital the asker heads; of a bureau of all. As it is known now or was at an instant.' })
  async consortiumYears(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<ConsortiumYearView[]> {
    const found = await consortiumYears(look(context, region), region, year, readAsOf(asOf, context.now));
    return found.map(({ accounts, ...of }) => ({ ...of, accounts: accounts.map(({ holds, ...account }) => ({ ...account, holds: holds && (holds.toUpperCase() as keyof typeof AccountHolding) })) }));
  }

  @Mutation(() => [Obligation], { description: 'Records what institutions must pay besides wages, all or nothing; a later record takes the place of the first.' })
  recordObligations(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('records', () => [ObligationInput]) records: ObligationInput[]): Promise<Obligation[]> {
    return act(context, region, (asking) => recordObligations(asking, { region, records }));
  }

  @Mutation(() => OpeningBalance, { description: 'Records what an institution had at hand when a year began.' })
  recordOpeningBalance(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string,
    @Arg('year', () => Int) year: number, @Arg('amount', () => MoneyScalar) amount: bigint,
  ): Promise<OpeningBalance> {
    return act(context, region, (asking) => recordOpeningBalance(asking, { region, institution, year, amount }));
  }

  @FieldResolver(() => Institution)
  institution(@Root() obligation: Obligation): Promise<Institution> {
    return obligation.institution.loadOrFail();
  }
}
