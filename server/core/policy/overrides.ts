/** Decisions that put another value in the place of a step's: where they may stand, and reading what was decided. */
import { sameUnit, yuan } from '../feel/unit.ts';
import { suggestion } from '../feel/suggest.ts';
import type { Rate } from '../rate.ts';
import type { Code, Fault, Values } from '../refusal.ts';
import { compilePolicy } from './compiled.ts';
import { faultAt } from './document.ts';
import type { Asked, Facts, TypedRow } from './facts.ts';
import { allocationFault, readAllocated } from './allocated.ts';
import type { Override, Policy, Quantity, RawDecisions, Scalar, Step, Words } from './policy.ts';
import { amountsOf, homeOf } from './rules/rules.ts';
import type { NumberType } from './rules/rule.ts';
import type { Symbols } from './symbols.ts';

/** What was decided in place of the rule. */
export interface Decided {
  override: Override;
  value: Rate;
  /** Empty where none was needed. */
  reason: string;
  /** Who decided it, where that is written with it. */
  signed?: Words;
}

/** By amount, then by row ('' for a single amount). */
export type Overrides = Map<string, Map<string, Decided>>;

/** Amounts that add up to a whole with others are not changed alone. */
function addsUp(step: Step): boolean {
  return amountsOf(step).length > 1 || step.rule === 'divide' || step.rule === 'total';
}

/** Tells the overrides that stand on no amount, on one that adds up with others, on no number, or on one that has an override. */
export function checkOverrides(policy: Policy, { faults, broken, symbols }: { faults: Fault[]; broken: ReadonlySet<string>; symbols: Symbols }): void {
  const givers = new Map(policy.steps.flatMap((step) => amountsOf(step).map(({ id }): [string, Step] => [id, step])));
  const first = new Map<string, string>();
  for (const { id, of, division } of policy.overrides.values()) {
    const { amount, place } = of;
    const step = givers.get(amount);
    const known = first.get(amount);
    first.set(amount, known ?? id);
    if (broken.has(amount)) continue;
    if (!step) {
      faults.push(faultAt('OVERRIDE_AMOUNT_UNKNOWN', place, { found: amount, suggestion: suggestion(amount, givers.keys()) }));
      continue;
    }
    const type = symbols.find(amount, homeOf(step, amount))?.name.type;
    const undivided = division && allocationFault(of, step);
    if (undivided) faults.push(undivided);
    else if (known !== undefined) faults.push(faultAt('OVERRIDE_TWICE', place, { amount, first: known }));
    else if (!division && addsUp(step)) faults.push(faultAt('OVERRIDE_OF_PARTS', place, { amount, step: step.id }));
    else if (type?.is !== 'number') faults.push(faultAt('OVERRIDE_NOT_NUMBER', place, { amount }));
  }
}

/** What a decided value must be: of the amount's unit, inside the limits of the decision. */
export function quantityOf(policy: Policy, { of, atLeast, atMost }: Override): Quantity {
  const { type: { unit } } = compilePolicy(policy).amounts.get(of.amount) as { type: NumberType };
  return { kind: sameUnit(unit, yuan) ? 'money' : 'factor', unit, atLeast, atMost };
}

/** Where values are read and faults told. */
export interface Desk {
  facts: Facts;
  value(written: unknown, asked: Asked, at: string): Scalar | undefined;
  fault(code: Code, at: string, values: Values): void;
}

type Json = Record<string, unknown>;

function isMap(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing when the text is no JSON, which is then told as every other text that cannot be read. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

class OverrideReader {
  private readonly policy: Policy;
  private readonly desk: Desk;

  constructor(policy: Policy, desk: Desk) {
    this.policy = policy;
    this.desk = desk;
  }

  keysOf(table: string): string[] {
    const fixed = this.policy.parameterTables.get(table);
    if (fixed) return fixed.rows.map((row) => String(row[fixed.key]));
    return (this.desk.facts.tables.get(table) as TypedRow[]).map(({ key }) => key);
  }

  private one(override: Override, written: unknown, at: string): Decided | undefined {
    const { desk } = this;
    const { title, why } = override;
    if (!isMap(written) || Object.keys(written).some((key) => key !== 'value' && key !== 'reason')) {
      desk.fault('OVERRIDE_UNREADABLE', at, { title });
      return undefined;
    }
    const value = desk.value(written['value'], { title, quantity: quantityOf(this.policy, override), why }, `${at}.value`);
    const reason = written['reason'];
    if (typeof reason !== 'string' || reason.trim() === '') desk.fault('REASON_MISSING', `${at}.reason`, { title });
    return value === undefined ? undefined : { override, value: value as Rate, reason: String(reason) };
  }

  read(override: Override, text: string): Map<string, Decided> {
    const { amounts } = compilePolicy(this.policy);
    const home = amounts.get(override.of.amount)?.home;
    const at = `decisions.${override.id}`;
    const written = parse(text);
    const decided = new Map<string, Decided>();
    if (isMap(written) && Object.keys(written).length === 0) return decided; // decided before, and no longer
    if (home === undefined) {
      const one = this.one(override, written, at);
      return one ? decided.set('', one) : decided;
    }
    if (!isMap(written)) this.desk.fault('OVERRIDE_UNREADABLE', at, { title: override.title });
    const keys = this.keysOf(home);
    for (const [key, each] of isMap(written) ? Object.entries(written) : []) {
      const one = this.one(override, each, `${at}.${key}`);
      if (!keys.includes(key)) this.desk.fault('ROW_UNKNOWN', `${at}.${key}`, { key, suggestion: suggestion(key, keys) });
      else if (one) decided.set(key, one);
    }
    return decided;
  }
}

/** Reads what was decided into the facts of the desk; every fault with its path (`decisions.leader.7.reason`, `decisions.second.D01.amounts.7`). */
export function readOverrides(policy: Policy, desk: Desk, decisions: RawDecisions): void {
  const reader = new OverrideReader(policy, desk);
  for (const override of policy.overrides.values()) {
    const text = Object.hasOwn(decisions, override.id) ? decisions[override.id] : undefined;
    if (text === undefined) continue;
    if (override.division) desk.facts.allocated.set(override.of.amount, readAllocated(policy, override, desk, parse(text), (table) => reader.keysOf(table)));
    else desk.facts.overrides.set(override.of.amount, reader.read(override, text));
  }
}
