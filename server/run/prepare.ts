/** Makes a run: evaluates a policy version on frozen facts and keeps both by their hashes. */
import { UniqueConstraintViolationException } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { evaluate, type Evaluation } from '../core/policy/evaluate.ts';
import type { Origins, Policy, RawDecisions, RawFacts } from '../core/policy/policy.ts';
import type { StageId } from '../core/policy/stages.ts';
import { storedAmounts } from '../core/policy/stored-amounts.ts';
import { Refusal, refuse, type Words } from '../core/refusal.ts';
import { factsText, runText, stepsOf } from '../core/run-text.ts';
import { contentHash, sha256 } from '../hash.ts';
import { actsFor, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Institution } from '../model/organisation.ts';
import { FrozenFacts, Run, type PolicyVersion, type StageName } from '../model/run.ts';
import { policyOf } from './policies.ts';
import { preparers } from './preparers.ts';
import { subjectOf } from './subject.ts';
import { stateTitles } from './titles.ts';

/** Written into every run: which engine and which language version gave its amounts. */
export const engine = 'fenpei 0.1; policy language 1';

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
}

export interface Prepared {
  run: Run;
  policy: Policy;
  evaluation: Evaluation;
}

/** The stage's name as policies write it: `PAY_TOTAL` is `pay-total`. */
export function stageId(stage: StageName): StageId {
  return stage.toLowerCase().replace('_', '-') as StageId;
}

function refuseBlocked(evaluation: Evaluation): void {
  const failing = evaluation.checks.filter((check) => !check.ok && check.otherwise === 'block');
  if (failing.length === 0) return;
  const join = (language: keyof Words): string =>
    failing.map((check) => `${check.says[language]}${check.rows.length > 0 ? ` (${check.rows.join(', ')})` : ''}`).join(language === 'zh' ? '；' : '; ');
  refuse('CHECKS_BLOCK', failing.map((check) => check.id).join(', '), { checks: { zh: join('zh'), en: join('en') } });
}

async function refuseSecond(em: EntityManager, p: Preparation): Promise<void> {
  const open = await em.findOne(Run, {
    regionId: p.region, stage: p.stage, period: p.period, state: { $ne: 'RETURNED' },
    ...(p.institution ? { institution: p.institution } : {}),
  });
  if (open) refuse('RUN_OPEN', 'period', { period: p.period, state: stateTitles[open.state] });
}

/** Writes a run; of two that are prepared at once, the second is refused as it would be a moment later. */
async function record(em: EntityManager, run: Run): Promise<void> {
  try {
    await em.flush();
  } catch (error) {
    if (!(error instanceof UniqueConstraintViolationException)) throw error;
    refuse('RUN_OPEN', 'period', { period: run.period, state: stateTitles.PREPARED });
  }
}

async function freeze(em: EntityManager, region: number, facts: RawFacts, origins: Origins): Promise<string> {
  const hash = sha256(factsText({ facts, origins }));
  await em.execute('insert into frozen_facts (region_id, hash, facts, origins) values (?, ?, ?::jsonb, ?::jsonb) on conflict do nothing',
    [region, hash, JSON.stringify(facts), JSON.stringify(origins)]);
  return hash;
}

/**
 * Evaluates and records a run in state PREPARED. Refuses faulty facts with every fault, checks that block (CHECKS_BLOCK),
 * and a second open run for the same thing (RUN_OPEN). Nothing is written when it refuses.
 */
export async function prepareRun(asking: Asking, p: Preparation): Promise<Prepared> {
  const { em, asker, now } = asking;
  const policy = policyOf(p.version);
  const stage = policy.stages.get(stageId(p.stage));
  if (!stage) return refuse('STAGE_MISSING', 'policy', { policy: policy.id, stage: stageId(p.stage) });
  await refuseSecond(em, p);
  const evaluation = evaluate(policy, p.facts, p.decisions);
  refuseBlocked(evaluation);
  const amounts = storedAmounts(policy, evaluation);
  const factsHash = await freeze(em, p.region, p.facts, p.origins);
  const steps = stepsOf(stage);
  const upstreamIds = p.upstream.map((run) => run.id);
  const run = em.create(Run, {
    regionId: p.region, id: v7(), stage: p.stage, year: p.year, period: p.period, institution: p.institution ?? null, policyVersion: p.version, factsHash,
    decisions: p.decisions, amounts, upstreamIds, steps, engine, state: 'PREPARED', reason: p.reason, preparedById: asker.id, preparedForId: actsFor(asker, p.region, preparers[p.stage], p.institution?.id), preparedAt: now,
    hash: sha256(runText({
      stage: p.stage, period: p.period, institution: p.institution?.id ?? null, policy: p.version.hash, facts: factsHash, decisions: p.decisions, amounts,
      upstream: p.upstream.map((upstream) => upstream.hash), steps, engine,
    })),
  });
  await record(em, run);
  await audit(asking, p.region, { action: 'PREPARE_RUN', subject: await subjectOf(run), as: preparers[p.stage], institution: p.institution?.id });
  return { run, policy, evaluation };
}

/** Evaluates a recorded run again on its frozen facts; refuses if the amounts are not the recorded ones to the fen. */
export async function replay(em: EntityManager, run: Run): Promise<{ policy: Policy; evaluation: Evaluation; facts: RawFacts; origins: Origins }> {
  const version = await run.policyVersion.loadOrFail();
  const frozen = await em.findOneOrFail(FrozenFacts, { regionId: run.regionId, hash: run.factsHash });
  const policy = policyOf(version);
  const evaluation = evaluate(policy, frozen.facts, run.decisions);
  if (contentHash(storedAmounts(policy, evaluation)) !== contentHash(run.amounts)) {
    throw new Refusal({ code: 'RUN_CHANGED', at: run.id, values: { found: contentHash(run.amounts), allowed: contentHash(storedAmounts(policy, evaluation)) } });
  }
  return { policy, evaluation, facts: frozen.facts, origins: frozen.origins };
}
