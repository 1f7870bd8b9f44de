/** All kinds of steps. The kind of a step is the first of these keys that it has. */
import type { Formula, Part, RuleKind, Step } from '../policy.ts';
import { bandsRule } from './bands.ts';
import { carveRule } from './carve.ts';
import { divideRule } from './divide.ts';
import { formulaRule } from './formula.ts';
import { gateRule } from './gate.ts';
import { limitRule } from './limit.ts';
import { proportionRule } from './proportion.ts';
import { prorateRule } from './prorate.ts';
import { raiseRule } from './raise.ts';
import type { Rule } from './rule.ts';
import { scoreRule } from './score.ts';
import { solveRule } from './solve.ts';
import { splitRule } from './split.ts';
import { weighRule } from './weigh.ts';
import { totalRule } from './total.ts';

export const rules: { readonly [Kind in RuleKind]: Rule<Extract<Step, { rule: Kind }>> } = {
  formula: formulaRule,
  carve: carveRule,
  split: splitRule,
  divide: divideRule,
  limit: limitRule,
  gate: gateRule,
  raise: raiseRule,
  bands: bandsRule,
  score: scoreRule,
  weigh: weighRule,
  prorate: prorateRule,
  solve: solveRule,
  proportion: proportionRule,
  total: totalRule,
};
/** The kinds that a step may have; a total is written in a section of its own. */
export const ruleKinds = (Object.keys(rules) as RuleKind[]).filter((kind) => kind !== 'total');

/** The rule of a step; the step has the kind that its rule takes. */
export function ruleOf(step: Step): Rule<Step> {
  return rules[step.rule] as Rule<Step>;
}

/** The amounts that a step names: its own first, then its parts. */
export function amountsOf(step: Step): Part[] {
  return [step, ...ruleOf(step).parts(step)];
}

/** The table of whose rows an amount of a step is a column; undefined for a single value. */
export function homeOf(step: Step, amount: string): string | undefined {
  const { home } = ruleOf(step);
  return home ? home(step, amount) : step.table;
}

/** Every formula of a step. */
export function formulasOf(step: Step): Formula[] {
  const formulas = ruleOf(step).formulas(step);
  return step.where ? [...formulas, step.where] : formulas;
}
