/** Facts that are made of loaded cases, as a policy says: tables whose rows are cases grouped, and figures of hospitals added up over theirs. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatMoney, type Money } from '../core/money.ts';
import type { CasePeriod } from '../core/policy/cases.ts';
import type { Origins, Policy, TableFact } from '../core/policy/policy.ts';
import type { Stage } from '../core/policy/stages.ts';
import { isMonth } from '../core/period.ts';
import { formatRate, rate, toFen } from '../core/rate.ts';
import { refuseCases } from './case-faults.ts';
import { casesText, filesOf, type CasesFrom } from './case-places.ts';
import { caseStatement, type CaseStatement, type Months } from './case-statement.ts';
import type { Register } from './draft.ts';
import { relevantTo } from './scope.ts';

/** What cases give to a draft: whole tables, and values by path. */
export type CaseFacts = Required<Pick<Register, 'tables' | 'taken'>>;

/** The months that are meant by a period of a stage. */
export function monthsMeant(of: CasePeriod, period: string): Months {
  const year = Number(period.slice(0, 4)) - (of === 'last-year' ? 1 : 0);
  return of === 'period' && isMonth(period) ? { first: period, last: period } : { first: `${year}-01`, last: `${year}-12` };
}

interface Counted {
  import: string;
  cases: string;
  first: number;
  last: number;
  [value: `v${number}`]: string | null;
}

/** Cases that fall together in a row of the policy's table, over all files. */
interface Gathered {
  key: string;
  by: Record<string, string>;
  sums: Array<bigint | null>;
  from: CasesFrom[];
}

/** What a row is called: the hospital and other names first, then the titles of what holds for its cases. */
function keyOf(columns: CaseStatement['columns'], cells: ReadonlyArray<string | null>): string {
  const dimensions = columns.map(({ fact, cases }, index) => ({ fact, cases, cell: cells[index] ?? '' })).filter(({ cases }) => cases.is === 'by');
  const flags = dimensions.filter(({ fact }) => fact.quantity.kind === 'boolean');
  return [...dimensions.filter((each) => !flags.includes(each)).map(({ cell }) => cell), ...flags.filter(({ cell }) => cell === 'true').map(({ fact }) => fact.title.zh)].join(' · ');
}

/** Rows of the answer that the policy's table has as one, since the answer tells files apart. */
function gathered({ columns }: CaseStatement, rows: readonly Counted[]): Gathered[] {
  const found = new Map<string, Gathered>();
  for (const row of rows) {
    const cells = columns.map((_, index) => row[`v${index}`] ?? null);
    const key = keyOf(columns, cells);
    const one = found.get(key) ?? {
      key, by: Object.fromEntries(columns.flatMap(({ fact, cases }, index) => (cases.is === 'by' ? [[fact.id, cells[index] ?? '']] : []))),
      sums: columns.map(({ cases }) => (cases.is === 'sum' ? 0n : null)), from: [],
    };
    one.sums = one.sums.map((sum, index) => (sum === null || cells[index] === null ? null : sum + BigInt(cells[index] ?? 0)));
    one.from.push({ import: row.import, cases: Number(row.cases), first: row.first, last: row.last });
    found.set(key, one);
  }
  return [...found.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
}

/** A sum as facts are written; one that not all cases have is left out. */
function sumCells({ columns }: CaseStatement, { sums }: Gathered): Record<string, string> {
  return Object.fromEntries(columns.flatMap(({ fact, cases, scale }, index) => {
    const sum = sums[index] ?? null;
    if (cases.is === 'by' || sum === null) return [];
    if (cases.figure === 'cost' || cases.figure === 'paid') return [[fact.id, formatMoney(sum)]];
    const value = rate(sum, scale);
    return [[fact.id, fact.quantity.kind === 'money' ? formatMoney(toFen(value)) : formatRate(value)]];
  }));
}

/** The rows of a table that is made of cases, with the files and rows that each stands on. */
async function caseTable(em: EntityManager, policy: Policy, table: TableFact, region: number, period: string): Promise<Register['tables'][string]> {
  const months = monthsMeant(table.cases?.of ?? 'period', period);
  const statement = caseStatement(policy, table, region, months);
  const counted = await em.execute<Counted[]>(statement.sql, statement.values);
  const standing = (await setsIn(em, region, months)).reduce((sum, { cases }) => sum + cases, 0);
  const complete = counted.reduce((sum, { cases }) => sum + Number(cases), 0) === standing;
  const told = statement.columns.every(({ cases }, index) => cases.is !== 'by' || counted.every((row) => row[`v${index}`] !== null));
  if (!complete || !told) await refuseCases(em, policy, table, region, months);
  const rows = gathered(statement, counted);
  const files = await filesOf(em, region, counted.map((row) => row.import));
  const owned = [...table.columns.keys()];
  const origin = `病例登记 ${period}`;
  const origins: Origins = {};
  for (const row of rows) {
    const text = `${origin}：${casesText(row.from, files)}`;
    for (const column of owned) origins[`${row.key}/${column}`] = text;
  }
  return { rows: rows.map((row) => ({ [table.key]: row.key, ...row.by, ...sumCells(statement, row) })), owned, origin, origins };
}

interface SetSums {
  code: string;
  import: string;
  cases: number;
  cost: string;
  paid: string | null;
  first: number;
  last: number;
}

/** The sets of cases that stand in some months, by hospital and file. */
function setsIn(em: EntityManager, region: number, { first, last }: Months): Promise<SetSums[]> {
  return em.execute<SetSums[]>(`
    select i.code, s.import_id as import, sum(s.cases)::integer as cases, sum(s.cost)::text as cost, case when count(s.paid) = count(*) then sum(s.paid)::text end as paid
    from care_case_set s join institution i on i.region_id = s.region_id and i.id = s.institution_id
    where s.region_id = ? and s.month between ? and ? and s.known_until is null group by 1, 2 order by min(s.month), 2`, [region, first, last]);
}

const figureOf: Record<string, (set: SetSums) => Money | null> = {
  number: ({ cases }) => BigInt(cases),
  cost: ({ cost }) => BigInt(cost),
  paid: ({ paid }) => (paid === null ? null : BigInt(paid)),
};

/** Figures of hospitals, by path `hospitals/H1/cost`. */
async function hospitalFigures(em: EntityManager, table: TableFact, columns: ReadonlySet<string>, region: number, period: string): Promise<CaseFacts['taken']> {
  const values = new Map<string, { value: string; origin: string }>();
  const known = new Map<CasePeriod, SetSums[]>();
  for (const { id, cases } of table.columns.values()) {
    if (cases?.of === undefined || !columns.has(id)) continue;
    const months = monthsMeant(cases.of, period);
    const sets = known.get(cases.of) ?? await setsIn(em, region, months);
    known.set(cases.of, sets);
    const files = await filesOf(em, region, sets.map((set) => set.import));
    for (const [code, own] of Map.groupBy(sets, (set) => set.code)) {
      const figures = own.map((set) => figureOf[cases.figure]?.(set) ?? null);
      if (figures.includes(null)) continue;
      const sum = figures.reduce<bigint>((all, each) => all + (each ?? 0n), 0n);
      const told = own.map(({ import: from, cases: count }) => `${files.get(from)?.file ?? from}（${count} 例）`).join('；');
      values.set(`${table.id}/${code}/${id}`, { value: cases.figure === 'number' ? String(sum) : formatMoney(sum), origin: `病例登记 ${months.first === months.last ? period : months.first.slice(0, 4)}：${told}` });
    }
  }
  return { names: new Set([...columns].map((column) => `${table.id}.${column}`)), values };
}

/** What loaded cases give to a stage in a period, as far as the amounts moved there rest on it; who had cases in the period is told wherever its table is used. Refuses cases that the policy cannot count (CASE_GROUP_UNKNOWN, CASE_FIELD_MISSING). */
export async function caseFacts(em: EntityManager, policy: Policy, stage: Stage['id'], region: number, period: string): Promise<CaseFacts> {
  const { facts } = relevantTo(policy, stage);
  const found: CaseFacts = { tables: {}, taken: { names: new Set(), values: new Map() } };
  for (const [name, table] of policy.tables) {
    if (!facts.has(name)) continue;
    if (table.cases) found.tables[table.key] = await caseTable(em, policy, table, region, period);
    const columns = new Set([...table.columns.values()].filter(({ id, cases }) => cases?.of === 'period' || (cases?.of !== undefined && facts.has(`${name}.${id}`))).map(({ id }) => id));
    if (columns.size === 0) continue;
    const { names, values } = await hospitalFigures(em, table, columns, region, period);
    found.taken = { names: new Set([...found.taken.names, ...names]), values: new Map([...found.taken.values, ...values]) };
  }
  return found;
}
