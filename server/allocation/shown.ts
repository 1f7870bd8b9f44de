/** Second allocations as the API shows them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { institutionsOf, requireRole, type Asking } from '../access/asker.ts';
import { parseMoney, sumMoney } from '../core/money.ts';
import type { Source } from '../core/policy/policy.ts';
import { formatPercent } from '../core/rate.ts';
import { stageId } from '../core/run-text.ts';
import { poolOf } from '../core/second-allocation.ts';
import { Account } from '../model/account.ts';
import { Department } from '../model/organisation.ts';
import { Person } from '../model/people.ts';
import { PolicyVersion, Run } from '../model/run.ts';
import { SecondAllocation } from '../model/second-allocation.ts';
import { policyOf } from '../run/policies.ts';
import { allocationsAt, groupsDecided, poolsOf, type Allocation } from '../run/second-allocations.ts';
import { allocatedStage, allocationFound, type Found, type Which } from './found.ts';
import type { AllocationLine, AllocationMember, AllocationVersion, AllocationView } from './views.ts';

async function namesOf(em: EntityManager, versions: ReadonlyArray<Pick<SecondAllocation, 'byId' | 'forId'>>): Promise<Map<string, string>> {
  const ids = versions.flatMap(({ byId, forId }) => (forId === null ? [byId] : [byId, forId]));
  return new Map((await em.find(Account, { id: { $in: [...new Set(ids)] } })).map(({ id, name }) => [id, name]));
}

interface Standing {
  department: Department;
  run: Run;
  allocation: Allocation;
  pool: bigint;
  newest: SecondAllocation | undefined;
  names: ReadonlyMap<string, string>;
}

function lineOf({ department, run, allocation, pool, newest, names }: Standing): AllocationLine {
  const institution = department.institution.getEntity();
  return {
    institution: institution.id, institutionName: institution.name, department: department.id, departmentName: department.name, period: run.period, decision: allocation.id, title: allocation.title,
    state: newest?.act ?? 'WAITING', open: run.state === 'PREPARED', pool, given: sumMoney(Object.values(newest?.amounts ?? {}).map((amount) => parseMoney(amount, ''))),
    version: newest?.version ?? 0, by: newest ? names.get(newest.byId) ?? null : null, at: newest?.at ?? null, reason: newest?.reason ?? '',
  };
}

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
    ...lineOf({ ...found, pool: poolOf(division), newest: versions[0], names }), run: run.id, beyond, reasonOver: reasonOver ? formatPercent(reasonOver) : null, weightTitle,
    clauses: allocation.why.map((id) => policy.sources.get(id) as Source).map(({ document, clause, says }) => ({ document, clause, says })),
    people: await peopleOf(em, found), history: historyOf(versions, names),
  };
}

const runsSql = `select distinct on (r.institution_id, r.period) r.id from run r
  where r.region_id = ? and r.stage = ? and r.year = ? and r.corrects_id is null
    and r.institution_id in (select value::uuid from json_array_elements_text(?::json)) and r.policy_version_id in (select value::uuid from json_array_elements_text(?::json))
  order by r.institution_id, r.period, r.state = 'RETURNED', r.id desc`;

/** The newest run of each month of a year whose policy lets departments divide. */
async function runsOf(em: EntityManager, region: number, year: number, institutions: readonly string[]): Promise<Run[]> {
  const versions = await em.find(PolicyVersion, { regionId: region, kind: 'performance-pay', state: 'PUBLISHED' });
  const dividing = versions.filter((version) => allocationsAt(policyOf(version), stageId(allocatedStage)).length > 0).map(({ id }) => id);
  const rows = await em.execute<Array<{ id: string }>>(runsSql, [region, allocatedStage, year, JSON.stringify(institutions), JSON.stringify(dividing)]);
  return em.find(Run, { regionId: region, id: { $in: rows.map(({ id }) => id) } }, { populate: ['institution', 'policyVersion'], orderBy: [{ period: 'desc' }, { institution: { code: 'asc' } }] });
}

/** How second allocations stand: of the departments that the asker heads, and of every department of the institutions that they head. The latest month first. */
export async function allocationLines({ em, asker }: Asking, region: number, year: number): Promise<AllocationLine[]> {
  requireRole(asker, region, ['HOSPITAL_HEAD', 'DEPARTMENT_HEAD']);
  const headed = institutionsOf(asker, region, ['HOSPITAL_HEAD']);
  const own = new Set(asker.grants.filter((grant) => grant.region === region && grant.role === 'DEPARTMENT_HEAD').map(({ department }) => department));
  const institutions = [...new Set([...headed, ...institutionsOf(asker, region, ['DEPARTMENT_HEAD'])])];
  const runs = await runsOf(em, region, year, institutions);
  const seen = runs.map(({ institution }) => institution!.id);
  const departments = await em.find(Department, { regionId: region, institution: { id: { $in: seen } } }, { populate: ['institution'], orderBy: { code: 'asc' } });
  const mine = departments.filter(({ id, institution }) => headed.includes(institution.id) || own.has(id));
  const versions = await em.find(SecondAllocation, { regionId: region, department: { id: { $in: mine.map(({ id }) => id) } }, period: { $in: runs.map(({ period }) => period) } }, { orderBy: { version: 'asc' } });
  const newest = new Map(versions.map((each) => [[each.department.id, each.period, each.decision].join(), each]));
  const names = await namesOf(em, [...newest.values()]);
  return runs.flatMap((run) => {
    const policy = policyOf(run.policyVersion.getEntity());
    return allocationsAt(policy, stageId(allocatedStage)).flatMap((allocation) => {
      const pools = poolsOf(policy, allocation, run.amounts);
      return mine.filter(({ code, institution }) => institution.id === run.institution!.id && pools.has(code)).map((department) => lineOf({
        department, run, allocation, names, pool: parseMoney(pools.get(department.code) as string, ''), newest: newest.get([department.id, run.period, allocation.id].join()),
      }));
    });
  });
}
