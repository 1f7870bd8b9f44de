/**
 * The way of a run through approval (审批): prepared ▸ submitted ▸ reviewed by each office ▸ approved ▸ posted, with returns to a named step.
 * Pure: a case comes in as a value and the next one goes out, or a refusal. Who holds which office is for the caller to ask.
 */
import { refuse, type Words } from './refusal.ts';

export type ApprovalState = 'PREPARED' | 'SUBMITTED' | 'REVIEWING' | 'APPROVED' | 'POSTED' | 'RETURNED';

/** The step before the offices: what is returned to it goes back to who prepared it. */
export const preparing = 'PREPARE';

/** A signature or a return, in the order in which they were given. `to` is the step that a return goes back to. */
export interface Mark {
  step: string;
  by: string;
  /** Of what was seen. */
  hash: string;
  verdict: 'SIGNED' | 'RETURNED';
  to: string | null;
}

export interface Case {
  /** Offices that sign, in the policy's order. */
  steps: readonly string[];
  preparedBy: string;
  /** Over everything that will be posted. */
  hash: string;
  state: ApprovalState;
  marks: readonly Mark[];
  /** A run that it rests on was corrected, and nobody has accepted that. */
  stale: boolean;
}

export const stateTitles: Record<ApprovalState, Words> = {
  PREPARED: { zh: '已编制', en: 'prepared' },
  SUBMITTED: { zh: '已报送', en: 'submitted' },
  REVIEWING: { zh: '审核中', en: 'under review' },
  APPROVED: { zh: '已批准', en: 'approved' },
  POSTED: { zh: '已入账', en: 'posted' },
  RETURNED: { zh: '已退回', en: 'returned' },
};

/** The signatures that stand: a return undoes the step that it names and all after it; one on another hash never stands. */
export function standing({ steps, marks, hash }: Pick<Case, 'steps' | 'marks' | 'hash'>): Mark[] {
  let signed: Mark[] = [];
  for (const mark of marks) {
    if (mark.verdict === 'SIGNED') signed.push(mark);
    else signed = signed.filter(({ step }) => steps.indexOf(step) < steps.indexOf(mark.to as string));
  }
  return signed.filter((mark) => mark.hash === hash);
}

/** The offices whose signature is missing, in the policy's order. */
export function unsigned(run: Pick<Case, 'steps' | 'marks' | 'hash'>): string[] {
  const given = new Set(standing(run).map(({ step }) => step));
  return run.steps.filter((step) => !given.has(step));
}

function requireSeen(run: Case, hash: string): void {
  if (run.hash !== hash) refuse('RUN_CHANGED', 'hash', { found: hash.slice(0, 12), allowed: run.hash.slice(0, 12) });
}

function requireState(run: Case, ...allowed: ApprovalState[]): void {
  if (!allowed.includes(run.state)) refuse('RUN_NOT_OPEN', 'run', { state: stateTitles[run.state] });
}

function requirePreparer(run: Case, by: string): void {
  if (run.preparedBy !== by) refuse('PREPARER_ONLY', 'run');
}

/** Where a run is that has these signatures. */
function reviewed(run: Case): ApprovalState {
  const { length } = unsigned(run);
  if (length === 0) return 'APPROVED';
  return length === run.steps.length ? 'SUBMITTED' : 'REVIEWING';
}

export interface Act {
  by: string;
  /** What the person saw. */
  hash: string;
}

/** The preparer hands the run in: for the first time, or again and unchanged after it came back to them. */
export function submitted(run: Case, { by, hash }: Act): Case {
  requireSeen(run, hash);
  requireState(run, 'PREPARED', 'RETURNED');
  requirePreparer(run, by);
  return { ...run, state: 'SUBMITTED' };
}

/**
 * One office signs. Refuses a hash other than the run's (RUN_CHANGED), a run that is not open (RUN_NOT_OPEN), an office that is
 * not waited for (STEP_NOT_WAITING), the preparer (SIGNED_BY_PREPARER), a second signature of one person (SIGNED_TWICE) and a stale run (RUN_STALE).
 */
export function signed(run: Case, { by, hash, step, title }: Act & { step: string; title: (step: string) => Words }): Case {
  requireSeen(run, hash);
  requireState(run, 'SUBMITTED', 'REVIEWING');
  const open = unsigned(run);
  if (!open.includes(step)) {
    const titles = open.map(title);
    refuse('STEP_NOT_WAITING', 'step', { step: title(step), waiting: { zh: titles.map(({ zh }) => zh).join('、'), en: titles.map(({ en }) => en).join(', ') } });
  }
  if (run.preparedBy === by) refuse('SIGNED_BY_PREPARER', 'run');
  if (standing(run).some((mark) => mark.by === by)) refuse('SIGNED_TWICE', 'run');
  if (run.stale) refuse('RUN_STALE', 'run');
  const next: Case = { ...run, marks: [...run.marks, { step, by, hash, verdict: 'SIGNED', to: null }] };
  return { ...next, state: reviewed(next) };
}

/**
 * Sends a run back to a step, with a reason. Signatures before that step stay; to `preparing` none does, and the run is closed
 * until its preparer hands it in again or another takes its place. An approved run that is not posted can be sent back too.
 */
export function returned(run: Case, { by, hash, to, note }: Act & { to: string; note: string }): Case {
  requireSeen(run, hash);
  requireState(run, 'SUBMITTED', 'REVIEWING', 'APPROVED');
  if (note.trim() === '') refuse('NOTE_MISSING', 'note');
  if (run.preparedBy === by) refuse('SIGNED_BY_PREPARER', 'run');
  if (to !== preparing && !standing(run).some(({ step }) => step === to)) refuse('STEP_NOT_SIGNED', 'to', { found: to, allowed: [preparing, ...standing(run).map(({ step }) => step)].join(', ') });
  const next: Case = { ...run, marks: [...run.marks, { step: 'RETURN', by, hash, verdict: 'RETURNED', to }] };
  return { ...next, state: to === preparing ? 'RETURNED' : reviewed(next) };
}

/** The preparing office takes a run back because it upholds a dispute about it; closed until another takes its place. Its preparer may do so too. */
export function withdrawn(run: Case, { by, hash }: Act): Case {
  requireSeen(run, hash);
  requireState(run, 'SUBMITTED', 'REVIEWING');
  return { ...run, state: 'RETURNED', marks: [...run.marks, { step: 'RETURN', by, hash, verdict: 'RETURNED', to: preparing }] };
}

/** The money moves: only with every signature. */
export function posted(run: Case): Case {
  requireState(run, 'APPROVED');
  const missing = unsigned(run);
  if (missing.length > 0) refuse('SIGNATURES_MISSING', 'run', { missing: missing.join(', ') });
  return { ...run, state: 'POSTED' };
}
