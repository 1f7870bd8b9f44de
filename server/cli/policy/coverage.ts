/** Which rules the examples of the policies hold: a rule is covered when a small wrong in it makes an example fail. */
import { attempt } from '../../core/policy/attempt.ts';
import { exampleFaults } from '../../core/policy/check.ts';
import { compilePolicy } from '../../core/policy/compiled.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { amountsOf } from '../../core/policy/rules/rules.ts';
import { checkMutants, decisionMutants, parameterMutants, parameterTableMutants, stepMutants, type Mutant } from './mutants.ts';

export interface Covered {
  rule: string;
  preset: string;
  /** The step, parameter, decision or check that was made wrong. */
  of: string;
  is: Mutant['is'];
  /** Number of the example that failed, from 1. */
  example: number;
}

export interface Coverage {
  covered: Covered[];
  /** Figures, steps and checks of a rule that can be made wrong without any example noticing. */
  unnoticed: Array<{ rule: string; preset: string; of: string; is: Mutant['is'] }>;
  /** Rules of the list that no preset covers. */
  missing: string[];
}

/** Number of the first example that fails, from 1; 0 when all come out. */
function firstFailing({ policy, evaluate }: Mutant): number {
  return policy.examples.findIndex((example) => exampleFaults(policy, example, evaluate).length > 0) + 1;
}

/** The small wrongs that can be done to the rules with one of these sources. */
function* mutantsOf(policy: Policy, sources: ReadonlySet<string>): Generator<Mutant> {
  const rests = ({ why }: { why: readonly string[] }): boolean => why.some((source) => sources.has(source));
  for (const parameter of policy.parameters.values()) if (rests(parameter)) yield* parameterMutants(policy, parameter);
  for (const table of policy.parameterTables.values()) if (rests(table)) yield* parameterTableMutants(policy, table);
  for (const decision of policy.decisions.values()) if (rests(decision)) yield* decisionMutants(policy, decision);
  for (const step of policy.steps) if (amountsOf(step).some(rests)) yield* stepMutants(policy, step);
  for (const check of policy.checks) if (rests(check)) yield* checkMutants(policy, check);
}

/** By what was made wrong, the first example that noticed; 0 when none did. A policy that the checker refuses does not count. */
function tried(policy: Policy, sources: ReadonlySet<string>): Map<string, { mutant: Mutant; example: number }> {
  const found = new Map<string, { mutant: Mutant; example: number }>();
  for (const mutant of mutantsOf(policy, sources)) {
    const key = `${mutant.is} ${mutant.of}`;
    if ((found.get(key)?.example ?? 0) > 0 || attempt(() => compilePolicy(mutant.policy)).faults) continue;
    found.set(key, { mutant, example: firstFailing(mutant) });
  }
  return found;
}

/** Ids of the rules that a policy cites, each with its sources. */
export function rulesOf(policy: Policy): Map<string, Set<string>> {
  const rules = new Map<string, Set<string>>();
  for (const { id, rule } of policy.sources.values()) {
    if (rule !== undefined) rules.set(rule, (rules.get(rule) ?? new Set()).add(id));
  }
  return rules;
}

/** Tries the rules of the list in every policy that cites them. */
export function coverageOf(policies: readonly Policy[], rules: readonly string[]): Coverage {
  const coverage: Coverage = { covered: [], unnoticed: [], missing: [] };
  const cited = policies.map((policy) => ({ policy, rules: rulesOf(policy) }));
  for (const rule of rules) {
    const before = coverage.covered.length;
    for (const { policy, rules: sources } of cited) {
      const results = [...tried(policy, sources.get(rule) ?? new Set()).values()];
      const noticed = results.filter(({ example }) => example > 0);
      for (const { mutant: { of, is } } of results.filter(({ example }) => example === 0)) coverage.unnoticed.push({ rule, preset: policy.id, of, is });
      const best = noticed.find(({ mutant }) => mutant.is === 'figure') ?? noticed[0];
      if (best) coverage.covered.push({ rule, preset: policy.id, of: best.mutant.of, is: best.mutant.is, example: best.example });
    }
    if (coverage.covered.length === before) coverage.missing.push(rule);
  }
  return coverage;
}
