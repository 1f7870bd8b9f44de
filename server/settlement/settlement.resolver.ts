import { Arg, Ctx, FieldResolver, GraphQLISODateTime, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { bureaus, requireRole } from '../access/asker.ts';
import { act, look, type Context } from '../access/context.ts';
import { Consortium } from '../model/organisation.ts';
import { Run } from '../model/run.ts';
import { JsonScalar } from '../model/scalars.ts';
import { Settlement, SettlementLine } from '../model/settlement.ts';
import { draftView } from '../run/draft-view.ts';
import { knownAt, readAsOf } from '../run/known.ts';
import { readRawDecisions, readRawFacts, readReasons } from '../run/raw.ts';
import { DraftView } from '../run/run-views.ts';
import { prepareSettlement } from './prepare-settlement.ts';
import { settlementDraft } from './settlement-draft.ts';

@Resolver(() => Settlement)
export class SettlementResolver {
  @Query(() => Settlement, { nullable: true, description: 'The approved settlement of a year, corrections included, as it is known now or was at an instant; null until it is posted.' })
  settlement(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<Settlement | null> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
    return em.findOne(Settlement, { regionId: region, year, ...knownAt(readAsOf(asOf, context.now)) });
  }

  @Query(() => DraftView)
  async settlementDraft(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<DraftView> {
    return draftView(await settlementDraft(look(context, region), region, year));
  }

  @Mutation(() => Run, { description: 'Prepares the settlement of a year; another person approves it.' })
  prepareSettlement(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number,
    @Arg('facts', () => JsonScalar) facts: Record<string, unknown>, @Arg('decisions', () => JsonScalar) decisions: Record<string, unknown>,
    @Arg('reason', () => String, { nullable: true }) reason: string | null, @Arg('reasons', () => JsonScalar, { nullable: true }) reasons: Record<string, unknown> | null,
    @Arg('submit', () => Boolean, { defaultValue: true }) submit: boolean,
    @Arg('seen', () => String, { nullable: true, description: 'The hash of the run that the draft showed, empty for none: refused when another was prepared since.' }) seen: string | null,
  ): Promise<Run> {
    const given = { facts: readRawFacts(facts), decisions: readRawDecisions(decisions), reasons: readReasons(reasons), draft: !submit, ...(typeof seen === 'string' && { seen }) };
    return act(context, region, (asking) => prepareSettlement(asking, { region, year, ...given, reason: reason ?? '' }));
  }

  @FieldResolver(() => Run)
  run(@Root() settlement: Settlement): Promise<Run> {
    return settlement.run.loadOrFail();
  }

  @FieldResolver(() => [SettlementLine])
  lines(@Ctx() context: Context, @Root() settlement: Settlement): Promise<SettlementLine[]> {
    return look(context, settlement.regionId).em.find(SettlementLine, { regionId: settlement.regionId, settlement: { id: settlement.id } }, { populate: ['consortium'], orderBy: { consortium: { code: 'asc' } } });
  }
}

@Resolver(() => SettlementLine)
export class SettlementLineResolver {
  @FieldResolver(() => Consortium)
  consortium(@Root() line: SettlementLine): Promise<Consortium> {
    return line.consortium.loadOrFail();
  }
}
