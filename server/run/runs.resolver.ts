/** The runs of a region in pages, the newest first. */
import { Arg, Args, Ctx, GraphQLISODateTime, ID, Int, Query, Resolver } from 'type-graphql';
import { bureaus, institutionsSeen, requireRole } from '../access/asker.ts';
import { look, type Context } from '../access/context.ts';
import { connectionOf, PageArgs, pageOf, printPlace, readPlace, rowsToRead, type Page } from '../model/page.ts';
import { Run, RunState, type StageName } from '../model/run.ts';
import { StageScalar } from '../model/scalars.ts';
import { readAsOf } from './known.ts';

const RunConnection = connectionOf('Run', () => Run);

const runsSql = `
  select r.id from run r
  where r.region_id = ? and r.stage = coalesce(?, r.stage) and r.year = coalesce(?::integer, r.year) and r.state = coalesce(?, r.state)
    and r.institution_id is not distinct from coalesce(?::uuid, r.institution_id)
    and (?::boolean or r.institution_id is null or r.institution_id in (select value::uuid from json_array_elements_text(?::json)))
    and r.id < coalesce(?::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
    and (?::timestamptz is null or exists (select from journal_entry e where e.region_id = r.region_id and e.run_id = r.id and e.posted_at <= ?::timestamptz))
  order by r.id desc limit ?`;

@Resolver()
export class RunsResolver {
  @Query(() => RunConnection, {
    description: 'The runs of a region that the asker may see, the newest first: the bureaus all, the head of an institution its own and those of the consortia. At an earlier instant, those that had been posted by then.',
  })
  async runs(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('stage', () => StageScalar, { nullable: true }) stage: StageName | null,
    @Arg('year', () => Int, { nullable: true }) year: number | null, @Arg('state', () => RunState, { nullable: true }) state: RunState | null,
    @Arg('institution', () => ID, { nullable: true }) institution: string | null, @Arg('asOf', () => GraphQLISODateTime, { nullable: true }) asOf: Date | null,
    @Args(() => PageArgs) page: PageArgs,
  ): Promise<Page<Run>> {
    const { em, asker } = look(context, region);
    requireRole(asker, region, [...bureaus, 'HOSPITAL_HEAD']);
    const seen = institutionsSeen(asker, region);
    const [after] = readPlace(page.after, 1) ?? [];
    const at = readAsOf(asOf, context.now);
    const ids = await em.execute<Array<{ id: string }>>(runsSql, [
      region, stage ?? null, year ?? null, state ?? null, institution ?? null, seen === 'all', JSON.stringify(seen === 'all' ? [] : seen), after ?? null, at?.toISOString() ?? null, at?.toISOString() ?? null, rowsToRead(page),
    ]);
    const found = await em.find(Run, { regionId: region, id: { $in: ids.map(({ id }) => id) } }, { orderBy: { id: 'desc' } });
    return pageOf(found, page, ({ id }) => printPlace([id]));
  }
}
