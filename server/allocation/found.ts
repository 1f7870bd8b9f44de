/** The second allocation of a department, found for somebody who may see it: the head of the department, or of the institution. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { grantsIn, standing, type Asker, type Asking, type Grant } from '../access/asker.ts';
import { openDivisions, type OpenDivision } from '../core/policy/divisions.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Department } from '../model/organisation.ts';
import type { Run } from '../model/run.ts';
import { SecondAllocation } from '../model/second-allocation.ts';
import { allocatedStage } from '../run/allocation-lines.ts';
import { baseOf, latestRun } from '../run/load.ts';
import { policyOf } from '../run/policies.ts';
import { allocationsAt, type Allocation } from '../run/second-allocations.ts';

export interface Which {
  region: number;
  institution: string;
  department: string;
  period: string;
  decision: string;
}

export interface Found {
  department: Department;
  run: Run;
  allocation: Allocation;
  division: OpenDivision;
  /** The newest first. */
  versions: SecondAllocation[];
}

/** The grant by which the asker divides a department's pool; its head alone. */
export function headOf(asker: Asker, { region, institution, department }: Which): Grant | undefined {
  const own = asker.grants.filter((grant) => grant.region === region && grant.role === 'DEPARTMENT_HEAD' && grant.institution === institution && grant.department === department);
  return own.find(({ actsFor }) => actsFor === null) ?? own[0];
}

export function hospitalHeadOf(asker: Asker, { region, institution }: Which): Grant | undefined {
  const grant = standing(asker, region, ['HOSPITAL_HEAD'], institution);
  return grant?.institution === institution ? grant : undefined;
}

function missing({ department }: Which): never {
  return refuse('NOT_FOUND', 'department', { what: { zh: '二次分配', en: 'second allocation' }, found: department });
}

function versionsOf(em: EntityManager, { region, institution, department, period, decision }: Which): Promise<SecondAllocation[]> {
  return em.find(SecondAllocation, { regionId: region, institution: { id: institution }, department: { id: department }, period, decision }, { orderBy: { version: 'desc' } });
}

/** Any other is as if it did not exist (NOT_FOUND). */
export async function allocationFound({ em, asker }: Asking, which: Which): Promise<Found> {
  const { region, institution, department: id, period, decision } = which;
  grantsIn(asker, region);
  if (!headOf(asker, which) && !hospitalHeadOf(asker, which)) return missing(which);
  const department = await em.findOne(Department, { regionId: region, id, institution: { id: institution } }, { populate: ['institution'] });
  const run = department && await latestRun(em, region, allocatedStage, period, department.institution.getEntity());
  if (!department || !run) return missing(which);
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const allocation = allocationsAt(policy, stageId(allocatedStage)).find((each) => each.id === decision);
  const { facts, decisions } = await baseOf(em, run);
  const division = allocation && openDivisions(policy, facts, decisions).get(allocation.id)?.get(department.code);
  if (!allocation || !division) return missing(which);
  return { department, run, allocation, division, versions: await versionsOf(em, which) };
}
