import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Asking } from '../access/asker.ts';
import { act, auditView, look, type Context } from '../access/context.ts';
import type { LayoutName } from '../core/payout/layouts.ts';
import { refuse } from '../core/refusal.ts';
import { Run } from '../model/run.ts';
import { MonthScalar } from '../model/scalars.ts';
import { payments, recordReturns } from '../run/payment-returns.ts';
import { giveDeductions } from './give-deductions.ts';
import { makeBatch } from './make-batch.ts';
import { netPaysOf, payOutsOf } from './overview.ts';
import { payOutMonth } from './pay-out-month.ts';
import { preparePayReturn } from './pay-returns.ts';
import { preparePayOut, type OfMonth } from './prepare-pay-out.ts';
import { beginRecovery } from './recoveries.ts';
import { institutionFor, payers, viewers } from './scope.ts';
import { DeductionInput, HoldInput, NetPay, PaymentLayout, PayOutOverview, PayOutView } from './views.ts';

/** What was done, and how the month stands after it. */
async function then(asking: Asking, of: OfMonth, work: () => Promise<unknown>): Promise<PayOutView> {
  await work();
  return payOutMonth(asking, of);
}

@Resolver()
export class PayoutResolver {
  @Query(() => [PayOutOverview], { description: 'How far the institutions that the asker may see are with the pay-out of a month.' })
  payOuts(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('month', () => MonthScalar) month: string): Promise<PayOutOverview[]> {
    return payOutsOf(look(context, region), region, month);
  }

  @Query(() => PayOutView, { description: 'Deductions and paying out of an institution in a month: posted, under way, or as it would be prepared now.' })
  async payOut(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
  ): Promise<PayOutView> {
    const view = await payOutMonth(look(context, region), { region, institution, month });
    const about = `${view.institution.name} ${month}`;
    await auditView(context, region, 'VIEW_PAY_OUT', { zh: about, en: about }, viewers, institution);
    return view;
  }

  @Query(() => [NetPay], { description: 'What the asker\'s own months of a year came to after deductions, the newest first.' })
  async netPays(@Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('year', () => Int) year: number): Promise<NetPay[]> {
    const pays = await netPaysOf(look(context, region), region, year);
    if (pays.length > 0) await auditView(context, region, 'VIEW_PAY_OUT', { zh: `本人 ${year}`, en: `Own, ${year}` });
    return pays;
  }

  @Mutation(() => PayOutView, { description: 'Records deductions of people of an institution and month, each in the place of what was known; all of them or none.' })
  giveDeductions(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
    @Arg('rows', () => [DeductionInput]) rows: DeductionInput[], @Arg('reason', () => String) reason: string,
  ): Promise<PayOutView> {
    const of = { region, institution, month };
    return act(context, region, (asking) => then(asking, of, () => giveDeductions(asking, { ...of, rows, reason })));
  }

  @Mutation(() => Run, { description: 'The institution\'s finance prepares the pay-out of a month; the offices that the policy names sign it.' })
  preparePayOut(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
  ): Promise<Run> {
    return act(context, region, (asking) => preparePayOut(asking, { region, institution, month, reason: reason ?? '' }));
  }

  @Mutation(() => PayOutView, { description: 'Makes a batch of everybody who is due and not held. Refused by name while a card is missing, invalid, shared, or the one from which the payment came back.' })
  makePaymentBatch(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
    @Arg('layout', () => PaymentLayout) layout: LayoutName, @Arg('held', () => [HoldInput]) held: HoldInput[], @Arg('purpose', () => String) purpose: string,
  ): Promise<PayOutView> {
    const of = { region, institution, month };
    return act(context, region, (asking) => then(asking, of, () => makeBatch(asking, context.dataKeys, { ...of, layout, held, purpose })));
  }

  @Mutation(() => PayOutView, { description: 'Records that the bank sent a payment back (退汇).' })
  recordPaymentReturn(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
    @Arg('payment', () => ID) payment: string, @Arg('reason', () => String) reason: string,
  ): Promise<PayOutView> {
    const of = { region, institution, month };
    return act(context, region, (asking) => then(asking, of, async () => {
      const { id } = await institutionFor(asking, of, payers);
      const [found] = await payments(asking.em, region, [id], { line: payment });
      await recordReturns(asking, region, [{ payment: found ?? refuse('NOT_FOUND', 'payment', { what: { zh: '代发', en: 'payment' }, found: payment }), reason }]);
    }));
  }

  @Mutation(() => Run, { description: 'Prepares the entry of what came back and was paid again, as recorded for a month.' })
  preparePayReturn(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
    @Arg('reason', () => String, { nullable: true }) reason: string | null,
  ): Promise<Run> {
    return act(context, region, (asking) => preparePayReturn(asking, { region, institution, month, reason: reason ?? '' }));
  }

  @Mutation(() => PayOutView, { description: 'Begins to take back, month by month and within the policy\'s limit, what a correction found that somebody had been paid too much.' })
  beginRecovery(
    @Ctx() context: Context, @Arg('region', () => Int) region: number, @Arg('institution', () => ID) institution: string, @Arg('month', () => MonthScalar) month: string,
    @Arg('payRun', () => ID) payRun: string, @Arg('person', () => String) person: string, @Arg('reason', () => String) reason: string,
  ): Promise<PayOutView> {
    const of = { region, institution, month };
    return act(context, region, (asking) => then(asking, of, () => beginRecovery(asking, { region, institution, payRun, person, reason })));
  }
}
