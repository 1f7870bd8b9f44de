/** A recorded run as the pure machine of approval sees it. */
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { standing, type Case } from '../core/approval.ts';
import { refuse } from '../core/refusal.ts';
import { Approval, Run } from '../model/run.ts';
import { staleUpstreams } from './stale.ts';

/** Signatures and returns in the order in which they were given: a return ends its round. */
export function marksOf(em: EntityManager, run: Run): Promise<Approval[]> {
  return em.find(Approval, { regionId: run.regionId, run: { id: run.id } }, { orderBy: [{ round: 'asc' }, { verdict: 'desc' }, { at: 'asc' }, { id: 'asc' }] });
}

export function caseWith(run: Run, approvals: readonly Approval[], stale: boolean): Case {
  return {
    steps: run.steps, preparedBy: run.preparedById, hash: run.hash, state: run.state, stale,
    marks: approvals.map(({ step, accountId, runHash, verdict, toStep }) => ({ step, by: accountId, hash: runHash, verdict, to: toStep })),
  };
}

export async function caseOf(em: EntityManager, run: Run): Promise<Case> {
  return caseWith(run, await marksOf(em, run), (await staleUpstreams(em, run)).length > 0);
}

/** Finds a run of a region and locks it until the transaction ends; what it gives is what the lock found, not what was read before. */
export async function lockRun(em: EntityManager, region: number, id: string): Promise<Run> {
  const run = await em.findOne(Run, { regionId: region, id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return run ?? refuse('NOT_FOUND', 'run', { what: { zh: '核算', en: 'run' }, found: id });
}

/** The signatures of a run that no return has undone. */
export function standingApprovals(run: Run, approvals: readonly Approval[]): Approval[] {
  const { marks, ...given } = caseWith(run, approvals, false);
  const stand = new Set(standing({ ...given, marks }));
  return approvals.filter((_, index) => stand.has(marks[index] as Case['marks'][number]));
}
