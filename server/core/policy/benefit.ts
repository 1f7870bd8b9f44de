/**
 * Working out benefits: the part of a policy that one of them rests on, and who pays what of each stay.
 * Stays do not see each other, so that a faulty one keeps nothing from the others.
 */
import { suggestion } from '../feel/suggest.ts';
import { typeOf } from '../feel/type.ts';
import type { Value } from '../feel/value.ts';
import { formatMoney, sumMoney, type Money } from '../money.ts';
import { toFen, type Rate } from '../rate.ts';
import { Refusal, refuse, type Fault } from '../refusal.ts';
import { attempt } from './attempt.ts';
import { groundOf, groundOfReads } from './benefit-ground.ts';
import type { Benefit } from './benefits.ts';
import { compilePolicy } from './compiled.ts';
import { evaluate, type Evaluation } from './evaluate.ts';
import type { TypedRow } from './facts.ts';
import { payerWords, type Payer } from './payers.ts';
import type { Check, Decision, Fact, Policy, RawDecisions, RawFacts, TableFact, Words } from './policy.ts';
import { placesShown, printValue } from './print.ts';

/** A benefit and the part of its policy that it rests on: nothing else is asked for, nothing else is worked out. */
export interface Calculator {
  benefit: Benefit;
  policy: Policy;
  table: TableFact;
  /** What is given once for all stays: facts, and figures that an office has decided. */
  singles: Array<Fact | Decision>;
}

export interface Share {
  payer: Payer;
  /** The amount of the policy that it is. */
  amount: string;
  paid: Money;
}

/** One row's bill and what each payer pays of it. */
interface Split {
  key: string;
  bill: Money;
  shares: Share[];
}

export interface StayPaid extends Split {
  /** What is told on the way, as printed. */
  shows: Array<{ amount: string; value: string }>;
  warnings: Array<{ id: string; title: Words; says: Words }>;
}

/** What came of one stay: who pays, or why nobody can say. Faults are at `stay.COLUMN`, or at the step or check that stops it. */
export type StayOutcome = { key: string; paid: StayPaid; faults?: undefined } | { key: string; paid?: undefined; faults: Fault[] };

/** One stay as it is written: by name of the column. */
export type RawStay = Record<string, string>;

function kept<Value>(map: ReadonlyMap<string, Value>, names: ReadonlySet<string>): Map<string, Value> {
  return new Map([...map].filter(([name]) => names.has(name)));
}

function within(names: ReadonlySet<string>, of: ReadonlySet<string>): boolean {
  return names.size > 0 && [...names].every((name) => of.has(name));
}

const made = new WeakMap<Policy, Map<string, Calculator>>();

/** Cuts a policy down to one benefit: its checks are those that rest on nothing that the benefit does not rest on. */
function cut(policy: Policy, benefit: Benefit): Calculator {
  const { symbols } = compilePolicy(policy);
  const { bill, payers, shows } = benefit;
  const table = policy.tables.get(benefit.table) as TableFact;
  const own = groundOf(policy, symbols, [bill, ...payers, ...shows].map(({ amount }) => ({ name: amount, table: table.id })));
  const told = policy.checks.map((check: Check) => {
    const { reads } = typeOf(check.that.expression, symbols.scope(check.table));
    return { check, ground: groundOfReads(policy, symbols, reads, { by: check.id, home: check.table }) };
  }).filter(({ ground: { given, together } }) => together === undefined && within(given, own.given));
  const all = [own, ...told.map(({ ground }) => ground)];
  const steps = new Set(all.flatMap((each) => [...each.steps]));
  const columns = new Map([...table.columns].filter(([column]) => own.given.has(`${table.id}.${column}`)));
  const part: Policy = {
    ...policy,
    facts: kept(policy.facts, own.given),
    tables: new Map([[table.id, { ...table, columns }]]),
    parameters: kept(policy.parameters, new Set(all.flatMap((each) => [...each.parameters]))),
    parameterTables: kept(policy.parameterTables, new Set(all.flatMap((each) => [...each.parameterTables]))),
    decisions: kept(policy.decisions, own.given),
    overrides: new Map(), accounts: new Map(), stages: new Map(), totals: new Map(),
    steps: policy.steps.filter((step) => steps.has(step)),
    checks: told.map(({ check }) => check),
    benefits: new Map([[benefit.id, benefit]]),
    examples: [],
  };
  return { benefit, policy: part, table: { ...table, columns }, singles: [...part.facts.values(), ...part.decisions.values()] };
}

/** The calculator of a benefit of a checked policy, made once. Refuses a name that is none (BENEFIT_UNKNOWN). */
export function calculatorOf(policy: Policy, id: string): Calculator {
  const known = made.get(policy) ?? new Map<string, Calculator>();
  made.set(policy, known);
  const benefit = policy.benefits.get(id)
    ?? refuse('BENEFIT_UNKNOWN', 'benefit', { policy: policy.id, found: id, suggestion: suggestion(id, policy.benefits.keys()) });
  const calculator = known.get(id) ?? cut(policy, benefit);
  known.set(id, calculator);
  return calculator;
}

/** By row of the benefit's table, in the order of the facts: its bill and who pays what. */
function splitsOf({ table, bill, payers }: Benefit, { amounts, facts }: Evaluation): Split[] {
  const rows = facts.tables.get(table) as TypedRow[];
  const columns = new Map([...amounts].flatMap(([id, amount]) => (amount.is === 'column' ? [[id, amount.rows] as const] : [])));
  const fen = (amount: string, index: number): Money => {
    const value = columns.get(amount)?.[index]?.value ?? rows[index]?.cells.get(amount);
    return toFen(value as Rate);
  };
  return rows.map(({ key }, index) => ({
    key, bill: fen(bill.amount, index), shares: payers.map(({ payer, amount }) => ({ payer, amount, paid: fen(amount, index) })),
  }));
}

type Unbalanced = { is: 'sum'; key: string; bill: Money; paid: Money } | { is: 'negative'; key: string; share: Share };

function unbalancedOf({ key, bill, shares }: Split): Unbalanced | undefined {
  const share = shares.find(({ paid }) => paid < 0n);
  if (share) return { is: 'negative', key, share };
  const paid = sumMoney(shares.map((each) => each.paid));
  return paid === bill ? undefined : { is: 'sum', key, bill, paid };
}

/** The first row of each benefit whose payers do not add up to the bill, or of whom one pays less than nothing. */
export function unbalanced(policy: Policy, evaluation: Evaluation): Array<{ benefit: Benefit; row: Unbalanced }> {
  return [...policy.benefits.values()].flatMap((benefit) => {
    const row = splitsOf(benefit, evaluation).map(unbalancedOf).find((each) => each !== undefined);
    return row ? [{ benefit, row }] : [];
  });
}

/** The refusal of a stay whose payers do not come to its bill, which is then told to nobody as a result. */
function notWhole(row: Unbalanced): Fault {
  if (row.is === 'sum') return { code: 'STAY_NOT_WHOLE', at: 'stay', values: { bill: formatMoney(row.bill), paid: formatMoney(row.paid) } };
  return { code: 'STAY_PART_NEGATIVE', at: 'stay', values: { payer: payerWords[row.share.payer], paid: formatMoney(row.share.paid) } };
}

/** Turns an evaluation of the cut policy into an outcome for each of its rows. */
function outcomesOf({ benefit, policy }: Calculator, evaluation: Evaluation): StayOutcome[] {
  const shown = placesShown(policy);
  const failing = evaluation.checks.filter(({ ok }) => !ok);
  const columns = benefit.shows.map(({ amount }) => {
    const column = evaluation.amounts.get(amount) as Extract<ReturnType<typeof evaluation.amounts.get>, { is: 'column' }>;
    return { amount, type: column.type, rows: column.rows };
  });
  const whole = new Set(policy.checks.filter(({ table }) => table === undefined).map(({ id }) => id));
  return splitsOf(benefit, evaluation).map((split, index): StayOutcome => {
    const { key } = split;
    const told = failing.filter(({ id, rows }) => whole.has(id) || rows.includes(key));
    const row = unbalancedOf(split);
    const faults: Fault[] = told.filter(({ otherwise }) => otherwise === 'block')
      .map(({ id, title, says }) => ({ code: 'STAY_BLOCKED', at: `checks.${id}`, values: { title, says } }));
    if (row) faults.push(notWhole(row));
    if (faults.length > 0) return { key, faults };
    const shows = columns.map(({ amount, type, rows }) => ({ amount, value: printValue((rows[index] as { value: Value }).value, type, shown.get(amount)) }));
    return { key, paid: { ...split, shows, warnings: told.map(({ id, title, says }) => ({ id, title, says })) } };
  });
}

/** What is given once for all stays of a sitting. */
export interface Circumstances {
  facts: RawFacts;
  decisions: RawDecisions;
}

/** The index of the row that a fault of the facts is about, and the fault as one of that stay. */
function ofRow(table: string, fault: Fault): { index: number; fault: Fault } | undefined {
  const [before, after] = [`facts.${table}[`, fault.at.indexOf(']')];
  if (!fault.at.startsWith(before)) return undefined;
  return { index: Number(fault.at.slice(before.length, after)), fault: { ...fault, at: `stay${fault.at.slice(after + 1)}` } };
}

/**
 * Who pays what of each stay, in their order. A faulty stay has its faults and the others their results; what is wrong with
 * what is given once for all of them is thrown as a Refusal (`facts.NAME`, `decisions.NAME`).
 */
export function payStays(calculator: Calculator, { facts, decisions }: Circumstances, stays: readonly RawStay[]): StayOutcome[] {
  const { policy, table } = calculator;
  const run = (rows: readonly RawStay[]): StayOutcome[] => outcomesOf(calculator, evaluate(policy, { ...facts, [table.id]: [...rows] }, decisions));
  const keyOf = (stay: RawStay | undefined): string => stay?.[table.key] ?? '';
  const first = attempt(() => run(stays));
  if (first.value) return first.value;
  const rows = first.faults.map((fault) => ({ fault, row: ofRow(table.id, fault) }));
  const elsewhere = rows.filter(({ fault, row }) => !row && /^(facts|decisions)\./.test(fault.at)).map(({ fault }) => fault);
  if (elsewhere.length > 0) throw new Refusal(elsewhere);
  const faulty = Map.groupBy(rows.flatMap(({ row }) => (row ? [row] : [])), ({ index }) => index);
  const good = stays.filter((_stay, index) => !faulty.has(index));
  // what a step or check refuses stops the whole evaluation: then each stay is worked out by itself
  const alone = (stay: RawStay): StayOutcome => {
    const { value, faults } = attempt(() => run([stay]));
    return value ? (value[0] as StayOutcome) : { key: keyOf(stay), faults };
  };
  const found = (attempt(() => run(good)).value ?? good.map(alone))[Symbol.iterator]();
  return stays.map((stay, index) => {
    const told = faulty.get(index);
    return told ? { key: keyOf(stay), faults: told.map(({ fault }) => fault) } : (found.next().value as StayOutcome);
  });
}

/** What each payer pays of all stays together, and their bills. */
export function totalsOf({ benefit }: Calculator, outcomes: readonly StayOutcome[]): { stays: number; faulty: number; bill: Money; shares: Array<Omit<Share, 'amount'>> } {
  const paid = outcomes.flatMap((outcome) => outcome.paid ?? []);
  return {
    stays: paid.length,
    faulty: outcomes.length - paid.length,
    bill: sumMoney(paid.map(({ bill }) => bill)),
    shares: benefit.payers.map(({ payer }) => ({ payer, paid: sumMoney(paid.flatMap(({ shares }) => shares.filter((share) => share.payer === payer).map((share) => share.paid))) })),
  };
}
