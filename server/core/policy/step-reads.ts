/** What one step rests on directly. */
import { typeOf, type Read } from '../feel/type.ts';
import type { Step } from './policy.ts';
import { formulasOf, ruleOf } from './rules/rules.ts';
import type { Symbols } from './symbols.ts';

/** The names, or columns of a table, that a step reads. */
export function stepReads(symbols: Symbols, step: Step): Read[] {
  const scope = symbols.scope(step.table);
  const reads = formulasOf(step).flatMap(({ expression }) => typeOf(expression, scope).reads);
  const named = (ruleOf(step).columns?.(step) ?? []).map(({ column }) => ({ table: step.table, name: column }));
  return [...reads, ...named].map(({ table, name }) => {
    if (table !== undefined || step.table === undefined) return { table, name };
    return symbols.find(name, step.table)?.column ? { table: step.table, name } : { name };
  });
}
