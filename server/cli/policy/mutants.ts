/**
 * Small wrongs done to a checked policy, to see whether its examples notice: a figure changed by its smallest unit, a step
 * whose amounts are nothing, a check that always passes.
 */
import { addDays, addMonths } from '../../core/period.ts';
import { isRate, type Value } from '../../core/feel/value.ts';
import { evaluate, outcome, runSteps } from '../../core/policy/evaluate.ts';
import type { Evaluate } from '../../core/policy/check.ts';
import type { Check, Decision, Parameter, ParameterTable, Policy, Quantity, Scalar, Step } from '../../core/policy/policy.ts';
import { amountsOf, homeOf } from '../../core/policy/rules/rules.ts';
import { add, isWhole, multiply, negate, one, rate, zero, type Rate } from '../../core/rate.ts';

export interface Mutant {
  /** Name of the step, parameter, decision or check. */
  of: string;
  is: 'figure' | 'step' | 'check';
  policy: Policy;
  /** How the changed policy is run. */
  evaluate: Evaluate;
}

const hundred = rate(100n);
const mostPlaces = 6;

/** The smallest unit in which a figure is written: one hundredth, its own last decimal, or 1 where only whole numbers count. */
function unitOf(figure: Rate, quantity?: Quantity): Rate {
  if (quantity?.kind === 'count') return one;
  let places = hundred;
  for (let at = 2; at < mostPlaces && !isWhole(multiply(figure, places)); at += 1) places = multiply(places, rate(10n));
  return { n: places.d, d: places.n };
}

/** A scalar one unit up and down, the day or month after, the other options. */
function neighbours(value: Scalar, quantity?: Quantity): Scalar[] {
  if (isRate(value)) {
    const unit = unitOf(value, quantity);
    return [add(value, unit), add(value, negate(unit))];
  }
  if (typeof value === 'boolean') return [!value];
  if (quantity?.options) return [...quantity.options.keys()].filter((option) => option !== value);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return [addDays(value, 1), addDays(value, -1)];
  return /^\d{4}-\d{2}$/.test(value) ? [addMonths(value, 1), addMonths(value, -1)] : [];
}

const wordsOnly = new Set(['place', 'title', 'why', 'says', 'id', 'round', 'text']);

/** Every copy of a rule in which one of its own figures or days is a neighbour of what it was. */
function* altered(rule: unknown): Generator<unknown> {
  if (isRate(rule as Value)) yield* neighbours(rule as Rate);
  else if (Array.isArray(rule)) {
    for (const [at, each] of rule.entries()) for (const other of altered(each)) yield rule.with(at, other);
  } else if (rule instanceof Map) {
    for (const [key, each] of rule) for (const other of altered(each)) yield new Map([...rule, [key, other]]);
  } else if (typeof rule === 'object' && rule !== null) {
    const day = 'is' in rule && rule.is === 'date' && 'value' in rule ? neighbours(rule.value as string) : [];
    for (const value of day) yield { ...rule, value };
    for (const [key, each] of Object.entries(rule)) {
      if (!wordsOnly.has(key)) for (const other of altered(each)) yield { ...rule, [key]: other };
    }
  }
}

function figure(of: string, policy: Policy): Mutant {
  return { of, is: 'figure', policy, evaluate };
}

export function* parameterMutants(policy: Policy, parameter: Parameter): Generator<Mutant> {
  for (const value of neighbours(parameter.value, parameter.quantity)) {
    yield figure(parameter.id, { ...policy, parameters: new Map([...policy.parameters, [parameter.id, { ...parameter, value }]]) });
  }
}

export function* parameterTableMutants(policy: Policy, table: ParameterTable): Generator<Mutant> {
  for (const [at, row] of table.rows.entries()) {
    for (const [id, { quantity }] of table.columns) {
      for (const value of row[id] === undefined ? [] : neighbours(row[id], quantity)) {
        const rows = table.rows.with(at, { ...row, [id]: value });
        yield figure(`${table.id}.${String(row[table.key])}.${id}`, { ...policy, parameterTables: new Map([...policy.parameterTables, [table.id, { ...table, rows }]]) });
      }
    }
  }
}

/** The limits that the policy itself sets and the default of a decision. */
export function* decisionMutants(policy: Policy, decision: Decision): Generator<Mutant> {
  const { quantity } = decision;
  for (const key of ['atLeast', 'atMost', 'default'] as const) {
    const value = quantity[key];
    if (value === undefined || (key === 'atLeast' && isRate(value) && value.n === zero.n)) continue;
    for (const other of neighbours(value, quantity)) {
      const changed = { ...decision, quantity: { ...quantity, [key]: other } };
      yield figure(decision.id, { ...policy, decisions: new Map([...policy.decisions, [decision.id, changed]]) });
    }
  }
}

function nothingOf(value: Value): Value {
  if (isRate(value)) return zero;
  if (typeof value === 'boolean') return !value;
  return typeof value === 'string' ? '' : value;
}

/** The step runs, and then its amounts are nothing: 0, the other truth value, no text. */
function without(step: Step): Evaluate {
  return (policy, facts, decisions) => {
    const runner = runSteps(policy, facts, decisions, (done, { state }) => {
      if (done.id !== step.id) return;
      for (const { id } of amountsOf(done)) {
        const home = homeOf(done, id);
        for (const row of home === undefined ? [undefined] : state.rows(home)) {
          const result = state.result(id, row);
          state.keep(id, row, { ...result, value: nothingOf(result.value) });
        }
      }
    });
    return outcome(policy, runner);
  };
}

export function* stepMutants(policy: Policy, step: Step): Generator<Mutant> {
  for (const changed of altered(step)) {
    yield figure(step.id, { ...policy, steps: policy.steps.map((each) => (each === step ? (changed as Step) : each)) });
  }
  yield { of: step.id, is: 'step', policy, evaluate: without(step) };
}

export function* checkMutants(policy: Policy, check: Check): Generator<Mutant> {
  for (const changed of altered(check)) {
    yield figure(check.id, { ...policy, checks: policy.checks.map((each) => (each === check ? (changed as Check) : each)) });
  }
  const passing: Evaluate = (given, facts, decisions) => {
    const found = evaluate(given, facts, decisions);
    return { ...found, checks: found.checks.map((each) => (each.id === check.id ? { ...each, ok: true, rows: [] } : each)) };
  };
  yield { of: check.id, is: 'check', policy, evaluate: passing };
}
