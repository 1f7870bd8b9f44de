/** Evaluators by the number of the policy language: a change of meaning is another number, and the evaluator of the old one stays. */
import { refuse } from '../refusal.ts';
import { evaluate } from './evaluate.ts';
import { explain } from './explain.ts';

export interface Evaluator {
  evaluate: typeof evaluate;
  explain: typeof explain;
}

const evaluators: ReadonlyMap<number, Evaluator> = new Map([[1, { evaluate, explain }]]);

/** The evaluator that a run was made with; an unknown number is refused (LANGUAGE_WITHOUT_EVALUATOR). */
export function evaluatorFor(language: number): Evaluator {
  const known = evaluators.get(language);
  return known ?? refuse('LANGUAGE_WITHOUT_EVALUATOR', 'language', { found: String(language), allowed: [...evaluators.keys()].join(', ') });
}
