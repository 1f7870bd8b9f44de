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

/** What stands for a column in the statement that counts cases by hospital and month; the hospital itself is known only to the sets that are joined afterwards. */
function counted(policy: Policy, { is, figure, column, atMost, kind }: CaseColumn, name: string, values: unknown[]): string {
  if (column !== undefined) return is === 'by' ? `g.${name}` : `sum(g.${name})`;
  if (is === 'sum') return sums[figure] as string;
  if (figure === 'group') return 'c.disease_group';
  const value = atMost === undefined ? kind : formatRate(policy.parameters.get(atMost)?.value as Rate);
  if (value === undefined) return figure === 'age' ? 'c.age' : 'c.case_kind';
  values.push(value);
  return figure === 'age' ? 'c.age <= floor(?::numeric)::integer' : 'c.case_kind = ?';
}

const sums: Record<string, string> = { number: 'count(*)', cost: 'sum(c.cost)', paid: 'case when count(c.paid) = count(*) then sum(c.paid) end' };

/** Null where one of the parts is: what not every case says has no sum. */
const whole = (name: string): string => `case when count(k.${name}) = count(*) then sum(k.${name}) end`;

/** The groups as a table of the statement, the first column being their code; no `with`, which would keep the count to one process. */
function groupsJoin(groups: ParameterTable | undefined, columns: readonly GroupColumn[], values: unknown[]): string {
  if (!groups) return '';
  values.push(JSON.stringify(groups.rows.map((row, index) => ({ code: row[groups.key], ...Object.fromEntries(columns.map((each) => [each.name, each.values[index]])) }))));
  return `join json_to_recordset(?::json) as g (code text${columns.map(({ name, type }) => `, ${name} ${type}`).join('')}) on g.code = c.disease_group`;
}

/**
 * The statement for a table that is made of cases, in the region's months. Cases meet their group first and fall together in few rows;
 * which of those count, by the sets that stand, is asked afterwards: so the planner never takes a million cases for one.
 * Cases of unknown groups are left out: who asks compares the number with that of the sets.
 */
export function caseStatement(policy: Policy, table: TableFact, region: number, { first, last }: Months): CaseStatement {
  const groups = policy.parameterTables.get(table.cases?.groups ?? '');
  const looked: GroupColumn[] = [];
  const own: unknown[] = [];
  const columns = [...table.columns.values()].flatMap((fact) => (fact.cases ? [{ fact, cases: fact.cases }] : [])).map(({ fact, cases }, index) => {
    const name = `v${index}`;
    const found = cases.column !== undefined && groups ? groupColumn(groups, name, cases) : undefined;
    if (found) looked.push(found);
    const hospital = cases.is === 'by' && cases.figure === 'hospital';
    return { fact, cases, name, scale: found?.scale ?? 1n, hospital, inner: hospital ? undefined : counted(policy, cases, name, own) };
  });
  const given: unknown[] = [];
  const join = groupsJoin(groups, looked, given);
  const inner = columns.filter((column) => column.inner !== undefined);
  const by = inner.filter(({ cases }) => cases.is === 'by').map(({ name, inner: text }) => `${text} as ${name}`);
  const added = inner.filter(({ cases }) => cases.is === 'sum').map(({ name, inner: text }) => `${text} as ${name}`);
  const outer = (column: (typeof columns)[number]) => (column.hospital ? 's.code' : column.cases.is === 'by' ? `k.${column.name}` : whole(column.name));
  const oneMonth = first === last;
  const keys = ['c.institution_id', 'c.import_id', ...(oneMonth ? [] : ['c.month']), ...by];
  const sql = `with sets as materialized (
      select s.institution_id, s.month, s.import_id, i.code from care_case_set s join institution i on i.region_id = s.region_id and i.id = s.institution_id
      where s.region_id = ? and s.month between ? and ? and s.known_until is null)
    select s.import_id as import, sum(k.cases)::text as cases, min(k.first) as first, max(k.last) as last,
      ${columns.map((column) => `(${outer(column)})::text as ${column.name}`).join(', ')}
    from (select ${[...keys, 'count(*) as cases', 'min(c.source_row) as first', 'max(c.source_row) as last', ...added].join(', ')}
      from care_case c ${join}
      where c.region_id = ? and ${oneMonth ? 'c.month = ?' : 'c.month between ? and ?'}
      group by ${keys.map((_, index) => index + 1).join(', ')}) k
    join sets s on s.institution_id = k.institution_id and s.import_id = k.import_id${oneMonth ? '' : ' and s.month = k.month'}
    group by ${['s.import_id', ...columns.filter(({ cases }) => cases.is === 'by').map(outer)].join(', ')}`;
  // in the order of the text: the sets, what cases are told apart by, the groups, the months of the cases
  const values = [region, first, last, ...own, ...given, region, ...(oneMonth ? [first] : [first, last])];
  return { sql, values, columns: columns.map(({ fact, cases, scale }) => ({ fact, cases, scale })) };
}
