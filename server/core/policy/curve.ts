/** An amount as a function of one number that goes in: what each yuan saved or overspent earns, with its cliffs. */
import { suggestion } from '../feel/suggest.ts';
import type { Read } from '../feel/type.ts';
import { isRate } from '../feel/value.ts';
import { compare, divide, equal, formatRate, multiply, rate, sign, subtract, zero, type Rate } from '../rate.ts';
import { refuse } from '../refusal.ts';
import { attempt } from './attempt.ts';
import { compilePolicy } from './compiled.ts';
import { tryCurve, type Curve, type Tried } from './curve-points.ts';
import { runSteps, type Runner } from './evaluate.ts';
import type { BandsStep, Fact, Policy, RawDecisions, RawFacts, ScalarKind, Step } from './policy.ts';
import { readsOf } from './reads.ts';
import { roundingOf } from './rounding.ts';
import { jumpsOf, piecesOf, valueAt, type KnownBand, type Piece } from './rules/pieces.ts';
import type { Result } from './rules/rule.ts';
import type { Row } from './state.ts';

/** A number that goes in: a fact, a decision, or one cell of a table. */
export type Argument = { name: string } | { table: string; row: string; column: string };

export interface CurveRequest {
  /** The amount, of a column with the key of its row. */
  amount: string;
  row?: string;
  over: Argument;
  from: Rate;
  to: Rate;
  /** The smallest difference that counts; the smallest of the number's kind when left out: a fen, a person, 0.01 of a score, 0.01 %. */
  unit?: Rate;
}

const hundredth = rate(1n, 100n);
const units: Partial<Record<ScalarKind, Rate>> = {
  count: rate(1n), minutes: rate(1n), days: rate(1n), months: rate(1n), share: rate(1n, 10_000n), factor: rate(1n, 10_000n),
};
/** Two values that are rounded differ by up to one rounding step more than the exact ones; one more is for the steps before. */
const roundings = rate(2n);

function factOf(policy: Policy, over: Argument): Fact {
  const found = 'name' in over ? policy.facts.get(over.name) ?? policy.decisions.get(over.name) : policy.tables.get(over.table)?.columns.get(over.column);
  const name = 'name' in over ? over.name : `${over.table}.${over.column}`;
  if (!found) return refuse('FACT_UNKNOWN', name, { found: name, suggestion: suggestion(name, [...policy.facts.keys(), ...policy.decisions.keys()]) });
  return found.quantity.unit ? found : refuse('CURVE_NOT_A_NUMBER', name, { name });
}

/** The facts and decisions with one value replaced. */
function replaced(policy: Policy, facts: RawFacts, decisions: RawDecisions, over: Argument, value: string): [RawFacts, RawDecisions] {
  if ('name' in over) {
    return policy.facts.has(over.name) ? [{ ...facts, [over.name]: value }, decisions] : [facts, { ...decisions, [over.name]: value }];
  }
  const { table, row, column } = over;
  const key = policy.tables.get(table)?.key as string;
  const rows = facts[table];
  const given = Array.isArray(rows) ? rows : [];
  if (!given.some((each) => each[key] === row)) return refuse('ROW_UNKNOWN', table, { key: row, suggestion: suggestion(row, given.map((each) => String(each[key]))) });
  return [{ ...facts, [table]: given.map((each) => (each[key] === row ? { ...each, [column]: value } : each)) }, decisions];
}

/** The amounts on which an amount rests, itself among them. */
function ancestors(policy: Policy, amount: string): string[] {
  const reads = readsOf(policy);
  const found = new Set([amount]);
  for (const name of found) for (const read of reads.get(name) as Read[]) if (reads.has(read.name)) found.add(read.name);
  return [...found];
}

/** Which rule holds for a result: its band, its truth, or on which side of 0 it lies. */
function regimeOf({ band, value }: Result): string {
  if (band !== undefined) return `b${band}`;
  return isRate(value) ? String(sign(value)) : String(value);
}

function resultOf({ compiled, state }: Runner, amount: string, key: string | undefined): Result {
  const home = compiled.amounts.get(amount)?.home;
  if (home === undefined) return key === undefined ? state.result(amount) : refuse('ROW_NOT_NEEDED', '', { name: amount });
  const keys = state.rows(home).map((row) => row.key);
  if (key === undefined) return refuse('ROW_NEEDED', '', { name: amount, keys: keys.join(', ') });
  return keys.includes(key) ? state.result(amount, state.row(home, key)) : refuse('ROW_UNKNOWN', '', { key, suggestion: suggestion(key, keys) });
}

/** How an amount came about, everywhere where it stands. */
function resultsOf({ compiled, state }: Runner, amount: string): Result[] {
  const home = compiled.amounts.get(amount)?.home;
  return home === undefined ? [state.result(amount)] : state.rows(home).map((row) => state.result(amount, row));
}

/** The step that gives an amount which is a number. */
function stepOf(policy: Policy, amount: string): { step: Step; rounding: Rate } {
  const { amounts } = compilePolicy(policy);
  const name = amounts.get(amount);
  if (!name?.step) return refuse('AMOUNT_UNKNOWN', '', { found: amount, suggestion: suggestion(amount, amounts.keys()) });
  if (name.type.is !== 'number') return refuse('CURVE_NOT_A_NUMBER', '', { name: amount });
  return { step: name.step, rounding: roundingOf(name.step, name.type.unit)?.to ?? zero };
}

function checkRange(from: Rate, to: Rate, unit: Rate): bigint {
  const { n, d } = divide(subtract(to, from), unit);
  const count = n / d;
  return count > 0n ? count : refuse('CURVE_RANGE_EMPTY', '', { from: formatRate(from), to: formatRate(to), unit: formatRate(unit) });
}

/**
 * An amount of a policy over one of the numbers that go in, all other facts and decisions as given, from `from` upward in
 * units to the last that is not above `to`. Edges of bands are found to one unit; so is every other bend or jump that
 * can be seen. Refuses unknown names and rows, what is no number, and an empty range (CURVE_RANGE_EMPTY).
 */
export function curveOf(policy: Policy, facts: RawFacts, decisions: RawDecisions, request: CurveRequest): Curve {
  const { amount, row, over, from, to } = request;
  const { rounding } = stepOf(policy, amount);
  const { quantity: { kind } } = factOf(policy, over);
  const unit = request.unit ?? units[kind] ?? hundredth;
  const names = ancestors(policy, amount);
  const tryAt = (x: Rate): Tried => {
    const [given, decided] = replaced(policy, facts, decisions, over, formatRate(x));
    const { value: runner, faults } = attempt(() => runSteps(policy, given, decided));
    if (faults) return { faults };
    const regime = names.map((name) => resultsOf(runner, name).map(regimeOf).join());
    return { y: resultOf(runner, amount, row).value as Rate, regime: regime.join(';') };
  };
  return tryCurve({ from, unit, units: checkRange(from, to, unit) }, multiply(rounding, roundings), tryAt);
}

/** The bands of a step with their figures, as a row sees them. */
function bandsAt(runner: Runner, { bands }: BandsStep, row: Row | undefined): KnownBand[] {
  const environment = runner.state.environment(row);
  const number = (formula: BandsStep['amount'] | undefined): Rate | undefined =>
    formula && (runner.compiled.run.get(formula)?.(environment) as Rate);
  return bands.map(({ from, to, gives, plus }) => ({ from: number(from), to: number(to), gives: number(gives) as Rate, plus: number(plus) }));
}

/** The part of a piece that lies in a range; nothing when it has no length there. */
function cut(piece: Piece, from: Rate, to: Rate): [Rate, Rate] | undefined {
  const low = piece.from && compare(piece.from, from) > 0 ? piece.from : from;
  const high = piece.to && compare(piece.to, to) < 0 ? piece.to : to;
  return compare(low, high) < 0 ? [low, high] : undefined;
}

/**
 * A step of bands as a function of the number that it reads, exactly and before rounding: `before` and `after` of a cliff
 * stand at one edge. Refuses as `curveOf` does, and an amount that is no step of bands (CURVE_NOT_A_NUMBER).
 */
export function curveOfBands(
  policy: Policy, facts: RawFacts, decisions: RawDecisions, { amount, row, from, to }: Pick<CurveRequest, 'amount' | 'row' | 'from' | 'to'>,
): Curve {
  const { step } = stepOf(policy, amount);
  if (step.rule !== 'bands') return refuse('CURVE_NOT_A_NUMBER', '', { name: amount });
  if (compare(from, to) >= 0) return refuse('CURVE_RANGE_EMPTY', '', { from: formatRate(from), to: formatRate(to), unit: formatRate(zero) });
  const runner = runSteps(policy, facts, decisions);
  resultOf(runner, amount, row);
  const known = bandsAt(runner, step, row === undefined ? undefined : runner.state.row(String(step.table), row));
  const pieces = piecesOf(step.reads, known).filter((piece) => !piece.from || !piece.to || compare(piece.from, piece.to) < 0);
  const inside = ({ at }: { at: Rate }): boolean => compare(at, from) > 0 && compare(at, to) < 0;
  const cliffs = jumpsOf(pieces).filter(inside).map(({ at, before, after, size }) => ({ before: { x: at, y: before }, after: { x: at, y: after }, size }));
  const drawn: Curve['pieces'] = [];
  for (const piece of pieces) {
    const range = cut(piece, from, to);
    if (!range) continue;
    const [start, end] = range.map((x) => ({ x, y: valueAt(piece, x) })) as [Curve['pieces'][number][number], Curve['pieces'][number][number]];
    const last = drawn.at(-1);
    if (last && equal((last.at(-1) as typeof start).y, start.y)) last.push(end);
    else drawn.push([start, end]);
  }
  return { pieces: drawn, cliffs, refused: [], rough: false };
}
