/** Changes of a second allocation: saved and handed in by the head of the department, set or returned by the head of the institution; each is a version of its own. */
import { v7 } from 'uuid';
import type { Asking, Grant } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { stateTitles } from '../core/approval.ts';
import { formatMoney, type Money } from '../core/money.ts';
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import { divisionFaults } from '../core/second-allocation.ts';
import { Account } from '../model/account.ts';
import type { AuditAction } from '../model/audit.ts';
import { SecondAllocation, type SecondAllocationAct } from '../model/second-allocation.ts';
import { lockRun } from '../run/case.ts';
import { givenOf } from '../run/second-allocations.ts';
import { allocationFound, headOf, hospitalHeadOf, type Found, type Which } from './found.ts';

/** Which one, and what it rests on. */
export interface Resting extends Which {
  run: string;
  version: number;
}

export interface GivenPerson {
  code: string;
  amount: Money;
  reason?: string | null;
}

const actions: Record<SecondAllocationAct, AuditAction> = { SAVED: 'SAVE_ALLOCATION', HANDED_IN: 'HAND_IN_ALLOCATION', SET: 'SET_ALLOCATION', RETURNED: 'RETURN_ALLOCATION' };

/** The state in which nothing may be changed: the run is on its way, or nothing was sent out. */
function requireOpen({ run, department }: Found): void {
  if (run.state !== 'PREPARED') refuse('SECOND_NOT_OPEN', 'department', { department: department.name, state: stateTitles[run.state] });
}

/** A change rests on the newest version of what the pools that are out now gave (SECOND_ANOTHER_RUN, SECOND_CHANGED). */
async function requireNewest({ em }: Asking, { run, versions }: Found, { run: seen, version }: Resting): Promise<void> {
  if (run.id !== seen) refuse('SECOND_ANOTHER_RUN', 'run');
  const [newest] = versions;
  if (!newest || newest.version === version) return;
  const { name } = await em.findOneOrFail(Account, { id: newest.byId });
  refuse('SECOND_CHANGED', 'version', { by: name, found: String(newest.version), allowed: String(version) });
}

/** Found, with its run locked until the transaction ends: changes of one distribution go one after the other. */
async function opened(asking: Asking, of: Resting): Promise<Found> {
  const before = await allocationFound(asking, of);
  await lockRun(asking.em, of.region, before.run.id);
  const found = await allocationFound(asking, of);
  requireOpen(found);
  await requireNewest(asking, found, of);
  return found;
}

interface Change {
  act: SecondAllocationAct;
  grant: Grant;
  amounts: Record<string, string>;
  reasons: Record<string, string>;
  reason: string;
}

async function record(asking: Asking, { department, run, allocation }: Found, of: Resting, { grant, ...change }: Change): Promise<SecondAllocation> {
  const { em, asker, now } = asking;
  const { region, period, decision, version } = of;
  const institution = department.institution.getEntity();
  const row = em.create(SecondAllocation, { regionId: region, id: v7(), institution, department, period, decision, version: version + 1, run, byId: asker.id, forId: grant.actsFor, at: now, ...change });
  await em.flush();
  const about = (title: string) => `${institution.name} ${period} · ${department.name} · ${title}`;
  await audit(asking, region, { action: actions[change.act], subject: { zh: about(allocation.title.zh), en: about(allocation.title.en) }, as: [grant.role], institution: institution.id });
  return row;
}

/** Amounts and reasons by staff number. Refuses people who do not share (SECOND_NOT_MEMBER), one twice (ROW_TWICE) and amounts below 0 (MONEY_NEGATIVE). */
function readGiven({ division }: Found, people: readonly GivenPerson[]): Pick<Change, 'amounts' | 'reasons'> {
  const members = new Set(division.members.map(({ key }) => key));
  const codes = people.map(({ code }) => code);
  const faults = people.flatMap(({ code, amount }, index): Fault[] => [
    ...(members.has(code) ? [] : [{ code: 'SECOND_NOT_MEMBER', at: `people.${code}`, values: { key: code } } as const]),
    ...(codes.indexOf(code) === index ? [] : [{ code: 'CLAIM_TWICE', at: `people.${code}`, values: { key: code } } as const]),
    ...(amount >= 0n ? [] : [{ code: 'MONEY_NEGATIVE', at: `people.${code}`, values: { found: formatMoney(amount) } } as const]),
  ]);
  if (faults.length > 0) throw new Refusal(faults);
  const reasons = people.flatMap(({ code, reason }) => ((reason ?? '').trim() === '' ? [] : [[code, reason!.trim()] as const]));
  return { amounts: Object.fromEntries(people.map(({ code, amount }) => [code, formatMoney(amount)])), reasons: Object.fromEntries(reasons) };
}

/** Keeps a draft, whole or not. The head of the department alone. */
export async function saveAllocation(asking: Asking, of: Resting, people: readonly GivenPerson[]): Promise<void> {
  const found = await opened(asking, of);
  const grant = headOf(asking.asker, of) ?? refuse('ROLE_NOT_ALLOWED', 'role', { roles: { zh: '科室主任', en: 'Head of a department' } });
  await record(asking, found, of, { act: 'SAVED', grant, ...readGiven(found, people), reason: '' });
}

/**
 * Hands in a whole division: everybody has an amount inside the terms of the policy, and the pool is given out to the fen; else refused with every fault.
 * The head of the institution sets it in the place of the department's head, with a reason (SECOND_REASON_NEEDED).
 */
export async function handInAllocation(asking: Asking, of: Resting, people: readonly GivenPerson[], reason: string): Promise<void> {
  const found = await opened(asking, of);
  const own = headOf(asking.asker, of);
  const grant = own ?? hospitalHeadOf(asking.asker, of)!;
  if (!own && reason.trim() === '') refuse('SECOND_REASON_NEEDED', 'reason');
  const given = readGiven(found, people);
  const faults = divisionFaults(found.division, givenOf(given), 'people');
  if (faults.length > 0) throw new Refusal(faults);
  await record(asking, found, of, { act: own ? 'HANDED_IN' : 'SET', grant, ...given, reason: own ? '' : reason.trim() });
}

/** The head of the institution sends a division back to the department, with a reason; its amounts stay. */
export async function returnAllocation(asking: Asking, of: Resting, reason: string): Promise<void> {
  const found = await opened(asking, of);
  const grant = hospitalHeadOf(asking.asker, of) ?? refuse('ROLE_NOT_ALLOWED', 'role', { roles: { zh: '医院院长', en: 'Hospital head' } });
  if (reason.trim() === '') refuse('SECOND_REASON_NEEDED', 'reason');
  const [newest] = found.versions;
  await record(asking, found, of, { act: 'RETURNED', grant, amounts: newest?.amounts ?? {}, reasons: newest?.reasons ?? {}, reason: reason.trim() });
}
