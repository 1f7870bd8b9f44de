/** Final scores of assessments as facts of runs, under the names that policies use for them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { failedYears } from '../core/assessment/assess.ts';
import type { Policy, TableFact } from '../core/policy/policy.ts';
import type { Run } from '../model/run.ts';
import type { Register } from './draft.ts';

interface FinalRow {
  scope: 'CONSORTIA' | 'INSTITUTIONS';
  code: string;
  year: number;
  score: string;
  grade: string;
  failed: boolean;
}

/** A final score as it was known at an instant. */
export interface AssessedScore {
  /** Code of the consortium or institution. */
  code: string;
  /** 0 to 100, two decimals. */
  score: string;
  grade: string;
  /** Years in a row, up to this one, whose final score failed. */
  failedYears: number;
}

export interface AssessedScores {
  consortium: AssessedScore[];
  institution: AssessedScore[];
}

/** The final scores of a year by code, as known at an instant, now when it is null. Rounds that were withdrawn by then do not count. */
export async function finalScores(em: EntityManager, region: number, year: number, asOf: Date | null): Promise<AssessedScores> {
  const at = asOf?.toISOString() ?? null;
  const rows = await em.execute<FinalRow[]>(`
    select d.scope, u.code, d.year, r.score::text as score, r.grade, r.failed
    from assessment_result r
    join assessment_unit u on u.region_id = r.region_id and u.id = r.unit_id
    join assessment_round d on d.region_id = u.region_id and d.id = u.round_id
    where r.region_id = ? and r.stage = 'FINAL' and d.year <= ?
      and r.known_from <= coalesce(?::timestamptz, 'infinity') and (r.known_until is null or r.known_until > ?::timestamptz)
      and (d.withdrawn_at is null or d.withdrawn_at > ?::timestamptz)
    order by u.code`, [region, year, at, at, at]);
  const of = (scope: FinalRow['scope']): AssessedScore[] => rows.filter((row) => row.scope === scope && row.year === year).map(({ code, score, grade }) => ({
    code, score, grade, failedYears: failedYears(rows.filter((row) => row.scope === scope && row.code === code), year),
  }));
  return { consortium: of('CONSORTIA'), institution: of('INSTITUTIONS') };
}

const owned = ['score', 'grade', 'failed_years'];

/**
 * For tables keyed `consortium` and `institution`: rows with `score`, `grade` and `failed_years` of those that have a final score of the year.
 * A key without any is left out, so that what the platform does not know may still be given by hand.
 */
export async function assessedScores(em: EntityManager, region: number, year: number, asOf: Date | null): Promise<Register['tables']> {
  const scores = await finalScores(em, region, year, asOf);
  return Object.fromEntries((['consortium', 'institution'] as const).filter((key) => scores[key].length > 0).map((key) => [key, {
    rows: scores[key].map(({ code, score, grade, failedYears: years }) => ({ [key]: code, score, grade, failed_years: String(years) })),
    owned, origin: originOf(year),
  }]));
}

const originOf = (year: number): string => `考核最终得分 ${year}`;

/** Whether a column can take every value: an option only those that the policy has. */
function takes(table: TableFact | undefined, column: string, values: readonly string[]): boolean {
  const options = table?.columns.get(column)?.quantity.options;
  return !options || values.every((value) => options.has(value));
}

/**
 * A register with the final scores of a year, for a policy. Where every row has one the platform owns them; while some are missing they stand as
 * a proposal that may be changed by hand. Grades that the policy does not know are left out.
 */
export function withAssessed(policy: Policy, register: Register, assessed: Register['tables']): Register {
  const tables = Object.fromEntries(Object.entries(register.tables).map(([key, table]) => {
    const scores = assessed[key];
    if (!scores) return [key, table];
    const fact = [...policy.tables.values()].find((each) => each.key === key);
    const columns = scores.owned.filter((column) => takes(fact, column, scores.rows.flatMap((row) => row[column] ?? [])));
    const byKey = new Map(scores.rows.map((row) => [row[key], Object.fromEntries(columns.map((column) => [column, row[column] as string]))]));
    const rows = table.rows.map((row) => ({ ...row, ...byKey.get(row[key]) }));
    if (!table.rows.every((row) => byKey.has(row[key]))) return [key, { ...table, rows }];
    return [key, { ...table, rows, owned: [...table.owned, ...columns], origin: `${table.origin}；${scores.origin}` }];
  }));
  return { ...register, tables };
}

/**
 * Final scores by path that are others than a run found when it was prepared: they came late, whether the run had taken the platform's score or,
 * before there was one, a score given by hand.
 */
export async function registeredScores(em: EntityManager, { regionId, year, preparedAt }: Run, policy: Policy): Promise<{ paths: Map<string, string>; origin: string }> {
  const [then, now] = [await assessedScores(em, regionId, year, preparedAt), await assessedScores(em, regionId, year, null)];
  const paths = [...policy.tables].flatMap(([name, table]) => (now[table.key]?.rows ?? []).flatMap((row) => {
    const key = row[table.key] as string;
    const before = then[table.key]?.rows.find((each) => each[table.key] === key);
    return owned.filter((column) => table.columns.has(column) && row[column] !== before?.[column] && takes(table, column, [row[column] as string]))
      .map((column): [string, string] => [`${name}/${key}/${column}`, row[column] as string]);
  }));
  return { paths: new Map(paths), origin: originOf(year) };
}
