/** The facts of a year's settlement: its budget as approved, what was spent, what was certified, who belongs where. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import { formatMoney, sumMoney } from '../core/money.ts';
import type { Origins } from '../core/policy/policy.ts';
import { refuse } from '../core/refusal.ts';
import { Budget } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import type { PolicyVersion, Run } from '../model/run.ts';
import { yearBegins, yearEnds } from '../run/dated.ts';
import { fillDraft, overlaid, type Draft, type Register } from '../run/draft.ts';
import { baseOf, latestRun } from '../run/load.ts';
import { policyOf } from '../run/policies.ts';
import { consortiumRegister } from '../run/register.ts';
import { relevantTo, within } from '../run/scope.ts';
import { spendingOrigins } from '../run/spending-origins.ts';
import { certificatesOf, spendingOf } from '../run/spending.ts';

export interface SettlementDraft extends Draft {
  version: PolicyVersion;
  current: Run | null;
  basis: Run;
  budget: Budget;
  /** Codes of the consortia that are settled. */
  consortia: string[];
}

interface ConsortiumRow extends Record<string, string> {
  consortium: string;
  claims: string;
  contract_fees: string;
  certified: string;
}

export async function budgetOf(em: EntityManager, region: number, year: number): Promise<Budget> {
  const budget = await em.findOne(Budget, { regionId: region, year, knownUntil: null }, { populate: ['run'] });
  return budget ?? refuse('BUDGET_MISSING', 'year', { year: String(year) });
}

const consortiaOf = (register: Register): string[] => (register.tables['consortium']?.rows ?? []).flatMap(({ consortium }) => consortium ?? []);

/** What the packages of these consortia paid and what of their overspend is certified, as rows of a table keyed `consortium`. */
export async function consortiumSpending(em: EntityManager, region: number, year: number, codes: readonly string[]): Promise<{ rows: ConsortiumRow[]; origin: string; origins: Origins }> {
  const consortia = await em.find(Consortium, { regionId: region, code: { $in: [...codes] } }, { orderBy: { code: 'asc' } });
  const spending = await spendingOf(em, region, year);
  const certificates = await certificatesOf(em, region, year);
  const rows = consortia.map((consortium) => {
    const own = spending.filter((record) => record.consortium.id === consortium.id);
    const certificate = certificates.find((found) => found.consortium.id === consortium.id);
    return {
      consortium: consortium.code,
      claims: formatMoney(sumMoney(own.map((record) => record.claims))),
      contract_fees: formatMoney(sumMoney(own.map((record) => record.contractFees))),
      certified: formatMoney(certificate?.amount ?? 0n),
    };
  });
  return { rows, origin: `支出登记 ${year}`, origins: await spendingOrigins(em, region, year, spending) };
}

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
  const { rows, origin, origins } = await consortiumSpending(em, region, year, consortiaOf(known));
  const register: Register = { ...known, tables: { ...known.tables, consortium: { rows, owned: ['claims', 'contract_fees', 'certified'], origin, origins } } };
  const draft = within(policy, 'settlement', fillDraft(policy, base, register, () => true), fixed);
  return { ...draft, version, current, basis, budget, consortia: consortiaOf(register) };
}
