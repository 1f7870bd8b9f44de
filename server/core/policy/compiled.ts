/** A policy made ready to run, once: order, types, and its formulas as closures. */
import { compileAtOnce, type AtOnce } from '../feel/at-once.ts';
import { compile, type Compiled } from '../feel/evaluate.ts';
import type { Type } from '../feel/type.ts';
import { Refusal } from '../refusal.ts';
import { analyse } from './analyse.ts';
import type { GuardedTable } from './pay-bases.ts';
import type { Formula, Policy, Step } from './policy.ts';
import { formulasOf } from './rules/rules.ts';
import type { Name, Symbols } from './symbols.ts';

export interface CompiledPolicy {
  symbols: Symbols;
  order: Step[];
  guarded: GuardedTable[];
  /** By name of the amount. */
  amounts: Map<string, Name & { type: Type }>;
  run: Map<Formula, Compiled>;
  /** The same for all rows at once. */
  atOnce: Map<Formula, AtOnce>;
}

const compiled = new WeakMap<Policy, CompiledPolicy>();

/** Throws a Refusal with the faults of a policy that has any. */
function make(policy: Policy): CompiledPolicy {
  const { symbols, order, guarded, faults } = analyse(policy);
  const errors = faults.filter(({ severity }) => severity !== 'warning');
  if (errors.length > 0) throw new Refusal(errors);
  const names = [symbols.scalars, ...[...symbols.tables.values()].map(({ columns }) => columns)].flatMap((map) => [...map.values()]);
  const amounts = names.filter((name): name is Name & { type: Type } => name.kind === 'step');
  const formulas = [...policy.steps.flatMap(formulasOf), ...policy.checks.map(({ that }) => that)];
  return {
    symbols,
    order,
    guarded,
    amounts: new Map(amounts.map((name) => [name.id, name])),
    run: new Map(formulas.map((formula) => [formula, compile(formula.expression)])),
    atOnce: new Map(formulas.map((formula) => [formula, compileAtOnce(formula.expression)])),
  };
}

/** The compiled form of a policy, kept as long as the policy is. */
export function compilePolicy(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy);
  if (known) return known;
  const made = make(policy);
  compiled.set(policy, made);
  return made;
}
