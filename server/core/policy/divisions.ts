/** What the heads of groups may divide: for each group of an allocation its people, what the rule gives them, and by what weight. */
import type { Division, Member, Terms } from '../second-allocation.ts';
import { divisionsOf } from './allocated.ts';
import { runSteps, type Runner } from './evaluate.ts';
import type { DivideStep, Override, Policy, RawDecisions, RawFacts, Words } from './policy.ts';
import { printNumber } from './quantity.ts';
import { PolicySayer } from './sayer.ts';

export interface WeighedMember extends Member {
  /** As printed. */
  weight: string;
}

export interface OpenDivision extends Division {
  members: WeighedMember[];
  /** What the weights are. */
  weightTitle: Words;
}

function divisionsAt(policy: Policy, runner: Runner, step: DivideStep, terms: Terms): Map<string, OpenDivision> {
  const { state, compiled } = runner;
  const around = runner.surroundings(step);
  const rows = state.rows(step.table).map((row) => ({ row, run: runner.run(() => `steps.${step.id}[${row.key}]`, row) }));
  const sharing = rows.filter(({ run }) => !step.where || run.holds(step.where));
  const divisions = divisionsOf(step, terms, sharing.map(({ run }) => run), sharing.map(({ row }) => [state.result(step.id, row)]), around);
  const [unit, shown] = [around.unitOf(step.by), compiled.amounts.get(step.by.text)?.show];
  const weights = new Map(sharing.map(({ row, run }) => [row.key, printNumber(run.number(step.by), unit, shown)]));
  const weightTitle = new PolicySayer(policy, compiled.symbols, step.table).formula(step.by);
  return new Map([...divisions].map(([group, division]) => [
    group, { ...division, weightTitle, members: division.members.map((member) => ({ ...member, weight: weights.get(member.key) as string })) },
  ]));
}

/** The groups of every allocation by its decision, as the rules alone have them: without what was decided of any allocation. Refuses as `evaluate` does. */
export function openDivisions(policy: Policy, facts: RawFacts, decisions: RawDecisions): Map<string, Map<string, OpenDivision>> {
  const allocations = [...policy.overrides.values()].filter((override): override is Override & { division: Terms } => override.division !== undefined);
  const ruled = Object.fromEntries(Object.entries(decisions).filter(([name]) => !allocations.some(({ id }) => id === name)));
  const open = new Map<string, Map<string, OpenDivision>>();
  runSteps(policy, facts, ruled, (step, runner) => {
    for (const { id, of, division } of allocations) if (of.amount === step.id) open.set(id, divisionsAt(policy, runner, step as DivideStep, division));
  });
  return open;
}
