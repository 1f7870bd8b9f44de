/** The order in which steps run: each after those that it depends on, else as in the file. */
import { columnsIn, namesIn } from '../feel/expression.ts';
import type { Fault } from '../refusal.ts';
import { faultAt } from './document.ts';
import type { Formula, Step } from './policy.ts';
import { amountsOf, formulasOf } from './rules/rules.ts';

/** Every name that formulas mention, as a name or as a column. */
export function mentioned(formulas: readonly Formula[]): Set<string> {
  return new Set(formulas.flatMap(({ expression }) => [...namesIn(expression), ...columnsIn(expression)]));
}

class Sorter {
  readonly order: Step[] = [];
  readonly faults: Fault[] = [];
  readonly cyclic = new Set<Step>();
  private readonly givers = new Map<string, Step>();
  private readonly state = new Map<Step, 'open' | 'done'>();
  private readonly path: Array<{ step: Step; by: string }> = [];

  constructor(steps: readonly Step[]) {
    for (const step of steps) for (const { id } of amountsOf(step)) if (!this.givers.has(id)) this.givers.set(id, step);
    for (const step of steps) this.visit(step, step.id);
  }

  private visit(step: Step, by: string): void {
    const state = this.state.get(step);
    if (state === 'done') return;
    if (state === 'open') {
      this.cycle(step, by);
      return;
    }
    this.state.set(step, 'open');
    this.path.push({ step, by });
    for (const name of mentioned(formulasOf(step))) {
      const giver = this.givers.get(name);
      if (giver) this.visit(giver, name);
    }
    this.path.pop();
    this.state.set(step, 'done');
    this.order.push(step);
  }

  private cycle(step: Step, by: string): void {
    const loop = this.path.slice(this.path.findIndex((each) => each.step === step));
    for (const each of loop) this.cyclic.add(each.step);
    const names = [...loop.map((each) => each.step.id), step.id === by ? by : `${step.id} (${by})`];
    this.faults.push(faultAt('STEPS_IN_A_CIRCLE', step.place, { path: names.join(' → ') }));
  }
}

/** Steps in running order; circles are faults that show their path. */
export function sortSteps(steps: readonly Step[]): { order: Step[]; cyclic: Set<Step>; faults: Fault[] } {
  const { order, cyclic, faults } = new Sorter(steps);
  return { order, cyclic, faults };
}
