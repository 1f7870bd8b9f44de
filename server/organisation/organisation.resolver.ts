import { Arg, Args, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { institutionsSeen, regionsOf, seesInstitution } from '../access/asker.ts';
import { look, requireAsker, type Context } from '../access/context.ts';
import { refuse } from '../core/refusal.ts';
import { managerFor } from '../db.ts';
import { Consortium, Institution, InstitutionKind, Person } from '../model/organisation.ts';
import { connectionOf, PageArgs, pageOf, printPlace, readPlace, rowsToRead, type Page } from '../model/page.ts';
import { Region } from '../model/region.ts';

const InstitutionConnection = connectionOf('Institution', () => Institution);
const PersonConnection = connectionOf('Person', () => Person);

@Resolver()
export class RegionResolver {
  @Query(() => [Region], { description: 'The regions in which the asker may act.' })
  regions(@Ctx() context: Context): Promise<Region[]> {
    const asker = requireAsker(context);
    return managerFor(context.orm, []).find(Region, { code: { $in: regionsOf(asker) } }, { orderBy: { code: 'desc' } });
  }

  @Query(() => [Consortium])
  consortia(@Ctx() context: Context, @Arg('region', () => Int) region: number): Promise<Consortium[]> {
    return look(context, region).em.find(Consortium, { regionId: region }, { orderBy: { code: 'asc' } });
  }

  @Query(() => InstitutionConnection, { description: 'The institutions that the asker may see, by their codes.' })
  async institutions(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('kind', () => InstitutionKind, { nullable: true }) kind: InstitutionKind | null, @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Institution>> {
    const { em, asker } = look(context, region);
    const seen = institutionsSeen(asker, region);
    const [after] = readPlace(page.after, 1) ?? [];
    const where = { $and: [{ regionId: region }, kind ? { kind } : {}, seen === 'all' ? {} : { id: { $in: seen } }, after === undefined ? {} : { code: { $gt: after } }] };
    return pageOf(await em.find(Institution, where, { orderBy: { code: 'asc' }, limit: rowsToRead(page) }), page, ({ code }) => printPlace([code]));
  }

  @Query(() => PersonConnection, { description: 'The people of an institution that the asker may see, by their codes.' })
  async people(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Person>> {
    const { em, asker } = look(context, region);
    if (!seesInstitution(asker, region, institution)) refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: institution });
    const [after] = readPlace(page.after, 1) ?? [];
    const where = { regionId: region, institution: { id: institution }, ...(after === undefined ? {} : { code: { $gt: after } }) };
    return pageOf(await em.find(Person, where, { orderBy: { code: 'asc' }, limit: rowsToRead(page) }), page, ({ code }) => printPlace([code]));
  }
}

@Resolver(() => Institution)
export class InstitutionResolver {
  @FieldResolver(() => Consortium, { nullable: true })
  consortium(@Root() institution: Institution): Promise<Consortium> | null {
    return institution.consortium && institution.consortium.loadOrFail({ dataloader: true });
  }

  @FieldResolver(() => Int)
  headcount(@Ctx() context: Context, @Root() institution: Institution): Promise<number> {
    return context.headcounts.load(`${institution.regionId}/${institution.id}`);
  }
}

@Resolver(() => Consortium)
export class ConsortiumResolver {
  @FieldResolver(() => Institution, { nullable: true })
  head(@Ctx() context: Context, @Root() consortium: Consortium): Promise<Institution | null> {
    return look(context, consortium.regionId).em.findOne(Institution, { regionId: consortium.regionId, consortium: { id: consortium.id }, consortiumRole: 'HEAD' });
  }

  @FieldResolver(() => [Institution])
  institutions(@Ctx() context: Context, @Root() consortium: Consortium): Promise<Institution[]> {
    const { em, asker } = look(context, consortium.regionId);
    const seen = institutionsSeen(asker, consortium.regionId);
    return em.find(Institution, { regionId: consortium.regionId, consortium: { id: consortium.id }, ...(seen === 'all' ? {} : { id: { $in: seen } }) }, { orderBy: { code: 'asc' } });
  }
}
