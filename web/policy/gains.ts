/** Who gains and who loses between two policies on the same facts, one by one and by group. */
import { gainsBetween, receiptsOf, type Outcome } from '../../server/core/policy/compare.ts';
import type { Money } from '../../server/core/money.ts';
import { isNumber } from '../../server/core/policy/quantity.ts';
import type { Words } from '../kit/words.ts';

export interface Gain {
  key: string;
  /** What is shown beside the key, such as a name. */
  name?: string;
  before: Money;
  after: Money;
  difference: Money;
  /** Texts by column, for grouping. */
  groups: Readonly<Record<string, string>>;
}

export interface Gains {
  /** Name and title of the key of the rows. */
  of: string;
  title: Words;
  rows: Gain[];
  columns: Array<{ id: string; title: Words }>;
}

export interface GroupGain {
  group: string;
  count: number;
  before: Money;
  after: Money;
  difference: Money;
}

const nameColumn = 'name';

/** Columns of the facts by which rows can be grouped: texts, options, answers and references. */
function groupsOf({ policy, evaluation }: Outcome, key: string): { columns: Gains['columns']; rows: Map<string, Record<string, string>> } {
  const tables = [...policy.tables.values()].filter((table) => table.key === key);
  const columns = tables.flatMap((table) => [...table.columns.values()].filter(({ quantity }) => quantity.unit === undefined));
  const rows = new Map(tables.flatMap((table) => (evaluation.facts.tables.get(table.id) ?? []).map((row) => {
    const cells = columns.map(({ id, quantity }): [string, string] => {
      const value = row.cells.get(id);
      const text = value === undefined || isNumber(value) ? '' : String(value);
      return [id, quantity.options?.get(text)?.zh ?? text];
    });
    return [row.key, Object.fromEntries(cells)] as const;
  })));
  return { columns: columns.map(({ id, title }) => ({ id, title })), rows };
}

/** For every kind of rows that both policies pay, what each row gets under either. */
export function gainsOf(before: Outcome, after: Outcome): Gains[] {
  const [old, now] = [receiptsOf(before), receiptsOf(after)];
  return [...gainsBetween(before, after).keys()].filter((of) => old.has(of) && now.has(of)).map((of): Gains => {
    const known = [groupsOf(before, of), groupsOf(after, of)] as const;
    const columns = new Map(known.flatMap((each) => each.columns.map((column) => [column.id, column] as const)));
    const table = [...before.policy.tables.values(), ...after.policy.tables.values()].find(({ key }) => key === of);
    const keys = [...new Set([...old.get(of)?.keys() ?? [], ...now.get(of)?.keys() ?? []])];
    const rows = keys.map((key): Gain => {
      const [was, is] = [old.get(of)?.get(key) ?? 0n, now.get(of)?.get(key) ?? 0n];
      const groups = { ...known[1].rows.get(key), ...known[0].rows.get(key) };
      return { key, name: groups[nameColumn], before: was, after: is, difference: is - was, groups };
    });
    return { of, title: table?.keyTitle ?? { zh: of, en: of }, rows, columns: [...columns.values()].filter(({ id }) => id !== nameColumn) };
  });
}

/** The same by what stands in a column; rows without it form a group of their own. */
export function groupGains(rows: readonly Gain[], column: string): GroupGain[] {
  const sum = (group: readonly Gain[], of: 'before' | 'after' | 'difference') => group.reduce((total, row) => total + row[of], 0n);
  return [...Map.groupBy(rows, ({ groups }) => groups[column] ?? '')]
    .map(([group, members]) => ({ group, count: members.length, before: sum(members, 'before'), after: sum(members, 'after'), difference: sum(members, 'difference') }));
}
