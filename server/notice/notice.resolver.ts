import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { act, auditView, look, type Context } from '../access/context.ts';
import { managerFor } from '../db.ts';
import { Notice, PayRun } from '../model/pay.ts';
import { DayScalar } from '../model/scalars.ts';
import { subjectOf } from '../run/subject.ts';
import { objectToPay } from './object-to-pay.ts';
import { objections, objectionSeen, objectionView, requireReader, seesOthers } from './objections.ts';
import { publishPayRun } from './publish-pay-run.ts';
import { ruleObjection } from './rule-objection.ts';
import { noticeSeen } from './sight.ts';
import { noticeSheet, notices, publicSheet } from './sheets.ts';
import { NoticeHead, NoticeSheet, PayObjectionView } from './views.ts';

@Resolver(() => Notice)
export class NoticeResolver {
  @Query(() => [NoticeHead], { description: 'The notices of a year that the asker may read, the newest first: the offices all, others those of their institution; at most 200.' })
  notices(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<NoticeHead[]> {
    return notices(look(context, region), region, year);
  }

  @Query(() => NoticeSheet, { description: 'One notice, names and numbers hidden as its policy says; that it was read is kept in the audit log.' })
  async noticeSheet(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string): Promise<NoticeSheet> {
    const asking = look(context, region);
    await auditView(context, region, 'VIEW_NOTICE', await subjectOf((await noticeSeen(asking, region, id)).payRun.getEntity().run.getEntity()));
    return noticeSheet(asking, region, id);
  }

  @Query(() => NoticeSheet, { description: 'A notice that its policy opens to everybody, by its address, without signing in.' })
  publicNotice(@Ctx() { orm, now }: Context, @Arg('region', () => Int) region: number, @Arg('token', () => String) token: string): Promise<NoticeSheet> {
    return publicSheet(managerFor(orm, [region]), region, token, now);
  }

  @Query(() => [PayObjectionView], { description: 'Objections to notices, the newest first: one\'s own for staff, those of the institution for its head, all for the offices; at most 200.' })
  async payObjections(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('notice', () => ID, { nullable: true }) notice: string | null): Promise<PayObjectionView[]> {
    const asking = look(context, region);
    requireReader(asking, region);
    const found = await objections(asking, region, notice ?? null);
    for (const { payRun } of seesOthers(asking, region) ? found : []) await auditView(context, region, 'VIEW_PAY_OBJECTIONS', await subjectOf(payRun.getEntity().run.getEntity()));
    return Promise.all(found.map((objection) => objectionView(context, objection)));
  }

  @Mutation(() => PayRun, { description: 'Publishes a reviewed distribution (公示) for as long as its policy says; closesOn only where the policy leaves the days open.' })
  publishPayRun(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('id', () => ID) id: string, @Arg('closesOn', () => DayScalar, { nullable: true }) closesOn: string | null,
  ): Promise<PayRun> {
    return act(context, region, (asking) => publishPayRun(asking, { region, id, closesOn: closesOn ?? null }));
  }

  @Mutation(() => PayObjectionView, { description: 'A member of staff objects to a line of a notice, or one item of it, with a reason.' })
  objectToPay(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('notice', () => ID) notice: string, @Arg('line', () => Int) line: number,
    @Arg('item', () => String, { nullable: true }) item: string | null, @Arg('reason', () => String) reason: string,
  ): Promise<PayObjectionView> {
    return act(context, region, async (asking) => {
      const { id } = await objectToPay(asking, { region, notice, line, item: item ?? null, reason });
      return objectionView(context, (await objectionSeen(asking, region, id))!);
    });
  }

  @Mutation(() => PayObjectionView, { description: 'The office that the policy names rules on an objection (复核): upheld, what has not been paid goes back to be computed anew; otherwise it stands.' })
  rulePayObjection(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('objection', () => ID) objection: string, @Arg('upheld', () => Boolean) upheld: boolean, @Arg('reason', () => String) reason: string,
  ): Promise<PayObjectionView> {
    return act(context, region, async (asking) => {
      const { id } = await ruleObjection(asking, { region, objection, upheld, reason });
      return objectionView(context, (await objectionSeen(asking, region, id))!);
    });
  }

  @FieldResolver(() => String)
  publishedBy(@Ctx() context: Context, @Root() notice: Notice): Promise<string> {
    return context.accountNames.load(notice.publishedById);
  }
}
