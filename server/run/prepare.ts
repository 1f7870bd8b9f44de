/** Makes a run: evaluates a policy version on frozen facts and keeps both by their hashes. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { stateTitles } from '../core/approval.ts';
import { comparedIn, sayCompared } from '../core/policy/compared.ts';
import type { Evaluation } from '../core/policy/evaluate.ts';
import { evaluatorFor } from '../core/policy/evaluators.ts';
import { dueMovements } from '../core/policy/posted.ts';
import type { Origins, Policy, RawDecisions, RawFacts } from '../core/policy/policy.ts';
import type { Movement } from '../core/policy/stages.ts';
import { storedAmounts } from '../core/policy/stored-amounts.ts';
import { Refusal, refuse, type Words } from '../core/refusal.ts';
import { factsText, runText, stageId, stepsOf, type Decided } from '../core/run-text.ts';
import { contentHash, sha256 } from '../hash.ts';
import { actsFor, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Institution } from '../model/organisation.ts';
import { FrozenFacts, HeldItem, Run, type PolicyVersion, type StageName } from '../model/run.ts';
import { callForConfirmation } from './confirmation.ts';
import { recordFacts } from './known-facts.ts';
import { policyOf } from './policies.ts';
import { preparersAt } from './preparers.ts';
import { requireDivided } from './second-allocations.ts';
import { subjectOf } from './subject.ts';

const release = 'fenpei 0.1';

/** Written into every run: which engine and which language version gave its amounts. */
export function engineOf({ language }: Pick<Policy, 'language'>): string {
  return `${release}; policy language ${language}`;
}

/** An item that waits, and who said so. */
export interface Held {
  row: string;
  reason: string;
  by: string;
  at: Date;
}

export interface Preparation {
  region: number;
  stage: StageName;
  year: number;
  period: string;
  institution?: Institution;
  version: PolicyVersion;
  facts: RawFacts;
  decisions: RawDecisions;
  origins: Origins;
  upstream: Run[];
  reason: string;
  /** Why a decision was taken, by its name; the run's reason where it is not said. */
  reasons?: Record<string, string>;
  /** The run whose decisions are gone on with where they are the same. */
  basis?: Run | null;
  /** The posted run that this one corrects. */
  corrects?: Run | null;
  /** For which of the reasons that the policy permits. */
  changeKind?: string | null;
  held?: Held[];
  /** Whose preparation it stays, when somebody else holds an item of it. */
  preparedBy?: { id: string; forId: string | null; at: Date };
  /** Only prepared: nobody signs before its preparer hands it in. */
  draft?: boolean;
}

export interface Prepared {
  run: Run;
  policy: Policy;
  evaluation: Evaluation;
}

function refuseBlocked(policy: Policy, evaluation: Evaluation): void {
  const failing = evaluation.checks.filter((check) => !check.ok && check.otherwise === 'block');
  if (failing.length === 0) return;
  const join = (language: keyof Words): string =>
    failing.map((check) => `${check.says[language]}${sayCompared(comparedIn(policy, evaluation, check.id))[language]}${check.rows.length > 0 ? ` (${check.rows.join(', ')})` : ''}`).join(language === 'zh' ? '；' : '; ');
  refuse('CHECKS_BLOCK', failing.map((check) => check.id).join(', '), { checks: { zh: join('zh'), en: join('en') } });
}

/** Makes room for a run: refuses a second one of the same thing, closes one that was never handed in, and gives the one whose place is taken. */
async function makeRoom(em: EntityManager, p: Preparation): Promise<Run | null> {
  const same = {
    regionId: p.region, stage: p.stage, period: p.period, correctsId: p.corrects?.id ?? null,
    ...(p.institution ? { institution: p.institution } : {}),
  };
  const open = await em.findOne(Run, { ...same, state: { $ne: 'RETURNED' } });
  if (open && open.state !== 'PREPARED') return refuse('RUN_OPEN', 'period', { period: p.period, state: stateTitles[open.state] });
  if (open) {
    open.state = 'RETURNED';
    await em.flush();
  }
  const [last] = await em.find(Run, { ...same, state: 'RETURNED' }, { orderBy: { id: 'desc' }, limit: 1 });
  return last ?? null;
}

/** Writes a run; of two that are prepared at once, the second is refused as it would be a moment later. */
async function record(em: EntityManager, run: Run): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    refuse('RUN_OPEN', 'period', { period: run.period, state: stateTitles.SUBMITTED });
  }
}

async function freeze(em: EntityManager, region: number, facts: RawFacts, origins: Origins): Promise<string> {
  const hash = sha256(factsText({ facts, origins }));
  await em.execute('insert into frozen_facts (region_id, hash, facts, origins) values (?, ?, ?::jsonb, ?::jsonb) on conflict do nothing',
    [region, hash, JSON.stringify(facts), JSON.stringify(origins)]);
  return hash;
}

/** A decision that is gone on with stays that of who took it. */
function decidedOf({ asker, now }: Asking, { decisions, basis, reasons = {}, reason }: Preparation): Decided {
  const taken = { by: asker.id, at: now.toISOString() };
  return Object.fromEntries(Object.keys(decisions).map((name) => {
    const before = basis && basis.decisions[name] === decisions[name] && reasons[name] === undefined ? basis : undefined;
    const kept = before && (before.decided[name] ?? { by: before.preparedById, at: before.preparedAt.toISOString(), why: before.reason });
    return [name, kept ?? { ...taken, why: reasons[name] ?? reason }];
  }));
}

function writeHeld(em: EntityManager, run: Run, held: readonly Held[], waiting: readonly Movement[]): Promise<void> {
  for (const { row, reason, by, at } of held) {
    const movements = waiting.filter((movement) => movement.row === row).map(({ step, from, to, amount }) => ({ step, from, to, amount: amount.toString() }));
    em.create(HeldItem, { regionId: run.regionId, runId: run.id, row, reason, heldById: by, heldAt: at, movements });
  }
  return em.flush();
}

/**
 * Evaluates and records a run, handed in unless it is a draft. Refuses faulty facts with every fault, checks that block (CHECKS_BLOCK),
 * and a second open run for the same thing (RUN_OPEN). Nothing is written when it refuses.
 */
export async function prepareRun(asking: Asking, p: Preparation): Promise<Prepared> {
  const { em, asker, now } = asking;
  const policy = policyOf(p.version);
  const stage = policy.stages.get(stageId(p.stage));
  if (!stage) return refuse('STAGE_MISSING', 'policy', { policy: policy.id, stage: stageId(p.stage) });
  const redoes = await makeRoom(em, p);
  const evaluation = evaluatorFor(policy.language).evaluate(policy, p.facts, p.decisions);
  refuseBlocked(policy, evaluation);
  const amounts = storedAmounts(policy, evaluation);
  const factsHash = await freeze(em, p.region, p.facts, p.origins);
  const { held: items = [], corrects = null, preparedBy = { id: asker.id, forId: actsFor(asker, p.region, preparersAt(stage), p.institution?.id), at: now } } = p;
  const held = items.map(({ row }) => row).sort();
  const [steps, engine, decided] = [stepsOf(stage), engineOf(policy), decidedOf(asking, p)];
  const run = em.create(Run, {
    regionId: p.region, id: v7(), stage: p.stage, year: p.year, period: p.period, institution: p.institution ?? null, policyVersion: p.version, factsHash,
    decisions: p.decisions, amounts, upstreamIds: p.upstream.map(({ id }) => id), steps, engine, language: policy.language, decided, held,
    correctsId: corrects?.id ?? null, redoesId: redoes?.id ?? null,
    state: p.draft ? 'PREPARED' : 'SUBMITTED', reason: p.reason, changeKind: p.changeKind ?? null, preparedById: preparedBy.id, preparedForId: preparedBy.forId, preparedAt: preparedBy.at,
    hash: sha256(runText({
      stage: p.stage, period: p.period, institution: p.institution?.id ?? null, policy: p.version.hash, facts: factsHash, decisions: p.decisions, amounts,
      upstream: p.upstream.map((upstream) => upstream.hash), steps, engine, decided, held, ...(corrects && { corrects: corrects.hash }),
    })),
  });
  if (!p.draft) await requireDivided(em, policy, run);
  await record(em, run);
  await writeHeld(em, run, items, dueMovements(policy, evaluation, stage.id, held).waiting);
  await recordFacts(asking, run, p.facts, p.origins);
  if (!p.draft) await callForConfirmation(asking, run);
  await audit(asking, p.region, { action: 'PREPARE_RUN', subject: await subjectOf(run), as: preparersAt(stage), institution: p.institution?.id });
  return { run, policy, evaluation };
}

/** Evaluates a recorded run again on its frozen facts; refuses if the amounts are not the recorded ones to the fen. */
export async function replay(em: EntityManager, run: Run): Promise<{ policy: Policy; evaluation: Evaluation; facts: RawFacts; origins: Origins }> {
  const version = await run.policyVersion.loadOrFail();
  const frozen = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  const policy = policyOf(version);
  const evaluation = evaluatorFor(run.language).evaluate(policy, frozen.facts, run.decisions);
  if (contentHash(storedAmounts(policy, evaluation)) !== contentHash(run.amounts)) {
    throw new Refusal({ code: 'RUN_CHANGED', at: run.id, values: { found: contentHash(run.amounts), allowed: contentHash(storedAmounts(policy, evaluation)) } });
  }
  return { policy, evaluation, facts: frozen.facts, origins: frozen.origins };
}
