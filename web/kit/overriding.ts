/** Values that somebody decides in the place of a rule's, as they are typed on a sheet: JSON under the decision's name. */
import { canonical, type Plain } from '../../server/core/canonical.ts';
import { compilePolicy } from '../../server/core/policy/compiled.ts';
import { differencesBetween, type AmountDifference } from '../../server/core/policy/compare.ts';
import type { Override } from '../../server/core/policy/policy.ts';
import { compute, rowsOf, type Outcome, type Sheet } from './sheet.ts';

export interface TypedOverride {
  value: string;
  reason: string;
}

/** By row; '' for a single amount. */
export type TypedOverrides = Map<string, TypedOverride>;

/** The table whose rows an amount has; undefined for a single amount. */
export function homeOfAmount({ policy }: Sheet, amount: string): string | undefined {
  return compilePolicy(policy).amounts.get(amount)?.home;
}

/** The rows for which a value may be decided, in the order of their table; '' alone for a single amount. */
export function rowsOfOverride(sheet: Sheet, { of }: Override): string[] {
  const home = homeOfAmount(sheet, of.amount);
  if (home === undefined) return [''];
  const fixed = sheet.policy.parameterTables.get(home);
  if (fixed) return fixed.rows.map((row) => String(row[fixed.key]));
  const key = sheet.policy.tables.get(home)?.key ?? '';
  return rowsOf(sheet, home).map((row) => row[key] ?? '');
}

type Json = Record<string, unknown>;
const isMap = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const typedOf = (value: unknown): TypedOverride => (isMap(value) ? { value: textOf(value['value']), reason: textOf(value['reason']) } : { value: '', reason: '' });

/** Nothing when the text is no JSON: the core says what is wrong with it. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What has been decided so far. */
export function overridesTyped(sheet: Sheet, override: Override): TypedOverrides {
  if (override.division) return new Map(); // groups are divided by their heads, not here
  const written = parse(sheet.decisions[override.id] ?? '{}');
  if (!isMap(written) || Object.keys(written).length === 0) return new Map();
  if (homeOfAmount(sheet, override.of.amount) === undefined) return new Map([['', typedOf(written)]]);
  return new Map(Object.entries(written).map(([row, each]) => [row, typedOf(each)]));
}

/** A copy of the sheet with these values decided; with none, the rule holds for every row. */
export function withOverrides(sheet: Sheet, override: Override, typed: TypedOverrides): Sheet {
  const single = homeOfAmount(sheet, override.of.amount) === undefined;
  const plain = ({ value, reason }: TypedOverride): Plain => ({ value, reason });
  const written: Plain = single ? [...typed.values()].map(plain)[0] ?? {} : Object.fromEntries([...typed].map(([row, each]) => [row, plain(each)]));
  return { ...sheet, decisions: { ...sheet.decisions, [override.id]: canonical(written) } };
}

/** The amounts by the rules alone, without anything decided in their place. */
export function byRules(sheet: Sheet): Outcome {
  const decisions = Object.fromEntries(Object.entries(sheet.decisions).filter(([name]) => !sheet.policy.overrides.has(name)));
  return compute({ ...sheet, decisions });
}

const unsaid = '—';

/** What the decided values change of every amount, in money; shown while the reasons are still to be written, and empty while a value is faulty. */
export function effectOf(sheet: Sheet, rules: Outcome): AmountDifference[] {
  const reasoned = [...sheet.policy.overrides.values()].reduce((before, override) => {
    const typed = overridesTyped(before, override);
    if (typed.size === 0) return before;
    return withOverrides(before, override, new Map([...typed].map(([row, each]) => [row, { ...each, reason: each.reason.trim() === '' ? unsaid : each.reason }])));
  }, sheet);
  const { evaluation } = compute(reasoned);
  if (!evaluation || !rules.evaluation) return [];
  const { policy } = sheet;
  return differencesBetween({ policy, evaluation: rules.evaluation }, { policy, evaluation });
}
