/** Two distributions of one share: what the first paid is not there for the second. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PayTotal, type PayRun } from '../../server/model/pay.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { fixedTotal, preparedPay, published, released, runOf, signAll, staffWith } from '../kit/year.ts';

let fixture: County;
beforeAll(async () => {
  fixture = await makeCounty();
  await fixedTotal(fixture.banner);
});
afterAll(() => fixture.close());

/** An incentive run of allowances alone: 5,616.00 of the leader, and this. */
async function allowances(period: string, amount: string): Promise<PayRun> {
  const facts = await staffWith(fixture.banner, 'INCENTIVE', { A: { post_allowance: amount } }, period);
  return preparedPay(fixture.banner, { period, facts });
}

async function reviewed(payRun: PayRun): Promise<PayRun> {
  await signAll(fixture.banner, runOf(payRun));
  await published(fixture.banner, payRun);
  return payRun;
}

test('of two reviewed distributions that exceed the share together by a fen, the second is not paid', async () => {
  const first = await reviewed(await allowances('2010-06', '10000.00'));
  const second = await reviewed(await allowances('2010-12', '3728.01'));
  const answers = await Promise.allSettled([released(fixture.banner, first), released(fixture.banner, second)]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['TOTAL_EXCEEDED total']);
  const paid = answers[0]?.status === 'fulfilled' ? first : second;
  const total = await fixture.banner.as('finance', ({ em }) => em.findOneOrFail(PayTotal, { regionId: 150724 }));
  expect(total.released).toBe(paid.total);
  const other = paid === first ? second : first;
  expect(await leavesNothing(fixture, () => refusal(released(fixture.banner, other)))).toEqual(['TOTAL_EXCEEDED total']);
  await plant(fixture, "delete from posting; delete from journal_entry where run_id <> (select run_id from pay_total); update run set state = 'RETURNED' where stage = 'INCENTIVE_PAY'; update pay_run set paid_at = null; update pay_total set released = 0");
});

test('at preparation too: one fen more than is left', async () => {
  const first = await reviewed(await allowances('2010-06', '10000.00'));
  await released(fixture.banner, first);
  expect(await leavesNothing(fixture, () => refusal(allowances('2010-12', '3728.01')))).toEqual(['TOTAL_EXCEEDED total']);
  await expect(allowances('2010-12', '3728.01')).rejects.toThrow(/exceed it by 0\.01/);
  const exact = await reviewed(await allowances('2010-12', '3728.00'));
  await released(fixture.banner, exact);
  expect(await ownerRows(fixture, 'select released::text from pay_total')).toEqual([{ released: '2496000' }]);
});
