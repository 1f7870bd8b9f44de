/** What the policies of a region ask of cases (病例): which disease groups there are, in which months, and what must be filled in. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { suggestion } from '../../core/feel/suggest.ts';
import type { Policy, TableFact } from '../../core/policy/policy.ts';
import type { Fault, Words } from '../../core/refusal.ts';
import { PolicyVersion } from '../../model/run.ts';
import { policyOf } from '../../run/policies.ts';

/** What one policy asks. */
interface Asked {
  from: string;
  policy: Words;
  /** The codes of its disease groups, and what their table is called; none where it takes any. */
  groups?: { title: Words; codes: ReadonlySet<string>; example: string };
  /** Columns of the target that every case must have. */
  needed: readonly string[];
}

export interface CaseRules {
  /** The months that cases may have; any where no policy takes cases. */
  months?: { first: string; last: string };
  /** What is asked of the cases of a month; nothing before a policy takes cases. */
  inMonth(month: string): Asked | undefined;
  /** Columns that some policy needs. */
  needed: readonly string[];
}

const figuresOf = (policy: Policy): string[] => [...policy.tables.values()].flatMap(({ columns }) => [...columns.values()].flatMap(({ cases }) => cases?.figure ?? []));
const takesLastYear = (policy: Policy): boolean => [...policy.tables.values()].some(({ columns, cases }) => cases?.of === 'last-year' || [...columns.values()].some((column) => column.cases?.of === 'last-year'));

function asked(policy: Policy, { cases }: TableFact): Asked {
  const groups = policy.parameterTables.get(cases?.groups ?? '');
  const codes = groups?.rows.map((row) => String(row[groups.key])) ?? [];
  const figures = new Set(figuresOf(policy));
  return {
    from: policy.applies.from.slice(0, 7), policy: policy.title,
    ...(groups && { groups: { title: groups.title, codes: new Set(codes), example: codes[0] ?? '—' } }),
    needed: ['caseNumber', 'discharged', ...['age', 'paid'].filter((each) => figures.has(each))],
  };
}

const yearBefore = (month: string): string => `${Number(month.slice(0, 4)) - 1}-01`;

/** The rules in force in a region: of each month those of the newest policy that has begun. Cases may be of the year before, where a policy compares with it, up to the end of this one. */
export async function caseRules(em: EntityManager, region: number, today: Date): Promise<CaseRules> {
  const versions = await em.find(PolicyVersion, { regionId: region, state: 'PUBLISHED' }, { orderBy: [{ appliesFrom: 'desc' }, { id: 'desc' }] });
  const policies = versions.map((version) => policyOf(version));
  const all = policies.flatMap((policy) => [...policy.tables.values()].filter(({ cases }) => cases !== undefined).slice(0, 1).map((table) => asked(policy, table)));
  const first = all.at(-1)?.from;
  if (first === undefined) return { inMonth: () => undefined, needed: [] };
  return {
    months: { first: policies.some(takesLastYear) ? yearBefore(first) : first, last: `${today.getUTCFullYear()}-12` },
    inMonth: (month) => all.find(({ from }) => from <= month),
    needed: [...new Set(all.flatMap(({ needed }) => needed))],
  };
}

export interface ReadCase {
  month: string;
  group: string;
  /** Whether a column is filled in. */
  filled(column: string): boolean;
}

/** What is wrong with a case by the rules of its month; `header` gives the header of a column (CASE_MONTH_OUTSIDE, CASE_GROUP_NOT_LISTED, CELL_EMPTY). */
export function caseFaults(rules: CaseRules, { month, group, filled }: ReadCase, header: (column: string) => string | undefined): Fault[] {
  const { months } = rules;
  const faults: Fault[] = [];
  if (months && (month < months.first || month > months.last)) {
    faults.push({ code: 'CASE_MONTH_OUTSIDE', at: header('month') ?? 'month', values: { found: month, allowed: `${months.first} – ${months.last}` } });
  }
  const rule = rules.inMonth(month);
  if (rule?.groups && !rule.groups.codes.has(group)) {
    const { title, codes, example } = rule.groups;
    faults.push({ code: 'CASE_GROUP_NOT_LISTED', at: header('diseaseGroup') ?? 'diseaseGroup', values: { found: group, policy: rule.policy, groups: title, suggestion: suggestion(group, codes), example } });
  }
  for (const column of rule?.needed ?? []) {
    const named = header(column);
    if (named !== undefined && !filled(column)) faults.push({ code: 'CELL_EMPTY', at: named, values: {} });
  }
  return faults;
}
