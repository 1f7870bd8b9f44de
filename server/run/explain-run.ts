/** Explanations of recorded runs: evaluated again on the frozen facts, flattened for the API. */
import { explain, type Explanation } from '../core/policy/explain.ts';
import type { Asking } from '../access/asker.ts';
import type { ExplanationNode, ExplanationView } from './run-views.ts';
import { replay } from './prepare.ts';
import { sightOf, type Sight } from './sees.ts';

/** Leaves out what belongs to other people's rows; a leftover fen's receiver is then named only if it is oneself. */
function masked(node: Explanation, row: string): Explanation {
  const { leftover } = node;
  return {
    ...node,
    inputs: node.inputs.filter((input) => input.row === undefined || input.row === row).map((input) => masked(input, row)),
    ...(leftover ? { leftover: { ...leftover, receivers: leftover.receivers.map((each) => (each.row === row ? each : { ...each, row: '＊' })) } } : {}),
  };
}

function flatten(root: Explanation): ExplanationNode[] {
  const nodes: ExplanationNode[] = [];
  const visit = (node: Explanation, parent: number | null): void => {
    const index = nodes.length;
    const { inputs, leftover, ...rest } = node;
    nodes.push({ ...rest, index, parent, ...(leftover ? { leftover: { ...leftover, units: leftover.unitsFen } } : {}) });
    for (const input of inputs) visit(input, index);
  };
  visit(root, null);
  return nodes;
}

export async function explainRun(asking: Asking, input: { region: number; run: string; step: string; row: string | null }): Promise<ExplanationView> {
  const { run, sight }: { run: Parameters<typeof replay>[1]; sight: Sight } = await sightOf(asking, input.region, input.run, input.row);
  const { policy, facts, origins } = await replay(asking.em, run);
  const explanation = explain(policy, facts, run.decisions, input.step, input.row ?? undefined, origins);
  const nodes = flatten(sight === 'whole' ? explanation : masked(explanation, sight.row));
  return { run: run.id, step: input.step, row: input.row, nodes };
}
