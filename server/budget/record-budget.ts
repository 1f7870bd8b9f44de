/** What follows when a budget is approved: its packages, and its one journal entry. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { movementsOf } from '../core/policy/stages.ts';
import { zero, type Rate } from '../core/rate.ts';
import { sumMoney } from '../core/money.ts';
import { postRun } from '../ledger/post.ts';
import { Budget, ConsortiumPackage } from '../model/budget.ts';
import { Fund } from '../model/fund.ts';
import { Consortium } from '../model/organisation.ts';
import type { Run } from '../model/run.ts';
import { replay } from '../run/prepare.ts';

export async function recordBudget({ em, asker, now }: Asking, run: Run): Promise<void> {
  const { policy, evaluation } = await replay(em, run);
  const movements = movementsOf(policy, evaluation, 'budget');
  const fund = await em.findOneOrFail(Fund, { regionId: run.regionId, code: 'residents' });
  const consortia = await em.find(Consortium, { regionId: run.regionId });
  const financing = sumMoney(movements.filter(({ from }) => from === 'financing').map(({ amount }) => amount));
  const budget = em.create(Budget, { regionId: run.regionId, id: v7(), year: run.year, fund, run, financing });
  const rows = evaluation.facts.tables.get('consortia') ?? [];
  for (const consortium of consortia) {
    const amount = sumMoney(movements.filter(({ to }) => to === `package/${consortium.code}`).map((movement) => movement.amount));
    const heads = rows.find((row) => row.key === consortium.code)?.cells.get('heads') ?? zero;
    em.create(ConsortiumPackage, { regionId: run.regionId, id: v7(), budget, consortium, heads: Number((heads as Rate).n), amount });
  }
  await em.flush();
  await postRun(em, {
    run, fund, movements, on: dayOf(now), by: asker.id, at: now,
    memo: { zh: `${run.year} 年总额预算`, en: `Global budget of ${run.year}` },
  });
}
