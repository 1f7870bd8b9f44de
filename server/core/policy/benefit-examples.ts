/** The stays of a policy's own examples, to begin with. */
import type { Calculator, Circumstances, RawStay } from './benefit.ts';
import type { Policy, RawDecisions, RawFacts, Words } from './policy.ts';

export interface StaysExample {
  it: Words;
  given: Circumstances;
  stays: RawStay[];
}

/** What a calculator asks for of the facts and decisions that are given for a whole policy. */
export function circumstancesIn({ policy }: Calculator, { facts, decisions }: { facts: RawFacts; decisions: RawDecisions }): Circumstances {
  const known = <Value>(given: Record<string, Value>, names: ReadonlyMap<string, unknown>): Record<string, Value> =>
    Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name)));
  return { facts: known(facts, policy.facts), decisions: known(decisions, policy.decisions) };
}

/** The examples of a policy in which there are such stays, each stay cut to the columns of the calculator. */
export function examplesOf(policy: Policy, calculator: Calculator): StaysExample[] {
  const { table } = calculator;
  const columns = new Set([table.key, ...table.columns.keys()]);
  return policy.examples.filter(({ refuses }) => refuses === undefined).flatMap(({ it, facts, decisions }) => {
    const rows = facts[table.id];
    if (!Array.isArray(rows) || rows.length === 0) return [];
    const stays = rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column))));
    return [{ it, given: circumstancesIn(calculator, { facts, decisions }), stays }];
  });
}
