/** For which of the reasons that the policy permits a posted run is changed (变更事由). */
import type { Stage } from '../core/policy/stages.ts';
import { refuse, type Words } from '../core/refusal.ts';
import type { Run } from '../model/run.ts';
import { stageOf } from './preparers.ts';

/** Refuses a change without one where the policy names them (CHANGE_REASON_MISSING), and one that it does not name (CHANGE_REASON_UNKNOWN). */
export function requireChangeReason({ title, changeReasons = new Map() }: Stage, given: string | undefined): void {
  const join = (language: keyof Words) => [...changeReasons].map(([name, each]) => `${each[language]} (${name})`).join(language === 'zh' ? '、' : ', ') || '–';
  const allowed = { zh: join('zh'), en: join('en') };
  if (given === undefined && changeReasons.size > 0) refuse('CHANGE_REASON_MISSING', 'change', { stage: title, allowed });
  if (given !== undefined && !changeReasons.has(given)) refuse('CHANGE_REASON_UNKNOWN', 'change', { stage: title, found: given, allowed });
}

/** The title of a run's reason; null where its policy names none. */
export async function changeReasonOf(run: Run): Promise<Words | null> {
  if (run.changeKind === null) return null;
  return (await stageOf(run)).changeReasons?.get(run.changeKind) ?? null;
}
