/** How the second allocations of a year stand, department by department. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { institutionsOf, requireRole, type Asking } from '../access/asker.ts';
import { parseMoney, sumMoney } from '../core/money.ts';
import type { Words } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Account } from '../model/account.ts';
import { Department } from '../model/organisation.ts';
import { PolicyVersion, Run } from '../model/run.ts';
import { SecondAllocation, type SecondAllocationAct } from '../model/second-allocation.ts';
import { policyOf } from './policies.ts';
import { allocationsAt, poolsOf, type Allocation } from './second-allocations.ts';

/** The stage at which departments divide. */
export const allocatedStage = 'INCENTIVE_PAY';

/** How the second allocation of one department stands; ids of institution and department. */
export interface AllocationLine {
  institution: string;
  institutionName: string;
  department: string;
  departmentName: string;
  period: string;
  decision: string;
  title: Words;
  state: 'WAITING' | SecondAllocationAct;
  /** Whether it may be changed. */
  open: boolean;
  pool: bigint;
  given: bigint;
  /** 0 before the first. */
  version: number;
  by: string | null;
  at: Date | null;
  reason: string;
  /** Of the run that sent out the pools, for the head of the institution alone. */
  hash: string | null;
}

/** The names of those who made versions, and of who had lent them the role. */
export async function namesOf(em: EntityManager, versions: ReadonlyArray<Pick<SecondAllocation, 'byId' | 'forId'>>): Promise<Map<string, string>> {
  const ids = versions.flatMap(({ byId, forId }) => (forId === null ? [byId] : [byId, forId]));
  return new Map((await em.find(Account, { id: { $in: [...new Set(ids)] } })).map(({ id, name }) => [id, name]));
}

export interface Standing {
  department: Department;
  run: Run;
  allocation: Allocation;
  pool: bigint;
  newest: SecondAllocation | undefined;
  names: ReadonlyMap<string, string>;
  /** Whether the asker heads the institution. */
  above: boolean;
}

export function lineOf({ department, run, allocation, pool, newest, names, above }: Standing): AllocationLine {
  const institution = department.institution.getEntity();
  return {
    institution: institution.id, institutionName: institution.name, department: department.id, departmentName: department.name, period: run.period, decision: allocation.id, title: allocation.title,
    state: newest?.act ?? 'WAITING', open: run.state === 'PREPARED', pool, given: sumMoney(Object.values(newest?.amounts ?? {}).map((amount) => parseMoney(amount, ''))),
    version: newest?.version ?? 0, by: newest ? names.get(newest.byId) ?? null : null, at: newest?.at ?? null, reason: newest?.reason ?? '', hash: above ? run.hash : null,
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
        department, run, allocation, names, above: headed.includes(department.institution.id), pool: parseMoney(pools.get(department.code) as string, ''), newest: newest.get([department.id, run.period, allocation.id].join()),
      }));
    });
  });
}
