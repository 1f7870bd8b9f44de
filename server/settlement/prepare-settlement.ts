/** The health bureau prepares the settlement of a year; another person approves it. */
import { requireRole, type Asking } from '../access/asker.ts';
import { refuse, Refusal, type Fault } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { Consortium } from '../model/organisation.ts';
import { monthsOf } from '../core/period.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { amountsOf } from '../run/load.ts';
import { policyOf } from '../run/policies.ts';
import { prepareRun } from '../run/prepare.ts';
import { relevantTo } from '../run/scope.ts';
import { lockSpending, spendingOf } from '../run/spending.ts';
import { settlementDraft } from './settlement-draft.ts';

export interface PrepareSettlement extends Base {
  region: number;
  year: number;
  reason: string;
}

async function requireWholeYear({ em }: Asking, region: number, year: number): Promise<void> {
  const recorded = new Set((await spendingOf(em, region, year)).map((record) => `${record.consortium.getEntity().code} ${record.month}`));
  const consortia = await em.find(Consortium, { regionId: region }, { orderBy: { code: 'asc' } });
  const missing = consortia.flatMap(({ code }) => monthsOf(year).map((month) => `${code} ${month}`)).filter((month) => !recorded.has(month));
  if (missing.length > 0) refuse('SPENDING_MISSING', 'year', { year: String(year), missing: missing.join(', ') });
}

/** The settlement evaluates the whole policy again; what the budget fixed must come out as it was approved. */
function requireSameBudget(budget: Run, settlement: Run, steps: Iterable<string>): void {
  const faults: Fault[] = [];
  for (const step of steps) {
    const now = amountsOf(settlement, step);
    for (const [row, allowed] of amountsOf(budget, step)) {
      const found = now.get(row);
      if (found !== allowed) faults.push({ code: 'BUDGET_DIFFERS', at: row ? `${step}[${row}]` : step, values: { allowed, found: found ?? '' } });
    }
  }
  if (faults.length > 0) throw new Refusal(faults);
}

export async function prepareSettlement(asking: Asking, input: PrepareSettlement): Promise<Run> {
  const { region, year, reason } = input;
  requireRole(asking.asker, region, ['HEALTH_BUREAU']);
  await lockSpending(asking.em, region, year);
  const draft = await settlementDraft(asking, region, year);
  await requireWholeYear(asking, region, year);
  const policy = policyOf(draft.version);
  const merged = mergeDraft(policy, draft, input);
  const upstream = await draft.budget.run.loadOrFail();
  const { run } = await prepareRun(asking, {
    region, stage: 'SETTLEMENT', year, period: String(year), version: draft.version, ...merged, origins: draft.origins, upstream: [upstream], reason,
  });
  requireSameBudget(upstream, run, relevantTo(policy, 'budget').amounts);
  return run;
}
