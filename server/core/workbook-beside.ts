/** The workbook in use beside the amounts worked out here (新旧对照): who is the same, the first item in which each differs, and why in groups. */
import { sumMoney, type Money } from './money.ts';
import { divide, formatRate, fromFen, type Rate } from './rate.ts';

/** A person as one side has them; amounts in fen by item. */
export interface Entry {
  /** The staff number; empty where the workbook has none. */
  key: string;
  name: string;
  amounts: ReadonlyMap<string, Money>;
}

export interface BookEntry extends Entry {
  /** The row of the sheet, from 1. */
  row: number;
}

export interface Difference {
  item: string;
  theirs: Money;
  ours: Money;
}

export interface Matched {
  row: number;
  key: string;
  name: string;
  /** By the staff number, or by a name that is there once on either side. */
  by: 'key' | 'name';
  /** In the order of the items; the first is what is looked at first. */
  differences: Difference[];
}

/**
 * What differences have in common: nothing there or here, less than one yuan (another rounding), the same amount or the same
 * ratio for several people, or none of these.
 */
export type CauseKind = 'absent-there' | 'absent-here' | 'rounding' | 'same-amount' | 'same-ratio' | 'single';

export interface Cause {
  kind: CauseKind;
  item: string;
  /** Staff numbers, in the order of the workbook. */
  people: string[];
  /** Ours less theirs, of all of them. */
  sum: Money;
  /** Of `same-amount`: ours less theirs, of each. */
  amount?: Money;
  /** Of `same-ratio`: ours ÷ theirs. */
  ratio?: Rate;
}

export interface WorkbookBeside {
  matched: Matched[];
  onlyThere: BookEntry[];
  onlyHere: Entry[];
  /** Staff numbers that stand in several rows; none of these rows is matched. */
  twice: Array<{ key: string; rows: number[] }>;
  /** By item, over everybody on either side. */
  sums: Difference[];
  causes: Cause[];
}

const oneYuan = 100n;

function pairs(book: readonly BookEntry[], own: readonly Entry[]): Array<{ there: BookEntry; here: Entry; by: 'key' | 'name' }> {
  const byKey = new Map(own.map((entry) => [entry.key, entry]));
  const keyed = book.flatMap((there) => {
    const here = there.key === '' ? undefined : byKey.get(there.key);
    return here ? [{ there, here, by: 'key' as const }] : [];
  });
  const taken = new Set(keyed.map(({ here }) => here.key));
  const open = Map.groupBy(own.filter(({ key }) => !taken.has(key)), ({ name }) => name);
  const nameless = Map.groupBy(book.filter(({ key }) => key === ''), ({ name }) => name);
  const named = [...nameless].flatMap(([name, [there, another]]) => {
    const [here, second] = open.get(name) ?? [];
    return there && here && !another && !second ? [{ there, here, by: 'name' as const }] : [];
  });
  return [...keyed, ...named].sort((a, b) => a.there.row - b.there.row);
}

const of = (amounts: ReadonlyMap<string, Money>, item: string): Money => amounts.get(item) ?? 0n;

interface Found extends Difference {
  key: string;
}

const gap = ({ theirs, ours }: Difference): Money => ours - theirs;

function cause(kind: CauseKind, item: string, found: readonly Found[], more: Pick<Cause, 'amount' | 'ratio'> = {}): Cause[] {
  return found.length === 0 ? [] : [{ kind, item, people: found.map(({ key }) => key), sum: sumMoney(found.map(gap)), ...more }];
}

/** Groups of two or more under one key, and those that stay alone, in their order. */
function together(found: readonly Found[], by: (each: Found) => string): { groups: Found[][]; alone: Found[] } {
  const groups = [...Map.groupBy(found, by).values()];
  return { groups: groups.filter(({ length }) => length > 1), alone: groups.filter(({ length }) => length === 1).flat() };
}

function causesOf(item: string, found: readonly Found[]): Cause[] {
  const kindOf = (each: Found) => {
    if (each.theirs === 0n) return 'absent-there';
    if (each.ours === 0n) return 'absent-here';
    return gap(each) < oneYuan && gap(each) > -oneYuan ? 'rounding' : 'other';
  };
  const kinds = Map.groupBy(found, kindOf);
  const same = together(kinds.get('other') ?? [], (each) => String(gap(each)));
  const ratio = ({ ours, theirs }: Found) => divide(fromFen(ours), fromFen(theirs));
  const scaled = together(same.alone, (each) => formatRate(ratio(each)));
  return [
    ...(['absent-there', 'absent-here', 'rounding'] as const).flatMap((kind) => cause(kind, item, kinds.get(kind) ?? [])),
    ...same.groups.flatMap((group) => cause('same-amount', item, group, { amount: gap(group[0] as Found) })),
    ...scaled.groups.flatMap((group) => cause('same-ratio', item, group, { ratio: ratio(group[0] as Found) })),
    ...cause('single', item, scaled.alone),
  ];
}

/** Compares the items named, in their order. The sums of the causes add up to the differences of all who are matched. */
export function workbookBeside(items: readonly string[], book: readonly BookEntry[], own: readonly Entry[]): WorkbookBeside {
  const rowsOf = Map.groupBy(book.filter(({ key }) => key !== ''), ({ key }) => key);
  const twice = [...rowsOf].filter(([, rows]) => rows.length > 1).map(([key, rows]) => ({ key, rows: rows.map(({ row }) => row) }));
  const repeated = new Set(twice.map(({ key }) => key));
  const found = pairs(book.filter(({ key }) => !repeated.has(key)), own);
  const matched = found.map(({ there, here, by }): Matched => ({
    row: there.row, key: here.key, name: here.name, by,
    differences: items.map((item) => ({ item, theirs: of(there.amounts, item), ours: of(here.amounts, item) })).filter((each) => gap(each) !== 0n),
  }));
  const there = new Set(found.map((pair) => pair.there));
  const here = new Set(found.map((pair) => pair.here));
  const all = matched.flatMap(({ key, differences }) => differences.map((each): Found => ({ ...each, key })));
  return {
    matched,
    onlyThere: book.filter((each) => !there.has(each) && !repeated.has(each.key)),
    onlyHere: own.filter((each) => !here.has(each)),
    twice,
    sums: items.map((item) => ({ item, theirs: sumMoney(book.map(({ amounts }) => of(amounts, item))), ours: sumMoney(own.map(({ amounts }) => of(amounts, item))) })),
    causes: items.flatMap((item) => causesOf(item, all.filter((each) => each.item === item))),
  };
}
