/** The years that the tests drive through the verbs: the county's budget and settlement, the banner's pay. */
import { prepareBudget, type PrepareBudget } from '../../server/budget/prepare-budget.ts';
import { sayLine } from '../../server/confirmation/say-line.ts';
import { dayOf } from '../../server/clock.ts';
import { parseMoney } from '../../server/core/money.ts';
import { monthsOf } from '../../server/core/period.ts';
import type { RawFacts } from '../../server/core/policy/policy.ts';
import type { PayRun } from '../../server/model/pay.ts';
import type { Run } from '../../server/model/run.ts';
import { payDraft } from '../../server/pay/pay-draft.ts';
import { preparePayRun, type PreparePayRun } from '../../server/pay/prepare-pay-run.ts';
import { preparePayTotal, type PreparePayTotal } from '../../server/pay/prepare-pay-total.ts';
import { publishPayRun } from '../../server/notice/publish-pay-run.ts';
import { releasePayRun } from '../../server/pay/release-pay-run.ts';
import { confirmingOf } from '../../server/run/confirmation.ts';
import { signRun } from '../../server/run/sign.ts';
import { effects } from '../../server/schema.ts';
import { prepareSettlement, type PrepareSettlement } from '../../server/settlement/prepare-settlement.ts';
import { settlementDraft } from '../../server/settlement/settlement-draft.ts';
import { certifyOverspend } from '../../server/spending/certify-overspend.ts';
import { recordSpending } from '../../server/spending/record-spending.ts';
import type { Login, Place } from './county.ts';

/** What the budget of the county's year is prepared with. */
export const budgetGiven = {
  facts: { standard: '690.00', consortia: [{ consortium: 'A', heads: '168000' }, { consortium: 'B', heads: '132000' }] },
  decisions: { risk_share: '10%', outpatient_rate: '90.00', serious_illness_rate: '50.00', budget_share: '95%' },
};

/** Who signs for which office. */
const signers: Record<string, Login> = {
  HEALTH_BUREAU: 'health', HEALTH_BUREAU_APPROVER: 'approver', INSURANCE_BUREAU: 'insurance', FINANCE_BUREAU: 'finance', HR_BUREAU: 'hr', POPULATION_OFFICE: 'population',
};

type Signed = Pick<Run, 'id' | 'hash' | 'steps'>;

export function sign(place: Place, run: Signed, step: string, login: Login = signers[step] as Login, now?: Date): Promise<Run> {
  return place.as(login, (asking) => signRun(asking, effects, { region: place.region, run: run.id, hash: run.hash, step, note: '' }), now);
}

/** The head hospitals confirm the lines of their consortia. */
export async function confirmAll(place: Place, run: Pick<Run, 'id' | 'hash'>, now?: Date): Promise<void> {
  for (const [login, row] of [['headA', 'A'], ['headB', 'B']] as const) {
    await place.as(login, (asking) => sayLine(asking, { region: place.region, run: run.id, hash: run.hash, row, verdict: 'CONFIRMED' }), now);
  }
}

/** Signs for every office of a run, in the policy's order. */
export async function signAll(place: Place, run: Signed, now?: Date): Promise<void> {
  for (const step of run.steps) await sign(place, run, step, undefined, now);
}

export function preparedBudget(place: Place, changes: Partial<PrepareBudget> = {}, login: Login = 'health'): Promise<Run> {
  return place.as(login, (asking) => prepareBudget(asking, { region: place.region, year: 2026, ...budgetGiven, reason: '', ...changes }));
}

export async function postedBudget(place: Place): Promise<Run> {
  const run = await preparedBudget(place);
  await signAll(place, run);
  return run;
}

/** Spending of the whole year, all of it in December; the months before are recorded as nothing. */
export async function recordYear(place: Place, year = 2026): Promise<void> {
  const december: Record<string, [string, string]> = { A: ['71234567.89', '1680000.00'], B: ['63000000.00', '1320000.00'] };
  await place.as('insurance', async (asking) => {
    for (const month of monthsOf(year)) {
      for (const [code, [claims, fees]] of Object.entries(december)) {
        const given = month.endsWith('-12') ? [claims, fees] : ['0.00', '0.00'];
        const [first = '', second = ''] = given;
        await recordSpending(asking, { region: place.region, consortium: place.consortia[code] as string, month, claims: parseMoney(first, ''), contractFees: parseMoney(second, '') });
      }
    }
  });
}

export function certify(place: Place, consortium: string, amount: string, cause = '重大疫情'): Promise<unknown> {
  return place.as('insurance', (asking) => certifyOverspend(asking, { region: place.region, consortium: place.consortia[consortium] as string, year: 2026, amount: parseMoney(amount, ''), cause }));
}

/** The settlement's facts as drafted, with the same score for every member and some people served. */
export async function settlementFacts(place: Place): Promise<RawFacts> {
  const draft = await place.as('health', (asking) => settlementDraft(asking, place.region, 2026));
  return { institutions: (draft.facts.institutions as Array<Record<string, string>>).map((row) => ({ ...row, score: '90', served: '500' })) };
}

export async function preparedSettlement(place: Place, changes: Partial<PrepareSettlement> = {}): Promise<Run> {
  const facts = changes.facts ?? await settlementFacts(place);
  return place.as('health', (asking) => prepareSettlement(asking, { region: place.region, year: 2026, decisions: {}, reason: '', ...changes, facts }));
}

/** Budget, spending, certificate and settlement of 2026, posted. */
export async function settledYear(place: Place): Promise<{ budget: Run; settlement: Run }> {
  const budget = await postedBudget(place);
  await recordYear(place);
  await certify(place, 'B', '2500000.00');
  const settlement = await preparedSettlement(place);
  if (await place.as('health', ({ em, now }) => confirmingOf(em, settlement, dayOf(now)))) await confirmAll(place, settlement);
  await signAll(place, settlement);
  return { budget, settlement };
}

export const totalGiven = { facts: { higher_share: '2400.00' }, decisions: { leader_incentive_set: '5616.00' } };

export function preparedTotal(place: Place, changes: Partial<PreparePayTotal> = {}): Promise<Run> {
  return place.as('health', (asking) => preparePayTotal(asking, { region: place.region, institution: place.institutions.U01 as string, year: 2010, ...totalGiven, reason: '', ...changes }));
}

export async function fixedTotal(place: Place): Promise<Run> {
  const run = await preparedTotal(place);
  await signAll(place, run);
  return run;
}

type Row = Record<string, string>;

/** The staff as drafted, with these changes by staff number. */
export async function staffWith(place: Place, kind: 'BASIC' | 'INCENTIVE', changes: Record<string, Row>, period = '2010-12'): Promise<RawFacts> {
  const draft = await place.as('head', (asking) => payDraft(asking, { region: place.region, institution: place.institutions.U01 as string, period, kind }));
  return { staff: (draft.facts.staff as Row[]).map((row) => ({ ...row, ...changes[row.staff_number as string] })) };
}

export const points: Record<string, Row> = {
  A: { assessed_points: '96', tilt: '1.10' }, B: { assessed_points: '92' }, C: { assessed_points: '88' }, D: { assessed_points: '75' },
};

export function preparedPay(place: Place, changes: Partial<PreparePayRun>, login: Login = 'head'): Promise<PayRun> {
  return place.as(login, (asking) => preparePayRun(asking, {
    region: place.region, institution: place.institutions.U01 as string, period: '2010-12', kind: 'INCENTIVE', facts: {}, decisions: {}, reason: '', ...changes,
  }));
}

export async function preparedIncentive(place: Place, period = '2010-12'): Promise<PayRun> {
  return preparedPay(place, { period, facts: await staffWith(place, 'INCENTIVE', points, period) });
}

export const runOf = (payRun: PayRun): Run => payRun.run.getEntity();

/** Published a week ago, until yesterday. */
export function published(place: Place, payRun: PayRun): Promise<PayRun> {
  return place.as('health', (asking) => publishPayRun(asking, { region: place.region, id: payRun.id, closesOn: '2026-03-09' }), new Date('2026-03-02T03:00:00Z'));
}

export function released(place: Place, payRun: PayRun, login: Login = 'finance'): Promise<PayRun> {
  return place.as(login, (asking) => releasePayRun(asking, { region: place.region, id: payRun.id }));
}

/** The basic share of one month, paid. */
export async function paidBasic(place: Place, period: string): Promise<PayRun> {
  const payRun = await preparedPay(place, { kind: 'BASIC', period });
  await signAll(place, runOf(payRun));
  return released(place, payRun);
}

/** The banner's 2010: total fixed, twelve months of the basic share and the incentive share paid. */
export async function paidYear(place: Place): Promise<{ total: Run; incentive: PayRun }> {
  const total = await fixedTotal(place);
  for (const month of monthsOf(2010)) await paidBasic(place, month);
  const incentive = await preparedIncentive(place);
  await signAll(place, runOf(incentive));
  await published(place, incentive);
  await released(place, incentive);
  return { total, incentive };
}

