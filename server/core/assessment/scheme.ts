/** Checking an assessment scheme: weights, grades, vetoes, and that all of it makes one policy without faults. */
import { canonical } from '../canonical.ts';
import { checkPolicy } from '../policy/check.ts';
import type { Policy } from '../policy/policy.ts';
import { add, compare, equal, formatPercent, formatRate, isZero, one, parseRate, rate, sign, subtract, zero, type Rate } from '../rate.ts';
import { Refusal, type Fault } from '../refusal.ts';
import { attempt } from '../policy/attempt.ts';
import type { Indicator, Input, Scheme } from './indicator.ts';
import { indicatorPolicy, inOrder, schemePolicy } from './policy-text.ts';

/** A scheme that can be evaluated. */
export interface CompiledScheme {
  scheme: Scheme;
  /** The scheme as one policy, as text. */
  text: string;
  policy: Policy;
  /** Every indicator as a policy of its own, for units that have not all values yet. */
  alone: ReadonlyMap<string, Policy>;
  /** The figures that are given, each once. */
  inputs: ReadonlyMap<string, Input>;
}

/** What the weights come to, and what is missing to 100 % (below zero: too much); weights that cannot be read count as nothing. */
export function weightsTotal(weights: readonly string[]): { total: Rate; difference: Rate } {
  const total = weights.map((weight) => attempt(() => parseRate(weight, '')).value ?? zero).reduce(add, zero);
  return { total, difference: subtract(one, total) };
}

/** A weight that is written as a number of per cent, `12.5`, as a share; what is no number is given back. */
export function shareOfPercent(percent: string): string {
  const share = attempt(() => parseRate(`${percent.trim()}%`, '')).value;
  return share ? formatRate(share) : percent;
}

const fault = (code: Fault['code'], at: string, values: Fault['values'] = {}): Fault => ({ code, at, values });

function weightFaults({ indicators }: Scheme): Fault[] {
  if (indicators.length === 0) return [fault('SCHEME_EMPTY', 'indicators')];
  const faults = indicators.flatMap(({ weight }, index) => {
    const share = attempt(() => parseRate(weight, '')).value;
    const fits = share !== undefined && sign(share) > 0 && compare(share, one) <= 0;
    return fits ? [] : [fault('WEIGHT_NOT_PART', `indicators[${index}].weight`, { found: weight })];
  });
  const { total, difference } = weightsTotal(indicators.map(({ weight }) => weight));
  if (!isZero(difference)) faults.push(fault('WEIGHTS_NOT_WHOLE', 'indicators', { found: formatPercent(total), difference: formatPercent(difference) }));
  return faults;
}

/** Texts that stand twice, at their second place. */
function twice(ids: readonly string[]): Array<{ id: string; index: number }> {
  return ids.flatMap((id, index) => (ids.indexOf(id) < index ? [{ id, index }] : []));
}

function inputFaults(indicators: readonly Indicator[]): Fault[] {
  const known = new Map<string, string>();
  return indicators.flatMap((indicator, index) => indicator.inputs.flatMap((input) => {
    const definition = canonical({ ...input.definition, from: input.from, measure: input.measure ?? '' });
    const before = known.get(input.id) ?? definition;
    known.set(input.id, before);
    return before === definition ? [] : [fault('INPUT_DIFFERS', `indicators[${index}]`, { found: input.id })];
  }));
}

const form = /^[a-z][a-z0-9_]{0,30}$/;

function vetoFaults({ vetoes }: Scheme): Fault[] {
  return [
    ...vetoes.flatMap(({ id }, index) => (form.test(id) ? [] : [fault('NAME_FORM', `vetoes[${index}].id`, { found: id })])),
    ...twice(vetoes.map(({ id }) => id)).map(({ id, index }) => fault('VETO_TWICE', `vetoes[${index}].id`, { found: id })),
  ];
}

const full = rate(100n);

function gradeFaults({ grades }: Scheme): Fault[] {
  if (grades.length < 2) return [fault('GRADES_TOO_FEW', 'grades')];
  const starts = grades.map(({ from }, index) => attempt(() => parseRate(from, `grades[${index}].from`)));
  const unreadable = starts.flatMap(({ faults = [] }) => faults);
  if (unreadable.length > 0) return unreadable;
  const values = starts.map(({ value }) => value as Rate);
  const faults = grades.flatMap(({ id }, index) => {
    const double = grades.some((other, at) => at < index && (other.id === id || equal(values[at] as Rate, values[index] as Rate)));
    return [
      ...(form.test(id) ? [] : [fault('NAME_FORM', `grades[${index}].id`, { found: id })]),
      ...(double ? [fault('GRADE_TWICE', `grades[${index}]`, { found: id })] : []),
      ...(compare(values[index] as Rate, full) > 0 ? [fault('GRADE_TOO_HIGH', `grades[${index}].from`, { grade: id, found: formatRate(values[index] as Rate) })] : []),
    ];
  });
  const ordered = inOrder(grades);
  const lowest = parseRate((ordered[0] as Scheme['grades'][number]).from, '');
  if (!isZero(lowest)) faults.push(fault('GRADES_NOT_FROM_ZERO', 'grades', { found: formatRate(lowest) }));
  const above = ordered.find(({ failed }, index) => failed && (index === ordered.length - 1 || ordered.slice(0, index).some((lower) => !lower.failed)));
  if (above) faults.push(fault('GRADE_FAILED_ABOVE', 'grades', { found: above.id }));
  return faults;
}

/** Reads policies that cannot have faults which a writer has not been told of. */
function policyOf(text: string): Policy {
  const { policy, faults } = checkPolicy(text);
  if (!policy) throw new Refusal(faults);
  return policy;
}

/** Everything that is wrong with a scheme, at once; none for one that can be used. */
export function schemeFaults(scheme: Scheme): Fault[] {
  const indicators = scheme.indicators.map(({ indicator }) => indicator);
  const doubles = twice(indicators.map(({ id }) => id)).map(({ id, index }) => fault('INDICATOR_TWICE', `indicators[${index}]`, { found: id }));
  const year = scheme.year >= 2000 && scheme.year <= 2100 ? [] : [fault('SCHEME_YEAR', 'year', { found: String(scheme.year), allowed: '2000–2100' })];
  return [...year, ...weightFaults(scheme), ...doubles, ...inputFaults(indicators), ...vetoFaults(scheme), ...gradeFaults(scheme)];
}

/** A scheme ready to be evaluated. Throws a Refusal of all its faults. */
export function compileScheme(scheme: Scheme): CompiledScheme {
  const faults = schemeFaults(scheme);
  if (faults.length > 0) throw new Refusal(faults);
  const text = canonical(schemePolicy(scheme));
  return {
    scheme, text, policy: policyOf(text),
    alone: new Map(scheme.indicators.map(({ indicator }) => [indicator.id, policyOf(canonical(indicatorPolicy(indicator)))])),
    inputs: new Map(scheme.indicators.flatMap(({ indicator }) => indicator.inputs.map((input): [string, Input] => [input.id, input]))),
  };
}
