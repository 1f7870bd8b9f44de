/** What follows when a total is approved: the cap, and the entry that opens its two shares. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { groupMoney, sumMoney } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { postRun } from '../ledger/post.ts';
import { PayTotal } from '../model/pay.ts';
import type { Run } from '../model/run.ts';
import { dueOf, memoOf, postingOf } from '../run/due.ts';
import { closeKnown } from '../run/known.ts';
import { payFund } from './pay-fund.ts';

export async function recordPayTotal({ em, asker, now }: Asking, run: Run): Promise<void> {
  const figures = await dueOf(em, run);
  const into = (pool: string) => sumMoney(figures.due.filter(({ to }) => to.split('/')[0] === pool).map(({ amount }) => amount));
  const basic = into('basic-share');
  const incentive = into('incentive-share');
  const institution = await run.institution!.loadOrFail();
  const { before, from: knownFrom } = await closeKnown(em, PayTotal, { regionId: run.regionId, institution, year: run.year }, now);
  const { released = 0n, releasedBasic = 0n, releasedIncentive = 0n } = before ?? {};
  if (releasedBasic > basic || releasedIncentive > incentive) {
    refuse('TOTAL_BELOW_RELEASED', 'total', { institution: institution.name, released: groupMoney(released), found: groupMoney(basic + incentive) });
  }
  em.create(PayTotal, {
    regionId: run.regionId, id: v7(), year: run.year, institution, run, total: basic + incentive, basic, incentive, released, releasedBasic, releasedIncentive, knownFrom,
  });
  await em.flush();
  await postRun(em, {
    run, fund: await payFund(em, run.regionId), movements: postingOf(run, figures), on: dayOf(now), by: asker.id, at: now,
    memo: memoOf(run, { zh: `${institution.name} ${run.year} 年绩效工资总量`, en: `Performance-pay total of ${institution.code}, ${run.year}` }),
  });
}
