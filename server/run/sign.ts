/** The way of a run through approval: handed in, signed by the offices the policy names, returned. The pure machine decides; this records. */
import { DriverException } from '@mikro-orm/core';
import { v7 } from 'uuid';
import { returned, preparing, signed, stateTitles, submitted, unsigned, type Case } from '../core/approval.ts';
import { refuse, type Code, type Words } from '../core/refusal.ts';
import { roleTitles, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { AuditAction } from '../model/audit.ts';
import type { Role } from '../model/account.ts';
import { Approval, Run, type StageName } from '../model/run.ts';
import { caseOf, caseWith, lockRun, marksOf, standingApprovals } from './case.ts';
import { callForConfirmation, requireConfirmed, requireNotUpheld } from './confirmation.ts';
import { requireKnown, requireOther } from './in-place-of.ts';
import { requireNoneUpheld } from './objections.ts';
import { policyOf } from './policies.ts';
import { preparersAt, stageOf } from './preparers.ts';
import { requireDivided } from './second-allocations.ts';
import { staleUpstreams } from './stale.ts';
import { subjectOf } from './subject.ts';

/** What follows, in the same transaction, when the last signature of a stage is given. */
export type Effect = (asking: Asking, run: Run) => Promise<void>;
/** What follows at a stage; nothing for pay, which waits for publication and transfer. */
export type Effects = (stage: StageName) => Effect | undefined;

/** The offices that have not signed yet, in the policy's order. */
export function waitingSteps(run: Run, approvals: readonly Approval[]): Role[] {
  return unsigned(caseWith(run, approvals, false)) as Role[];
}

/** What the database says when two requests race past the checks above. */
const databaseRefusals: Record<string, Code> = { FP001: 'SIGNED_BY_PREPARER', FP002: 'RUN_CHANGED', FP003: 'RUN_NOT_OPEN', FP012: 'SIGNED_TWICE', FP013: 'RUN_STALE', FP081: 'SIGNED_TWICE', '23505': 'RUN_OPEN' };

async function flush({ em }: Asking, run: Run): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    const code = error instanceof DriverException ? databaseRefusals[error.code ?? ''] : undefined;
    if (!code) throw error;
    refuse(code, 'run', { found: run.hash.slice(0, 12), allowed: run.hash.slice(0, 12), state: stateTitles[run.state], period: run.period });
  }
}

/** Writes what the machine decided: first the mark, which the database judges by the state before, then the state. */
async function record(asking: Asking, run: Run, next: Case, mark?: { note: string; forId: string | null }): Promise<void> {
  const { em, now } = asking;
  if (mark) {
    const { step, by, hash, verdict, to } = next.marks[next.marks.length - 1]!;
    em.create(Approval, { regionId: run.regionId, id: v7(), run, step, accountId: by, forId: mark.forId, runHash: hash, verdict, toStep: to, note: mark.note, at: now });
    await flush(asking, run);
  }
  run.state = next.state;
  await flush(asking, run);
}

function titleOf(step: string): Words {
  return roleTitles[step as Role] ?? { zh: step, en: step };
}

async function log(asking: Asking, run: Run, action: AuditAction, as: readonly Role[], about?: Words): Promise<void> {
  const { zh, en } = await subjectOf(run);
  await audit(asking, run.regionId, { action, subject: about ? { zh: `${zh} · ${about.zh}`, en: `${en} · ${about.en}` } : { zh, en }, as, institution: run.institution?.id });
}

interface Move {
  region: number;
  run: string;
  hash: string;
}

/** The preparer hands in what was only prepared, or hands it in again unchanged after a return (PREPARER_ONLY, RUN_REDONE). */
export async function submitRun(asking: Asking, input: Move): Promise<Run> {
  const { em, asker } = asking;
  const run = requireKnown(asker, await lockRun(em, input.region, input.run));
  const next = submitted(await caseOf(em, run), { by: asker.id, hash: input.hash });
  const other = await em.findOne(Run, { regionId: run.regionId, redoesId: run.id });
  if (other) refuse('RUN_REDONE', 'run', { found: other.hash.slice(0, 12) });
  await requireNotUpheld(em, run);
  await requireNoneUpheld(em, run);
  await requireDivided(em, policyOf(await run.policyVersion.loadOrFail()), run);
  await record(asking, run, next);
  await callForConfirmation(asking, run);
  await log(asking, run, 'SUBMIT_RUN', preparersAt(await stageOf(run)));
  return run;
}

/**
 * Signs a run for one office. Refuses the preparer (SIGNED_BY_PREPARER), a second signature of one person (SIGNED_TWICE), an office
 * that is not waited for (STEP_NOT_WAITING), another role (ROLE_NOT_ALLOWED), a hash other than the run's (RUN_CHANGED), a stale run (RUN_STALE),
 * and the last signature while a line is not confirmed (CONFIRMATION_WAITS).
 */
export async function signRun(asking: Asking, effects: Effects, input: Move & { step: string; note: string }): Promise<Run> {
  const { em, asker } = asking;
  const run = requireKnown(asker, await lockRun(em, input.region, input.run));
  const approvals = await marksOf(em, run);
  const stale = (await staleUpstreams(em, run)).length > 0;
  const next = signed(caseWith(run, approvals, stale), { by: asker.id, hash: input.hash, step: input.step, title: titleOf });
  const step = input.step as Role;
  const forId = requireOther(asker, run, standingApprovals(run, approvals), [step]);
  if (next.state === 'APPROVED') await requireConfirmed(asking, run);
  await record(asking, run, next, { note: input.note, forId });
  await log(asking, run, 'SIGN_RUN', [step], titleOf(step));
  if (run.state === 'APPROVED') await effects(run.stage)?.(asking, run);
  return run;
}

/** Who may send a run back: the offices that sign it, and of pay also the one that pays. */
export function returners(run: Run): Role[] {
  return run.stage === 'BASIC_PAY' || run.stage === 'INCENTIVE_PAY' ? [...run.steps as Role[], 'FINANCE_BUREAU'] : run.steps as Role[];
}

/** Writes a return that the machine allowed, in the asker's own place or that of who lent the role. */
export function recordReturn(asking: Asking, run: Run, next: Case, mark: { note: string; forId: string | null }): Promise<void> {
  return record(asking, run, next, mark);
}

/** Returns a run to a step, with a reason: to an office that has signed, or to its preparer (`PREPARE`), who hands it in again or prepares another. */
export async function returnRun(asking: Asking, input: Move & { note: string; to?: string }): Promise<Run> {
  const { em, asker } = asking;
  const { region, hash, note, to = preparing } = input;
  const run = requireKnown(asker, await lockRun(em, region, input.run));
  const next = returned(await caseOf(em, run), { by: asker.id, hash, to, note });
  const forId = requireOther(asker, run, [], returners(run));
  await recordReturn(asking, run, next, { note, forId });
  await log(asking, run, 'RETURN_RUN', returners(run), to === preparing ? undefined : titleOf(to));
  return run;
}
