/** What follows when a total is approved: the cap, and the entry that opens its two shares. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { sumMoney } from '../core/money.ts';
import { movementsOf } from '../core/policy/stages.ts';
import { postRun } from '../ledger/post.ts';
import { PayTotal } from '../model/pay.ts';
import type { Run } from '../model/run.ts';
import { replay } from '../run/prepare.ts';
import { payFund } from './pay-fund.ts';

export async function recordPayTotal({ em, asker, now }: Asking, run: Run): Promise<void> {
  const { policy, evaluation } = await replay(em, run);
  const movements = movementsOf(policy, evaluation, 'pay-total');
  const into = (pool: string) => sumMoney(movements.filter(({ to }) => to.split('/')[0] === pool).map(({ amount }) => amount));
  const basic = into('basic-share');
  const incentive = into('incentive-share');
  const institution = await run.institution!.loadOrFail();
  em.create(PayTotal, { regionId: run.regionId, id: v7(), year: run.year, institution, run, total: basic + incentive, basic, incentive, released: 0n });
  await em.flush();
  await postRun(em, {
    run, fund: await payFund(em, run.regionId), movements, on: dayOf(now), by: asker.id, at: now,
    memo: { zh: `${institution.name} ${run.year} 年绩效工资总量`, en: `Performance-pay total of ${institution.code}, ${run.year}` },
  });
}
