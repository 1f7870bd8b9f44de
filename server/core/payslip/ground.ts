/** What somebody's pay of one month rests on, and what of it is theirs. */
import { sumMoney, type Money } from '../money.ts';
import { evaluatorFor } from '../policy/evaluators.ts';
import type { Policy, RawDecisions, RawFacts, TableFact } from '../policy/policy.ts';
import { dueMovements } from '../policy/posted.ts';
import { amountsOf, homeOf } from '../policy/rules/rules.ts';
import type { Movement, StageId } from '../policy/stages.ts';

/** One distribution as it was computed: frozen facts and decisions under a policy. */
export interface Ground {
  policy: Policy;
  facts: RawFacts;
  decisions: RawDecisions;
  stage: StageId;
  /** Whether the person was held, so that nothing of it was theirs. */
  held: boolean;
}

export type RawRow = Record<string, string>;

/** The table of the people to whom a stage pays: that of the columns it moves. The stage pays somebody, so there is one. */
export function peopleOf({ policy, stage }: Pick<Ground, 'policy' | 'stage'>): { name: string; table: TableFact } {
  const moved = new Set(policy.stages.get(stage)?.moves.map(({ amount }) => amount));
  const homes = policy.steps.flatMap((step) => amountsOf(step).filter(({ id }) => moved.has(id)).map(({ id }) => homeOf(step, id)));
  const name = homes.find((home) => home !== undefined) as string;
  return { name, table: policy.tables.get(name) as TableFact };
}

export function rowsOf(facts: RawFacts, table: string): RawRow[] {
  const rows = facts[table];
  return Array.isArray(rows) ? rows : [];
}

/** What of a distribution goes to one person, by item. Throws as `evaluate` does. */
export function ownDue({ policy, facts, decisions, stage, held }: Ground, person: string): Movement[] {
  const evaluation = evaluatorFor(policy.language).evaluate(policy, facts, decisions);
  return dueMovements(policy, evaluation, stage, held ? [person] : []).due.filter(({ row }) => row === person);
}

/** The same as one sum, in fen. */
export function ownSum(ground: Ground, person: string): Money {
  return sumMoney(ownDue(ground, person).map(({ amount }) => amount));
}
