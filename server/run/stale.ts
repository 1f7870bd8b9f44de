/** Runs that rest on a run which was corrected since (过期): never computed again by themselves, and not signed until redone or accepted. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { refuse } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import { StaleAcceptance, type Run } from '../model/run.ts';
import { lockRun } from './case.ts';
import { requireKnown } from './in-place-of.ts';
import { subjectOf } from './subject.ts';

/** `upstream` is the run that was rested on, `correction` the last run that corrects it. */
export interface Stale {
  upstream: string;
  correction: string;
}

/** What a run rests on that was corrected since, and was not accepted. */
export function staleUpstreams(em: EntityManager, run: Pick<Run, 'regionId' | 'id' | 'upstreamIds'>): Promise<Stale[]> {
  if (run.upstreamIds.length === 0) return Promise.resolve([]);
  return em.execute<Stale[]>('select upstream, correction from stale_upstreams(?, ?)', [run.regionId, run.id]);
}

/** One of the offices that sign accepts, with a reason, that the run is approved as it is. Refuses where there is nothing to accept (RUN_NOT_STALE). */
export async function acceptStale(asking: Asking, input: { region: number; run: string; hash: string; reason: string }): Promise<Run> {
  const { em, asker, now } = asking;
  const { region, hash } = input;
  const reason = input.reason.trim();
  const run = requireKnown(asker, await lockRun(em, region, input.run));
  if (run.hash !== hash) refuse('RUN_CHANGED', 'hash', { found: hash.slice(0, 12), allowed: run.hash.slice(0, 12) });
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  if (run.preparedById === asker.id) refuse('SIGNED_BY_PREPARER', 'run');
  requireRole(asker, region, run.steps as Role[], run.institution?.id);
  const stale = await staleUpstreams(em, run);
  if (stale.length === 0) refuse('RUN_NOT_STALE', 'run');
  for (const { correction } of stale) em.create(StaleAcceptance, { regionId: region, id: v7(), runId: run.id, correctionId: correction, accountId: asker.id, reason, at: now });
  await em.flush();
  await audit(asking, region, { action: 'ACCEPT_STALE', subject: await subjectOf(run) });
  return run;
}
