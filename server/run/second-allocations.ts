/** Second allocation in the way of a run: what the heads of departments have divided becomes decisions of the run. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { dayOf } from '../clock.ts';
import { canonical, type Plain } from '../core/canonical.ts';
import { formatMoney, parseMoney, sumMoney } from '../core/money.ts';
import { poolColumn } from '../core/policy/allocated.ts';
import { openDivisions, type OpenDivision } from '../core/policy/divisions.ts';
import type { DivideStep, Override, Policy, RawDecisions } from '../core/policy/policy.ts';
import type { StageId } from '../core/policy/stages.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { divisionFaults, type Given, type Terms } from '../core/second-allocation.ts';
import { Account } from '../model/account.ts';
import { Department, type Institution } from '../model/organisation.ts';
import type { Run } from '../model/run.ts';
import { SecondAllocation, type SecondAllocationAct } from '../model/second-allocation.ts';
import type { Base } from './draft.ts';
import { relevantTo } from './scope.ts';

export type Allocation = Override & { division: Terms };

/** The allocations on which a stage rests. */
export function allocationsAt(policy: Policy, stage: StageId): Allocation[] {
  const { amounts } = relevantTo(policy, stage);
  return [...policy.overrides.values()].filter((override): override is Allocation => override.division !== undefined && amounts.has(override.of.amount));
}

/** Decisions without those that the heads of departments take. */
export function withoutAllocations(policy: Policy, decisions: RawDecisions): RawDecisions {
  return Object.fromEntries(Object.entries(decisions).filter(([name]) => policy.overrides.get(name)?.division === undefined));
}

/** The pools of an allocation in a run, as printed, by the code of the department; those with nothing in them are left out. */
export function poolsOf(policy: Policy, { of }: Allocation, amounts: Run['amounts']): Map<string, string> {
  const step = policy.steps.find(({ id }) => id === of.amount) as DivideStep;
  const pools = amounts[poolColumn(step)];
  return new Map(Object.entries(typeof pools === 'object' ? pools : {}).filter(([, pool]) => parseMoney(pool, '') !== 0n));
}

/** The groups that a decision has divided. */
export function groupsDecided(text: string | undefined): Record<string, { amounts: Record<string, string>; reasons?: Record<string, string> }> {
  return text === undefined ? {} : JSON.parse(text) as ReturnType<typeof groupsDecided>;
}

async function namesOf(em: EntityManager, institution: Institution, codes: readonly string[]): Promise<string> {
  const found = await em.find(Department, { regionId: institution.regionId, institution, code: { $in: [...codes] } }, { orderBy: { code: 'asc' } });
  return codes.map((code) => found.find((each) => each.code === code)?.name ?? code).join('、');
}

/** Refuses a run that is handed in while a department has a pool that its head has not divided (SECOND_WAITS). A correction carries over what was decided. */
export async function requireDivided(em: EntityManager, policy: Policy, run: Pick<Run, 'stage' | 'amounts' | 'decisions' | 'institution' | 'correctsId'>): Promise<void> {
  if (run.correctsId !== null || !run.institution) return;
  const waiting = allocationsAt(policy, stageId(run.stage)).flatMap((allocation) => {
    const decided = groupsDecided(run.decisions[allocation.id]);
    return [...poolsOf(policy, allocation, run.amounts).keys()].filter((code) => decided[code] === undefined);
  });
  if (waiting.length > 0) refuse('SECOND_WAITS', 'run', { departments: await namesOf(em, await run.institution.loadOrFail(), [...new Set(waiting)].sort()) });
}

/** The newest version of each department of an institution and period, for one decision, by the code of the department. */
export async function newestVersions(em: EntityManager, institution: Institution, period: string, decision: string): Promise<Map<string, SecondAllocation>> {
  const all = await em.find(SecondAllocation, { regionId: institution.regionId, institution, period, decision }, { populate: ['department'], orderBy: [{ department: { code: 'asc' } }, { version: 'asc' }] });
  return new Map(all.map((each) => [each.department.getEntity().code, each]));
}

/** Amounts and reasons as the core reads them. */
export function givenOf({ amounts, reasons = {} }: { amounts: Record<string, string>; reasons?: Record<string, string> }): Given {
  return { amounts: new Map(Object.entries(amounts).map(([key, amount]) => [key, parseMoney(amount, key)])), reasons: new Map(Object.entries(reasons)) };
}

const standing: readonly SecondAllocationAct[] = ['HANDED_IN', 'SET'];

/** Whether a version is one that a run takes in. */
export function isHandedIn({ act }: Pick<SecondAllocation, 'act'>): boolean {
  return standing.includes(act);
}

function entryOf(version: SecondAllocation, by: string): Plain {
  const { act, amounts, reasons, reason, at } = version;
  return {
    amounts, by, on: dayOf(at), pool: formatMoney(sumMoney(givenOf(version).amounts.values())),
    ...(Object.keys(reasons).length > 0 && { reasons }), ...(reason !== '' && { why: reason }), ...(act === 'SET' && { office: 'hospital-head' }),
  };
}

/** Faults of what was handed in, on the pools and people that there are now. */
function faultsNow(allocation: Allocation, code: string, version: SecondAllocation, division: OpenDivision | undefined) {
  return divisionFaults(division ?? { ...allocation.division, members: [] }, givenOf(version), `decisions.${allocation.id}.${code}`);
}

/**
 * What the departments have handed in, as decisions of a run on these facts. Departments without a pool are left out; refuses what no longer fits
 * the pools or people of these facts, with every fault.
 */
export async function handedIn(em: EntityManager, institution: Institution, period: string, policy: Policy, stage: StageId, base: Base): Promise<RawDecisions> {
  const open = openDivisions(policy, base.facts, base.decisions);
  const decisions: RawDecisions = {};
  for (const allocation of allocationsAt(policy, stage)) {
    const divisions = open.get(allocation.id);
    const versions = [...await newestVersions(em, institution, period, allocation.id)].filter(([code, version]) => isHandedIn(version) && divisions?.has(code));
    const faults = versions.flatMap(([code, version]) => faultsNow(allocation, code, version, divisions?.get(code)));
    if (faults.length > 0) throw new Refusal(faults);
    const accounts = await em.find(Account, { id: { $in: versions.map(([, { byId }]) => byId) } });
    const names = new Map(accounts.map(({ id, name }) => [id, name]));
    if (versions.length > 0) decisions[allocation.id] = canonical(Object.fromEntries(versions.map(([code, version]) => [code, entryOf(version, names.get(version.byId) as string)])));
  }
  return decisions;
}
