/** The office that the policy names prepares a run of a stage of the policy's own; others sign it. */
import { requireRole, type Asking } from '../access/asker.ts';
import type { Run } from '../model/run.ts';
import { runsBelow } from '../run/below.ts';
import { mergeDraft, type Base } from '../run/draft.ts';
import { lockYear, requireOrder } from '../run/order.ts';
import { prepareRun } from '../run/prepare.ts';
import { preparersAt } from '../run/preparers.ts';
import { requireSeenDraft } from '../run/seen-draft.ts';
import { requireSameMoves } from '../run/same-moves.ts';
import { stageDraft, stageIn, type StageOf } from './stage-draft.ts';

export interface PrepareStage extends StageOf, Base {
  reason: string;
  reasons?: Record<string, string>;
  draft?: boolean;
  /** The hash of the run that the draft showed, '' for none. */
  seen?: string;
}

export async function prepareStage(asking: Asking, input: PrepareStage): Promise<Run> {
  const { em, asker } = asking;
  const { region, stage: name, period, facts, decisions, seen, ...how } = input;
  const year = Number(period.slice(0, 4));
  const { stage, policy, version } = await stageIn(em, input);
  requireRole(asker, region, preparersAt(stage));
  await lockYear(em, region, year);
  await requireOrder(em, policy, stage, region, period);
  const draft = await stageDraft(asking, input);
  await requireSeenDraft(asking, draft.current, seen);
  const merged = mergeDraft(policy, draft, { facts, decisions });
  const { run } = await prepareRun(asking, {
    ...how, region, stage: name, year, period, version, ...merged, origins: draft.origins, upstream: [...draft.below, ...draft.taken], basis: draft.basis,
  });
  for (const each of await runsBelow(em, policy, stage, region, period)) requireSameMoves(policy, each.stage, each.run, run, each.code);
  return run;
}
