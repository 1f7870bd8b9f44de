/** The facts of a year's budget as the register and last year have them, for the page to compute on. */
import type { Asking } from '../access/asker.ts';
import { requireRole } from '../access/asker.ts';
import { fillDraft, type Draft } from '../run/draft.ts';
import { yearBegins } from '../run/dated.ts';
import { baseOf, lastPosted, latestRun } from '../run/load.ts';
import { policyFor, policyOf } from '../run/policies.ts';
import { consortiumRegister } from '../run/register.ts';
import { within } from '../run/scope.ts';
import { takenFacts } from '../run/taken.ts';
import type { PolicyVersion, Run } from '../model/run.ts';

export interface LoadedDraft extends Draft {
  version: PolicyVersion;
  current: Run | null;
  /** The run whose facts and decisions it starts from. */
  basis: Run | null;
  /** Runs whose amounts are facts here. */
  taken: Run[];
}

/** Facts start from the year's own run, or from last year's; only what the budget depends on is asked for. */
export async function budgetDraft({ em, asker }: Asking, region: number, year: number): Promise<LoadedDraft> {
  requireRole(asker, region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER']);
  const version = await policyFor(em, region, 'consortium-budget', `${year}-01-01`);
  const policy = policyOf(version);
  const current = await latestRun(em, region, 'BUDGET', String(year));
  const basis = current ?? (await lastPosted(em, region, 'BUDGET', String(year)));
  const base = await baseOf(em, basis);
  const taken = await takenFacts(em, policy, 'budget', region, String(year));
  const draft = fillDraft(policy, base, { ...await consortiumRegister(em, region, yearBegins(year)), taken }, () => true);
  return { ...within(policy, 'budget', draft), version, current, basis, taken: taken.runs };
}
