/** Who could both prepare and approve at one stage, by their own roles or by lent ones. The database still refuses both on one run; an auditor should know who could. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { holdingsIn, type Holding } from '../access/scope.ts';
import type { Words } from '../core/refusal.ts';
import { stageName, stepsOf } from '../core/run-text.ts';
import { PolicyVersion, type StageName } from '../model/run.ts';
import { policyOf } from '../run/policies.ts';
import { preparersAt } from '../run/preparers.ts';

export interface Overlap {
  account: string;
  login: string;
  name: string;
  stage: StageName;
  stageTitle: Words;
  prepares: Holding[];
  approves: Holding[];
}

interface Around {
  title: Words;
  prepare: Set<string>;
  sign: Set<string>;
}

/** The roles that prepare and that sign for each stage, by the policies that hold on a day or later. */
async function rolesAround(em: EntityManager, region: number, today: string): Promise<Map<StageName, Around>> {
  const versions = await em.find(PolicyVersion, { regionId: region, state: 'PUBLISHED' }, { orderBy: [{ appliesFrom: 'desc' }, { id: 'desc' }] });
  const begun = new Set<string>();
  const holding = versions.filter(({ kind, appliesFrom }) => {
    if (appliesFrom > today) return true;
    const newest = !begun.has(kind);
    begun.add(kind);
    return newest;
  });
  const found = new Map<StageName, Around>();
  for (const stage of holding.flatMap((version) => [...policyOf(version).stages.values()])) {
    const { prepare, sign } = found.get(stageName(stage.id)) ?? { prepare: [], sign: [] };
    found.set(stageName(stage.id), { title: stage.title, prepare: new Set([...prepare, ...preparersAt(stage)]), sign: new Set([...sign, ...stepsOf(stage)]) });
  }
  return found;
}

/** Whether both hold on one day, for one institution; one that reaches branches may meet any. */
function meet(one: Holding, other: Holding): boolean {
  const sameTime = (one.validUntil === null || other.validFrom < one.validUntil) && (other.validUntil === null || one.validFrom < other.validUntil);
  return sameTime && (one.institution === null || other.institution === null || one.institution === other.institution || one.withBranches || other.withBranches);
}

/** By login and stage, with the grants that make it so. */
export async function overlapsIn(em: EntityManager, region: number, today: string): Promise<Overlap[]> {
  const stages = await rolesAround(em, region, today);
  const byAccount = Map.groupBy(await holdingsIn(em, region, today), ({ account }) => account);
  return [...byAccount.values()].flatMap((held) => [...stages].flatMap(([stage, { title, prepare, sign }]): Overlap[] => {
    const preparing = held.filter(({ role }) => prepare.has(role));
    const approving = held.filter(({ role }) => sign.has(role));
    const prepares = preparing.filter((each) => approving.some((other) => meet(each, other)));
    const approves = approving.filter((each) => preparing.some((other) => meet(each, other)));
    const [first] = prepares;
    return first ? [{ account: first.account, login: first.login, name: first.name, stage, stageTitle: title, prepares, approves }] : [];
  }));
}
