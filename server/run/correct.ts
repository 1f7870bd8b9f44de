/** Corrections of posted runs (更正): the same thing evaluated on what is known now; what is posted is the difference. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { stateTitles } from '../core/approval.ts';
import { changes } from '../core/policy/differences.ts';
import type { Origins, Policy } from '../core/policy/policy.ts';
import type { StageId } from '../core/policy/stages.ts';
import { refuse } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { FrozenFacts, HeldItem, Run, type StageName } from '../model/run.ts';
import { lockRun } from './case.ts';
import { requireChangeReason } from './change-reason.ts';
import { requireKnown } from './in-place-of.ts';
import { draftAgain, mergeDraft, overlaid, type Base, type Draft, type Register } from './draft.ts';
import { dueOf } from './due.ts';
import { knownFacts, pathsOf, recordPaths, withPaths } from './known-facts.ts';
import { policyOf } from './policies.ts';
import { preparersAt, stageOf } from './preparers.ts';
import { prepareRun, type Held, type Prepared } from './prepare.ts';
import { baseOf } from './load.ts';
import { requireSameMoves, type DiffersCode } from './same-moves.ts';
import { fixedBy, relevantTo, within } from './scope.ts';
import { subjectOf } from './subject.ts';

/** A run of an earlier stage, and how it is told when its amounts come out otherwise. */
export interface Below {
  run: Run;
  stage: StageId;
  code: DiffersCode;
}

/** What a slice says of the runs of its stage: what they rest on now, and what follows when one is prepared. */
export interface Making {
  /** Whether the asker may give what a policy lets an office give or decide. */
  mayGive(asking: Asking, run: Run, by: string): boolean;
  /** The runs of earlier stages that a run of this one rests on, as they stand now. */
  upstream?(asking: Asking, run: Run): Promise<Below[]>;
  /** Holds what it rests on until the transaction ends. */
  lock?(asking: Asking, run: Run): Promise<void>;
  /** What the register knows now of the rows that it owns: those are as it has them, and are corrected there. */
  register?(asking: Asking, run: Run): Promise<Register>;
  /** Values by path that the register or approved runs give now. */
  registered?(asking: Asking, run: Run): Promise<Registered>;
  prepared?(asking: Asking, prepared: Prepared): Promise<void>;
}
export interface Registered {
  paths: Map<string, string>;
  /** Where a path comes from. */
  origin(path: string): string;
  /** Runs whose amounts are among them. */
  upstream?: Run[];
}
export type Makings = (stage: StageName) => Making;

export interface Correct extends Base {
  region: number;
  run: string;
  reason: string;
  reasons?: Record<string, string>;
  /** One of the reasons that the policy permits, where it names them. */
  change?: string;
  /** A held row whose amounts wait no longer. */
  lift?: string;
}

/** The posted run, locked; refuses one that is not posted (CORRECTS_NOT_POSTED) or has a correction (CORRECTED_ALREADY). */
async function correctable({ em, asker }: Asking, region: number, id: string): Promise<Run> {
  const run = requireKnown(asker, await lockRun(em, region, id));
  if (run.state !== 'POSTED') refuse('CORRECTS_NOT_POSTED', 'run', { state: stateTitles[run.state] });
  const later = await em.findOne(Run, { regionId: region, correctsId: run.id, state: { $nin: ['RETURNED', 'PREPARED'] } });
  if (later) refuse('CORRECTED_ALREADY', 'run', { state: stateTitles[later.state] });
  return run;
}

interface Known extends Draft {
  upstream: Run[];
  /** The facts of the posted run, by path. */
  before: Map<string, string>;
}

/** What is known now of what a posted run was made of, and what of it the asker may change. */
export async function correctionDraft(asking: Asking, making: Making, run: Run): Promise<Known> {
  const { em } = asking;
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const frozen = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  const below = await making.upstream?.(asking, run) ?? [];
  const fixed = fixedBy(policy, below);
  let base: Base = { facts: withPaths(policy, frozen.facts, await knownFacts(em, run)), decisions: run.decisions };
  for (const each of below) base = overlaid(policy, base, await baseOf(em, each.run), relevantTo(policy, each.stage));
  const registered = await making.registered?.(asking, run);
  const facts = registered ? withPaths(policy, base.facts, registered.paths) : base.facts;
  const register = await making.register?.(asking, run) ?? { scalars: {}, tables: {} };
  const known = draftAgain(policy, { ...base, facts }, register, (by) => making.mayGive(asking, run, by));
  const before = pathsOf(policy, frozen.facts);
  const draft = { ...known, origins: { ...originsOf(policy, known.facts, before, frozen.origins, registered), ...known.origins } };
  return { ...within(policy, stageId(run.stage), draft, fixed), upstream: [...below.map((each) => each.run), ...registered?.upstream ?? []], before };
}

/** A value that is another than it was does not come from where it came from then. */
function originsOf(policy: Policy, facts: Base['facts'], before: ReadonlyMap<string, string>, origins: Origins, registered?: Registered): Origins {
  const now = pathsOf(policy, facts);
  const kept = Object.entries(origins).filter(([path]) => now.get(path) === before.get(path));
  return { ...Object.fromEntries(kept), ...Object.fromEntries([...registered?.paths.keys() ?? []].filter((path) => now.has(path)).map((path) => [path, registered!.origin(path)])) };
}

export async function heldBy(em: EntityManager, run: Run): Promise<Held[]> {
  const items = await em.find(HeldItem, { regionId: run.regionId, runId: run.id });
  return items.map(({ row, reason, heldById, heldAt }) => ({ row, reason, by: heldById, at: heldAt }));
}

/**
 * Prepares a correction of a posted run on what is known now and what is given beside; it is signed as the run was, and posts the difference.
 * Refuses one without a reason (ACT_REASON_MISSING) or for none of those that the policy permits, and one that would change nothing (NOTHING_TO_CORRECT).
 */
export async function prepareCorrection(asking: Asking, makings: Makings, input: Correct): Promise<Run> {
  const { em } = asking;
  const { region, lift, change } = input;
  const run = await correctable(asking, region, input.run);
  const making = makings(run.stage);
  const stage = await stageOf(run);
  requireRole(asking.asker, region, preparersAt(stage), run.institution?.id);
  const reason = input.reason.trim();
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  if (lift === undefined) requireChangeReason(stage, change);
  await making.lock?.(asking, run);
  const version = await run.policyVersion.loadOrFail();
  const policy = policyOf(version);
  const draft = await correctionDraft(asking, making, run);
  const merged = mergeDraft(policy, draft, input);
  const held = (await heldBy(em, run)).filter(({ row }) => row !== lift);
  const institution = await run.institution?.loadOrFail();
  const prepared = await prepareRun(asking, {
    region, stage: run.stage, year: run.year, period: run.period, version, ...merged, ...(institution && { institution }), ...(input.reasons && { reasons: input.reasons }),
    origins: originsOf(policy, merged.facts, pathsOf(policy, draft.facts), draft.origins), upstream: draft.upstream, reason, changeKind: change ?? null, basis: run, corrects: run, held,
  });
  for (const each of await making.upstream?.(asking, run) ?? []) requireSameMoves(policy, each.stage, each.run, prepared.run, each.code);
  const { due, before = [] } = await dueOf(em, prepared.run, prepared);
  if (changes(due, before).length === 0) refuse('NOTHING_TO_CORRECT', 'run');
  await making.prepared?.(asking, prepared);
  return prepared.run;
}

/**
 * Records facts that came late, of a posted run: they are known from now on, and wait for its correction. Nothing is computed.
 * Only what the asker may give is taken (FACT_NOT_EDITABLE), and a reason is needed (ACT_REASON_MISSING).
 */
export async function correctFacts(asking: Asking, makings: Makings, input: Omit<Correct, 'decisions' | 'lift' | 'reasons' | 'change'>): Promise<Run> {
  const { em } = asking;
  const run = await correctable(asking, input.region, input.run);
  const making = makings(run.stage);
  requireRole(asking.asker, input.region, preparersAt(await stageOf(run)), run.institution?.id);
  const reason = input.reason.trim();
  if (reason === '') refuse('ACT_REASON_MISSING', 'reason');
  const policy = policyOf(await run.policyVersion.loadOrFail());
  const draft = await correctionDraft(asking, making, run);
  const { facts } = mergeDraft(policy, draft, { facts: input.facts, decisions: {} });
  const [was, now, known] = [pathsOf(policy, draft.facts), pathsOf(policy, facts), await knownFacts(em, run)];
  const changed = new Map([...now].filter(([path, value]) => was.get(path) !== value));
  if (changed.size === 0) refuse('NOTHING_TO_CORRECT', 'facts');
  const unrecorded = new Map([...draft.before].filter(([path]) => changed.has(path) && !known.has(path)));
  await recordPaths({ ...asking, now: run.preparedAt }, run, unrecorded, run.reason);
  await recordPaths(asking, run, changed, reason);
  await audit(asking, run.regionId, { action: 'CORRECT_FACTS', subject: await subjectOf(run) });
  return run;
}
