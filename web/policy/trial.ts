/** Facts for a trial: from an example, a run or a file, cut to what a policy knows. */
import type { Example, Policy, RawFacts, TableFact } from '../../server/core/policy/policy.ts';
import type { Sheet } from '../kit/sheet.ts';

export interface Given {
  facts: RawFacts;
  decisions: Record<string, string>;
}

type Row = Record<string, string>;

/** A table of facts is a list of rows in a file, or keyed rows. */
function rowsOf(value: RawFacts[string] | undefined): Row[] {
  return Array.isArray(value) ? value : [];
}

function cutRow(table: TableFact, row: Row): Row {
  const known = new Set([table.key, ...table.columns.keys()]);
  return Object.fromEntries(Object.entries(row).filter(([column]) => known.has(column)));
}

/** What the policy knows of the facts and decisions given; its tables are all there, empty where nothing is given. */
export function cutTo(policy: Policy, { facts, decisions }: Given): Given {
  const singles = [...policy.facts.keys()].flatMap((name) => (typeof facts[name] === 'string' ? [[name, facts[name]] as const] : []));
  const tables = [...policy.tables.values()].map((table) => [table.id, rowsOf(facts[table.id]).map((row) => cutRow(table, row))] as const);
  const decided = Object.entries(decisions).filter(([name]) => policy.decisions.has(name));
  return { facts: Object.fromEntries<RawFacts[string]>([...singles, ...tables]), decisions: Object.fromEntries(decided) };
}

/** The facts of an example. */
export function ofExample({ facts, decisions }: Example): Given {
  return { facts, decisions: Object.fromEntries(Object.entries(decisions).filter((entry): entry is [string, string] => typeof entry[1] === 'string')) };
}

/** A sheet of a policy on facts; everything in it may be changed. */
export function sheetOn(policy: Policy, given: Given): Sheet {
  return { policy, ...cutTo(policy, given), origins: {} };
}

/** Paths of every single fact, table and decision, for a page on which all may be changed. */
export function everyPath(policy: Policy): ReadonlySet<string> {
  const columns = [...policy.tables.values()].flatMap((table) => [table.id, ...[...table.columns.keys()].map((column) => `${table.id}.${column}`)]);
  return new Set([...policy.facts.keys(), ...columns]);
}

/** The facts of the first example, with which a trial begins. */
export function firstGiven({ examples: [first] }: Policy): Given {
  return first ? ofExample(first) : { facts: {}, decisions: {} };
}

/**
 * Facts of both, those `above` first: of a table its rows stand, each joined with what the row below of the same key says besides.
 * The key of a table is what one of the policies calls it.
 */
export function mergeGiven(policies: readonly Policy[], below: Given, above: Given): Given {
  const facts: RawFacts = { ...below.facts };
  for (const [name, value] of Object.entries(above.facts)) {
    const key = policies.map((policy) => policy.tables.get(name)?.key).find((each) => each !== undefined);
    const known = new Map(key === undefined ? [] : rowsOf(below.facts[name]).map((row) => [row[key], row]));
    facts[name] = Array.isArray(value) ? value.map((row) => ({ ...(key === undefined ? {} : known.get(row[key])), ...row })) : value;
  }
  return { facts, decisions: { ...below.decisions, ...above.decisions } };
}
