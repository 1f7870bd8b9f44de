/** What a run makes due, and what it posts: of a correction, the difference to the run that it corrects. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Evaluation } from '../core/policy/evaluate.ts';
import { dueMovements, postedMovements } from '../core/policy/posted.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { Movement } from '../core/policy/stages.ts';
import type { Words } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Run } from '../model/run.ts';
import { replay } from './prepare.ts';

export interface Due {
  policy: Policy;
  evaluation: Evaluation;
  /** For each amount and row, whatever was posted before. */
  due: Movement[];
  /** What the corrected run made due; undefined for a first run. */
  before: Movement[] | undefined;
}

function dueIn(run: Run, { policy, evaluation }: Pick<Due, 'policy' | 'evaluation'>): Omit<Due, 'before'> {
  return { policy, evaluation, due: dueMovements(policy, evaluation, stageId(run.stage), run.held).due };
}

/** `made` is the evaluation of the run, where it has just been made. */
export async function dueOf(em: EntityManager, run: Run, made?: Pick<Due, 'policy' | 'evaluation'>): Promise<Due> {
  const corrected = run.correctsId === null ? null : await em.findOneOrFail(Run, { regionId: run.regionId, id: run.correctsId });
  return { ...dueIn(run, made ?? await replay(em, run)), before: corrected ? dueIn(corrected, await replay(em, corrected)).due : undefined };
}

/** What is written into the ledger. */
export function postingOf(run: Run, { policy, due, before }: Due): Movement[] {
  return postedMovements(policy, stageId(run.stage), due, before);
}

/** What an entry says it is for. */
export function memoOf(run: Run, memo: Words): Words {
  return run.correctsId === null ? memo : { zh: `${memo.zh} · 更正`, en: `${memo.en} · correction` };
}
