import { Arg, Args, Ctx, GraphQLISODateTime, ID, Int, Query, Resolver } from 'type-graphql';
import { bureaus, requireRole } from '../access/asker.ts';
import { look, requireAsker, type Context } from '../access/context.ts';
import { assess } from '../core/assessment/assess.ts';
import { managerFor } from '../db.ts';
import { AssessmentRound, AssessmentScope, type AssessmentScheme, type AssessmentUnit } from '../model/assessment.ts';
import { pageOf, PageArgs, printPlace, readPlace, rowsToRead, type Page } from '../model/page.ts';
import { readAsOf } from '../run/known.ts';
import { ExplanationView } from '../run/run-views.ts';
import { explainAssessment } from './explain.ts';
import { listedView, schemeView } from './indicator-views.ts';
import { factsAt, knownRound, roundOf, unitsSeen } from './known.ts';
import { allIndicators, searched } from './library.ts';
import { schemesOf } from './schemes.ts';
import { sentences, unitViews } from './unit-views.ts';
import { IndicatorConnection, RoundView, SchemeView, UnitConnection, type LibraryIndicator, type UnitView } from './views.ts';

/** The unit as it stands after a verb, read in its own transaction. */
export async function shown(context: Context, region: number, unit: AssessmentUnit): Promise<UnitView> {
  const { em, asker } = look(context, region);
  em.clear();
  const round = await em.findOneOrFail(AssessmentRound, { regionId: region, id: unit.round.id });
  const looking = { seen: unitsSeen(asker, region), asOf: null, nameOf: (id: string) => context.accountNames.load(id) };
  const [view] = await unitViews(em, await knownRound(em, round, null), looking, (each) => each.unit.id === unit.id);
  return view as UnitView;
}

export async function schemeShown(context: Context, row: AssessmentScheme): Promise<SchemeView> {
  return { ...schemeView(row), proposedBy: await context.accountNames.load(row.proposedById) };
}

@Resolver(() => RoundView)
export class AssessmentResolver {
  @Query(() => IndicatorConnection, { description: 'The indicators of all libraries, those of a library and a class in which every word of the search stands.' })
  async indicators(
    @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs,
    @Arg('library', () => String, { nullable: true }) library?: string | null, @Arg('group', () => String, { nullable: true }) group?: string | null,
    @Arg('search', () => String, { nullable: true }) search?: string | null,
  ): Promise<Page<LibraryIndicator>> {
    requireAsker(context);
    const [after] = readPlace(page.after, 1) ?? [''];
    const placeOf = ({ library: of, id }: { library: string; id: string }) => `${of}/${id}`;
    const found = searched(await allIndicators(managerFor(context.orm, [])), { library: library ?? null, group: group ?? null, search: search ?? null }).map(listedView).toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    return pageOf(found.filter((each) => placeOf(each) > String(after)).slice(0, rowsToRead(page)), page, (each) => printPlace([placeOf(each)]));
  }

  @Query(() => [SchemeView], { description: 'The versions of the schemes of a year, of all years when none is given; newest first.' })
  async assessmentSchemes(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int, { nullable: true }) year?: number | null): Promise<SchemeView[]> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, [...bureaus, 'AUDITOR', 'HOSPITAL_HEAD']);
    return Promise.all((await schemesOf(em, region, year ?? null)).map((row) => schemeShown(context, row)));
  }

  @Query(() => RoundView, { nullable: true, description: 'The round of a year and scope, as it stands or stood at an instant.' })
  async assessmentRound(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('scope', () => AssessmentScope) scope: AssessmentScope, @Arg('year', () => Int) year: number,
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<RoundView | null> {
    const { em, asker } = look(context, region);
    unitsSeen(asker, region);
    const instant = readAsOf(asOf, context.now);
    const round = await roundOf(em, region, scope, year, instant);
    if (!round) return null;
    const known = await knownRound(em, round, instant);
    const { faults } = assess(known.compiled, known.units.map((each) => factsAt(each, 'REVIEW')));
    return {
      id: round.id, scope, year, scheme: await schemeShown(context, known.scheme), openedBy: await context.accountNames.load(round.openedById), openedAt: round.openedAt, faults: sentences(faults),
    };
  }

  @Query(() => UnitConnection, { description: 'The units of a round that the asker may see, by code.' })
  async assessmentUnits(
    @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs, @Arg('region', () => Int) region: number, @Arg('scope', () => AssessmentScope) scope: AssessmentScope,
    @Arg('year', () => Int) year: number, @Arg('code', () => String, { nullable: true, description: 'Of one unit.' }) code?: string | null,
    @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf?: Date | null,
  ): Promise<Page<UnitView>> {
    const { em, asker } = look(context, region);
    const looking = { seen: unitsSeen(asker, region), asOf: readAsOf(asOf, context.now), nameOf: (id: string) => context.accountNames.load(id) };
    const [after] = readPlace(page.after, 1) ?? [''];
    const rows = rowsToRead(page);
    const round = await roundOf(em, region, scope, year, looking.asOf);
    if (!round) return pageOf<UnitView>([], page, () => '');
    const known = await knownRound(em, round, looking.asOf);
    const views = await unitViews(em, known, looking, ({ unit }) => unit.code > String(after) && unit.code === (code ?? unit.code));
    return pageOf(views.toSorted((a, b) => (a.code < b.code ? -1 : 1)).slice(0, rows), page, (unit) => printPlace([unit.code]));
  }

  @Query(() => ExplanationView, { description: 'Why a figure of a unit is what it is: an indicator, `<indicator>_score`, `total` or `grade`, on what is known or as signed.' })
  assessmentExplanation(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('unit', () => ID) unit: string, @Arg('step', () => String) step: string,
    @Arg('signed', () => Boolean, { defaultValue: false }) signed: boolean, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
  ): Promise<ExplanationView> {
    return explainAssessment(look(context, region), { region, unit, step, signed, asOf: readAsOf(asOf, context.now) });
  }
}
