/** Finds what is registered by its code or its name. */
import type { Fault, Words } from '../../core/refusal.ts';

export interface Named {
  id: string;
  code: string;
  name: string;
}

export type Found = { named: Named } | { fault: Fault };

/** A finder over what is registered; `at` is the column's header (CELL_UNKNOWN, CELL_AMBIGUOUS). */
export function finder(registered: readonly Named[], what: Words): (text: string, at: string) => Found {
  const byCode = new Map(registered.map((named) => [named.code, named]));
  const byName = Map.groupBy(registered, ({ name }) => name);
  const [first] = registered;
  return (text, at): Found => {
    const named = byName.get(text) ?? [];
    const found = byCode.get(text) ?? (named.length === 1 ? named[0] : undefined);
    if (found) return { named: found };
    if (named.length > 1) return { fault: { code: 'CELL_AMBIGUOUS', at, values: { found: text, what, allowed: named.map(({ code }) => code).join(', ') } } };
    return { fault: { code: 'CELL_UNKNOWN', at, values: { found: text, what, example: first ? `${first.code} (${first.name})` : '—' } } };
  };
}

export const consortiumWord = { zh: '医共体', en: 'consortium' };
export const institutionWord = { zh: '机构', en: 'institution' };

/** Rows that are the same thing, by its key: the fault of the second, naming the first (IMPORT_ROW_TWICE). */
export class Seen {
  readonly #rows = new Map<string, number>();

  fault(key: string, row: number, what: string): Fault | undefined {
    const first = this.#rows.get(key);
    if (first !== undefined) return { code: 'IMPORT_ROW_TWICE', at: '', values: { row: String(row), first: String(first), what } };
    this.#rows.set(key, row);
    return undefined;
  }
}
