/** The facts of a year's settlement: its budget as approved, what was spent, what was certified, who belongs where. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import { Budget } from '../model/budget.ts';
import type { PolicyVersion, Run } from '../model/run.ts';
import { yearBegins, yearEnds } from '../run/dated.ts';
import { assessedScores, withAssessed } from '../run/assessed.ts';
import { fillDraft, overlaid, type Draft, type Register } from '../run/draft.ts';
import { baseOf, latestRun } from '../run/load.ts';
import { policyOf } from '../run/policies.ts';
import { consortiumRegister } from '../run/register.ts';
import { relevantTo, within } from '../run/scope.ts';
import { consortiumSpending } from '../run/spending.ts';
import { takenFacts } from '../run/taken.ts';

export interface SettlementDraft extends Draft {
  version: PolicyVersion;
  current: Run | null;
  basis: Run;
  budget: Budget;
  /** Runs whose amounts are facts here. */
  taken: Run[];
  /** Codes of the consortia that are settled. */
  consortia: string[];
}

export async function budgetOf(em: EntityManager, region: number, year: number): Promise<Budget> {
  const budget = await em.findOne(Budget, { regionId: region, year, knownUntil: null }, { populate: ['run'] });
  return budget ?? refuse('BUDGET_MISSING', 'year', { year: String(year) });
}

const consortiaOf = (register: Register): string[] => (register.tables['consortium']?.rows ?? []).flatMap(({ consortium }) => consortium ?? []);

/** Heads, standards and decisions of the approved budget stay as they are; the rest starts from the year's own settlement run. */
export async function settlementDraft({ em, asker }: Asking, region: number, year: number): Promise<SettlementDraft> {
  requireRole(asker, region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER']);
  const budget = await budgetOf(em, region, year);
  const budgetRun = await budget.run.loadOrFail();
  const version = await budgetRun.policyVersion.loadOrFail();
  const policy = policyOf(version);
  const current = await latestRun(em, region, 'SETTLEMENT', String(year));
  const basis = current ?? budgetRun;
  const fixed = relevantTo(policy, 'budget');
  const base = overlaid(policy, await baseOf(em, basis), await baseOf(em, budgetRun), fixed);
  const known = await consortiumRegister(em, region, yearEnds(year), yearBegins(year));
  const { rows, origin, origins } = await consortiumSpending(em, region, String(year), consortiaOf(known));
  const taken = await takenFacts(em, policy, 'settlement', region, String(year));
  const register: Register = { ...known, taken, tables: { ...known.tables, consortium: { rows, owned: ['claims', 'contract_fees', 'certified'], origin, origins } } };
  const draft = within(policy, 'settlement', fillDraft(policy, base, withAssessed(policy, register, await assessedScores(em, region, year, null)), () => true), fixed);
  return { ...draft, version, current, basis, budget, consortia: consortiaOf(register), taken: taken.runs };
}
