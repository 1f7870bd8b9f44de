/**
 * Objections to a published distribution (公示异议): made within the notice's days, ruled on by the office that the policy names. One that is
 * upheld has the distribution computed anew; it is settled when that is paid.
 */
import { refuse, type Words } from '../refusal.ts';

export type ObjectionState = 'OPEN' | 'REJECTED' | 'UPHELD' | 'RECOMPUTED' | 'SETTLED';

export const objectionTitles: Record<ObjectionState, Words> = {
  OPEN: { zh: '待复核', en: 'waits for a ruling' },
  REJECTED: { zh: '复核后维持原结果', en: 'reviewed: the result stands' },
  UPHELD: { zh: '异议成立，待重新核算', en: 'upheld: to be computed anew' },
  RECOMPUTED: { zh: '已重新核算，待发放', en: 'computed anew: to be paid' },
  SETTLED: { zh: '差额已处理', en: 'settled' },
};

/** What has come of an objection. `recomputed` and `paid` tell of a computation that was prepared after the ruling. */
export interface Course {
  upheld: boolean | null;
  recomputed: boolean;
  paid: boolean;
}

export function objectionState({ upheld, recomputed, paid }: Course): ObjectionState {
  if (upheld === null) return 'OPEN';
  if (!upheld) return 'REJECTED';
  if (paid) return 'SETTLED';
  return recomputed ? 'RECOMPUTED' : 'UPHELD';
}

/** Refuses after the last day of the notice (PAY_OBJECTION_LATE); that day is still in time. Days `YYYY-MM-DD`. */
export function requireInTime(closesOn: string, today: string): void {
  if (today > closesOn) refuse('PAY_OBJECTION_LATE', 'notice', { closesOn });
}

/** A ruling is given by nobody who prepared the distribution, for whom it was prepared, or who objects (PAY_OBJECTION_OWN_WORK). `by` are the accounts in whose name it is given. */
export function requireOtherRuler(by: readonly string[], concerned: ReadonlyArray<string | null>): void {
  if (by.some((account) => concerned.includes(account))) refuse('PAY_OBJECTION_OWN_WORK', 'objection');
}

/** One line that is to be paid. */
export interface ToPay {
  /** Who it is for, as a refusal names them. */
  person: string;
  /** The last day of the notice in which just this line stands; null where none does. */
  closesOn: string | null;
  /** Whether an objection about the person waits for a ruling. */
  objected: boolean;
}

/**
 * Refuses to pay a distribution that has to be published first: while a line stands in no notice (NOTICE_MISSING), until the last day
 * is over (NOTICE_OPEN), and while an objection about a person in it waits (PAY_OBJECTION_WAITS): who is held is not in it.
 */
export function requirePublished(lines: readonly ToPay[], today: string): void {
  const days = lines.map(({ closesOn }) => closesOn);
  if (days.includes(null)) refuse('NOTICE_MISSING', 'notice');
  const last = (days as string[]).toSorted().at(-1);
  if (last !== undefined && today <= last) refuse('NOTICE_OPEN', 'notice', { closesOn: last });
  const objected = [...new Set(lines.filter((line) => line.objected).map(({ person }) => person))];
  if (objected.length > 0) refuse('PAY_OBJECTION_WAITS', 'run', { people: objected.join(', ') });
}
