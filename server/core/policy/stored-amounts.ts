import type { Evaluation } from './evaluate.ts';
import type { Policy } from './policy.ts';
import { placesShown, printValue } from './print.ts';

export type StoredAmounts = Record<string, string | Record<string, string>>;

/** The amounts of an evaluation as a run keeps them: printed values, by row key for a column. */
export function storedAmounts(policy: Policy, evaluation: Evaluation): StoredAmounts {
  const shown = placesShown(policy);
  return Object.fromEntries([...evaluation.amounts].map(([id, amount]) => {
    const places = shown.get(id);
    if (amount.is === 'scalar') return [id, printValue(amount.value, amount.type, places)];
    return [id, Object.fromEntries(amount.rows.map(({ key, value }) => [key, printValue(value, amount.type, places)]))];
  }));
}
