/** A policy document after reading: values typed, formulas parsed, places kept. `read.ts` makes it of YAML, `check.ts` finds its faults, `evaluate.ts` runs it. */
import type { Expression } from '../feel/expression.ts';
import type { Unit } from '../feel/unit.ts';
import type { Rate, RoundingMode } from '../rate.ts';
import type { PolicyKind } from './kinds.ts';
import type { Terms } from '../second-allocation.ts';
import type { Convention } from '../time-share.ts';
import type { Accounts } from './accounts.ts';
import type { Stage, StageId, Taken } from './stages.ts';
import type { Benefit } from './benefits.ts';

/** A text in the two languages of the product. */
export interface Words {
  zh: string;
  en: string;
}
export type Language = keyof Words;

/** A place in a file: 1-based line and column, offset into its text, and the path of the field (`steps.financing.formula`). */
export interface Place {
  line: number;
  column: number;
  offset: number;
  path: string;
}

export type ScalarKind = 'money' | 'count' | 'share' | 'factor' | 'score' | 'points' | 'minutes' | 'hours' | 'days' | 'months'
  | 'text' | 'option' | 'boolean' | 'date' | 'month' | 'reference';

/** What pay of staff may never be tied to. */
export type Basis = 'drug-income' | 'supply-income' | 'examination-income' | 'revenue-target';

/** A typed scalar: what may be written and in which unit it counts. */
export interface Quantity {
  kind: ScalarKind;
  /** Unit of a number; undefined for text, option, boolean, date, month, reference. */
  unit?: Unit;
  options?: Map<string, Words>;
  /** For `reference`: the table whose key this holds. */
  table?: string;
  /** Numbers are at least 0 unless the policy says otherwise. */
  atLeast?: Scalar;
  atMost?: Scalar;
  default?: Scalar;
  /** It is a figure that pay may not be tied to. */
  basis?: Basis;
}

/**
 * A typed value. Numbers are exact rationals (money in yuan), dates `YYYY-MM-DD`, months `YYYY-MM`,
 * options, texts and references are strings.
 */
export type Scalar = Rate | string | boolean;

export interface Source {
  id: string;
  document: Words;
  clause: string;
  says: Words;
  /** Reader's reference number of the rule, if any. */
  rule?: string;
  place: Place;
}

interface Named {
  id: string;
  title: Words;
  why: string[];
  place: Place;
}

export interface Fact extends Omit<Named, 'why'> {
  quantity: Quantity;
  /** The office that gives it; anybody who prepares the run, when left out. */
  by?: string;
  /** It is not given by anybody but taken from approved runs. */
  from?: Taken;
}

export interface TableFact extends Omit<Named, 'why'> {
  key: string;
  keyTitle: Words;
  columns: Map<string, Fact>;
}

export interface Parameter extends Named {
  quantity: Quantity;
  value: Scalar;
}

/** A table that the regulation itself fixes; its rows are part of the policy. */
export interface ParameterTable extends Named {
  key: string;
  keyTitle: Words;
  columns: Map<string, Fact>;
  rows: Array<Record<string, Scalar>>;
}

export interface Decision extends Named {
  quantity: Quantity;
  /** Role that decides, e.g. `insurance-bureau`. */
  by: string;
}

/** A decision that puts another value in the place of a step's, for single rows or the whole, each with a reason. */
export interface Override extends Named {
  /** The amount. */
  of: TotalItem;
  /** Limits of the decided value, in the amount's unit. */
  atLeast?: Rate;
  atMost?: Rate;
  /** Role that decides. */
  by: string;
  /** Of an amount that is divided: each group's rows are decided together, and add up to its pool. */
  division?: Terms;
}

export interface Formula {
  text: string;
  expression: Expression;
  /** Where its text begins. */
  place: Place;
}

/** How a result is rounded: `to` is the smallest step in the result's own unit (0.01 yuan = 1 fen). */
export interface Rounding {
  to: Rate;
  mode: RoundingMode;
}

/** Places printed after the point; `2%` prints a pure number in per cent with two places. */
export type Show = number | `${number}%`;

export interface StepBase extends Named {
  /** The table whose rows the step works on; its amounts are then columns of that table. */
  table?: string;
  where?: Formula;
  show?: Show;
  round?: Rounding;
  /** Its amounts are pay of staff, also when no stage moves them. */
  pays?: 'staff';
}

/** A further amount that a step names beside its own. */
export interface Part extends Named {
  /** The places printed, when not those of its step. */
  show?: Show;
}

export interface FormulaStep extends StepBase {
  rule: 'formula';
  formula: Formula;
}
export type CarvePart = Part & ({ share: Formula; of: 'whole' | 'rest' } | { amount: Formula });
export interface CarveStep extends StepBase {
  rule: 'carve';
  amount: Formula;
  parts: CarvePart[];
  rest: Part;
}
export type SplitPart = Part & { weight: Formula };
export interface SplitStep extends StepBase {
  rule: 'split';
  amount: Formula;
  parts: SplitPart[];
  leftover: 'largest-remainder';
}
/** A column of a step's own table, and where it is named. */
export interface ColumnName {
  column: string;
  place: Place;
}
export interface DivideStep extends StepBase {
  rule: 'divide';
  /** Among whose rows. */
  table: string;
  /** One amount; with `within`, the amount of each row of the parent table. */
  amount: Formula;
  by: Formula;
  /** Column that decides between equal remainders; the key of the table when left out. */
  ties?: ColumnName;
  /** Reference column to the parent table. */
  within?: ColumnName;
  /** The most and the least of each row, in yuan. */
  cap?: Formula;
  floor?: Formula;
  /** Where goes what a cap cuts off: to the other rows, or kept by row under a name. */
  excess?: 'redistribute' | Part;
  /** What finds no row: one amount or, with `within`, one of each row of the parent table. */
  unplaced?: Part;
  /** The amount divided by the sum of the weights. */
  value?: Part;
  leftover: 'largest-remainder';
}
export interface LimitStep extends StepBase {
  rule: 'limit';
  amount: Formula;
  atMost?: Formula;
  atLeast?: Formula;
  excess?: Part;
  shortfall?: Part;
}
export interface GateStep extends StepBase {
  rule: 'gate';
  amount: Formula;
  when: Formula;
  held: Part;
}
export interface RaiseStep extends StepBase {
  rule: 'raise';
  when: Formula;
}
/** One band of a list; the first may be open below, the last above. */
export interface Band {
  from?: Formula;
  to?: Formula;
  /** Its value or, when the step reads whole or marginal, its rate. */
  gives: Formula;
  /** A fixed amount added when the value lies in this band. */
  plus?: Formula;
  place: Place;
}
export interface BandsStep extends StepBase {
  rule: 'bands';
  amount: Formula;
  /** Whether a value on an edge belongs to the band that starts there (`from`) or that ends there (`to`). */
  edge: 'from' | 'to';
  /** The value of the band; the whole amount times its rate; or every part of the amount times the rate of its own band. */
  reads: 'value' | 'whole' | 'marginal';
  bands: Band[];
  /** Values that no band covers refuse the facts; when left out there may be none. */
  outside?: 'refuse';
}
/** How a measured value becomes a score. `peers` is the column whose value makes rows peers; all rows are when left out. */
export type ScoreMethod =
  | { is: 'linear'; at: Formula; worth: Formula; per: Formula; adds: Formula }
  | { is: 'proportional'; full: Formula; worth: Formula }
  | { is: 'best' | 'lowest' | 'mean'; worth: Formula; peers?: ColumnName };
export interface ScoreStep extends StepBase {
  rule: 'score';
  measured: Formula;
  method: ScoreMethod;
  atLeast?: Formula;
  atMost?: Formula;
  /** A condition under which the score is 0. */
  veto?: Formula;
}
export interface WeighedPart {
  of: Formula;
  weight: Formula;
}
export interface WeighStep extends StepBase {
  rule: 'weigh';
  parts: WeighedPart[];
  veto?: Formula;
}

/** Claims on one pool: paid whole when it holds them all, else in proportion. */
export interface ProrateStep extends StepBase {
  rule: 'prorate';
  /** Among whose rows. */
  table: string;
  claim: Formula;
  pool: Formula;
  ties?: ColumnName;
  /** By row: what is not paid and goes on. */
  unpaid: Part;
  /** What the pool keeps when the claims are smaller. */
  left: Part;
  leftover: 'largest-remainder';
}
/** Base and slope × times for every row, with the slope that spends the pool. */
export interface SolveStep extends StepBase {
  rule: 'solve';
  /** Among whose rows. */
  table: string;
  pool: Formula;
  base?: Formula;
  times: Formula;
  atLeast?: Formula;
  atMost?: Formula;
  ties?: ColumnName;
  slope: Part;
  leftover: 'largest-remainder';
}
/** The part of an amount that falls to a time in post. */
export interface ProportionStep extends StepBase {
  rule: 'proportion';
  amount: Formula;
  /** A month, or days. */
  period: Formula | { from: Formula; until: Formula };
  from?: Formula;
  until?: Formula;
  convention: Convention;
}
/** What is left of a total when all that counts in it is taken off; made from an entry of `totals`. */
export interface TotalStep extends StepBase {
  rule: 'total';
  limit: Formula;
  /** Each item as one amount: a column is summed, or with `each` stands by row. */
  items: Formula[];
}

export type Step =
  | FormulaStep | CarveStep | SplitStep | DivideStep | LimitStep | GateStep | RaiseStep
  | BandsStep | ScoreStep | WeighStep | ProrateStep | SolveStep | ProportionStep | TotalStep;
export type RuleKind = Step['rule'];

/** The name of an amount, and where it is said. */
export interface TotalItem {
  amount: string;
  place: Place;
}

/** A limit on several amounts together; its arithmetic is a step of its own, its controls are checks. */
export interface Total extends Named {
  items: TotalItem[];
  /** Amounts that count in no total, each with its source. */
  outside: Array<TotalItem & { why: string[] }>;
  /** Amounts that exclude each other. */
  exclusive: Array<[TotalItem, TotalItem]>;
  /** The amount that is left of it. */
  room: string;
}

export interface Check extends Named {
  that: Formula;
  table?: string;
  otherwise: 'block' | 'warn';
  says: Words;
}

/** A printed value that an example expects, and where it says so. */
export interface Expected {
  value: string;
  place: Place;
}

/** An amount, or one row of a column, as `gives` of an example names it. */
export interface Coordinate {
  step: string;
  row?: string;
}

export interface Example {
  it: Words;
  facts: RawFacts;
  decisions: RawDecisions;
  /** By name of an amount; for a column by key of the row. */
  gives: Map<string, Expected | Map<string, Expected>>;
  /** Names under which values of `gives` are known outside of the policy. */
  labels: Map<string, Coordinate>;
  /** Checks expected to fail. */
  blocks: Expected[];
  refuses?: { at: string; code: string };
  place: Place;
  /** Where each fact and decision stands, by its path (`facts.consortia[0].heads`). */
  places: Map<string, Place>;
}

export interface Policy {
  /** The document itself. */
  text: string;
  language: 1;
  id: string;
  version: string;
  kind: PolicyKind;
  title: Words;
  place: { code: string } & Words;
  applies: { from: string; until?: string };
  sources: Map<string, Source>;
  facts: Map<string, Fact>;
  tables: Map<string, TableFact>;
  parameters: Map<string, Parameter>;
  parameterTables: Map<string, ParameterTable>;
  decisions: Map<string, Decision>;
  overrides: Map<string, Override>;
  /** Ledger accounts by class. */
  accounts: Accounts;
  /** Titles of the funds that its stages post to, by code. */
  funds: Map<string, Words>;
  stages: Map<StageId, Stage>;
  steps: Step[];
  totals: Map<string, Total>;
  checks: Check[];
  /** Calculators of single stays. */
  benefits: Map<string, Benefit>;
  examples: Example[];
}

/** Facts as they are written in a file or sent over the API: every scalar a text. */
export type RawFacts = Record<string, string | Array<Record<string, string>>>;
/** An override is JSON: `{ row: { value, reason } }`, or `{ value, reason }` for a single amount; of an allocation `{ group: { amounts: { row: value }, … } }`. */
export type RawDecisions = Record<string, string>;

/** Where a fact was imported from, by path (`standard`, `consortia/A/heads`). */
export type Origins = Record<string, string>;
