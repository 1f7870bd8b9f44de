/** Why a figure of a unit is what it is; a head is told of the own unit alone. */
import type { Asking } from '../access/asker.ts';
import { explainScore } from '../core/assessment/assess.ts';
import { unitsTable } from '../core/assessment/policy-text.ts';
import { refuse } from '../core/refusal.ts';
import type { AssessmentResult } from '../model/assessment.ts';
import type { UnitFacts } from '../core/assessment/assess.ts';
import { flatten, masked } from '../run/explain-run.ts';
import type { ExplanationView } from '../run/run-views.ts';
import { factsAt, unitSeen, unitsSeen, valuesAt, type KnownRound } from './known.ts';

const stages = { MEASURED: '登记', SELF: '自评', REVIEW: '复核' } as const;

/** Who gave each value, under the path at which an explanation looks for it. */
function originsOf({ units }: KnownRound): Record<string, string> {
  return Object.fromEntries(units.flatMap((known) => [...valuesAt(known, 'REVIEW')].map(([input, { stage, source }]) => (
    [`${unitsTable}/${known.unit.code}/${input}`, source === '' ? stages[stage] : `${stages[stage]} · ${source}`]))));
}

export interface ExplainAssessment {
  region: number;
  unit: string;
  /** An indicator, `<indicator>_score`, `total`, `grade`, `failed`. */
  step: string;
  /** On the facts that were signed, and not on what is known now. */
  signed: boolean;
  asOf: Date | null;
}

/** On what is known, or as signed; explanations are made again each time (VALUES_MISSING, NOT_FOUND). */
export async function explainAssessment(asking: Asking, { region, unit: id, step, signed, asOf }: ExplainAssessment): Promise<ExplanationView> {
  const seen = unitsSeen(asking.asker, region);
  const { known, own } = await unitSeen(asking, region, id, asOf);
  const { code } = own.unit;
  const final = signed ? own.results.FINAL : undefined;
  if (signed && !final) refuse('NOT_FOUND', 'signed', { what: { zh: '最终得分', en: 'final score' }, found: code });
  const facts = final ? (final as AssessmentResult).facts as UnitFacts[] : known.units.map((each) => factsAt(each, 'REVIEW'));
  const explanation = explainScore(known.compiled, facts, code, step, originsOf(known));
  const others = new Set(known.units.map(({ unit }) => unit.code).filter((each) => each !== code));
  return { run: id, step, row: code, nodes: flatten(seen === 'all' ? explanation : masked(explanation, code, others)) };
}
