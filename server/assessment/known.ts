/** What is known of a round at an instant: its units, their entries, results and objections. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { bureaus, hasRole, institutionsOf, requireRole, type Asker, type Asking } from '../access/asker.ts';
import type { UnitFacts } from '../core/assessment/assess.ts';
import type { CompiledScheme } from '../core/assessment/scheme.ts';
import { refuse } from '../core/refusal.ts';
import {
  AssessmentEntry, AssessmentObjection, AssessmentResult, AssessmentRound, AssessmentScheme, AssessmentUnit, type AssessmentScope, type AssessmentStage,
} from '../model/assessment.ts';
import { knownAt } from '../run/known.ts';
import { compiledOf } from './schemes.ts';

/** OPEN: to be self-assessed. SELF: handed in, to be reviewed. REVIEWED: to be signed. FINAL: signed on what is known. */
export type UnitState = 'OPEN' | 'SELF' | 'REVIEWED' | 'FINAL';

export interface KnownUnit {
  unit: AssessmentUnit;
  entries: AssessmentEntry[];
  results: Partial<Record<AssessmentStage, AssessmentResult>>;
  objections: AssessmentObjection[];
  state: UnitState;
}

export interface KnownRound {
  round: AssessmentRound;
  scheme: AssessmentScheme;
  compiled: CompiledScheme;
  /** By code. */
  units: KnownUnit[];
}

function stateOf({ SELF: self, REVIEW: review, FINAL: final }: KnownUnit['results']): UnitState {
  if (!self) return 'OPEN';
  if (!review) return 'SELF';
  return final?.reviewId === review.id ? 'FINAL' : 'REVIEWED';
}

/** The round of a year and scope that stood at an instant; null without one. */
export async function roundOf(em: EntityManager, region: number, scope: AssessmentScope, year: number, asOf: Date | null): Promise<AssessmentRound | null> {
  const stood = asOf === null ? { withdrawnAt: null } : { openedAt: { $lte: asOf }, $or: [{ withdrawnAt: null }, { withdrawnAt: { $gt: asOf } }] };
  return em.findOne(AssessmentRound, { regionId: region, scope, year, ...stood }, { populate: ['scheme'] });
}

/** Everything of a round as it is known now, or was at an instant. */
export async function knownRound(em: EntityManager, round: AssessmentRound, asOf: Date | null): Promise<KnownRound> {
  const { regionId } = round;
  const scheme = await em.findOneOrFail(AssessmentScheme, { regionId, id: round.scheme.id });
  const units = await em.find(AssessmentUnit, { regionId, round }, { orderBy: { code: 'asc' } });
  const of = { regionId, unit: { $in: units } };
  const entries = Map.groupBy(await em.find(AssessmentEntry, { ...of, ...knownAt(asOf) }, { orderBy: { id: 'asc' } }), ({ unit }) => unit.id);
  const results = Map.groupBy(await em.find(AssessmentResult, { ...of, ...knownAt(asOf) }, { orderBy: { id: 'asc' } }), ({ unit }) => unit.id);
  const raised = asOf === null ? {} : { raisedAt: { $lte: asOf } };
  const objections = Map.groupBy(await em.find(AssessmentObjection, { ...of, ...raised }, { orderBy: { id: 'asc' } }), ({ unit }) => unit.id);
  return {
    round, scheme, compiled: compiledOf(scheme),
    units: units.map((unit) => {
      const own = Object.fromEntries((results.get(unit.id) ?? []).map((result) => [result.stage, result]));
      return { unit, entries: entries.get(unit.id) ?? [], results: own, objections: objections.get(unit.id) ?? [], state: stateOf(own) };
    }),
  };
}

const overlay: Record<'SELF' | 'REVIEW', ReadonlyArray<AssessmentEntry['stage']>> = { SELF: ['MEASURED', 'SELF'], REVIEW: ['MEASURED', 'SELF', 'REVIEW'] };

/** The entry that counts for each input at a stage: what was measured, over it what the unit gave, over it what the reviewer found. */
export function valuesAt({ entries }: KnownUnit, stage: 'SELF' | 'REVIEW'): Map<string, AssessmentEntry> {
  const ordered = overlay[stage].flatMap((each) => entries.filter((entry) => entry.kind === 'VALUE' && entry.stage === each));
  return new Map(ordered.map((entry) => [entry.name, entry]));
}

/** Vetoes that hold. */
export const vetoesOf = ({ entries }: KnownUnit): AssessmentEntry[] => entries.filter(({ kind, value }) => kind === 'VETO' && value === 'true');

/** What a unit is scored on at a stage; vetoes count from the review on. */
export function factsAt(known: KnownUnit, stage: 'SELF' | 'REVIEW'): UnitFacts {
  const { unit: { code, level } } = known;
  const values = Object.fromEntries([...valuesAt(known, stage)].map(([name, { value }]) => [name, value]));
  return { unit: code, level, values, vetoes: stage === 'SELF' ? [] : vetoesOf(known).map(({ name }) => name).toSorted() };
}

const seers = [...bureaus, 'AUDITOR', 'HOSPITAL_HEAD'] as const;

/** Whether the asker sees all units of a region, and else those of which institutions (ROLE_NOT_ALLOWED). */
export function unitsSeen(asker: Asker, region: number): 'all' | string[] {
  requireRole(asker, region, seers);
  return hasRole(asker, region, [...bureaus, 'AUDITOR']) ? 'all' : institutionsOf(asker, region, ['HOSPITAL_HEAD']);
}

export function isSeen({ headId, institutionId }: AssessmentUnit, seen: 'all' | string[]): boolean {
  return seen === 'all' || seen.includes(headId) || (institutionId !== null && seen.includes(institutionId));
}

/** A unit that the asker may see, with its round; any other is as if it did not exist (NOT_FOUND). */
export async function unitSeen({ em, asker }: Asking, region: number, id: string, asOf: Date | null = null): Promise<{ known: KnownRound; own: KnownUnit }> {
  const seen = unitsSeen(asker, region);
  const unit = await em.findOne(AssessmentUnit, { regionId: region, id }, { populate: ['round'] });
  if (!unit || !isSeen(unit, seen)) return refuse('NOT_FOUND', 'unit', { what: { zh: '被考核单位', en: 'assessed unit' }, found: id });
  const known = await knownRound(em, await unit.round.loadOrFail(), asOf);
  return { known, own: known.units.find((each) => each.unit.id === id) as KnownUnit };
}

/** For verbs: the unit of a round that stands, held until the transaction ends (NOT_FOUND). */
export async function unitHeld(asking: Asking, region: number, id: string): Promise<{ known: KnownRound; own: KnownUnit }> {
  const { em, asker } = asking;
  const seen = unitsSeen(asker, region);
  const unit = await em.findOne(AssessmentUnit, { regionId: region, id }, { populate: ['round'] });
  if (unit && isSeen(unit, seen)) {
    await holdRound(em, unit.round.id);
    const round = await em.findOne(AssessmentRound, { regionId: region, id: unit.round.id, withdrawnAt: null });
    if (round) {
      const known = await knownRound(em, round, null);
      return { known, own: known.units.find((each) => each.unit.id === id) as KnownUnit };
    }
  }
  return refuse('NOT_FOUND', 'unit', { what: { zh: '被考核单位', en: 'assessed unit' }, found: id });
}

/** Those who change a round go one after another. */
export async function holdRound(em: EntityManager, round: string): Promise<void> {
  await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 1))', [round]);
}
