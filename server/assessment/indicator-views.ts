/** Indicators and schemes as the API shows them. */
import type { Indicator as CoreIndicator, Scheme } from '../core/assessment/indicator.ts';
import { inOrder } from '../core/assessment/policy-text.ts';
import { canonical } from '../core/canonical.ts';
import type { AssessmentScheme } from '../model/assessment.ts';
import { giverWords } from './entries.ts';
import type { Listed } from './library.ts';
import type { Indicator, LibraryIndicator, SchemeView } from './views.ts';

export function indicatorView({ library, id, title, says, group, unit, direction, target, inputs, value, score, sources }: CoreIndicator): Indicator {
  return {
    library, id, title, says, group: group.id, groupTitle: group.title, unit, direction, atLeast: target.at_least ?? null, atMost: target.at_most ?? null, value, score: canonical(score),
    inputs: inputs.map(({ id: input, title: called, from, definition }) => ({ id: input, title: called, from, fromTitle: giverWords(from), type: String(definition.type) })),
    sources: sources.map(({ rule, ...source }) => ({ ...source, ...(rule === undefined ? {} : { rule }) })),
  };
}

export function listedView({ library, indicator }: Listed): LibraryIndicator {
  const { zh, en } = library.place;
  return { ...indicatorView(indicator), libraryTitle: library.title, place: { zh, en } };
}

/** Without the name of who proposed it, which is looked up apart. */
export function schemeView(row: AssessmentScheme): Omit<SchemeView, 'proposedBy'> {
  const { id, scope, year, version, title, kinds, reason, proposedAt } = row;
  const { indicators, vetoes, grades } = row.document as Scheme;
  return {
    id, scope, year, version, title, kinds, reason, proposedAt, vetoes: [...vetoes], grades: inOrder(grades).toReversed(),
    indicators: indicators.map(({ indicator, weight }) => ({ weight, indicator: indicatorView(indicator) })),
  };
}
