import { Arg, Args, Ctx, FieldResolver, GraphQLISODateTime, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { institutionsKnown, regionsOf } from '../access/asker.ts';
import { look, requireAsker, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { refuse } from '../core/refusal.ts';
import { managerFor } from '../db.ts';
import { Consortium, ConsortiumRole, Department, Institution, InstitutionKind, InstitutionMembership, InstitutionVersion, type Member } from '../model/organisation.ts';
import { connectionOf, PageArgs, pageOf, printPlace, readPlace, rowsToRead, type Page } from '../model/page.ts';
import { Region, RegionLevel, levelOf } from '../model/region.ts';
import { DayScalar } from '../model/scalars.ts';
import { knownAt, readAsOf } from '../run/known.ts';
import { membersOn } from '../run/members.ts';
import { institutionOf } from './change.ts';
import { institutionsOn, poolsOf, successionsOf } from './places.ts';
import { PoolView, Succession } from './views.ts';

const InstitutionConnection = connectionOf('Institution', () => Institution);

/** The day that an institution is shown for. */
const dayShown = ({ now }: Context, { shownOn }: Institution): string => shownOn ?? dayOf(now);

@Resolver(() => Region)
export class RegionResolver {
  @Query(() => [Region], { description: 'The regions in which the asker may act: those of the grants, and all below them.' })
  regions(@Ctx() context: Context): Promise<Region[]> {
    const asker = requireAsker(context);
    return managerFor(context.orm, []).find(Region, { code: { $in: regionsOf(asker) } }, { orderBy: { code: 'desc' } });
  }

  @Query(() => [Region], { description: 'The regions above one in which the asker may act, the province first, and itself.' })
  async regionPath(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<Region[]> {
    const { em } = look(context, region);
    const path: Region[] = [];
    for (let code: number | null | undefined = region; code; code = path[0]?.parentCode) path.unshift(await em.findOneOrFail(Region, { code }));
    return path;
  }

  @Query(() => [PoolView], { description: 'The pools (统筹区) to which a region belongs on a day, today when it is left out.' })
  pools(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('asOf', () => DayScalar, { nullable: true }) asOf: string | null): Promise<PoolView[]> {
    return poolsOf(look(context, region).em, region, asOf ?? dayOf(context.now));
  }

  @Query(() => [Consortium])
  consortia(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<Consortium[]> {
    return look(context, region).em.find(Consortium, { regionId: region }, { orderBy: { code: 'asc' } });
  }

  @Query(() => InstitutionConnection, { description: 'The institutions that are there on a day, today when it is left out, and that the asker may know; by their codes.' })
  async institutions(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('kind', () => InstitutionKind, { nullable: true }) kind: InstitutionKind | null,
    @Arg('asOf', () => DayScalar, { nullable: true }) asOf: string | null, @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Institution>> {
    const { em, asker } = look(context, region, asOf);
    const [after] = readPlace(page.after, 1) ?? [];
    rowsToRead(page);
    const found = await institutionsOn(em, region, { kind: kind ?? null, seen: institutionsKnown(asker, region), day: asOf ?? dayOf(context.now), shownOn: asOf ?? null });
    return pageOf(after === undefined ? found : found.filter(({ code }) => code > after), page, ({ code }) => printPlace([code]));
  }

  @Query(() => Institution, { description: 'An institution that the asker may know, also one that is closed, as it is on a day, today when it is left out.' })
  async institution(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string,
    @Arg('asOf', () => DayScalar, { nullable: true }) asOf: string | null,
  ): Promise<Institution> {
    const { em, asker } = look(context, region, asOf);
    const institution = await institutionOf(em, region, id, 'id');
    const known = institutionsKnown(asker, region);
    if (known !== 'all' && !known.includes(id)) refuse('NOT_FOUND', 'id', { what: { zh: '机构', en: 'institution' }, found: id });
    return Object.assign(institution, { shownOn: asOf ?? null });
  }

  @FieldResolver(() => RegionLevel)
  level(@Root() { code }: Region): RegionLevel {
    return levelOf(code);
  }
}

@Resolver(() => Institution)
export class InstitutionResolver {
  private member(context: Context, institution: Institution): Promise<Member | null> {
    return context.memberships.load(`${institution.regionId}/${dayShown(context, institution)}/${institution.id}`);
  }

  @FieldResolver(() => Consortium, { nullable: true })
  async consortium(@Ctx() context: Context, @Root() institution: Institution): Promise<Consortium | null> {
    const member = await this.member(context, institution);
    return member && { regionId: institution.regionId, id: member.consortium, code: member.consortiumCode, name: member.consortiumName };
  }

  @FieldResolver(() => ConsortiumRole, { nullable: true })
  async consortiumRole(@Ctx() context: Context, @Root() institution: Institution): Promise<ConsortiumRole | null> {
    return (await this.member(context, institution))?.role ?? null;
  }

  @FieldResolver(() => Int, { description: 'How many people have their main post here.' })
  headcount(@Ctx() context: Context, @Root() institution: Institution): Promise<number> {
    return context.headcounts.load(`${institution.regionId}/${dayShown(context, institution)}/${institution.id}`);
  }

  @FieldResolver(() => [Department])
  departments(@Ctx() context: Context, @Root() institution: Institution): Promise<Department[]> {
    return look(context, institution.regionId).em.find(Department, { regionId: institution.regionId, institution: { id: institution.id } }, { orderBy: { code: 'asc' } });
  }

  @FieldResolver(() => [InstitutionVersion], { description: 'What it has been called and been, the oldest first.' })
  versions(@Ctx() context: Context, @Root() institution: Institution): Promise<InstitutionVersion[]> {
    return look(context, institution.regionId).em.find(InstitutionVersion, { regionId: institution.regionId, institution: { id: institution.id } }, { orderBy: { validFrom: 'asc' } });
  }

  @FieldResolver(() => [InstitutionMembership], { description: 'The consortia it has belonged to, the oldest first.' })
  memberships(@Ctx() context: Context, @Root() institution: Institution, @Arg('asOf', () => GraphQLISODateTime, { nullable: true, description: 'As it was known at an instant.' }) asOf: Date | null): Promise<InstitutionMembership[]> {
    const known = knownAt(readAsOf(asOf, context.now));
    return look(context, institution.regionId).em.find(InstitutionMembership, { regionId: institution.regionId, institution: { id: institution.id }, ...known }, { orderBy: { validFrom: 'asc' } });
  }

  @FieldResolver(() => [Succession], { description: 'What was merged into it, and what it was merged into; only institutions that the asker may know.' })
  successions(@Ctx() context: Context, @Root() institution: Institution): Promise<Succession[]> {
    const { em, asker } = look(context, institution.regionId);
    return successionsOf(em, institution, institutionsKnown(asker, institution.regionId));
  }
}

@Resolver(() => InstitutionMembership)
export class InstitutionMembershipResolver {
  @FieldResolver(() => Consortium)
  consortium(@Root() membership: InstitutionMembership): Promise<Consortium> {
    return membership.consortium.loadOrFail({ dataloader: true });
  }
}

@Resolver(() => Consortium)
export class ConsortiumResolver {
  @FieldResolver(() => Institution, { nullable: true, description: 'Null also for whoever may not know it.' })
  async head(@Ctx() context: Context, @Root() { regionId, id }: Consortium): Promise<Institution | null> {
    const { em, asker } = look(context, regionId);
    const known = institutionsKnown(asker, regionId);
    const head = (await membersOn(em, regionId, dayOf(context.now))).find(({ consortium, role }) => consortium === id && role === 'HEAD');
    return head && (known === 'all' || known.includes(head.institution)) ? institutionOf(em, regionId, head.institution) : null;
  }

  @FieldResolver(() => [Institution])
  async institutions(@Ctx() context: Context, @Root() { regionId, id }: Consortium): Promise<Institution[]> {
    const { em, asker } = look(context, regionId);
    const seen = institutionsKnown(asker, regionId);
    const members = (await membersOn(em, regionId, dayOf(context.now))).filter(({ consortium, institution }) => consortium === id && (seen === 'all' || seen.includes(institution)));
    return em.find(Institution, { regionId, id: { $in: members.map(({ institution }) => institution) } }, { orderBy: { code: 'asc' } });
  }
}
