/** Handing in a self-assessment, reviewing it, signing the final score: each by another person; and the way back to the self-assessment. */
import { v7 } from 'uuid';
import { actsFor, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Plain } from '../core/canonical.ts';
import { assess, comparesPeers, type UnitFacts } from '../core/assessment/assess.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { contentHash } from '../hash.ts';
import type { Role } from '../model/account.ts';
import { AssessmentResult, type AssessmentStage, type AssessmentUnit } from '../model/assessment.ts';
import { closeKnown } from '../run/known.ts';
import { requireState } from './entries.ts';
import { factsAt, unitHeld, type KnownRound, type KnownUnit } from './known.ts';
import { noteMost, readOptional, readText } from './texts.ts';

export interface GiveResult {
  region: number;
  unit: string;
  stage: AssessmentStage;
  note: string;
  /** Of a signature: the hash of the review that was seen. */
  hash: string | null;
  /** Of what takes the place of a signed score. */
  reason: string;
}

const rolesOf = { SELF: ['HOSPITAL_HEAD'], REVIEW: ['HEALTH_BUREAU'], FINAL: ['HEALTH_BUREAU_APPROVER'] } as const satisfies Record<AssessmentStage, readonly Role[]>;
const needed = { SELF: ['OPEN'], REVIEW: ['SELF'], FINAL: ['REVIEWED'] } as const satisfies Record<AssessmentStage, ReadonlyArray<KnownUnit['state']>>;
const before: Record<AssessmentStage, AssessmentStage[]> = { SELF: [], REVIEW: ['SELF'], FINAL: ['SELF', 'REVIEW'] };

/** Who lends a role counts as one person with who receives it (ASSESSED_BY_SAME). */
function requireAnother({ asker }: Asking, { results }: KnownUnit, stage: AssessmentStage, actingFor: string | null): void {
  const people = new Set(before[stage].flatMap((each) => [results[each]?.givenById, results[each]?.forId]));
  if (people.has(asker.id) || (actingFor !== null && people.has(actingFor))) refuse('ASSESSED_BY_SAME', 'unit');
}

function requirePeers({ units, compiled }: KnownRound, own: KnownUnit): void {
  if (!comparesPeers(compiled)) return;
  const waiting = units.filter(({ unit, results }) => unit.level === own.unit.level && !results.REVIEW).map(({ unit }) => unit.name);
  if (waiting.length > 0) refuse('PEERS_MISSING', 'unit', { missing: waiting.join('、') });
}

function requireAnswers({ unit, objections }: KnownUnit): void {
  const open = objections.find(({ answer }) => answer === null);
  if (open) refuse('OBJECTION_WAITS', 'unit', { unit: unit.name, indicator: open.indicator });
}

interface Scored {
  facts: UnitFacts[];
  score: string | null;
  grade: string | null;
  failed: boolean | null;
}

/** What a stage comes to; a self-assessment may lack what others give, a review may not. */
function scored({ units, compiled }: KnownRound, { unit }: KnownUnit, stage: AssessmentStage): Scored {
  const facts = units.map((each) => factsAt(each, stage === 'SELF' ? 'SELF' : 'REVIEW'));
  const { units: results, faults } = assess(compiled, facts);
  const own = results.find((each) => each.unit === unit.code);
  const missing = (own?.missing ?? []).filter((id) => stage !== 'SELF' || compiled.inputs.get(id)?.from === 'institution');
  if (missing.length > 0) refuse('VALUES_MISSING', 'unit', { unit: unit.name, missing: missing.map((id) => compiled.inputs.get(id)?.title.zh ?? id).join('、') });
  if (stage !== 'SELF' && faults.length > 0) throw new Refusal([...faults]);
  return { facts, score: own?.total ?? null, grade: own?.grade ?? null, failed: own?.failed ?? null };
}

/** A stage of a unit. The final score takes the place of one that was signed before from this instant on, with its reason. */
export async function giveResult(asking: Asking, input: GiveResult): Promise<AssessmentUnit> {
  const { em, asker, now } = asking;
  const { region, stage } = input;
  const roles = rolesOf[stage];
  requireRole(asker, region, roles);
  const { known, own } = await unitHeld(asking, region, input.unit);
  const { unit, results } = own;
  const institution = stage === 'SELF' ? unit.headId : undefined;
  requireRole(asker, region, roles, institution);
  requireState(own, needed[stage]);
  const forId = actsFor(asker, region, roles, institution);
  requireAnother(asking, own, stage, forId);
  const reason = results.FINAL ? readReason(input.reason) : '';
  if (stage === 'FINAL') {
    requireAnswers(own);
    requirePeers(known, own);
    const seen = results.REVIEW?.factsHash ?? '';
    if (input.hash !== seen) refuse('RUN_CHANGED', 'hash', { found: (input.hash ?? '').slice(0, 12), allowed: seen.slice(0, 12) });
  }
  const { facts, ...result } = scored(known, own, stage);
  const { from } = await closeKnown(em, AssessmentResult, { regionId: region, unit, stage }, now);
  em.create(AssessmentResult, {
    regionId: region, id: v7(), unit, stage, ...result, facts, factsHash: contentHash(facts as unknown as Plain), note: readOptional('note', input.note, noteMost), reason,
    givenById: asker.id, forId, knownFrom: from, reviewId: stage === 'FINAL' ? results.REVIEW?.id ?? null : null,
  });
  await em.flush();
  await audit(asking, region, { action: 'GIVE_ASSESSMENT', subject: { zh: unit.name, en: unit.name }, as: roles, institution });
  return unit;
}

function readReason(reason: string): string {
  if (reason.trim() === '') refuse('CORRECTION_REASON', 'reason');
  return readOptional('reason', reason, noteMost);
}

/** Gives a self-assessment back to be done again; one whose score is signed is corrected by its reviewer instead. */
export async function returnAssessment(asking: Asking, { region, unit: id, reason }: { region: number; unit: string; reason: string }): Promise<AssessmentUnit> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const { own } = await unitHeld(asking, region, id);
  const { unit, results } = own;
  requireState(own, results.FINAL ? [] : ['SELF', 'REVIEWED']);
  const why = readText('reason', reason, noteMost);
  for (const stage of ['SELF', 'REVIEW'] as const) await closeKnown(em, AssessmentResult, { regionId: region, unit, stage }, now);
  await audit(asking, region, { action: 'RETURN_ASSESSMENT', subject: { zh: `${unit.name}：${why}`, en: `${unit.name}: ${why}` }, as: ['HEALTH_BUREAU'] });
  return unit;
}
