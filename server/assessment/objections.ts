/** An institution objects to a line of what was reviewed, and the bureau answers; nothing is signed in between. */
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import { refuse } from '../core/refusal.ts';
import { AssessmentObjection, type AssessmentUnit } from '../model/assessment.ts';
import { requireState } from './entries.ts';
import { unitHeld } from './known.ts';
import { noteMost, readText } from './texts.ts';

export async function objectToScore(asking: Asking, { region, unit: id, indicator, text }: { region: number; unit: string; indicator: string; text: string }): Promise<AssessmentUnit> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HOSPITAL_HEAD']);
  const { known, own } = await unitHeld(asking, region, id);
  const { unit, objections } = own;
  requireRole(asker, region, ['HOSPITAL_HEAD'], unit.headId);
  requireState(own, ['REVIEWED']);
  if (!known.compiled.alone.has(indicator)) refuse('INDICATOR_UNKNOWN', 'indicator', { found: indicator });
  if (objections.some((each) => each.indicator === indicator && each.answer === null)) refuse('OBJECTION_OPEN', 'indicator', { indicator });
  em.create(AssessmentObjection, { regionId: region, id: v7(), unit, indicator, text: readText('text', text, noteMost), raisedById: asker.id, raisedAt: now });
  await em.flush();
  await audit(asking, region, { action: 'OBJECT_TO_SCORE', subject: { zh: unit.name, en: unit.name }, as: ['HOSPITAL_HEAD'], institution: unit.headId });
  return unit;
}

export interface AnswerObjection {
  region: number;
  objection: string;
  /** Whether the line is to be changed: then values are recorded and the unit is reviewed again. */
  upheld: boolean;
  answer: string;
}

export async function answerObjection(asking: Asking, { region, objection: id, upheld, answer }: AnswerObjection): Promise<AssessmentUnit> {
  const { em, asker, now } = asking;
  requireRole(asker, region, ['HEALTH_BUREAU']);
  const found = await em.findOne(AssessmentObjection, { regionId: region, id });
  if (!found) return refuse('NOT_FOUND', 'objection', { what: { zh: '异议', en: 'objection' }, found: id });
  const { own } = await unitHeld(asking, region, found.unit.id);
  await em.refresh(found);
  if (found.answer !== null) refuse('OBJECTION_ANSWERED', 'objection');
  if (found.raisedById === asker.id) refuse('ASSESSED_BY_SAME', 'objection');
  Object.assign(found, { upheld, answer: readText('answer', answer, noteMost), answeredById: asker.id, answeredAt: now });
  await em.flush();
  const { name } = own.unit;
  await audit(asking, region, { action: 'ANSWER_OBJECTION', subject: { zh: name, en: name }, as: ['HEALTH_BUREAU'] });
  return own.unit;
}
