/** Facts and decisions as the API sends them: JSON whose every scalar is a text. */
import { canonical, type Plain } from '../core/canonical.ts';
import type { RawDecisions, RawFacts } from '../core/policy/policy.ts';
import { Refusal, type Fault } from '../core/refusal.ts';

function readRow(value: unknown, at: string, faults: Fault[]): Record<string, string> {
  const row: Record<string, string> = {};
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    faults.push({ code: 'NOT_TEXT', at, values: { found: JSON.stringify(value) } });
    return row;
  }
  for (const [column, item] of Object.entries(value)) {
    if (typeof item === 'string') row[column] = item;
    else faults.push({ code: 'NOT_TEXT', at: `${at}.${column}`, values: { found: JSON.stringify(item) } });
  }
  return row;
}

/** Reads `{ name: text | [{ column: text }] }`; every value that is not a text is named (NOT_TEXT). */
export function readRawFacts(value: Record<string, unknown>): RawFacts {
  const faults: Fault[] = [];
  const facts: RawFacts = {};
  for (const [name, item] of Object.entries(value)) {
    if (typeof item === 'string') facts[name] = item;
    else if (Array.isArray(item)) facts[name] = item.map((row, index) => readRow(row, `facts.${name}[${index}]`, faults));
    else faults.push({ code: 'NOT_TEXT', at: `facts.${name}`, values: { found: JSON.stringify(item) } });
  }
  if (faults.length > 0) throw new Refusal(faults);
  return facts;
}

/** Reads `{ name: text }`; what overrides decide may come as JSON or as its text. */
export function readRawDecisions(value: Record<string, unknown>): RawDecisions {
  const faults: Fault[] = [];
  const texts = Object.entries(value).map(([name, item]) => [name, item !== null && typeof item === 'object' && !Array.isArray(item) ? canonical(item as Plain) : item]);
  const decisions = readRow(Object.fromEntries(texts), 'decisions', faults);
  if (faults.length > 0) throw new Refusal(faults);
  return decisions;
}

/** Reads `{ decision: text }`, why each was taken; nothing when it is left out. */
export function readReasons(value: Record<string, unknown> | null | undefined): Record<string, string> {
  const faults: Fault[] = [];
  const reasons = readRow(value ?? {}, 'reasons', faults);
  if (faults.length > 0) throw new Refusal(faults);
  return reasons;
}
