/** The facts of a year's settlement: its budget as approved, what was spent, what was certified, who belongs where. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import { formatMoney, sumMoney } from '../core/money.ts';
import { refuse } from '../core/refusal.ts';
import { Budget } from '../model/budget.ts';
import { Consortium } from '../model/organisation.ts';
import type { PolicyVersion, Run } from '../model/run.ts';
import { yearBegins, yearEnds } from '../run/dated.ts';
import { fillDraft, type Draft, type Register } from '../run/draft.ts';
import { baseOf, currentRun } from '../run/load.ts';
import { policyOf } from '../run/policies.ts';
import { consortiumRegister } from '../run/register.ts';
import { relevantTo, within } from '../run/scope.ts';
import { certificatesOf, spendingOf } from '../run/spending.ts';

export interface SettlementDraft extends Draft {
  version: PolicyVersion;
  current: Run | null;
  budget: Budget;
  /** Codes of the consortia that are settled. */
  consortia: string[];
}

export async function budgetOf(em: EntityManager, region: number, year: number): Promise<Budget> {
  const budget = await em.findOne(Budget, { regionId: region, year }, { populate: ['run'] });
  return budget ?? refuse('BUDGET_MISSING', 'year', { year: String(year) });
}

const consortiaOf = (register: Register): string[] => (register.tables['consortium']?.rows ?? []).flatMap(({ consortium }) => consortium ?? []);

/** Adds to the register what each consortium's package paid and what of its overspend is certified. */
async function withSpending(em: EntityManager, region: number, year: number, register: Register): Promise<Register> {
  const consortia = await em.find(Consortium, { regionId: region, code: { $in: consortiaOf(register) } }, { orderBy: { code: 'asc' } });
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
  const origin = `支出登记 ${year}`;
  return { ...register, tables: { ...register.tables, consortium: { rows, owned: ['claims', 'contract_fees', 'certified'], origin } } };
}

/** Heads, standards and decisions of the approved budget stay as they are; the rest starts from the year's own settlement run. */
export async function settlementDraft({ em, asker }: Asking, region: number, year: number): Promise<SettlementDraft> {
  requireRole(asker, region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'INSURANCE_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER']);
  const budget = await budgetOf(em, region, year);
  const budgetRun = await budget.run.loadOrFail();
  const version = await budgetRun.policyVersion.loadOrFail();
  const policy = policyOf(version);
  const current = await currentRun(em, region, 'SETTLEMENT', String(year));
  const base = await baseOf(em, current ?? budgetRun);
  const fixed = relevantTo(policy, 'budget');
  const register = await withSpending(em, region, year, await consortiumRegister(em, region, yearEnds(year), yearBegins(year)));
  const draft = within(policy, 'settlement', fillDraft(policy, base, register, () => true), fixed);
  return { ...draft, version, current, budget, consortia: consortiaOf(register) };
}
