/** Which facts and decisions a stage rests on, followed back from the amounts that it moves. */
import { readsOf } from '../core/policy/reads.ts';
import type { Policy, RawFacts } from '../core/policy/policy.ts';
import type { StageId } from '../core/policy/stages.ts';
import { isTaken, type Draft } from './draft.ts';

export interface Relevant {
  /** `standard`, `consortia.heads`; a table's name when any of its columns is in it. */
  facts: Set<string>;
  decisions: Set<string>;
  amounts: Set<string>;
}

const found = new WeakMap<Policy, Map<StageId, Relevant>>();

/** Everything that the amounts moved at a stage depend on. */
export function relevantTo(policy: Policy, stage: StageId): Relevant {
  const known = found.get(policy) ?? new Map<StageId, Relevant>();
  found.set(policy, known);
  const relevant = known.get(stage) ?? follow(policy, stage);
  known.set(stage, relevant);
  return relevant;
}

function follow(policy: Policy, stage: StageId): Relevant {
  const relevant: Relevant = { facts: new Set(), decisions: new Set(), amounts: new Set() };
  const reads = readsOf(policy);
  const open = (policy.stages.get(stage)?.moves ?? []).map((move) => move.amount);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (relevant.amounts.has(name)) continue;
    relevant.amounts.add(name);
    for (const { table, name: read } of reads.get(name) ?? []) {
      if (table !== undefined && policy.tables.get(table)?.columns.has(read)) {
        relevant.facts.add(`${table}.${read}`).add(table);
      } else if (policy.facts.has(read)) relevant.facts.add(read);
      else if (policy.decisions.has(read)) relevant.decisions.add(read);
      else if (policy.tables.has(read)) relevant.facts.add(read);
      else open.push(read);
    }
  }
  for (const { id, of } of policy.overrides.values()) if (relevant.amounts.has(of.amount)) relevant.decisions.add(id);
  return relevant;
}

/** What runs of earlier stages have fixed, taken together. */
export function fixedBy(policy: Policy, below: ReadonlyArray<{ stage: StageId }>): Relevant | undefined {
  if (below.length === 0) return undefined;
  const all = below.map(({ stage }) => relevantTo(policy, stage));
  const together = (of: keyof Relevant) => new Set(all.flatMap((each) => [...each[of]]));
  return { facts: together('facts'), decisions: together('decisions'), amounts: together('amounts') };
}

/** The names and, for every table among them, the tables that its columns point at: a reference needs its row. */
function withReferences(policy: Policy, names: Set<string>): Set<string> {
  for (const name of names) {
    for (const { quantity } of policy.tables.get(name)?.columns.values() ?? []) if (quantity.table !== undefined) names.add(quantity.table);
  }
  return names;
}

/** Whether nothing at all can be evaluated before this is given: no run has it yet, and the policy has no default. */
function stillMissing(policy: Policy, facts: RawFacts, path: string): boolean {
  const [name = '', column] = path.split('.');
  const given = facts[name];
  if (column === undefined) return policy.facts.has(name) && policy.facts.get(name)?.quantity.default === undefined && given === undefined;
  return policy.tables.get(name)?.columns.get(column)?.quantity.default === undefined && Array.isArray(given) && given.some((row) => row[column] === undefined);
}

/** The columns of a table whose rows an earlier stage has fixed: those that it did not need may still be given. */
function openColumns(policy: Policy, table: string, mayGive: (by: string) => boolean): string[] {
  const columns = [...policy.tables.get(table)?.columns.values() ?? []];
  return columns.filter((fact) => !isTaken(fact) && (fact.by === undefined || mayGive(fact.by))).map(({ id }) => `${table}.${id}`);
}

/**
 * A draft narrowed to a stage: tables that it does not rest on are left empty, and only what it rests on may be changed,
 * except what an earlier stage has fixed. The whole policy is evaluated at every stage: what has no default is asked for at the first.
 */
export function within<D extends Draft>(policy: Policy, stage: StageId, draft: D, fixed?: Relevant, mayGive: (by: string) => boolean = () => true): D {
  const relevant = relevantTo(policy, stage);
  const needed = withReferences(policy, new Set([...relevant.facts, ...(fixed?.facts ?? [])]));
  const facts = Object.fromEntries(Object.entries(draft.facts).map(([name, value]) => [name, Array.isArray(value) && !needed.has(name) ? [] : value]));
  const open = (path: string) => relevant.facts.has(path) || (policy.tables.has(path) && needed.has(path)) || stillMissing(policy, facts, path);
  const undecided = (name: string) => policy.decisions.get(name)?.quantity.default === undefined && policy.decisions.has(name) && draft.decisions[name] === undefined;
  const paths = draft.editable.flatMap((path) => (fixed?.facts.has(path) ? openColumns(policy, path, mayGive) : [path]));
  return {
    ...draft,
    facts,
    editable: paths.filter((path) => open(path) && !fixed?.facts.has(path)),
    editableDecisions: draft.editableDecisions.filter((name) => (relevant.decisions.has(name) || undecided(name)) && !fixed?.decisions.has(name)),
  };
}
