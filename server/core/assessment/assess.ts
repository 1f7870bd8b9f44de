/** Scores of all units of a round: values, scores, totals, grades, ranks and the means of peers. */
import { attempt } from '../policy/attempt.ts';
import { evaluate, type Evaluation } from '../policy/evaluate.ts';
import { explain, type Explanation } from '../policy/explain.ts';
import { readFacts } from '../policy/facts.ts';
import type { Origins, Policy, RawFacts } from '../policy/policy.ts';
import { printAmounts } from '../policy/print.ts';
import { add, compare, divide, formatRate, parseRate, rate, type Rate } from '../rate.ts';
import { refuse, Refusal, type Fault } from '../refusal.ts';
import type { Indicator, Input } from './indicator.ts';
import { unitsTable } from './policy-text.ts';
import type { CompiledScheme } from './scheme.ts';

/** A unit with what is known of it. */
export interface UnitFacts {
  /** Its business code. */
  unit: string;
  /** Whom it is compared with: units of the same level. */
  level: string;
  /** By input, as text. */
  values: Readonly<Record<string, string>>;
  /** Ids of the vetoes that hold. */
  vetoes: readonly string[];
}

export interface Line {
  indicator: string;
  /** As printed; null while values are missing or refused. */
  value: string | null;
  /** With two decimals. */
  score: string | null;
  /** Whether the target is met; null without a target or a value. */
  met: boolean | null;
  faults: readonly Fault[];
}

export interface UnitResult {
  unit: string;
  lines: readonly Line[];
  /** Inputs without a value. */
  missing: readonly string[];
  total: string | null;
  grade: string | null;
  failed: boolean | null;
  /** Among the units of its level that have a total; equal totals share a rank. */
  rank: number | null;
  /** How many units of its level have a total. */
  peers: number;
}

export interface Assessed {
  units: readonly UnitResult[];
  /** By level, and by indicator or `total`: the mean of those that have a score, with two decimals. */
  means: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Why there are no totals although values are there. */
  faults: readonly Fault[];
}

const optional = ({ definition }: Input): boolean => 'default' in definition;
const given = (values: UnitFacts['values'], id: string): boolean => (values[id] ?? '').trim() !== '';

function missingOf(inputs: Iterable<Input>, { values }: UnitFacts): string[] {
  return [...inputs].filter((input) => !optional(input) && !given(values, input.id)).map(({ id }) => id);
}

function factsOf(inputs: readonly Input[], units: readonly UnitFacts[], withVetoes: boolean): RawFacts {
  const row = ({ unit, level, values, vetoes }: UnitFacts): Record<string, string> => Object.fromEntries([
    ['unit', unit], ['level', level],
    ...inputs.filter(({ id }) => given(values, id)).map(({ id }) => [id, (values[id] as string).trim()]),
    ...(withVetoes ? vetoes.map((veto) => [`veto_${veto}`, 'true']) : []),
  ]);
  return { [unitsTable]: units.map(row) };
}

/** The amounts of an evaluation by name and unit; one that fails a check of its own is refused. */
function scored(policy: Policy, facts: RawFacts): { printed: Map<string, Map<string, string>>; evaluation: Evaluation } {
  const evaluation = evaluate(policy, facts);
  const failing = evaluation.checks.filter(({ ok }) => !ok);
  if (failing.length > 0) {
    throw new Refusal(failing.map(({ id, title, rows }) => ({ code: 'SCORE_OUT_OF_BOUNDS', at: id, values: { check: title, rows: rows.join(', ') } })));
  }
  const { amounts } = printAmounts(policy, evaluation);
  const printed = new Map(Object.entries(amounts).map(([name, rows]) => [name, new Map((rows as Array<Record<string, string>>).map((row) => [row.unit as string, row.value as string]))]));
  return { printed, evaluation };
}

type Printed = ReadonlyMap<string, ReadonlyMap<string, string>>;

function lineOf({ id }: Indicator, unit: string, printed: Printed, faults: readonly Fault[]): Line {
  const text = (name: string): string | undefined => printed.get(name)?.get(unit);
  const met = text(`${id}_met`);
  return { indicator: id, value: text(id) ?? null, score: text(`${id}_score`) ?? null, met: met === undefined ? null : met === 'true', faults };
}

/** The units' lines by an indicator alone: for those that lack values of others, or where the whole cannot be evaluated. */
function aloneLines({ alone }: CompiledScheme, indicator: Indicator, units: readonly UnitFacts[]): Map<string, Line> {
  const able = units.filter((unit) => missingOf(indicator.inputs, unit).length === 0);
  const { value, faults = [] } = attempt(() => scored(alone.get(indicator.id) as Policy, factsOf(indicator.inputs, able, false)));
  const lines = units.map((unit) => lineOf(indicator, unit.unit, value?.printed ?? new Map(), able.includes(unit) ? faults : []));
  return new Map(lines.map((line, index) => [(units[index] as UnitFacts).unit, line]));
}

const mean = (values: readonly Rate[]): Rate => divide(values.reduce(add), rate(BigInt(values.length)));

function meansOf(units: readonly UnitFacts[], results: readonly UnitResult[]): Assessed['means'] {
  const means = new Map<string, ReadonlyMap<string, string>>();
  for (const [level, members] of Map.groupBy(results, (_result, index) => (units[index] as UnitFacts).level)) {
    const scores = members.flatMap(({ lines, total }) => [
      ...lines.flatMap(({ indicator, score }): Array<[string, string]> => (score === null ? [] : [[indicator, score]])),
      ...(total === null ? [] : [['total', total] as [string, string]]),
    ]);
    const byName = Map.groupBy(scores, ([name]) => name);
    means.set(level, new Map([...byName].map(([name, entries]) => [name, formatRate(mean(entries.map(([, score]) => parseRate(score, ''))), 2)])));
  }
  return means;
}

function ranked(units: readonly UnitFacts[], results: readonly UnitResult[]): UnitResult[] {
  return results.map((result, index) => {
    const { level } = units[index] as UnitFacts;
    const totals = results.flatMap(({ total }, at) => (total !== null && (units[at] as UnitFacts).level === level ? [parseRate(total, '')] : []));
    if (result.total === null) return { ...result, peers: totals.length };
    const own = parseRate(result.total, '');
    return { ...result, rank: 1 + totals.filter((total) => compare(total, own) > 0).length, peers: totals.length };
  });
}

/**
 * Scores every unit on what is known: units with all values by the whole scheme, the lines of others indicator by indicator.
 * Values that cannot be scored leave the scores empty and are told in `faults`; nothing is thrown for them.
 */
export function assess(compiled: CompiledScheme, units: readonly UnitFacts[]): Assessed {
  const inputs = [...compiled.inputs.values()];
  const indicators = compiled.scheme.indicators.map(({ indicator }) => indicator);
  const missing = units.map((unit) => missingOf(inputs, unit));
  const complete = units.filter((_unit, index) => (missing[index] as string[]).length === 0);
  const whole = attempt(() => scored(compiled.policy, factsOf(inputs, complete, true)));
  const alone = new Map(indicators.map((indicator) => [indicator.id, aloneLines(compiled, indicator, units)]));
  const results = units.map((facts, index): UnitResult => {
    const { unit } = facts;
    const printed = complete.includes(facts) ? whole.value?.printed : undefined;
    const text = (name: string): string | null => printed?.get(name)?.get(unit) ?? null;
    const failed = text('failed');
    return {
      unit, missing: missing[index] as string[], total: text('total'), grade: text('grade'), failed: failed === null ? null : failed === 'true', rank: null, peers: 0,
      lines: indicators.map((indicator) => (printed ? lineOf(indicator, unit, printed, []) : alone.get(indicator.id)?.get(unit) as Line)),
    };
  });
  return { units: ranked(units, results), means: meansOf(units, results), faults: whole.faults ?? [] };
}

/** Whether any method of the scheme compares a unit with its peers. */
export function comparesPeers({ scheme: { indicators } }: CompiledScheme): boolean {
  return indicators.some(({ indicator: { score } }) => ['best', 'lowest', 'mean'].includes(String(score.method)));
}

/** Refuses values that their inputs do not allow: no number, outside of limits, or not known to the scheme (INPUT_UNKNOWN and the faults of facts). */
export function checkValues(compiled: CompiledScheme, values: Readonly<Record<string, string>>): void {
  const faults: Fault[] = [];
  for (const [id, value] of Object.entries(values)) {
    const input = compiled.inputs.get(id);
    if (!input) {
      faults.push({ code: 'INPUT_UNKNOWN', at: id, values: { found: id, allowed: [...compiled.inputs.keys()].join(', ') } });
      continue;
    }
    const indicator = compiled.scheme.indicators.find(({ indicator: { inputs } }) => inputs.some((each) => each.id === id))?.indicator as Indicator;
    const refused = attempt(() => readFacts(compiled.alone.get(indicator.id) as Policy, factsOf([input], [{ unit: '-', level: '-', values: { [id]: value }, vetoes: [] }], false)));
    faults.push(...(refused.faults ?? []).filter(({ at }) => at.endsWith(`.${id}`)).map((each) => ({ ...each, at: id })));
  }
  if (faults.length > 0) throw new Refusal(faults);
}

/**
 * Why an amount of a unit is what it is: an indicator, `<indicator>_score`, `total`, `grade`.
 * `origins` says by unit and input where a value is registered. Refuses as `explain` does, and VALUES_MISSING for a total without all values.
 */
export function explainScore(compiled: CompiledScheme, units: readonly UnitFacts[], unit: string, step: string, origins: Origins = {}): Explanation {
  const inputs = [...compiled.inputs.values()];
  const own = units.find((each) => each.unit === unit) ?? refuse('UNIT_UNKNOWN', 'unit', { found: unit });
  const missing = missingOf(inputs, own);
  if (missing.length === 0) return explain(compiled.policy, factsOf(inputs, units.filter((each) => missingOf(inputs, each).length === 0), true), {}, step, unit, origins);
  const indicator = compiled.scheme.indicators.find(({ indicator: { id } }) => [id, `${id}_score`, `${id}_met`].includes(step))?.indicator;
  const lacking = indicator ? missingOf(indicator.inputs, own) : missing;
  if (!indicator || lacking.length > 0) return refuse('VALUES_MISSING', 'unit', { unit, missing: lacking.join(', ') });
  const able = units.filter((each) => missingOf(indicator.inputs, each).length === 0);
  return explain(compiled.alone.get(indicator.id) as Policy, factsOf(indicator.inputs, able, false), {}, step, unit, origins);
}

/** How many years in a row up to this one failed; a year without a final result ends the row. */
export function failedYears(finals: ReadonlyArray<{ year: number; failed: boolean }>, year: number): number {
  const failed = new Set(finals.filter((each) => each.failed).map((each) => each.year));
  let years = 0;
  while (failed.has(year - years)) years += 1;
  return years;
}
