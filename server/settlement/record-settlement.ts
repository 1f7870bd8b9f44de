/** What follows when a settlement is approved: its lines, and its one journal entry. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { sumMoney } from '../core/money.ts';
import { postRun } from '../ledger/post.ts';
import { Budget, ConsortiumPackage } from '../model/budget.ts';
import type { Run } from '../model/run.ts';
import { Settlement, SettlementLine } from '../model/settlement.ts';
import { dueOf, memoOf, postingOf } from '../run/due.ts';
import { closeKnown } from '../run/known.ts';

/** What leaves a package at settlement under these account classes is what its members used. */
const usedAs = ['claims', 'contract-fees'];

export async function recordSettlement({ em, asker, now }: Asking, run: Run): Promise<void> {
  const figures = await dueOf(em, run);
  const budget = await em.findOneOrFail(Budget, { regionId: run.regionId, run: { id: { $in: run.upstreamIds } } });
  const packages = await em.find(ConsortiumPackage, { budget }, { populate: ['consortium'] });
  const { from: knownFrom } = await closeKnown(em, Settlement, { regionId: run.regionId, year: run.year }, now);
  const settlement = em.create(Settlement, { regionId: run.regionId, id: v7(), year: run.year, budget, run, knownFrom });
  for (const { consortium, amount } of packages) {
    const code = consortium.getEntity().code;
    const used = sumMoney(figures.due.filter(({ from, to }) => from === `package/${code}` && usedAs.includes(to.split('/')[0] as string)).map((movement) => movement.amount));
    const left = amount - used;
    em.create(SettlementLine, {
      regionId: run.regionId, id: v7(), settlement, consortium, package: amount, used, surplus: left > 0n ? left : 0n, overspend: left < 0n ? -left : 0n,
    });
  }
  await em.flush();
  await postRun(em, {
    run, fund: await budget.fund.loadOrFail(), movements: postingOf(run, figures), on: dayOf(now), by: asker.id, at: now,
    memo: memoOf(run, { zh: `${run.year} 年终清算`, en: `Year-end settlement of ${run.year}` }),
  });
}
