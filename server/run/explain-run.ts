/** Explanations of recorded runs: evaluated again on the frozen facts, flattened for the API. */
import { explain, type Explanation } from '../core/policy/explain.ts';
import type { Policy, RawFacts } from '../core/policy/policy.ts';
import type { Asking } from '../access/asker.ts';
import type { Words } from '../core/refusal.ts';
import { Assignment, Person } from '../model/people.ts';
import { Run } from '../model/run.ts';
import type { ExplanationNode, ExplanationView } from './run-views.ts';
import { replay } from './prepare.ts';
import { sightOf, type Sight } from './sees.ts';
import { subjectOf } from './subject.ts';

const shared: Record<'received' | 'not', Words> = {
  received: { zh: '各份取整到分后余下的零头按舍去部分从大到小分给，本项分得一分', en: 'of the fen that whole shares left over, given to those cut by most, this one received one' },
  not: { zh: '各份取整到分后余下的零头按舍去部分从大到小分给，本项没有分到', en: 'of the fen that whole shares left over, given to those cut by most, this one received none' },
};

/** Keys of the rows that stand beside one's own in the tables where it stands. */
function othersOf(policy: Policy, facts: RawFacts, own: string): Set<string> {
  const others = new Set<string>();
  for (const [name, { key }] of policy.tables) {
    const rows = facts[name];
    const keys = Array.isArray(rows) ? rows.map((row) => row[key] ?? '') : [];
    if (keys.includes(own)) for (const each of keys) if (each !== own) others.add(each);
  }
  return others;
}

/** Leaves out what belongs to other people's rows, by name and by figure; a leftover fen's receiver is named only if it is oneself. */
function masked(node: Explanation, own: string, others: ReadonlySet<string>): Explanation {
  const { leftover } = node;
  return {
    ...node,
    inputs: node.inputs.filter((input) => input.row === undefined || !others.has(input.row)).map((input) => masked(input, own, others)),
    ...(leftover ? { leftover: { ...leftover, words: shared[leftover.received ? 'received' : 'not'], receivers: leftover.receivers.filter((each) => each.row === own) } } : {}),
  };
}

function flatten(root: Explanation): ExplanationNode[] {
  const nodes: ExplanationNode[] = [];
  const visit = (node: Explanation, parent: number | null): void => {
    const index = nodes.length;
    const { inputs, leftover, folded = false, ...rest } = node;
    nodes.push({ ...rest, folded, index, parent, ...(leftover ? { leftover: { ...leftover, units: leftover.unitsFen } } : {}) });
    for (const input of inputs) visit(input, index);
  };
  visit(root, null);
  return nodes;
}

export async function explainRun(asking: Asking, input: { region: number; run: string; step: string; row: string | null }): Promise<ExplanationView> {
  const { run, sight }: { run: Parameters<typeof replay>[1]; sight: Sight } = await sightOf(asking, input.region, input.run, input.row);
  const { policy, facts, origins } = await replay(asking.em, run);
  const explanation = explain(policy, facts, run.decisions, input.step, input.row ?? undefined, origins);
  const nodes = flatten(sight === 'whole' ? explanation : masked(explanation, sight.row, othersOf(policy, facts, sight.row)));
  return { run: run.id, step: input.step, row: input.row, nodes };
}

/** Whose pay an explanation of a row tells, and in which run; null where the row is no person of the run's institution. */
export async function personExplained({ em }: Asking, region: number, id: string, row: string | null): Promise<Words | null> {
  const run = await em.findOneOrFail(Run, { regionId: region, id });
  const person = run.institution && row !== null ? await em.findOne(Person, { regionId: region, code: row }) : null;
  if (!person || (await em.count(Assignment, { regionId: region, person, institution: run.institution!.unwrap() })) === 0) return null;
  const { zh, en } = await subjectOf(run);
  return { zh: `${person.code} ${person.name} · ${zh}`, en: `${person.code} ${person.name} · ${en}` };
}
