/** Last year's budget, spending and settlement of a county, and this year's spending, through the verbs. */
import { prepareBudget } from '../../server/budget/prepare-budget.ts';
import { nextMonth } from '../../server/core/period.ts';
import { prepareSettlement } from '../../server/settlement/prepare-settlement.ts';
import { certifyOverspend } from '../../server/spending/certify-overspend.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import { act, holderOf, signAll, type Office } from './office.ts';
import { lastYear, thisYear, type PlannedBudgetYear, type PlannedPlace } from './plan.ts';

export async function approveBudget(office: Office, { region }: PlannedPlace, budget: PlannedBudgetYear): Promise<void> {
  const run = await act(office, holderOf(office, region.code, 'HEALTH_BUREAU'), `${lastYear}-01-06`, (asking) => prepareBudget(asking, {
    region: region.code, year: lastYear, reason: `${lastYear} 年总额预算`,
    facts: { standard: budget.standard, consortia: budget.consortia.map(({ consortium, heads }) => ({ consortium, heads })) },
    decisions: { outpatient_rate: budget.outpatientRate, serious_illness_rate: budget.seriousIllnessRate },
  }));
  await signAll(office, run, [`${lastYear}-01-08`, `${lastYear}-01-10`, `${lastYear}-01-13`]);
}

/** Every month is recorded on the fifth of the next. */
export async function recordYears(office: Office, { region, consortia }: PlannedPlace): Promise<void> {
  const insurance = holderOf(office, region.code, 'INSURANCE_BUREAU');
  for (const { code, spending } of consortia) {
    const consortium = office.registered.consortia.get(code)!;
    for (const { month, claims, contractFees } of spending) {
      await act(office, insurance, `${nextMonth(month)}-05`, (asking) => recordSpending(asking, { region: region.code, consortium, month, claims, contractFees }));
    }
  }
}

export async function settleYear(office: Office, { region, institutions }: PlannedPlace, budget: PlannedBudgetYear): Promise<void> {
  for (const { consortium, amount, cause } of budget.certificates) {
    await act(office, holderOf(office, region.code, 'INSURANCE_BUREAU'), `${thisYear}-01-12`, (asking) => certifyOverspend(asking, {
      region: region.code, consortium: office.registered.consortia.get(consortium)!, year: lastYear, amount, cause,
    }));
  }
  const members = institutions.filter(({ consortium }) => consortium !== null);
  const run = await act(office, holderOf(office, region.code, 'HEALTH_BUREAU'), `${thisYear}-01-16`, (asking) => prepareSettlement(asking, {
    region: region.code, year: lastYear, reason: `${lastYear} 年终清算`,
    facts: {
      consortia: budget.consortia.map(({ consortium, cause }) => ({ consortium, cause })),
      institutions: members.map(({ code, served, score }) => ({ institution: code, served: String(served), score })),
    },
    decisions: {},
  }));
  await signAll(office, run, [`${thisYear}-01-19`, `${thisYear}-01-21`, `${thisYear}-01-23`]);
}
