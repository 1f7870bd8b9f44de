/** Second allocations as the API shows them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import { parseMoney } from '../core/money.ts';
import type { Source } from '../core/policy/policy.ts';
import { formatPercent } from '../core/rate.ts';
import { poolOf } from '../core/second-allocation.ts';
import { Person } from '../model/people.ts';
import type { SecondAllocation } from '../model/second-allocation.ts';
import { lineOf, namesOf } from '../run/allocation-lines.ts';
import { policyOf } from '../run/policies.ts';
import { groupsDecided } from '../run/second-allocations.ts';
import { allocationFound, headOf, hospitalHeadOf, type Found, type Which } from './found.ts';
import type { AllocationMember, AllocationVersion, AllocationView } from './views.ts';

function historyOf(versions: readonly SecondAllocation[], names: ReadonlyMap<string, string>): AllocationVersion[] {
  return versions.map(({ version, act, byId, forId, at, reason, amounts }) => ({
    version, act, at, reason, by: names.get(byId) as string, onBehalfOf: forId === null ? null : names.get(forId) as string,
    amounts: Object.entries(amounts).map(([code, amount]) => ({ code, amount: parseMoney(amount, code) })),
  }));
}

/** What the run has taken in stands once it is on its way; before, the newest version. */
function givenIn({ run, allocation, department, versions: [newest] }: Found): { amounts: Record<string, string>; reasons: Record<string, string> } {
  const taken = groupsDecided(run.decisions[allocation.id])[department.code];
  return taken ? { amounts: taken.amounts, reasons: taken.reasons ?? {} } : { amounts: newest?.amounts ?? {}, reasons: newest?.reasons ?? {} };
}

async function peopleOf(em: EntityManager, found: Found): Promise<AllocationMember[]> {
  const { division: { members }, run } = found;
  const people = await em.find(Person, { regionId: run.regionId, code: { $in: members.map(({ key }) => key) } });
  const names = new Map(people.map(({ code, name }) => [code, name]));
  const { amounts, reasons } = givenIn(found);
  return members.map(({ key, weight, usual, least = null, most = null }) => ({
    code: key, name: names.get(key) ?? key, weight, usual, least, most, amount: amounts[key] === undefined ? null : parseMoney(amounts[key], key), reason: reasons[key] ?? '',
  }));
}

/** One department's second allocation with its people. */
export async function allocationView(asking: Asking, which: Which): Promise<AllocationView> {
  const { em } = asking;
  const found = await allocationFound(asking, which);
  const { run, allocation, division, versions } = found;
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const names = await namesOf(em, versions);
  const { beyond, reasonOver, weightTitle } = division;
  return {
    ...lineOf({ ...found, pool: poolOf(division), newest: versions[0], names, above: hospitalHeadOf(asking.asker, which) !== undefined }), run: run.id, mine: headOf(asking.asker, which) !== undefined, beyond, reasonOver: reasonOver ? formatPercent(reasonOver) : null, weightTitle,
    clauses: allocation.why.map((id) => policy.sources.get(id) as Source).map(({ document, clause, says }) => ({ document, clause, says })),
    people: await peopleOf(em, found), history: historyOf(versions, names),
  };
}
