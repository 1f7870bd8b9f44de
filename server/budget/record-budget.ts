/** What follows when a budget is approved: its packages, and its one journal entry. */
import { v7 } from 'uuid';
import type { Asking } from '../access/asker.ts';
import { dayOf } from '../clock.ts';
import { zero, type Rate } from '../core/rate.ts';
import { sumMoney } from '../core/money.ts';
import { postRun } from '../ledger/post.ts';
import { fundOf } from '../run/fund.ts';
import { closeKnown } from '../run/known.ts';
import { Budget, ConsortiumPackage } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import type { Run } from '../model/run.ts';
import { dueOf, memoOf, postingOf } from '../run/due.ts';

export async function recordBudget({ em, asker, now }: Asking, run: Run): Promise<void> {
  const figures = await dueOf(em, run);
  const { due, evaluation } = figures;
  const fund = await fundOf(em, run);
  const consortia = await em.find(Consortium, { regionId: run.regionId });
  const paidTo = (account: string) => sumMoney(due.filter(({ to }) => to === account).map(({ amount }) => amount));
  const received = new Set(due.map(({ to }) => to));
  const sources = due.filter(({ from }) => !received.has(from));
  const packages = consortia.map((consortium) => ({ consortium, amount: paidTo(`package/${consortium.code}`) }));
  const { from: knownFrom } = await closeKnown(em, Budget, { regionId: run.regionId, fund, year: run.year }, now);
  const budget = em.create(Budget, {
    regionId: run.regionId, id: v7(), year: run.year, fund, run, knownFrom,
    financing: sumMoney(sources.map(({ amount }) => amount)), allocated: sumMoney(packages.map(({ amount }) => amount)),
  });
  const rows = evaluation.facts.tables.get('consortia') ?? [];
  for (const { consortium, amount } of packages) {
    const heads = rows.find((row) => row.key === consortium.code)?.cells.get('heads') ?? zero;
    em.create(ConsortiumPackage, { regionId: run.regionId, id: v7(), budget, consortium, heads: Number((heads as Rate).n), amount });
  }
  await em.flush();
  await postRun(em, {
    run, fund, movements: postingOf(run, figures), on: dayOf(now), by: asker.id, at: now,
    memo: memoOf(run, { zh: `${run.year} 年总额预算`, en: `Global budget of ${run.year}` }),
  });
}
