/** Explanations that go on in another run: an amount that a run takes from an approved one is told as that run tells it. */
import type { Explanation } from './explain.ts';
import type { Words } from './policy.ts';

/** The run that tells a figure, when it is another than the one that was asked. */
export interface ToldBy {
  id: string;
  hash: string;
  stage: string;
  stageTitle: Words;
  period: string;
}

export interface CrossedExplanation extends Omit<Explanation, 'inputs'> {
  toldBy?: ToldBy;
  inputs: CrossedExplanation[];
}

/** The tree of a run that is rested on, for an amount that it has fixed; undefined for every other. */
export type Across = (step: string, row: string | undefined) => CrossedExplanation | undefined;

/**
 * The tree with each figure that comes from another run in the words of that run. A figure is told once: where it comes again
 * it is folded, as within one run.
 */
export function crossed(explanation: Explanation, across: Across): CrossedExplanation {
  const told = new Set<string>();
  const visit = (node: Explanation): CrossedExplanation => {
    const there = node.kind === 'step' && node.rowsTotal === undefined ? across(node.name, node.row) : undefined;
    if (!there) return { ...node, inputs: node.inputs.map(visit) };
    const key = JSON.stringify([node.name, node.row ?? null]);
    if (told.has(key)) return { ...there, inputs: [], folded: true };
    told.add(key);
    return there;
  };
  return visit(explanation);
}
