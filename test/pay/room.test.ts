/** Two distributions of one share: what the first paid is not there for the second. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { PayTotal, type PayRun } from '../../server/model/pay.ts';
import { makeCounty, type County } from '../kit/county.ts';
import { leavesNothing, ownerRows, plant } from '../kit/ledger.ts';
import { refusal } from '../kit/refused.ts';
import { preparedPay, preparedTotal, published, released, runOf, signAll, staffWith, totalGiven } from '../kit/year.ts';

let fixture: County;
const fix = async (leader_incentive_set: string) => signAll(fixture.banner, await preparedTotal(fixture.banner, { facts: totalGiven.facts, decisions: { leader_incentive_set } }));
beforeAll(async () => {
  fixture = await makeCounty();
  await fix('0.00');
});
afterAll(() => fixture.close());

/** An incentive run of one person's allowance alone; the share is 24,960.00. */
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
  const first = await reviewed(await allowances('2010-06', '15000.00'));
  const second = await reviewed(await allowances('2010-12', '9960.01'));
  const answers = await Promise.allSettled([released(fixture.banner, first), released(fixture.banner, second)]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['TOTAL_EXCEEDED total']);
  const paid = answers[0]?.status === 'fulfilled' ? first : second;
  const total = await fixture.banner.as('finance', ({ em }) => em.findOneOrFail(PayTotal, { regionId: 150724 }));
  expect(total.released).toBe(paid.total);
  const other = paid === first ? second : first;
  expect(await leavesNothing(fixture, () => refusal(released(fixture.banner, other)))).toEqual(['TOTAL_EXCEEDED total']);
  await plant(fixture, "delete from posting; delete from journal_entry where run_id <> (select run_id from pay_total); update run set state = 'RETURNED' where stage = 'INCENTIVE_PAY'; update pay_run set paid_at = null; update pay_total set released = 0, released_basic = 0, released_incentive = 0");
});

test('at preparation too: one fen more than is left', async () => {
  const first = await reviewed(await allowances('2010-06', '15000.00'));
  await released(fixture.banner, first);
  expect(await leavesNothing(fixture, () => refusal(allowances('2010-12', '9960.01')))).toEqual(['TOTAL_EXCEEDED total']);
  await expect(allowances('2010-12', '9960.01')).rejects.toThrow(/exceed it by 0\.01/);
  const exact = await reviewed(await allowances('2010-12', '9960.00'));
  await released(fixture.banner, exact);
  expect(await ownerRows(fixture, 'select released::text from pay_total')).toEqual([{ released: '2496000' }]);
});

test('what the department set for the leader is paid once a year, however many distributions there are', async () => {
  await plant(fixture, 'truncate approval, posting, journal_entry, notice, pay_line, pay_run, pay_total, run cascade');
  await fix('100.00');
  const [first, second] = [await reviewed(await allowances('2010-06', '1.00')), await reviewed(await allowances('2010-07', '1.00'))];
  const answers = await Promise.allSettled([released(fixture.banner, first), released(fixture.banner, second)]);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  for (const answer of answers) if (answer.status === 'rejected') expect(await refusal(Promise.reject(answer.reason))).toEqual(['FIXED_PAID_ALREADY leader_award[L]']);
  expect(await leavesNothing(fixture, () => refusal(allowances('2010-08', '1.00')))).toEqual(['FIXED_PAID_ALREADY leader_award[L]']);
  expect(await ownerRows(fixture, 'select released::text from pay_total')).toEqual([{ released: '10100' }]);
});
