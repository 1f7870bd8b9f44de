/** Facts of a run by path, and facts with some of them changed: what a correction sends. */
import type { Policy, RawFacts } from '../../server/core/policy/policy.ts';

export interface Change {
  /** `standard`, or `consortia/A/heads`. */
  path: string;
  value: string;
}

type Tables = Pick<Policy, 'tables'>;

/** Every value that there is, with its path. */
export function factPaths({ tables }: Tables, facts: RawFacts): Change[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    if (typeof value === 'string') return [{ path: name, value }];
    const key = tables.get(name)?.key ?? '';
    return value.flatMap((row) => Object.entries(row).filter(([column]) => column !== key).map(([column, cell]) => ({ path: `${name}/${row[key]}/${column}`, value: cell })));
  });
}

/** Only the facts with a change in them, tables with all their rows. */
export function changedFacts({ tables }: Tables, facts: RawFacts, changes: readonly Change[]): RawFacts {
  const changed: RawFacts = {};
  for (const { path, value } of changes) {
    const [name = '', of, column] = path.split('/');
    const present = changed[name] ?? facts[name];
    const key = tables.get(name)?.key ?? '';
    if (typeof present === 'string') changed[name] = value;
    else if (present && column !== undefined) changed[name] = present.map((row) => (row[key] === of ? { ...row, [column]: value } : row));
  }
  return changed;
}
