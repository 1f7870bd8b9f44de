/**
 * Confirmation of a run by the institutions that it concerns (确认): each confirms or disputes its own line within the working days
 * that the policy names; what silence means afterwards is the policy's too. A dispute is answered by the office that prepared the run.
 */
import type { Words } from './refusal.ts';

/** What it means when nothing is said in time. */
export type Silence = 'confirmed' | 'disputed';

export type LineState = 'WAITING' | 'CONFIRMED' | 'CONFIRMED_BY_SILENCE' | 'DISPUTED' | 'DISPUTED_BY_SILENCE' | 'REJECTED' | 'UPHELD';

/** What has been said of one line of a run. */
export interface Said {
  verdict: 'CONFIRMED' | 'DISPUTED';
  bySilence: boolean;
  /** The preparing office's answer to a dispute; null before there is one. */
  upheld: boolean | null;
}

export interface Term {
  /** The last day on which something may be said. */
  dueOn: string;
  silence: Silence;
}

export const lineTitles: Record<LineState, Words> = {
  WAITING: { zh: '待确认', en: 'waits for confirmation' },
  CONFIRMED: { zh: '已确认', en: 'confirmed' },
  CONFIRMED_BY_SILENCE: { zh: '逾期未答复，视为确认', en: 'not answered in time: counts as confirmed' },
  DISPUTED: { zh: '有异议，待答复', en: 'disputed, waits for an answer' },
  DISPUTED_BY_SILENCE: { zh: '逾期未答复，视为异议，待答复', en: 'not answered in time: counts as disputed, waits for an answer' },
  REJECTED: { zh: '异议未采纳', en: 'dispute not upheld' },
  UPHELD: { zh: '异议已采纳，退回编制', en: 'dispute upheld, returned' },
};

/** Whether the time to say something is over on a day. */
export function isOver({ dueOn }: Term, today: string): boolean {
  return today > dueOn;
}

/** How a line stands on a day; silence counts from the first day after the last, whether it has been written down or not. */
export function lineState(said: Said | undefined, term: Term, today: string): LineState {
  if (!said) {
    if (!isOver(term, today)) return 'WAITING';
    return term.silence === 'confirmed' ? 'CONFIRMED_BY_SILENCE' : 'DISPUTED_BY_SILENCE';
  }
  if (said.verdict === 'CONFIRMED') return said.bySilence ? 'CONFIRMED_BY_SILENCE' : 'CONFIRMED';
  if (said.upheld !== null) return said.upheld ? 'UPHELD' : 'REJECTED';
  return said.bySilence ? 'DISPUTED_BY_SILENCE' : 'DISPUTED';
}

/** Whether a line in this state holds back the last signature. */
export function holdsBack(state: LineState): boolean {
  return state !== 'CONFIRMED' && state !== 'CONFIRMED_BY_SILENCE' && state !== 'REJECTED';
}
