/** The facts of an institution's pay: its staff and grades as registered, and what earlier runs decided. */
import { bureaus, seesInstitution, requireRole, standing, type Asking } from '../access/asker.ts';
import { lastDay } from '../core/period.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Institution } from '../model/organisation.ts';
import { PayTotal, type PayKind } from '../model/pay.ts';
import type { PolicyVersion, Run, StageName } from '../model/run.ts';
import { yearBegins } from '../run/dated.ts';
import { fillDraft, overlaid, type Draft } from '../run/draft.ts';
import { baseOf, lastPosted, latestRun } from '../run/load.ts';
import { policyFor, policyOf } from '../run/policies.ts';
import { staffRegister } from '../run/register.ts';
import { relevantTo, within } from '../run/scope.ts';
import { withoutAllocations } from '../run/second-allocations.ts';
import { staffOfYear } from './staff-of-year.ts';

export interface PayDraft extends Draft {
  version: PolicyVersion;
  current: Run | null;
  basis: Run | null;
  institution: Institution;
  /** The approved total that pay is released under; null while it is being fixed. */
  payTotal: PayTotal | null;
}

export async function institutionOf({ em, asker }: Asking, region: number, id: string): Promise<Institution> {
  const institution = await em.findOne(Institution, { regionId: region, id });
  if (!institution || !seesInstitution(asker, region, id)) return refuse('NOT_FOUND', 'institution', { what: { zh: '机构', en: 'institution' }, found: id });
  return institution;
}

export async function payTotalOf({ em }: Asking, institution: Institution, year: number): Promise<PayTotal | null> {
  return em.findOne(PayTotal, { regionId: institution.regionId, institution, year, knownUntil: null }, { populate: ['run'] });
}

/** The supervising department fixes the total; leaders' pay and the rules' open points are decided here. */
export async function payTotalDraft(asking: Asking, region: number, institutionId: string, year: number): Promise<PayDraft> {
  const { em, asker } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU', 'HEALTH_BUREAU_APPROVER', 'HR_BUREAU', 'FINANCE_BUREAU', 'FINANCE_OFFICER']);
  const institution = await institutionOf(asking, region, institutionId);
  const version = await policyFor(em, region, 'performance-pay', `${year}-01-01`);
  const policy = policyOf(version);
  const current = await latestRun(em, region, 'PAY_TOTAL', String(year), institution);
  const basis = current ?? (await lastPosted(em, region, 'PAY_TOTAL', String(year), institution));
  const base = await baseOf(em, basis);
  const draft = fillDraft(policy, base, await staffRegister(em, institution, year, yearBegins(year)), () => true);
  return { ...within(policy, 'pay-total', draft), version, current, basis, institution, payTotal: await payTotalOf(asking, institution, year) };
}

export const stageOf: Record<PayKind, StageName> = { BASIC: 'BASIC_PAY', INCENTIVE: 'INCENTIVE_PAY' };

/** The offices of a policy that a hospital head stands for. */
export const ownOffices = ['unit', 'hospital-head', 'head-hospital'];

/**
 * What the approved total rests on stays as it was; the hospital head gives scores, allowances and awards,
 * never their own pay, which the total's run has decided, nor what the heads of departments divide.
 */
export async function payDraft(asking: Asking, input: { region: number; institution: string; period: string; kind: PayKind }): Promise<PayDraft> {
  const { em, asker } = asking;
  requireRole(asker, input.region, [...bureaus, 'HOSPITAL_HEAD']);
  const institution = await institutionOf(asking, input.region, input.institution);
  const year = Number(input.period.slice(0, 4));
  const payTotal = await payTotalOf(asking, institution, year);
  if (!payTotal) return refuse('PAY_TOTAL_MISSING', 'institution', { institution: institution.name, year: String(year) });
  const totalRun = payTotal.run.getEntity();
  const version = await totalRun.policyVersion.loadOrFail();
  const policy = policyOf(version);
  const stage = stageOf[input.kind];
  const current = await latestRun(em, input.region, stage, input.period, institution);
  const basis = current ?? totalRun;
  const fixed = relevantTo(policy, 'pay-total');
  const { facts, decisions } = overlaid(policy, await baseOf(em, basis), await baseOf(em, totalRun), fixed);
  const base = { facts, decisions: withoutAllocations(policy, decisions) };
  const heads = standing(asker, input.region, ['HOSPITAL_HEAD'], institution.id) !== undefined;
  const mayGive = (by: string) => heads && ownOffices.includes(by);
  const filled = fillDraft(policy, base, await staffOfYear(staffRegister, em, policy, institution, year, lastDay(input.period)), mayGive);
  const draft = within(policy, stageId(stage), filled, fixed, mayGive);
  return { ...draft, version, current, basis, institution, payTotal };
}
