import { Arg, Ctx, FieldResolver, GraphQLISODateTime, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { look, act, type Context } from '../access/context.ts';
import { requireRole, bureaus } from '../access/asker.ts';
import { Budget, ConsortiumPackage } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { JsonScalar } from '../model/scalars.ts';
import { draftView } from '../run/draft-view.ts';
import { knownAt, readAsOf } from '../run/known.ts';
import { readRawDecisions, readRawFacts, readReasons } from '../run/raw.ts';
import { DraftView } from '../run/run-views.ts';
import { budgetDraft } from './budget-draft.ts';
import { prepareBudget } from './prepare-budget.ts';

@Resolver(() => Budget)
export class BudgetResolver {
  @Query(() => Budget, { nullable: true, description: 'The approved budget of a year, corrections included, as it is known now or was at an instant; null until it is posted.' })
  budget(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<Budget | null> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
    return em.findOne(Budget, { regionId: region, year, ...knownAt(readAsOf(asOf, context.now)) });
  }

  @Query(() => DraftView)
  async budgetDraft(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<DraftView> {
    return draftView(await budgetDraft(look(context, region), region, year));
  }

  @Mutation(() => Run, { description: 'Prepares the budget of a year; another person approves it.' })
  prepareBudget(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number,
    @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('decisions', () => JsonScalar) decisions: Record<string, unknown>,
    @Arg('reason', () => String, { nullable: true }) reason: string | null, @Arg('reasons', () => JsonScalar, { nullable: true }) reasons: Record<string, unknown> | null,
    @Arg('submit', () => Boolean, { defaultValue: true }) submit: boolean,
    @Arg('seen', () => String, { nullable: true, description: 'The hash of the run that the draft showed, empty for none: refused when another was prepared since.' }) seen: string | null,
  ): Promise<Run> {
    const given = { facts: readRawFacts(facts), decisions: readRawDecisions(decisions), reasons: readReasons(reasons), draft: !submit, ...(typeof seen === 'string' && { seen }) };
    return act(context, region, (asking) => prepareBudget(asking, { region, year, ...given, reason: reason ?? '' }));
  }

  @FieldResolver(() => String)
  async fund(@Root() budget: Budget): Promise<string> {
    return (await budget.fund.loadOrFail()).name;
  }

  @FieldResolver(() => Run)
  run(@Root() budget: Budget): Promise<Run> {
    return budget.run.loadOrFail();
  }

  @FieldResolver(() => [ConsortiumPackage])
  packages(@Ctx() context: Context, @Root() budget: Budget): Promise<ConsortiumPackage[]> {
    return look(context, budget.regionId).em.find(ConsortiumPackage, { regionId: budget.regionId, budget: { id: budget.id } }, { populate: ['consortium'], orderBy: { consortium: { code: 'asc' } } });
  }
}

@Resolver(() => ConsortiumPackage)
export class ConsortiumPackageResolver {
  @FieldResolver(() => Consortium)
  consortium(@Root() line: ConsortiumPackage): Promise<Consortium> {
    return line.consortium.loadOrFail();
  }
}
