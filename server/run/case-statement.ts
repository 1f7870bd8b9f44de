/** The one statement that groups the standing cases of some months as a table of a policy says. */
import type { CaseColumn } from '../core/policy/cases.ts';
import { isNumber } from '../core/policy/quantity.ts';
import type { Fact, ParameterTable, Policy, Scalar, TableFact } from '../core/policy/policy.ts';
import { formatRate, multiply, rate, type Rate } from '../core/rate.ts';

/** Of one table: the statement, and how its columns `v0`, `v1` … are read. */
export interface CaseStatement {
  sql: string;
  values: unknown[];
  /** By column of the policy's table: its place in the answer and, of what is added up over groups, by what it was multiplied. */
  columns: Array<{ fact: Fact; cases: CaseColumn; scale: bigint }>;
}

/** Months from the first to the last, both included. */
export interface Months {
  first: string;
  last: string;
}

/** Above it figures of groups are sent as `numeric`, since a sum of them might not fit 64 bits. */
const bigintMost = 2n ** 40n;

interface GroupColumn {
  name: string;
  type: 'text' | 'boolean' | 'bigint' | 'numeric';
  scale: bigint;
  values: Array<string | boolean | null>;
}

/** A figure of the table of groups as whole numbers over one denominator, so that sums are exact. */
function wholes(name: string, rates: readonly Rate[]): GroupColumn {
  const scale = rates.reduce((all, { d }) => multiply(rate(all), rate(d, gcd(all, d))).n, 1n);
  const scaled = rates.map(({ n, d }) => n * (scale / d));
  return { name, scale, type: scaled.some((each) => each > bigintMost || each < -bigintMost) ? 'numeric' : 'bigint', values: scaled.map(String) };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

const printed = (value: Scalar): string => (isNumber(value) ? formatRate(value) : String(value));

function groupColumn({ rows, columns }: ParameterTable, name: string, { is, column = '' }: CaseColumn): GroupColumn {
  const cells = rows.map((row) => row[column] as Scalar);
  if (is === 'sum') return wholes(name, cells as Rate[]);
  const type = columns.get(column)?.quantity.kind === 'boolean' ? 'boolean' : 'text';
  return { name, type, scale: 1n, values: cells.map((cell) => (type === 'boolean' ? cell === true : printed(cell))) };
}

/** What stands in the inner statement for a column that cases are grouped by; what the table of groups gives is joined to it afterwards. */
function ownDimension(policy: Policy, { figure, atMost, kind }: CaseColumn, values: unknown[]): string {
  if (figure === 'age' && atMost !== undefined) {
    values.push(formatRate(policy.parameters.get(atMost)?.value as Rate));
    return 'c.age <= ?::numeric';
  }
  if (figure === 'age') return 'c.age';
  if (kind === undefined) return 'c.case_kind';
  values.push(kind);
  return 'c.case_kind = ?';
}

const sums: Record<string, string> = { number: 'sum(k.cases)', cost: 'sum(k.cost)', paid: 'case when sum(k.paid_known) = sum(k.cases) then sum(k.paid) end' };

/** The groups as a table of the statement; the first column is their code. */
function groupsClause(groups: ParameterTable | undefined, columns: readonly GroupColumn[], values: unknown[]): string {
  if (!groups) return '';
  values.push(JSON.stringify(groups.rows.map((row, index) => ({ code: row[groups.key], ...Object.fromEntries(columns.map((each) => [each.name, each.values[index]])) }))));
  return `groups as materialized (select * from json_to_recordset(?::json) as g (code text${columns.map(({ name, type }) => `, ${name} ${type}`).join('')})),`;
}

/**
 * The statement for a table that is made of cases, in the region's months. It counts cases by hospital, disease group and what the policy names,
 * before the figures of the groups are joined: those are looked up once a group and hospital, not once a case.
 */
export function caseStatement(policy: Policy, table: TableFact, region: number, { first, last }: Months): CaseStatement {
  const groups = policy.parameterTables.get(table.cases?.groups ?? '');
  const facts = [...table.columns.values()].flatMap((fact) => (fact.cases ? [{ fact, cases: fact.cases }] : []));
  const looked: GroupColumn[] = [];
  const own: string[] = [];
  const ownValues: unknown[] = [];
  const columns = facts.map(({ fact, cases }, index) => {
    const name = `v${index}`;
    let scale = 1n;
    let expression = sums[cases.figure] as string;
    if (cases.column !== undefined && groups) {
      const found = groupColumn(groups, name, cases);
      looked.push(found);
      scale = found.scale;
      expression = cases.is === 'by' ? `g.${name}` : `sum(k.cases * g.${name})`;
    } else if (cases.is === 'by' && cases.figure === 'hospital') expression = 's.code';
    else if (cases.is === 'by' && cases.figure === 'group') expression = 'k.disease_group';
    else if (cases.is === 'by') {
      own.push(`${ownDimension(policy, cases, ownValues)} as ${name}`);
      expression = `k.${name}`;
    }
    return { fact, cases, scale, expression };
  });
  const values: unknown[] = [];
  const given = groupsClause(groups, looked, values);
  const dimensions = ['s.import_id', ...columns.filter(({ cases }) => cases.is === 'by').map(({ expression }) => expression), ...(groups ? ['g.code is null'] : [])];
  const sql = `with ${given} sets as materialized (
      select s.institution_id, s.month, s.import_id, i.code from care_case_set s join institution i on i.region_id = s.region_id and i.id = s.institution_id
      where s.region_id = ? and s.month between ? and ? and s.known_until is null),
    counted as (
      select c.institution_id, c.month, c.import_id, c.disease_group${own.map((each) => `, ${each}`).join('')},
        count(*) as cases, sum(c.cost) as cost, sum(c.paid) as paid, count(c.paid) as paid_known, min(c.source_row) as first, max(c.source_row) as last
      from care_case c where c.region_id = ? and c.month between ? and ?
      group by ${Array.from({ length: 4 + own.length }, (_, index) => index + 1).join(', ')})
    select s.import_id as import, sum(k.cases)::text as cases, min(k.first) as first, max(k.last) as last, ${groups ? 'g.code is null' : 'false'} as stray,
      ${columns.map(({ expression }, index) => `(${expression})::text as v${index}`).join(', ')}
    from counted k join sets s on s.institution_id = k.institution_id and s.month = k.month and s.import_id = k.import_id
      ${groups ? 'left join groups g on g.code = k.disease_group' : ''}
    group by ${dimensions.join(', ')}`;
  values.push(region, first, last, ...ownValues, region, first, last);
  return { sql, values, columns: columns.map(({ fact, cases, scale }) => ({ fact, cases, scale })) };
}
