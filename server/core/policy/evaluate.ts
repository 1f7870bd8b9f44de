/** Running a policy on facts: every amount, exactly, and every check. */
import type { AtOnce } from '../feel/at-once.ts';
import type { Compiled } from '../feel/evaluate.ts';
import { suggestion } from '../feel/suggest.ts';
import { typeOf, type Type } from '../feel/type.ts';
import { pure, sameUnit, yuan } from '../feel/unit.ts';
import type { Value } from '../feel/value.ts';
import { moneyDigitsMost, type Money } from '../money.ts';
import { toFen, zero, type Rate } from '../rate.ts';
import { allWithin, unpacked, type Rates } from '../rates.ts';
import { refuse, Refusal } from '../refusal.ts';
import { attempt } from './attempt.ts';
import { compilePolicy, type CompiledPolicy } from './compiled.ts';
import { readFacts, type Facts } from './facts.ts';
import { allocatedRows } from './allocated.ts';
import type { Check, DivideStep, Formula, Part, Policy, RawDecisions, RawFacts, Step, Words } from './policy.ts';
import { refuseBases } from './pay-bases.ts';
import { printNumber } from './quantity.ts';
import { roundingOf } from './rounding.ts';
import { amountsOf, homeOf, ruleOf } from './rules/rules.ts';
import type { NumberType, Result, Run, Surroundings } from './rules/rule.ts';
import { State, textOfCell, type Row } from './state.ts';

/** A money amount is exact yuan of whole fen; a column has a value for every row, in the order of the facts. */
export type Amount =
  | { is: 'scalar'; type: Type; value: Value }
  | { is: 'column'; table: string; type: Type; rows: Array<{ key: string; value: Value }> };

export interface CheckResult {
  id: string;
  ok: boolean;
  otherwise: 'block' | 'warn';
  /** Keys of the rows that fail. */
  rows: string[];
  title: Words;
  says: Words;
}

export interface Evaluation {
  /** By name, in the order of the policy's steps. */
  amounts: Map<string, Amount>;
  checks: CheckResult[];
  /** The facts and decisions that it was run on, typed, defaults filled in. */
  facts: Facts;
}

const leftOut: Words = { zh: '不在本步骤的适用范围内，为 0', en: 'outside what the step applies to: 0' };

/** Gives a refusal that has no place yet the place of the step and row. */
function placing<T>(at: () => string, run: () => T): T {
  const { value, faults } = attempt(run);
  if (faults) throw new Refusal(faults.map((fault) => (fault.at === '' ? { ...fault, at: at() } : fault)));
  return value as T;
}

function pathOf(under: 'steps' | 'checks', { id }: { id: string }, key = ''): string {
  return key === '' ? `${under}.${id}` : `${under}.${id}[${key}]`;
}

const moneyMost = 10n ** BigInt(moneyDigitsMost);

/** Refuses yuan that could not be written as money: what an entry of the ledger cannot hold is no result. */
function checkSize({ n, d }: Rate, { title }: Part, run: Run): void {
  const whole = n / d;
  if (whole < moneyMost && whole > -moneyMost) return;
  run.refuse('AMOUNT_TOO_LARGE', { title, found: printNumber({ n, d }, yuan), limit: String(moneyDigitsMost) });
}

function isYuan({ amounts }: CompiledPolicy, { id }: Part): boolean {
  const { type } = amounts.get(id) as { type: Type };
  return type.is === 'number' && sameUnit(type.unit, yuan);
}

/** How the amounts of a step that ran at once came about: row by row, when somebody asks. */
class Replay {
  private readonly runner: Runner;
  private readonly step: Step;
  private readonly known = new Map<string, Result>();

  constructor(runner: Runner, step: Step) {
    this.runner = runner;
    this.step = step;
  }

  result(amount: string, row?: Row): Result {
    const id = JSON.stringify([amount, row?.key ?? '']);
    if (!this.known.has(id)) this.run(row);
    return this.known.get(id) as Result;
  }

  private keep(amount: string, key: string, result: Result): void {
    this.known.set(JSON.stringify([amount, key]), result);
  }

  private run(asked?: Row): void {
    const { runner, step } = this;
    const rule = ruleOf(step);
    const rows = rule.independent ? [asked as Row] : runner.state.rows(String(step.table));
    const runs = rows.map((row) => runner.run(() => pathOf('steps', step, row.key), row));
    const own = amountsOf(step).filter(({ id }) => homeOf(step, id) === step.table);
    const results = rule.evaluate(step, runs, { ...runner.surroundings(step), apart: ({ id }, key, result) => this.keep(id, key, result) });
    for (const [index, { key }] of runs.entries()) {
      for (const [at, { id }] of own.entries()) this.keep(id, key, (results[index] as Result[])[at] as Result);
    }
  }
}

export { printAmounts } from './print.ts';

export class Runner {
  readonly compiled: CompiledPolicy;
  readonly facts: Facts;
  readonly state: State;

  constructor(compiled: CompiledPolicy, policy: Policy, facts: Facts) {
    this.compiled = compiled;
    this.facts = facts;
    this.state = new State(policy, facts);
  }

  /** A place for formulas, which `at` names; `known` gives what is worked out already. */
  run(at: () => string, row?: Row, known: (formula: Formula) => readonly Value[] | undefined = () => undefined): Run {
    const environment = this.state.environment(row);
    const value = (formula: Formula): Value =>
      (row && known(formula)?.[row.index]) ?? placing(at, () => (this.compiled.run.get(formula) as Compiled)(environment));
    return {
      key: row?.key ?? '',
      value,
      number: (formula) => value(formula) as Rate,
      holds: (formula) => value(formula) === true,
      refuse: (code, values) => refuse(code, at(), values),
    };
  }

  step(step: Step): void {
    if (!this.atOnce(step)) this.byRows(step);
  }

  /** A step as columns, where that can be; how each value came about is worked out when it is asked for. */
  private atOnce(step: Step): boolean {
    const { table, where } = step;
    const rule = ruleOf(step);
    if (table === undefined || where || !rule.atOnce || this.facts.overrides.has(step.id) || this.facts.allocated.has(step.id)) return false;
    const columns = this.state.columns(table);
    const { rounding, whole } = this.surroundings(step);
    const found = rule.atOnce(step, {
      numbers: (formula) => (this.compiled.atOnce.get(formula) as AtOnce)(columns),
      keys: columns.keys,
      groups: columns.groups,
      whole,
      rounding,
    });
    const amounts = amountsOf(step);
    const fits = found?.every((rates, index) => !isYuan(this.compiled, amounts[index] as Part) || allWithin(rates, moneyMost));
    if (!found || !fits) return false;
    const replay = new Replay(this, step);
    for (const [index, { id }] of amounts.entries()) {
      this.state.keepAll(id, homeOf(step, id), found[index] as Rates, (row) => replay.result(id, row));
    }
    return true;
  }

  /** The numbers of the formulas of a step for all rows, as far as they can be had at once; each is worked out once. */
  private known(table: string): (formula: Formula) => readonly Value[] | undefined {
    const columns = this.state.columns(table);
    const known = new Map<Formula, readonly Value[] | undefined>();
    return (formula) => {
      if (!known.has(formula)) {
        const rates = this.compiled.atOnce.get(formula)?.(columns);
        known.set(formula, rates && unpacked(rates));
      }
      return known.get(formula);
    };
  }

  private byRows(step: Step): void {
    const { table, where } = step;
    const rows: Array<Row | undefined> = table === undefined ? [undefined] : [...this.state.rows(table)];
    const known = table === undefined ? undefined : this.known(table);
    const runs = rows.map((row) => this.run(() => pathOf('steps', step, row?.key), row, known));
    const counted = where ? runs.map((run) => run.holds(where)) : undefined;
    const chosen = counted ? runs.filter((_run, index) => counted[index]) : runs;
    for (const { id } of amountsOf(step)) this.state.begin(id, homeOf(step, id));
    const results = placing(() => pathOf('steps', step, ''), () => ruleOf(step).evaluate(step, chosen, this.surroundings(step)));
    const allocated = step.rule === 'divide' ? this.facts.allocated.get(step.id) : undefined;
    if (allocated) this.facts.overrides.set(step.id, allocatedRows(step as DivideStep, allocated, chosen, results, this.surroundings(step)));
    for (const [index, amount] of amountsOf(step).entries()) {
      const { id } = amount;
      if (homeOf(step, id) !== table) continue;
      const { type } = this.compiled.amounts.get(id) as { type: Type };
      const money = isYuan(this.compiled, amount);
      const nothing: Result = { value: type.is === 'number' ? zero : false, outside: true, bound: leftOut };
      let next = 0;
      for (const [at, row] of rows.entries()) {
        const run = runs[at] as Run;
        const own = counted?.[at] === false ? nothing : ((results[next++] as Result[])[index] as Result);
        const result = this.decided(id, run.key, own);
        if (money) checkSize(result.value as Rate, amount, run);
        this.state.keep(id, row, result);
      }
    }
  }

  /** What was decided in the place of a result, which stays known. */
  private decided(amount: string, key: string, result: Result): Result {
    const by = this.facts.overrides.get(amount)?.get(key);
    return by ? { ...result, value: by.value, overridden: { own: result.value as Rate, by } } : result;
  }

  surroundings(step: Step): Surroundings {
    const { type } = this.compiled.amounts.get(step.id) as { type: Type };
    const unit = type.is === 'number' ? type.unit : pure;
    const table = step.table ?? '';
    return {
      rounding: roundingOf(step, unit),
      whole: this.run(() => pathOf('steps', step, '')),
      keys: (of) => this.state.rows(of).map(({ key }) => key),
      cell: (key, column) => textOfCell(this.state.row(table, key).get(column)),
      apart: (part, key, result) => {
        const home = homeOf(step, part.id);
        const row = home === undefined ? undefined : this.state.row(home, key);
        if (isYuan(this.compiled, part)) checkSize(result.value as Rate, part, this.run(() => pathOf('steps', step, key)));
        this.state.keep(part.id, row, result);
      },
      guard: (key, run) => placing(() => pathOf('steps', step, key), run),
      print: (value) => printNumber(value, unit, step.show),
      unitOf: ({ expression }) => (typeOf(expression, this.compiled.symbols.scope(step.table)).type as NumberType).unit,
    };
  }

  check(check: Check): CheckResult {
    const { id, otherwise, title, says, table, that } = check;
    const rows: Array<Row | undefined> = table === undefined ? [undefined] : [...this.state.rows(table)];
    const failing = rows.filter((row) => !this.run(() => pathOf('checks', check, row?.key), row).holds(that));
    return { id, ok: failing.length === 0, otherwise, rows: failing.flatMap((row) => (row ? [row.key] : [])), title, says };
  }
}

/** Runs the steps, telling after each; `explain` goes on from here. Throws as `evaluate` does. */
export function runSteps(policy: Policy, facts: RawFacts, decisions: RawDecisions, after?: (step: Step, runner: Runner) => void): Runner {
  compilePolicy(policy);
  return runOn(policy, readFacts(policy, facts, decisions), after);
}

function runOn(policy: Policy, given: Facts, after?: (step: Step, runner: Runner) => void): Runner {
  const compiled = compilePolicy(policy);
  refuseBases(compiled.guarded, given);
  const runner = new Runner(compiled, policy, given);
  for (const step of compiled.order) {
    runner.step(step);
    after?.(step, runner);
  }
  return runner;
}

/**
 * Every amount and check of a policy on facts. Throws a Refusal: of all faults of the facts and decisions at once, or of
 * the step and row that cannot be carried out (`steps.package[A]`), or of the policy when it was not checked before.
 */
export function evaluate(policy: Policy, facts: RawFacts, decisions: RawDecisions = {}): Evaluation {
  return outcome(policy, runSteps(policy, facts, decisions));
}

/** As `evaluate`, on facts that `readFacts` has typed. */
export function evaluateFacts(policy: Policy, facts: Facts): Evaluation {
  return outcome(policy, runOn(policy, facts));
}

/** The amounts and checks of a policy whose steps have run. */
export function outcome(policy: Policy, runner: Runner): Evaluation {
  const { compiled, state } = runner;
  const amounts = new Map<string, Amount>();
  for (const step of policy.steps) {
    for (const { id } of amountsOf(step)) {
      const { type } = compiled.amounts.get(id) as { type: Type };
      const home = homeOf(step, id);
      if (home === undefined) {
        amounts.set(id, { is: 'scalar', type, value: state.scalars.get(id) as Value });
        continue;
      }
      amounts.set(id, columnOf(state, home, id, type));
    }
  }
  return { amounts, checks: policy.checks.map((check) => runner.check(check)), facts: runner.facts };
}

/** A column of amounts; its rows are made when they are first read. */
function columnOf(state: State, table: string, id: string, type: Type): Amount {
  let made: Array<{ key: string; value: Value }> | undefined;
  const make = (): Array<{ key: string; value: Value }> => {
    const values = state.values(table, id);
    return state.rows(table).map(({ key }, index) => ({ key, value: values[index] as Value }));
  };
  return {
    is: 'column', table, type,
    get rows() {
      made ??= make();
      return made;
    },
  };
}

/** The fen of a money amount; of a column with the row's key. Throws when there is no such row. */
export function moneyOf(amount: Amount, key?: string): Money {
  if (amount.is === 'scalar') return toFen(amount.value as Rate);
  const value = amount.rows.find((row) => row.key === key)?.value;
  if (value !== undefined) return toFen(value as Rate);
  return refuse('ROW_UNKNOWN', '', { key: String(key), suggestion: suggestion(String(key), amount.rows.map((row) => row.key)) });
}
