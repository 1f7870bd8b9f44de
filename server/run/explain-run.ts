/** Explanations of recorded runs: evaluated again on the frozen facts, flattened for the API. */
import { crossed, type CrossedExplanation } from '../core/policy/crossing.ts';
import { evaluatorFor } from '../core/policy/evaluators.ts';
import type { Policy, RawFacts } from '../core/policy/policy.ts';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import type { Words } from '../core/refusal.ts';
import { stageId } from '../core/run-text.ts';
import { Account } from '../model/account.ts';
import { Assignment, Person } from '../model/people.ts';
import { Run } from '../model/run.ts';
import type { DecisionTaken, ExplanationNode, ExplanationView } from './run-views.ts';
import { replay } from './prepare.ts';
import { sightOf, type Sight } from './sees.ts';
import { subjectOf } from './subject.ts';
import { titleAt } from './titles.ts';

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
export function masked(node: Told, own: string, others: ReadonlySet<string>): Told {
  const { leftover } = node;
  return {
    ...node,
    inputs: node.inputs.filter((input) => input.row === undefined || !others.has(input.row)).map((input) => masked(input, own, others)),
    ...(leftover ? { leftover: { ...leftover, words: shared[leftover.received ? 'received' : 'not'], receivers: leftover.receivers.filter((each) => each.row === own) } } : {}),
  };
}

/** Figures with who took the decisions among them. */
export interface Told extends Omit<CrossedExplanation, 'inputs'> {
  decided?: DecisionTaken;
  inputs: Told[];
}

export function flatten(root: Told): ExplanationNode[] {
  const nodes: ExplanationNode[] = [];
  const visit = (node: Told, parent: number | null): void => {
    const index = nodes.length;
    const { inputs, leftover, folded = false, ...rest } = node;
    nodes.push({ ...rest, folded, index, parent, ...(leftover ? { leftover: { ...leftover, units: leftover.unitsFen } } : {}) });
    for (const input of inputs) visit(input, index);
  };
  visit(root, null);
  return nodes;
}

async function namesOf(em: EntityManager, run: Run): Promise<Map<string, string>> {
  const accounts = await em.find(Account, { id: { $in: Object.values(run.decided).map(({ by }) => by) } });
  return new Map(accounts.map(({ id, name }) => [id, name]));
}

/** A run and those that it rests on, ready to be told. */
interface Telling {
  run: Run;
  policy: Policy;
  facts: RawFacts;
  tell(step: string, row: string | undefined): Told;
  upstream: Telling[];
}

async function tellingOf(em: EntityManager, run: Run): Promise<Telling> {
  const { policy, facts, origins } = await replay(em, run);
  const names = await namesOf(em, run);
  const upstream = await Promise.all((await em.find(Run, { regionId: run.regionId, id: { $in: run.upstreamIds } })).map((each) => tellingOf(em, each)));
  const decided = (node: CrossedExplanation): Told => {
    const taken = node.kind === 'decision' && node.toldBy === undefined ? run.decided[node.name] : undefined;
    return { ...node, ...(taken && { decided: { by: names.get(taken.by) ?? taken.by, at: new Date(taken.at), why: taken.why } }), inputs: node.inputs.map(decided) };
  };
  const across = (step: string, row: string | undefined): Told | undefined => {
    const below = upstream.find((each) => each.policy.stages.get(stageId(each.run.stage))?.moves.some(({ amount }) => amount === step));
    if (!below) return undefined;
    const { id, hash, stage, period } = below.run;
    return { ...below.tell(step, row), toldBy: { id, hash, stage, stageTitle: titleAt(stage, below.policy), period } };
  };
  const tell = (step: string, row: string | undefined): Told => {
    const told = evaluatorFor(run.language).explain(policy, facts, run.decisions, step, row, origins);
    return decided(crossed(told, across));
  };
  return { run, policy, facts, tell, upstream };
}

function othersIn({ policy, facts, upstream }: Telling, own: string): Set<string> {
  return new Set([...othersOf(policy, facts, own), ...upstream.flatMap((each) => [...othersIn(each, own)])]);
}

/** Why an amount of a run is what it is; where it comes from an approved run, that run goes on telling. */
export async function explainRun(asking: Asking, input: { region: number; run: string; step: string; row: string | null }): Promise<ExplanationView> {
  const { run, sight }: { run: Run; sight: Sight } = await sightOf(asking, input.region, input.run, input.row);
  const telling = await tellingOf(asking.em, run);
  const told = telling.tell(input.step, input.row ?? undefined);
  const nodes = flatten(sight === 'whole' ? told : masked(told, sight.row, othersIn(telling, sight.row)));
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
