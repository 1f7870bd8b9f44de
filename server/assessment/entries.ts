/** Values, notes and vetoes of a unit. An entry is never changed: a later one takes its place, and what was reviewed on it is reviewed again. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { actsFor, requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { checkValues } from '../core/assessment/assess.ts';
import type { Giver } from '../core/assessment/indicator.ts';
import { officeWords } from '../core/policy/offices.ts';
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import type { Role } from '../model/account.ts';
import { AssessmentEntry, AssessmentResult, type AssessmentUnit } from '../model/assessment.ts';
import { closeKnown } from '../run/known.ts';
import { unitHeld, type KnownRound, type KnownUnit } from './known.ts';
import { noteMost, readOptional, readText } from './texts.ts';

export interface NewEntry {
  stage: AssessmentEntry['stage'];
  kind: AssessmentEntry['kind'];
  name: string;
  value: string;
  source: string;
}

/** Adds an entry in the place of what was known; gives whether anything changed. */
export async function addEntry({ em, asker, now }: Asking, unit: AssessmentUnit, entry: NewEntry, as: readonly Role[]): Promise<boolean> {
  const { regionId } = unit;
  const { stage, kind, name, value, source } = entry;
  const where = { regionId, unit, stage, kind, name };
  const standing = await em.findOne(AssessmentEntry, { ...where, knownUntil: null });
  if (standing ? standing.value === value && standing.source === source : value === '') return false;
  const { from } = await closeKnown(em, AssessmentEntry, where, now);
  if (value === '') return true;
  em.create(AssessmentEntry, { regionId, id: v7(), unit, stage, kind, name, value, source, recordedById: asker.id, forId: actsFor(asker, regionId, as), knownFrom: from });
  await em.flush();
  return true;
}

/** What was reviewed on other values is to be reviewed again. */
export async function reopenReview(em: EntityManager, { results }: KnownUnit, unit: AssessmentUnit, now: Date): Promise<void> {
  if (results.REVIEW) await closeKnown(em, AssessmentResult, { regionId: unit.regionId, unit, stage: 'REVIEW' }, now);
}

export interface RecordAssessment {
  region: number;
  unit: string;
  stage: 'SELF' | 'REVIEW';
  /** An empty value takes back what was given. */
  values: Array<{ input: string; value: string }>;
  notes: Array<{ indicator: string; note: string }>;
}

const rolesAt = { SELF: ['HOSPITAL_HEAD'], REVIEW: ['HEALTH_BUREAU'] } as const satisfies Record<string, readonly Role[]>;

export const giverWords = (giver: Giver) => (
  giver === 'platform' ? { zh: '平台', en: 'the platform' } : giver === 'third-party' ? { zh: '第三方', en: 'a third party' } : officeWords(giver));

function checkNames({ compiled }: KnownRound, { stage, values, notes }: RecordAssessment): void {
  const faults: Fault[] = [];
  for (const { input } of values) {
    const from = compiled.inputs.get(input)?.from;
    if (stage === 'SELF' && from !== undefined && from !== 'institution') faults.push({ code: 'INPUT_NOT_YOURS', at: input, values: { found: input, giver: giverWords(from) } });
  }
  const known = compiled.scheme.indicators.map(({ indicator: { id } }) => id);
  for (const { indicator } of notes) if (!known.includes(indicator)) faults.push({ code: 'INDICATOR_UNKNOWN', at: indicator, values: { found: indicator } });
  if (faults.length > 0) throw new Refusal(faults);
  checkValues(compiled, Object.fromEntries(values.filter(({ value }) => value.trim() !== '').map(({ input, value }) => [input, value.trim()])));
}

const states = { OPEN: { zh: '待自评', en: 'waiting for its self-assessment' }, SELF: { zh: '待复核', en: 'waiting for its review' }, REVIEWED: { zh: '待签发', en: 'waiting for its signature' }, FINAL: { zh: '已签发', en: 'signed' } };

/** Refuses a step that does not belong to a unit's state (STAGE_NOT_NOW). */
export function requireState({ unit, state }: KnownUnit, allowed: ReadonlyArray<KnownUnit['state']>): void {
  if (!allowed.includes(state)) refuse('STAGE_NOT_NOW', 'unit', { unit: unit.name, state: states[state] });
}

/** Values and notes of a self-assessment that is not handed in, or of a review; after the signature they are for a correction. */
export async function recordAssessment(asking: Asking, input: RecordAssessment): Promise<AssessmentUnit> {
  const { em, asker, now } = asking;
  const { region, stage } = input;
  const roles = rolesAt[stage];
  requireRole(asker, region, roles);
  const { known, own } = await unitHeld(asking, region, input.unit);
  const { unit } = own;
  if (stage === 'SELF') requireRole(asker, region, roles, unit.headId);
  requireState(own, stage === 'SELF' ? ['OPEN'] : ['SELF', 'REVIEWED', 'FINAL']);
  checkNames(known, input);
  const changes = [
    ...input.values.map(({ input: name, value }): NewEntry => ({ stage, kind: 'VALUE', name, value: value.trim(), source: '' })),
    ...input.notes.map(({ indicator, note }): NewEntry => ({ stage, kind: 'NOTE', name: indicator, value: readOptional('note', note, noteMost), source: '' })),
  ];
  let changed = false;
  for (const entry of changes) changed = await addEntry(asking, unit, entry, roles) || changed;
  if (changed && stage === 'REVIEW') await reopenReview(em, own, unit, now);
  await audit(asking, region, { action: 'RECORD_ASSESSMENT', subject: { zh: unit.name, en: unit.name }, as: roles, ...(stage === 'SELF' ? { institution: unit.headId } : {}) });
  return unit;
}

export interface RecordVeto {
  region: number;
  unit: string;
  veto: string;
  /** False lifts it. */
  holds: boolean;
  reason: string;
}

/** A veto with its reason, from the review on. */
export async function recordVeto(asking: Asking, { region, unit: id, veto, holds, reason }: RecordVeto): Promise<AssessmentUnit> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const { known, own } = await unitHeld(asking, region, id);
  const { unit } = own;
  requireState(own, ['SELF', 'REVIEWED', 'FINAL']);
  if (!known.compiled.scheme.vetoes.some((each) => each.id === veto)) refuse('NOT_FOUND', 'veto', { what: { zh: '一票否决项', en: 'veto' }, found: veto });
  const entry: NewEntry = { stage: 'REVIEW', kind: 'VETO', name: veto, value: String(holds), source: readText('reason', reason, noteMost) };
  if (await addEntry(asking, unit, entry, ['HEALTH_BUREAU'])) await reopenReview(em, own, unit, now);
  await audit(asking, region, { action: 'RECORD_VETO', subject: { zh: unit.name, en: unit.name }, as: ['HEALTH_BUREAU'] });
  return unit;
}
