/** A policy with its facts and decisions, computed on the page by the same core as on the server. */
import { compilePolicy } from '../../server/core/policy/compiled.ts';
import { evaluate, type Evaluation } from '../../server/core/policy/evaluate.ts';
import type { Origins, Policy, RawFacts } from '../../server/core/policy/policy.ts';
import { placesShown, printValue } from '../../server/core/policy/print.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { Refusal, type Fault } from '../../server/core/refusal.ts';

export interface Sheet {
  policy: Policy;
  facts: RawFacts;
  decisions: Record<string, string>;
  origins: Origins;
}

/** Printed amounts by name; a column by row key. */
export type Printed = Record<string, string | Record<string, string>>;

export interface Outcome {
  /** Nothing while the facts have faults. */
  evaluation?: Evaluation;
  printed: Printed;
  faults: Fault[];
}

/** What the API sends of a draft or a run. */
export interface SheetSource {
  policy: { text: string };
  facts: Record<string, unknown>;
  decisions: Record<string, unknown>;
  origins: Record<string, unknown>;
}

function asTexts(json: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, String(value)]));
}

function asFacts(json: Record<string, unknown>): RawFacts {
  return Object.fromEntries(Object.entries(json).map(([name, value]) => {
    return [name, Array.isArray(value) ? value.map(asTexts) : String(value)];
  }));
}

/** Runs something of the core; a refusal becomes its faults. */
function refused<T>(work: () => T): { value: T; faults: [] } | { value?: undefined; faults: Fault[] } {
  try {
    return { value: work(), faults: [] };
  } catch (error) {
    if (error instanceof Refusal) return { faults: error.faults };
    throw error;
  }
}

/** The sheet of a draft or run; no sheet when its policy has faults. */
export function readSheet(source: SheetSource): { sheet?: Sheet; faults: Fault[] } {
  const { policy, faults } = readPolicy(source.policy.text);
  if (!policy) return { faults };
  const compiled = refused(() => compilePolicy(policy));
  if (!compiled.value) return { faults: compiled.faults };
  return {
    sheet: {
      policy,
      facts: asFacts(source.facts),
      decisions: asTexts(source.decisions),
      origins: asTexts(source.origins),
    },
    faults: [],
  };
}

function printEvaluation(policy: Policy, { amounts }: Evaluation): Printed {
  const places = placesShown(policy);
  return Object.fromEntries([...amounts].map(([id, amount]) => {
    const print = (value: Parameters<typeof printValue>[0]) => printValue(value, amount.type, places.get(id));
    if (amount.is === 'scalar') return [id, print(amount.value)];
    return [id, Object.fromEntries(amount.rows.map(({ key, value }) => [key, print(value)]))];
  }));
}

/** Evaluates a sheet; what its facts and decisions do wrong comes back as faults. */
export function compute(sheet: Sheet): Outcome {
  const { value, faults } = refused(() => evaluate(sheet.policy, sheet.facts, sheet.decisions));
  if (!value) return { printed: {}, faults };
  return { evaluation: value, printed: printEvaluation(sheet.policy, value), faults };
}

/** The rows of a table of facts. */
export function rowsOf(sheet: Sheet, table: string): Array<Record<string, string>> {
  const rows = sheet.facts[table];
  return Array.isArray(rows) ? rows : [];
}

/** The column of a table that names its rows, such as the people of a staff table, where the policy has one. */
export const nameColumn = 'name';

/** Names of rows by key, from the tables that have a column of names. */
export function namesOfRows(sheet: Sheet): Map<string, string> {
  const names = new Map<string, string>();
  for (const table of sheet.policy.tables.values()) {
    if (table.columns.get(nameColumn)?.quantity.kind !== 'text') continue;
    for (const row of rowsOf(sheet, table.id)) {
      const name = row[nameColumn];
      if (name !== undefined) names.set(row[table.key] ?? '', name);
    }
  }
  return names;
}

/** A printed amount; nothing while the sheet has faults. */
export function printedAt(printed: Printed, name: string, row?: string): string | undefined {
  const amount = printed[name];
  if (row === undefined) return typeof amount === 'string' ? amount : undefined;
  return typeof amount === 'object' ? amount[row] : undefined;
}

/** A copy of the sheet with one fact changed; `row` for a table. */
export function withFact(sheet: Sheet, path: { name: string; row?: string; column?: string }, value: string): Sheet {
  const { name, row, column } = path;
  if (row === undefined || column === undefined) return { ...sheet, facts: { ...sheet.facts, [name]: value } };
  const key = sheet.policy.tables.get(name)?.key ?? '';
  const rows = rowsOf(sheet, name).map((each) => (each[key] === row ? { ...each, [column]: value } : each));
  return { ...sheet, facts: { ...sheet.facts, [name]: rows } };
}

/** A copy of the sheet with one decision changed. */
export function withDecision(sheet: Sheet, name: string, value: string): Sheet {
  return { ...sheet, decisions: { ...sheet.decisions, [name]: value } };
}
