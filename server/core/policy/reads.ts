/** What each amount of a policy rests on directly. */
import { typeOf, type Read } from '../feel/type.ts';
import { compilePolicy } from './compiled.ts';
import type { ColumnName, Policy, Step } from './policy.ts';
import { amountsOf, formulasOf } from './rules/rules.ts';
import type { Symbols } from './symbols.ts';

/** The columns that a step names outside its formulas. */
function columnsNamed(step: Step): Array<ColumnName | undefined> {
  if (step.rule === 'divide') return [step.ties, step.within];
  return step.rule === 'score' && 'peers' in step.method ? [step.method.peers] : [];
}

function stepReads(symbols: Symbols, step: Step): Read[] {
  const scope = symbols.scope(step.table);
  const reads = formulasOf(step).flatMap(({ expression }) => typeOf(expression, scope).reads);
  const named = columnsNamed(step).flatMap((each) => (each ? [{ table: step.table, name: each.column }] : []));
  return [...reads, ...named].map(({ table, name }) => {
    if (table !== undefined || step.table === undefined) return { table, name };
    return symbols.find(name, step.table)?.column ? { table: step.table, name } : { name };
  });
}

/** By name of the amount: the names, or columns of a table, that its step reads. */
export function readsOf(policy: Policy): Map<string, Read[]> {
  const { symbols } = compilePolicy(policy);
  return new Map(policy.steps.flatMap((step) => {
    const reads = stepReads(symbols, step);
    return amountsOf(step).map(({ id }): [string, Read[]] => [id, reads]);
  }));
}
