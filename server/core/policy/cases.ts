/**
 * Facts that are made of loaded cases (病例): a table whose rows are cases grouped by what the policy names, and figures of
 * a hospital added up over its cases. The policy says it as data, so that another locality groups otherwise without new code.
 */
import { suggestion } from '../feel/suggest.ts';
import type { Type } from '../feel/type.ts';
import { sameUnit, times, unitOf, yuan, type Unit } from '../feel/unit.ts';
import type { Fault, Words } from '../refusal.ts';
import { faultAt, type Node } from './document.ts';
import type { Draft } from './draft.ts';
import type { Fields } from './fields.ts';
import type { Fact, ParameterTable, Place, Policy, TableFact } from './policy.ts';
import { typeOfQuantity } from './symbols.ts';

/** Of which months: those of the period, all of its year, or all of the year before. */
export const casePeriods = ['period', 'year', 'last-year'] as const;
export type CasePeriod = (typeof casePeriods)[number];

/** What cases may be grouped by, and what of them may be added up; `group.NAME` is a column of the table of groups. */
const figures = { by: ['hospital', 'group', 'kind', 'age'], sum: ['number', 'cost', 'paid'] } as const;

/** A table of facts made of cases. */
export interface CaseTable {
  of: CasePeriod;
  /** The parameter table that every case's disease group must stand in (病种目录). */
  groups?: string;
  place: Place;
}

/** A column made of cases: what they are grouped by, or a sum over them. */
export interface CaseColumn {
  is: 'by' | 'sum';
  figure: string;
  /** `group.NAME`: the column of the table of groups. */
  column?: string;
  /** Of an age: whether it is at most this parameter. */
  atMost?: string;
  /** Of a kind of case: whether it is this one. */
  kind?: string;
  /** Of a table of hospitals, which the cases are added up for. */
  of?: CasePeriod;
  place: Place;
}

/** Reads `from: { cases: period, groups: catalogue }` of a table. */
export function readCaseTable({ reader }: Draft, fields: Fields): { cases?: CaseTable } {
  const node = fields.find('from');
  if (!node) return {};
  const from = reader.fields(node, ['cases', 'groups']);
  return { cases: { of: from.oneOf('cases', casePeriods), groups: from.optionalText('groups'), place: from.place } };
}

/** Whether `from` of a column speaks of cases; else it speaks of runs. */
export function speaksOfCases(node: Node): boolean {
  return node.is === 'map' && ['cases', 'by', 'sum'].some((key) => node.entries.has(key));
}

/** Reads `from: { by: age, at_most: child_until }`, `{ sum: group.points }` or, of a table of hospitals, `{ cases: year, sum: cost }`. */
export function readCaseColumn({ reader }: Draft, node: Node): CaseColumn {
  const from = reader.fields(node, ['cases', 'by', 'sum', 'at_most', 'is']);
  const is = from.find('by') ? 'by' : 'sum';
  if (is === 'by') from.exclude(['sum'], 'by');
  const text = from.text(is);
  if (text !== 'age') from.exclude(['at_most'], text);
  if (text !== 'kind') from.exclude(['is'], text);
  const [figure, ...rest] = text.split('.') as [string, ...string[]];
  return {
    is, figure, column: rest[0], atMost: from.optionalText('at_most'), kind: from.optionalText('is'), place: from.place,
    ...(from.find('cases') && { of: from.oneOf('cases', casePeriods) }),
  };
}

interface Telling {
  faults: Fault[];
  used: Set<string>;
}

const kindTypes: Record<string, Words> = {
  hospital: { zh: '文本，或医院表的引用', en: 'a text, or a reference to the table of hospitals' },
  group: { zh: '文本，或病种目录的引用', en: 'a text, or a reference to the table of groups' },
  kind: { zh: '文本；写了 is 时为是否', en: 'a text; yes or no with `is`' },
  age: { zh: '以年（year）计的数；写了 at_most 时为是否', en: 'a count of years (unit year); yes or no with `at_most`' },
  number: { zh: '以例（case）计的数', en: 'a count of cases (unit case)' },
  cost: { zh: '以元计的金额', en: 'money in yuan' },
  paid: { zh: '以元计的金额', en: 'money in yuan' },
  column: { zh: '与目录的那一列相同；合计时乘以例数', en: 'of the kind of that column of the table of groups; times cases where it is added up' },
};

const isNumberOf = (type: Type, unit: Unit): boolean => type.is === 'number' && sameUnit(type.unit, unit);

/** Whether a column of this type can hold what is said of the cases. */
function fits({ figure, atMost, kind }: CaseColumn, type: Type, groups: string | undefined): boolean {
  switch (figure) {
    case 'hospital': return type.is === 'text' || type.is === 'reference';
    case 'group': return type.is === 'text' || (type.is === 'reference' && type.table === groups);
    case 'kind': return type.is === (kind === undefined ? 'text' : 'boolean');
    case 'age': return atMost === undefined ? isNumberOf(type, unitOf('year')) : type.is === 'boolean';
    case 'number': return isNumberOf(type, unitOf('case'));
    default: return isNumberOf(type, yuan);
  }
}

/** Whether a column can hold a column of the table of groups, or its sum: points per case times cases are points. */
function fitsGroups({ is }: CaseColumn, type: Type, given: Type): boolean {
  if (is === 'by') return given.is === 'number' ? isNumberOf(type, given.unit) : type.is === given.is;
  return given.is === 'number' && (isNumberOf(type, times(given.unit, unitOf('case'))) || isNumberOf(type, given.unit));
}

function checkFigure(policy: Policy, { faults, used }: Telling, fact: Fact, cases: CaseColumn, groups: ParameterTable | undefined): void {
  const { is, figure, column, atMost, place } = cases;
  const otherwise = (wanted: Words) => faults.push(faultAt('CASES_OTHERWISE', place, { title: fact.title, wanted }));
  const type = typeOfQuantity(fact.quantity);
  if (column !== undefined) {
    const found = figure === 'group' ? groups?.columns.get(column) : undefined;
    const allowed = [...groups?.columns.keys() ?? []].map((name) => `group.${name}`);
    if (found) used.add(`${groups?.id}.${column}`);
    if (!found) faults.push(faultAt('CASES_FIGURE_UNKNOWN', place, { found: `${figure}.${column}`, suggestion: suggestion(`${figure}.${column}`, allowed), allowed: allowed.join(', ') }));
    else if (!fitsGroups(cases, type, typeOfQuantity(found.quantity))) otherwise(kindTypes['column'] as Words);
    return;
  }
  const allowed: readonly string[] = figures[is];
  if (!allowed.includes(figure)) {
    faults.push(faultAt('CASES_FIGURE_UNKNOWN', place, { found: figure, suggestion: suggestion(figure, allowed), allowed: allowed.join(', ') }));
  } else if (!fits(cases, type, groups?.id)) otherwise(kindTypes[figure] as Words);
  if (atMost === undefined) return;
  used.add(atMost);
  const limits = [...policy.parameters.values()].filter(({ quantity }) => isNumberOf(typeOfQuantity(quantity), unitOf('year'))).map(({ id }) => id);
  if (!limits.includes(atMost)) faults.push(faultAt('CASES_LIMIT_UNKNOWN', place, { found: atMost, suggestion: suggestion(atMost, limits) }));
}

function checkTable(policy: Policy, telling: Telling, table: TableFact): void {
  const { faults } = telling;
  const { groups: named, place } = table.cases ?? {};
  const groups = named === undefined ? undefined : policy.parameterTables.get(named);
  if (place && named !== undefined && !groups) {
    faults.push(faultAt('CASES_GROUPS_UNKNOWN', place, { found: named, suggestion: suggestion(named, policy.parameterTables.keys()) }));
    return;
  }
  for (const column of table.columns.values()) {
    const { cases, title } = column;
    if (table.cases && !cases) faults.push(faultAt('CASES_COLUMN_OPEN', column.place, { title, table: table.title }));
    if (!cases) continue;
    const own = table.cases ? cases.of === undefined : cases.of !== undefined && cases.is === 'sum' && cases.column === undefined;
    if (own) checkFigure(policy, telling, column, cases, groups);
    else faults.push(faultAt('CASES_COLUMN_ALONE', cases.place, { title }));
  }
}

/** Tells what is wrong with the facts that are made of cases, and names what only they use. */
export function checkCases(policy: Policy, telling: Telling): void {
  for (const { cases, title } of policy.facts.values()) if (cases) telling.faults.push(faultAt('CASES_COLUMN_ALONE', cases.place, { title }));
  for (const table of policy.tables.values()) checkTable(policy, telling, table);
}

const periodWords: Record<CasePeriod, Words> = {
  period: { zh: '本期', en: 'of the period' },
  year: { zh: '本年', en: 'of the year' },
  'last-year': { zh: '上年', en: 'of the year before' },
};
const figureWords: Record<string, Words> = {
  hospital: { zh: '就诊医院', en: 'hospital' }, group: { zh: '病种', en: 'disease group' }, kind: { zh: '病例类型', en: 'kind' }, age: { zh: '年龄', en: 'age' },
  number: { zh: '例数', en: 'number' }, cost: { zh: '总费用', en: 'cost' }, paid: { zh: '实际报销', en: 'payment' },
};

/** `本期病例按就诊医院归并`, `本年病例的总费用合计`. */
export function sayCases(policy: Policy, cases: CaseColumn, table: CaseTable | undefined): Words {
  const period = periodWords[(table?.of ?? cases.of) as CasePeriod];
  const groups = policy.parameterTables.get(table?.groups ?? '');
  const what = groups?.columns.get(cases.column ?? '')?.title ?? figureWords[cases.figure] as Words;
  const limit = policy.parameters.get(cases.atMost ?? '')?.title;
  const more: Words = limit ? { zh: `（是否不超过${limit.zh}）`, en: ` (at most ${limit.en} or not)` }
    : cases.kind === undefined ? { zh: '', en: '' } : { zh: `（是否为“${cases.kind}”）`, en: ` ("${cases.kind}" or not)` };
  return cases.is === 'by'
    ? { zh: `${period.zh}病例，按${what.zh}${more.zh}归并`, en: `the cases ${period.en}, grouped by ${what.en}${more.en}` }
    : { zh: `${period.zh}病例的${what.zh}合计`, en: `the cases ${period.en}, ${what.en} added up` };
}
