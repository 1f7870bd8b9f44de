/** Decisions that divide what a step divides among the rows of each group: where they may stand, reading them, and holding them against the pool. */
import { suggestion } from '../feel/suggest.ts';
import { formatMoney, parseNonNegativeMoney, sumMoney, type Money } from '../money.ts';
import { parseDay } from '../period.ts';
import { fromFen, toFen, type Rate } from '../rate.ts';
import { refuse, Refusal, type Fault } from '../refusal.ts';
import { carriedOver, divisionFaults, poolOf, type Division, type Terms } from '../second-allocation.ts';
import { attempt } from './attempt.ts';
import { compilePolicy } from './compiled.ts';
import { faultAt } from './document.ts';
import { officeWords } from './offices.ts';
import type { Decided, Desk } from './overrides.ts';
import type { ColumnName, DivideStep, Override, Policy, Step, TotalItem, Words } from './policy.ts';
import { columnPath, type ColumnPath } from './rules/division.ts';
import { claimsOf } from './rules/sharing.ts';
import type { Result, Run, Surroundings } from './rules/rule.ts';

/** What was decided for one group. */
export interface Allocated {
  override: Override;
  /** Where it is written: `decisions.second.D01`. */
  at: string;
  /** Fen by row. */
  amounts: Map<string, Money>;
  reasons: Map<string, string>;
  /** The pool that it was decided on; the one that there is, when left out. */
  pool?: Money;
  /** Of all rows, where a row gives none of its own. */
  why: string;
  signed: Words;
}

/** By amount, then by group. */
export type Allocations = Map<string, Map<string, Allocated>>;

/** Tells an allocation of what is not divided within groups, or of which a part is kept under another name. */
export function allocationFault({ amount, place }: TotalItem, step: Step): Fault | undefined {
  if (step.rule !== 'divide' || !step.within || step.id !== amount) return faultAt('ALLOCATION_NOT_DIVIDED', place, { amount });
  if (step.excess !== undefined && step.excess !== 'redistribute') return faultAt('ALLOCATION_EXCESS_KEPT', place, { amount });
  return undefined;
}

/** The pools as the step names them: a column of the groups. */
function pathOf(step: DivideStep): ColumnPath {
  return columnPath(step.amount.expression) as ColumnPath;
}

/** The table whose rows are the groups of an allocated amount. */
export function groupsOf(step: DivideStep): string {
  return pathOf(step).of.name;
}

/** The column of the groups' table that holds the pools. */
export function poolColumn(step: DivideStep): string {
  return pathOf(step).name;
}

type Json = Record<string, unknown>;

const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const texts = ['by', 'on', 'office', 'why', 'pool'] as const;
const known: readonly string[] = [...texts, 'amounts', 'reasons'];

interface Written {
  amounts: Json;
  reasons: Json;
  said: Partial<Record<(typeof texts)[number], string>>;
}

/** The shape alone: maps of texts, and texts. */
function shapeOf(value: unknown): Written | undefined {
  if (!isMap(value) || Object.keys(value).some((key) => !known.includes(key))) return undefined;
  const { amounts, reasons = {} } = value;
  const said = Object.fromEntries(texts.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])));
  const whole = isMap(amounts) && isMap(reasons) && [...Object.values(amounts), ...Object.values(reasons), ...Object.values(said)].every((each) => typeof each === 'string');
  return whole ? { amounts, reasons, said } : undefined;
}

/** Who decided it, and when: `科室主任 张三，2026-12-09`. */
function sign({ by: office }: Override, said: Written['said']): Words {
  const title = officeWords(said.office ?? office);
  const named = (language: keyof Words): string => [title[language], said.by].filter(Boolean).join(' ');
  return said.on === undefined ? { zh: named('zh'), en: named('en') } : { zh: `${named('zh')}（${said.on}）`, en: `${named('en')} (${said.on})` };
}

class GroupReader {
  private readonly override: Override;
  private readonly desk: Desk;
  private readonly rows: readonly string[];

  constructor(override: Override, desk: Desk, rows: readonly string[]) {
    this.override = override;
    this.desk = desk;
    this.rows = rows;
  }

  private take<T>(read: () => T): T | undefined {
    const { value, faults = [] } = attempt(read);
    for (const { code, at, values } of faults) this.desk.fault(code, at, values);
    return value;
  }

  private money(written: unknown, at: string): Money | undefined {
    return this.take(() => parseNonNegativeMoney(String(written), at));
  }

  read(written: unknown, at: string): Allocated | undefined {
    const { override, desk, rows } = this;
    const shape = shapeOf(written);
    if (!shape) {
      desk.fault('ALLOCATION_UNREADABLE', at, { title: override.title });
      return undefined;
    }
    const { amounts, reasons, said } = shape;
    const given = new Map<string, Money>();
    for (const [key, each] of Object.entries(amounts)) {
      const amount = this.money(each, `${at}.amounts.${key}`);
      if (!rows.includes(key)) desk.fault('ROW_UNKNOWN', `${at}.amounts.${key}`, { key, suggestion: suggestion(key, rows) });
      else if (amount !== undefined) given.set(key, amount);
    }
    const { on, pool } = said;
    if (on !== undefined) this.take(() => parseDay(on, `${at}.on`));
    const decidedOn = pool === undefined ? undefined : this.money(pool, `${at}.pool`);
    return {
      override, at, amounts: given, reasons: new Map(Object.entries(reasons).map(([key, reason]) => [key, String(reason)])), why: said.why ?? '', signed: sign(override, said),
      ...(decidedOn !== undefined && { pool: decidedOn }),
    };
  }
}

/** Reads the groups that were decided; every fault with its path (`decisions.second.D01.amounts.7`). */
export function readAllocated(policy: Policy, override: Override, desk: Desk, written: unknown, keysOf: (table: string) => readonly string[]): Map<string, Allocated> {
  const step = compilePolicy(policy).order.find(({ id }) => id === override.of.amount) as DivideStep;
  const groups = keysOf(groupsOf(step));
  const reader = new GroupReader(override, desk, keysOf(step.table));
  const at = `decisions.${override.id}`;
  if (!isMap(written)) desk.fault('ALLOCATION_UNREADABLE', at, { title: override.title });
  const decided = new Map<string, Allocated>();
  for (const [group, each] of isMap(written) ? Object.entries(written) : []) {
    const one = reader.read(each, `${at}.${group}`);
    if (!groups.includes(group)) desk.fault('ROW_UNKNOWN', `${at}.${group}`, { key: group, suggestion: suggestion(group, groups) });
    else if (one) decided.set(group, one);
  }
  return decided;
}

/** The groups of a step as they may be divided: everybody who shares, what the rule gives them, and their bounds. */
export function divisionsOf(step: DivideStep, terms: Terms, runs: readonly Run[], results: readonly Result[][], around: Surroundings): Map<string, Division> {
  const claims = claimsOf(step, runs, around);
  const members = runs.map(({ key }, index) => ({
    group: around.cell(key, (step.within as ColumnName).column),
    member: { key, usual: toFen((results[index] as Result[])[0]?.value as Rate), least: claims[index]?.least, most: claims[index]?.most },
  }));
  const groups = Map.groupBy(members, ({ group }) => group);
  return new Map([...groups].map(([group, each]) => [group, { ...terms, members: each.map(({ member }) => member) }]));
}

/** The amounts of a group: as they were decided, or carried over where that was on another pool or for other people. */
function amountsFor(division: Division, { amounts, reasons, pool, at }: Allocated): ReadonlyMap<string, Money> {
  const given = sumMoney(amounts.values());
  if (pool !== undefined && given !== pool) refuse('SECOND_NOT_SPENT', at, { pool: formatMoney(pool), given: formatMoney(given), left: formatMoney(pool - given) });
  const sameOnes = division.members.length === amounts.size && division.members.every(({ key }) => amounts.has(key));
  if (pool !== undefined && !(sameOnes && pool === poolOf(division))) return carriedOver(division, amounts);
  const faults = divisionFaults(division, { amounts, reasons }, at);
  if (faults.length > 0) throw new Refusal(faults);
  return amounts;
}

/** What was decided for the rows of a step, by row; the groups that nobody decided stay as the rule has them. */
export function allocatedRows(step: DivideStep, decided: ReadonlyMap<string, Allocated>, runs: readonly Run[], results: readonly Result[][], around: Surroundings): Map<string, Decided> {
  const rows = new Map<string, Decided>();
  for (const [group, allocated] of decided) {
    const { override, reasons, why, signed } = allocated;
    const terms = override.division as Terms;
    const division = divisionsOf(step, terms, runs, results, around).get(group) ?? { ...terms, members: [] };
    for (const [key, amount] of amountsFor(division, allocated)) rows.set(key, { override, value: fromFen(amount), reason: reasons.get(key) ?? why, signed });
  }
  return rows;
}
