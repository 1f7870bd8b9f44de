/** Stays worked out by a policy for other systems. Nothing is kept. */
import { calculatorOf, payStays, totalsOf, type Calculator, type Circumstances, type RawStay, type StayOutcome } from '../core/policy/benefit.ts';
import { saySplit } from '../core/policy/benefit-words.ts';
import { payerWords } from '../core/policy/payers.ts';
import { amountTitle } from '../core/policy/titles.ts';
import { Refusal, refuse, say, type Fault } from '../core/refusal.ts';
import { rowsMax } from '../model/page.ts';
import { policyOf } from '../run/policies.ts';
import type { BenefitPolicyView, PayerPart, StayRemark, StaysView, StayView } from './views.ts';

interface Asked {
  benefit: string;
  given: Circumstances;
}

function remark(fault: Fault): StayRemark {
  return { code: fault.code, at: fault.at, says: { zh: say(fault, 'zh'), en: say(fault, 'en') } };
}

function parts(shares: ReadonlyArray<Omit<PayerPart, 'title'>>): PayerPart[] {
  return shares.map(({ payer, paid }) => ({ payer, title: payerWords[payer], paid }));
}

function view({ policy }: Calculator, { key, paid, faults = [] }: StayOutcome): StayView {
  if (!paid) return { key, bill: null, payers: [], figures: [], sentence: null, warnings: [], faults: faults.map(remark) };
  return {
    key, bill: paid.bill, payers: parts(paid.shares), sentence: saySplit(paid), faults: [],
    figures: paid.shows.map(({ amount, value }) => ({ amount, value, title: amountTitle(policy, amount) })),
    warnings: paid.warnings.map(({ id, says }) => ({ code: id, at: `checks.${id}`, says })),
  };
}

/** One stay; its faults are refused all at once (`stay.COLUMN`). */
export function payOne(policy: BenefitPolicyView, { benefit, given }: Asked, stay: RawStay): StayView {
  const calculator = calculatorOf(policyOf(policy), benefit);
  const { key } = calculator.table;
  const [outcome] = payStays(calculator, given, [{ [key]: '1', ...stay }]) as [StayOutcome];
  if (outcome.faults) throw new Refusal(outcome.faults);
  return view(calculator, outcome);
}

/** Many stays; each faulty one has its faults. Refuses more than 500 (STAYS_TOO_MANY). */
export function payMany(policy: BenefitPolicyView, { benefit, given }: Asked, stays: readonly RawStay[]): StaysView {
  if (stays.length > rowsMax) refuse('STAYS_TOO_MANY', 'stays', { found: String(stays.length), limit: String(rowsMax) });
  const calculator = calculatorOf(policyOf(policy), benefit);
  const outcomes = payStays(calculator, given, stays);
  const { stays: worked, faulty, bill, shares } = totalsOf(calculator, outcomes);
  return { stays: outcomes.map((outcome) => view(calculator, outcome)), worked, faulty, bill, payers: parts(shares) };
}
