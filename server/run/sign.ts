/** Signatures on runs: by the offices the policy names, each by another person, bound to the hash of what was seen. */
import { DriverException, LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { refuse, type Code } from '../core/refusal.ts';
import { roleTitles, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Role } from '../model/account.ts';
import { Approval, Run, type StageName } from '../model/run.ts';
import { requireKnown, requireOther } from './in-place-of.ts';
import { subjectOf } from './subject.ts';
import { stateTitles } from './titles.ts';

/** What follows, in the same transaction, when the last signature of a stage is given. */
export type Effect = (asking: Asking, run: Run) => Promise<void>;
export type Effects = Partial<Record<StageName, Effect>>;

/** The offices that have not signed yet, in the policy's order. */
export function waitingSteps(run: Run, approvals: readonly Approval[]): Role[] {
  const signed = new Set(approvals.filter((approval) => approval.verdict === 'SIGNED').map((approval) => approval.step));
  return run.steps.filter((step) => !signed.has(step)) as Role[];
}

/** Finds a run of a region and locks it until the transaction ends; what it gives is what the lock found, not what was read before. */
export async function lockRun(em: EntityManager, region: number, id: string): Promise<Run> {
  const run = await em.findOne(Run, { regionId: region, id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
  return run ?? refuse('NOT_FOUND', 'run', { what: { zh: '核算', en: 'run' }, found: id });
}

function requireOpen(run: Run, hash: string): void {
  if (run.hash !== hash) refuse('RUN_CHANGED', 'hash', { found: hash.slice(0, 12), allowed: run.hash.slice(0, 12) });
  if (run.state !== 'PREPARED' && run.state !== 'REVIEWING') refuse('RUN_NOT_OPEN', 'run', { state: stateTitles[run.state] });
}

/** What the database says when two requests race past the checks above. */
const databaseRefusals: Record<string, Code> = { FP001: 'SIGNED_BY_PREPARER', FP002: 'RUN_CHANGED', FP003: 'RUN_NOT_OPEN', FP081: 'SIGNED_TWICE', '23505': 'SIGNED_TWICE' };

async function record(asking: Asking, run: Run, step: string, forId: string | null, verdict: 'SIGNED' | 'RETURNED', note: string): Promise<void> {
  const { em, asker, now } = asking;
  em.create(Approval, { regionId: run.regionId, id: v7(), run, step, accountId: asker.id, forId, runHash: run.hash, verdict, note, at: now });
  try {
    await em.flush();
  } catch (error) {
    const code = error instanceof DriverException ? databaseRefusals[error.code ?? ''] : undefined;
    if (!code) throw error;
    refuse(code, 'run', { found: run.hash.slice(0, 12), allowed: run.hash.slice(0, 12), state: stateTitles[run.state] });
  }
}

/**
 * Signs a run for one office. Refuses the preparer (SIGNED_BY_PREPARER), a second signature of one person (SIGNED_TWICE),
 * an office that is not waited for (STEP_NOT_WAITING), another role (ROLE_NOT_ALLOWED) and a hash other than the run's (RUN_CHANGED).
 */
export async function signRun(asking: Asking, effects: Effects, input: { region: number; run: string; hash: string; step: string; note: string }): Promise<Run> {
  const { em, asker } = asking;
  const run = requireKnown(asker, await lockRun(em, input.region, input.run));
  requireOpen(run, input.hash);
  const approvals = await em.find(Approval, { run });
  const waiting = waitingSteps(run, approvals);
  const step = waiting.find((office) => office === input.step);
  if (!step) {
    const titles = waiting.map((office) => roleTitles[office]);
    const title = roleTitles[input.step as Role] ?? { zh: input.step, en: input.step };
    return refuse('STEP_NOT_WAITING', 'step', { step: title, waiting: { zh: titles.map((t) => t.zh).join('、'), en: titles.map((t) => t.en).join(', ') } });
  }
  const forId = requireOther(asker, run, approvals, [step]);
  await record(asking, run, step, forId, 'SIGNED', input.note);
  const { zh, en } = await subjectOf(run);
  await audit(asking, input.region, { action: 'SIGN_RUN', subject: { zh: `${zh} · ${roleTitles[step].zh}`, en: `${en} · ${roleTitles[step].en}` }, as: [step], institution: run.institution?.id });
  run.state = waiting.length === 1 ? 'APPROVED' : 'REVIEWING';
  await em.flush();
  if (run.state === 'APPROVED') await effects[run.stage]?.(asking, run);
  return run;
}

/** Returns a run to its preparer, with a reason; it is then closed and another may be prepared. */
export async function returnRun(asking: Asking, input: { region: number; run: string; hash: string; note: string }): Promise<Run> {
  const { em, asker } = asking;
  const run = requireKnown(asker, await lockRun(em, input.region, input.run));
  requireOpen(run, input.hash);
  if (input.note.trim() === '') refuse('NOTE_MISSING', 'note');
  const forId = requireOther(asker, run, await em.find(Approval, { run }), run.steps as Role[]);
  await record(asking, run, 'RETURN', forId, 'RETURNED', input.note);
  await audit(asking, input.region, { action: 'RETURN_RUN', subject: await subjectOf(run), as: run.steps as Role[], institution: run.institution?.id });
  run.state = 'RETURNED';
  await em.flush();
  return run;
}
