import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { institutionsKnown, regionsOf } from '../access/asker.ts';
import { look, requireAsker, type Context } from '../access/context.ts';
import { managerFor } from '../db.ts';
import { Consortium, Institution, InstitutionKind } from '../model/organisation.ts';
import { Region } from '../model/region.ts';

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

  @Query(() => [Institution], { description: 'The institutions that the asker may know.' })
  institutions(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('kind', () => InstitutionKind, { nullable: true }) kind: InstitutionKind | null,
  ): Promise<Institution[]> {
    const { em, asker } = look(context, region);
    const seen = institutionsKnown(asker, region);
    return em.find(Institution, { regionId: region, ...(kind ? { kind } : {}), ...(seen === 'all' ? {} : { id: { $in: seen } }) }, { orderBy: { code: 'asc' } });
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
  @FieldResolver(() => Institution, { nullable: true, description: 'Null also for whoever may not know it.' })
  async head(@Ctx() context: Context, @Root() consortium: Consortium): Promise<Institution | null> {
    const { em, asker } = look(context, consortium.regionId);
    const head = await em.findOne(Institution, { regionId: consortium.regionId, consortium: { id: consortium.id }, consortiumRole: 'HEAD' });
    const known = institutionsKnown(asker, consortium.regionId);
    return head && (known === 'all' || known.includes(head.id)) ? head : null;
  }

  @FieldResolver(() => [Institution])
  institutions(@Ctx() context: Context, @Root() consortium: Consortium): Promise<Institution[]> {
    const { em, asker } = look(context, consortium.regionId);
    const seen = institutionsKnown(asker, consortium.regionId);
    return em.find(Institution, { regionId: consortium.regionId, consortium: { id: consortium.id }, ...(seen === 'all' ? {} : { id: { $in: seen } }) }, { orderBy: { code: 'asc' } });
  }
}
