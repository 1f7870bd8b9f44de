/** What the hash of a run is made over: everything its amounts follow from, the amounts, and who must sign. */
import { canonical } from './canonical.ts';
import type { Origins, RawDecisions, RawFacts } from './policy/policy.ts';
import type { Stage, StageId } from './policy/stages.ts';
import type { StoredAmounts } from './policy/stored-amounts.ts';

export interface RunContent {
  /** `PAY_TOTAL` */
  stage: string;
  /** A year or a month. */
  period: string;
  institution: string | null;
  /** Hashes of the policy's text, of the frozen facts, and of the runs whose amounts are facts here. */
  policy: string;
  facts: string;
  upstream: readonly string[];
  decisions: RawDecisions;
  amounts: StoredAmounts;
  /** Offices that sign, `HEALTH_BUREAU`. */
  steps: readonly string[];
  engine: string;
  /** Who took each decision and why, by its name. */
  decided?: Decided;
  /** Rows whose amounts are not posted. */
  held?: readonly string[];
  /** The hash of the posted run that this one corrects. */
  corrects?: string;
}

/** `by` is an account's id; `at` an instant in UTC. */
export type Decided = Record<string, { by: string; at: string; why: string }>;

/** What a run does not have is left out of its text, so that runs from before there was such a thing keep their hash. */
export function runText(run: RunContent): string {
  const { stage, period, institution, policy, facts, decisions, amounts, upstream, steps, engine, decided = {}, held = [], corrects } = run;
  return canonical({
    stage, period, institution, policy, facts, decisions, amounts, upstream, steps, engine,
    ...(Object.keys(decided).length > 0 && { decided }), ...(held.length > 0 && { held }), ...(corrects !== undefined && { corrects }),
  });
}

/** What the hash of frozen facts is made over. */
export function factsText({ facts, origins }: { facts: RawFacts; origins: Origins }): string {
  return canonical({ facts, origins });
}

/** A stage as runs write it: `pay-total` is `PAY_TOTAL`. */
export function stageName(id: StageId): string {
  return id.toUpperCase().replaceAll('-', '_');
}

/** A stage as policies write it. */
export function stageId(name: string): StageId {
  return name.toLowerCase().replaceAll('_', '-');
}

/** The offices that sign for a stage as runs write them. */
export function stepsOf(stage: Stage): string[] {
  return stage.signedBy.map((office) => office.toUpperCase().replaceAll('-', '_'));
}
