/** Performance pay of an institution and year through the verbs: its total, its months, its incentive. */
import { formatMoney } from '../../server/core/money.ts';
import { monthsOf } from '../../server/core/period.ts';
import type { PayKind, PayRun } from '../../server/model/pay.ts';
import { preparePayRun, type PreparePayRun } from '../../server/pay/prepare-pay-run.ts';
import { preparePayTotal } from '../../server/pay/prepare-pay-total.ts';
import { publishPayRun } from '../../server/notice/publish-pay-run.ts';
import { releasePayRun } from '../../server/pay/release-pay-run.ts';
import type { RawFacts } from '../../server/core/policy/policy.ts';
import { act, holderOf, signAll, type Office } from './office.ts';
import type { PlannedInstitution, PlannedTotal } from './plan.ts';

export interface PayYear {
  office: Office;
  region: number;
  institution: PlannedInstitution;
  year: number;
}

export async function approveTotal({ office, region, institution, year }: PayYear, { higherShare, leaderIncentive }: PlannedTotal): Promise<void> {
  const run = await act(office, holderOf(office, region, 'HEALTH_BUREAU'), `${year}-01-08`, (asking) => preparePayTotal(asking, {
    region, institution: office.registered.institutions.get(institution.code)!, year, reason: `${year} 年绩效工资总量`,
    facts: { higher_share: formatMoney(higherShare) },
    decisions: { leader_incentive_set: formatMoney(leaderIncentive) },
  }));
  await signAll(office, run, [`${year}-01-09`, `${year}-01-12`]);
}

async function prepare({ office, region, institution }: PayYear, kind: PayKind, period: string, day: string, facts: RawFacts, how: Pick<PreparePayRun, 'decisions' | 'draft'> = { decisions: {} }): Promise<PayRun> {
  const id = office.registered.institutions.get(institution.code)!;
  return act(office, holderOf(office, region, 'HOSPITAL_HEAD', id), day, (asking) => preparePayRun(asking, {
    region, institution: id, period, kind, facts, reason: '', ...how,
  }));
}

async function release({ office, region }: PayYear, payRun: PayRun, day: string): Promise<void> {
  await act(office, holderOf(office, region, 'FINANCE_BUREAU'), day, (asking) => releasePayRun(asking, { region, id: payRun.id }));
}

/** Basic pay of the first months of the year, each prepared on the tenth and paid on the fifteenth. */
export async function payBasic(of: PayYear, months: number): Promise<void> {
  for (const month of monthsOf(of.year).slice(0, months)) {
    const payRun = await prepare(of, 'BASIC', month, `${month}-10`, {});
    await signAll(of.office, payRun.run.getEntity(), [`${month}-12`]);
    await release(of, payRun, `${month}-15`);
  }
}

function pointsOf({ people }: PlannedInstitution): RawFacts {
  return { staff: people.map(({ code, points, tilt }) => ({ staff_number: code, assessed_points: points, tilt })) };
}

/** The year's incentive goes to the departments first, whose heads divide it: the pools are sent out, and nobody has divided yet. */
export async function sendOutPools(of: PayYear): Promise<void> {
  await prepare(of, 'INCENTIVE', `${of.year}-12`, `${of.year}-11-20`, pointsOf(of.institution), { decisions: { distribution: 'departments' }, draft: true });
}

/** The year's incentive, in December: reviewed, published for a week, paid. */
export async function payIncentive(of: PayYear): Promise<void> {
  const { office, region, institution, year } = of;
  const payRun = await prepare(of, 'INCENTIVE', `${year}-12`, `${year}-12-08`, pointsOf(institution));
  await signAll(office, payRun.run.getEntity(), [`${year}-12-10`, `${year}-12-11`, `${year}-12-12`]);
  await act(office, holderOf(office, region, 'HEALTH_BUREAU'), `${year}-12-15`, (asking) => publishPayRun(asking, { region, id: payRun.id, closesOn: `${year}-12-22` }));
  await release(of, payRun, `${year}-12-26`);
}
