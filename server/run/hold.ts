/** Holding one item of a run (暂缓), so that the rest passes: another run takes its place, whose hash covers what will be posted. */
import { actsFor, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { preparing, returned } from '../core/approval.ts';
import { dueMovements } from '../core/policy/posted.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { FrozenFacts, Run } from '../model/run.ts';
import { caseOf, lockRun } from './case.ts';
import { requireKnown } from './in-place-of.ts';
import { heldBy, prepareCorrection, type Makings } from './correct.ts';
import { prepareRun, replay, type Held } from './prepare.ts';
import { recordReturn, returners } from './sign.ts';
import { subjectOf } from './subject.ts';

export interface Hold {
  region: number;
  run: string;
  hash: string;
  row: string;
  reason: string;
}

/** What is fixed for everybody at once waits for nobody. */
const whole: ReadonlySet<string> = new Set(['BUDGET', 'PAY_TOTAL']);

/** Puts a run with other items held in the place of an open one. Its preparation stays that of who prepared it; every office signs anew. */
async function replace(asking: Asking, makings: Makings, run: Run, held: Held[], note: string): Promise<Run> {
  const { em } = asking;
  await recordReturn(asking, run, returned(await caseOf(em, run), { by: asking.asker.id, hash: run.hash, to: preparing, note }), { note, forId: actsFor(asking.asker, run.regionId, returners(run), run.institution?.id) });
  const { facts, origins } = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  const institution = await run.institution?.loadOrFail();
  const upstream = await em.find(Run, { regionId: run.regionId, id: { $in: run.upstreamIds } });
  const corrects = run.correctsId === null ? null : await em.findOneOrFail(Run, { regionId: run.regionId, id: run.correctsId });
  const prepared = await prepareRun(asking, {
    region: run.regionId, stage: run.stage, year: run.year, period: run.period, ...(institution && { institution }), version: await run.policyVersion.loadOrFail(),
    facts, decisions: run.decisions, origins, upstream, reason: run.reason, changeKind: run.changeKind, basis: run, corrects, held, preparedBy: { id: run.preparedById, forId: run.preparedForId, at: run.preparedAt },
  });
  await makings(run.stage).prepared?.(asking, prepared);
  return prepared.run;
}

async function log(asking: Asking, run: Run, action: 'HOLD_ITEM' | 'LIFT_ITEM', row: string): Promise<void> {
  const { zh, en } = await subjectOf(run);
  await audit(asking, run.regionId, { action, subject: { zh: `${zh} · ${row}`, en: `${en} · ${row}` } });
}

/**
 * Holds one row of a settlement or distribution with a reason: its amounts are not posted. Refuses a row that nothing goes to
 * (HOLD_ROW_UNKNOWN), one that is held (HELD_ALREADY), and to hold all that is due (HOLD_ALL).
 */
export async function holdItem(asking: Asking, makings: Makings, input: Hold): Promise<Run> {
  const { em, asker, now } = asking;
  const { region, row } = input;
  const reason = input.reason.trim();
  const run = requireKnown(asker, await lockRun(em, region, input.run));
  if (run.hash !== input.hash) refuse('RUN_CHANGED', 'hash', { found: input.hash.slice(0, 12), allowed: run.hash.slice(0, 12) });
  if (whole.has(run.stage)) refuse('HOLD_STAGE', 'run');
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  requireRole(asker, region, returners(run), run.institution?.id);
  if (run.held.includes(row)) refuse('HELD_ALREADY', 'row', { found: row });
  const { policy, evaluation } = await replay(em, run);
  const { due, waiting } = dueMovements(policy, evaluation, stageId(run.stage), [...run.held, row]);
  if (!waiting.some((movement) => movement.row === row)) refuse('HOLD_ROW_UNKNOWN', 'row', { found: row });
  if (due.length === 0) refuse('HOLD_ALL', 'row');
  const made = await replace(asking, makings, run, [...await heldBy(em, run), { row, reason, by: asker.id, at: now }], `${row}: ${reason}`);
  await log(asking, made, 'HOLD_ITEM', row);
  return made;
}

/** Lifts a hold: of an open run another takes its place; of a posted one a correction of its own is prepared, which posts what waited. */
export async function liftItem(asking: Asking, makings: Makings, input: Hold): Promise<Run> {
  const { em, asker } = asking;
  const { region, row, reason } = input;
  const run = requireKnown(asker, await lockRun(em, region, input.run));
  if (run.hash !== input.hash) refuse('RUN_CHANGED', 'hash', { found: input.hash.slice(0, 12), allowed: run.hash.slice(0, 12) });
  if (!run.held.includes(row)) refuse('HELD_NOT', 'row', { found: row });
  if (reason.trim() === '') refuse('ACT_REASON_MISSING', 'reason');
  if (run.state !== 'POSTED') requireRole(asker, region, returners(run), run.institution?.id);
  const made = run.state === 'POSTED'
    ? await prepareCorrection(asking, makings, { region, run: run.id, facts: {}, decisions: {}, reason, lift: row })
    : await replace(asking, makings, run, (await heldBy(em, run)).filter((each) => each.row !== row), `${row}: ${reason.trim()}`);
  await log(asking, made, 'LIFT_ITEM', row);
  return made;
}
