/** Cases for points by disease (按病种分值付费的病例): a million lines a year, recorded in pieces, standing by institution and month. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../../access/asker.ts';
import { attempt } from '../../core/policy/attempt.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { readAge, readDay } from '../values.ts';
import { changesTold, type Change, type Findings, type ReadRow, type Taking, type Target } from '../target.ts';
import { caseFaults, caseRules, type CaseRules } from './case-rules.ts';
import { CasesOnce } from './case-twice.ts';
import { institutionsOfRegion } from './institution-spending.ts';
import { finder, institutionWord, type Named } from './lookup.ts';
import { missingMonths } from './months.ts';

/** The kind of a case whose file does not tell any. */
const usualKind = '正常';

interface Set {
  named: Named;
  month: string;
  cases: number;
  cost: bigint;
  /** Null where not every case says what the fund paid. */
  paid: bigint | null;
}

interface Standing {
  institution: string;
  month: string;
  cases: number;
  cost: string;
  hash: string;
}

/** Values of a column as PostgreSQL reads an array, each quoted. */
const arrayOf = (values: ReadonlyArray<string | null>): string => `{${values.map((value) => (value === null ? 'null' : `"${value.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
/** The same of numbers and ids, which need no quotes. */
const plainArrayOf = (values: ReadonlyArray<string | number | null>): string => `{${values.map((value) => value ?? 'null').join(',')}}`;

class Piece {
  readonly ids: string[] = [];
  readonly institutions: string[] = [];
  readonly months: string[] = [];
  readonly groups: string[] = [];
  readonly kinds: string[] = [];
  readonly costs: string[] = [];
  readonly numbers: Array<string | null> = [];
  readonly days: Array<string | null> = [];
  readonly ages: Array<number | null> = [];
  readonly paid: Array<string | null> = [];
  readonly rows: number[] = [];

  write(em: EntityManager, region: number, importId: string): Promise<unknown> {
    return em.execute(`
      insert into care_case (region_id, id, institution_id, month, disease_group, case_kind, cost, case_number, discharged, age, paid, import_id, source_row)
      select ?, id, institution, month, disease, kind, cost, number, discharged, age, paid, ?, source
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::date[], ?::smallint[], ?::bigint[], ?::integer[])
        as given (id, institution, month, disease, kind, cost, number, discharged, age, paid, source)`, [
      region, importId, plainArrayOf(this.ids), plainArrayOf(this.institutions), plainArrayOf(this.months), arrayOf(this.groups), arrayOf(this.kinds), plainArrayOf(this.costs),
      arrayOf(this.numbers), plainArrayOf(this.days), plainArrayOf(this.ages), plainArrayOf(this.paid), plainArrayOf(this.rows)]);
  }
}

interface Cells {
  day?: string;
  age?: number;
  faults: Fault[];
}

/** Day of discharge and age, where the file has them; nobody leaves after the month in which the case is settled (CASE_DISCHARGED_LATER). */
function readCells({ text }: ReadRow, columns: Import['columns']): Cells {
  const faults: Fault[] = [];
  const read = <T>(name: string, value: (written: string, at: string) => T): T | undefined => {
    const written = text[name];
    if (written === undefined) return undefined;
    const { value: found, faults: wrong = [] } = attempt(() => value(written, columns[name] ?? name));
    faults.push(...wrong);
    return found;
  };
  const [day, age] = [read('discharged', readDay), read('age', readAge)];
  const { month = '' } = text;
  if (day !== undefined && day.slice(0, 7) > month) faults.push({ code: 'CASE_DISCHARGED_LATER', at: columns['discharged'] ?? 'discharged', values: { found: day, month } });
  return { day, age, faults };
}

class CaseTaking implements Taking {
  readonly #sets = new Map<string, Set>();
  readonly #once = new CasesOnce();
  readonly #rules: CaseRules;
  readonly #find: ReturnType<typeof finder>;
  readonly #imported: Import;
  #piece = new Piece();

  constructor(imported: Import, institutions: readonly Named[], rules: CaseRules) {
    this.#imported = imported;
    this.#rules = rules;
    this.#find = finder(institutions, institutionWord);
  }

  row(read: ReadRow): Fault[] {
    const { row, text, money } = read;
    const { columns } = this.#imported;
    const { institution = '', month = '', diseaseGroup = '', caseKind = usualKind, caseNumber } = text;
    const found = this.#find(institution, columns['institution'] ?? 'institution');
    const { day, age, faults: unread } = readCells(read, columns);
    const faults = [
      ...('fault' in found ? [found.fault] : []), ...unread,
      ...caseFaults(this.#rules, { month, group: diseaseGroup, filled: (column) => Object.hasOwn(text, column) || Object.hasOwn(money, column) }, (column) => columns[column]),
    ];
    if ('fault' in found || faults.length > 0) return faults;
    const twice = caseNumber !== undefined && day !== undefined && this.#once.take({ institution: found.named.id, caseNumber, day }, found.named.code, row);
    if (twice) return [twice];
    const [cost, paid] = [money['cost'] ?? 0n, money['paid'] ?? null];
    this.#count(found.named, month, cost, paid);
    const piece = this.#piece;
    piece.ids.push(v7());
    piece.institutions.push(found.named.id);
    piece.months.push(month);
    piece.groups.push(diseaseGroup);
    piece.kinds.push(caseKind);
    piece.costs.push(String(cost));
    piece.numbers.push(caseNumber ?? null);
    piece.days.push(day ?? null);
    piece.ages.push(age ?? null);
    piece.paid.push(paid === null ? null : String(paid));
    piece.rows.push(row);
    return [];
  }

  #count(named: Named, month: string, cost: bigint, paid: bigint | null): void {
    const key = `${named.id} ${month}`;
    const set = this.#sets.get(key);
    if (!set) this.#sets.set(key, { named, month, cases: 1, cost, paid });
    else {
      set.cases += 1;
      set.cost += cost;
      set.paid = set.paid === null || paid === null ? null : set.paid + paid;
    }
  }

  cut(): (em: EntityManager) => Promise<unknown> {
    const piece = this.#piece;
    this.#piece = new Piece();
    return (em) => piece.write(em, this.#imported.regionId, this.#imported.id);
  }

  async #standing(em: EntityManager): Promise<Map<string, Standing>> {
    const rows = await em.execute<Standing[]>(`
      select s.institution_id as institution, s.month, s.cases, s.cost::text as cost, f.hash from care_case_set s
      join import i on i.region_id = s.region_id and i.id = s.import_id join import_file f on f.region_id = i.region_id and f.id = i.file_id
      where s.region_id = ? and s.known_until is null`, [this.#imported.regionId]);
    return new Map(rows.map((row) => [`${row.institution} ${row.month}`, row]));
  }

  /** The cases of this import take the place of those of the same institutions and months. */
  async #stand({ em, now }: Asking, sets: readonly Set[]): Promise<void> {
    const { regionId: region, id } = this.#imported;
    const rows = sets.map(({ named, month, cases, cost, paid }) => ({ id: v7(), institution: named.id, month, cases, cost: String(cost), paid: paid === null ? null : String(paid) }));
    const given = JSON.stringify(rows);
    const closed = await em.execute<Array<{ key: string; known: string }>>(`
      update care_case_set s set known_until = greatest(s.known_from, ?::timestamptz) from json_to_recordset(?::json) as g (institution uuid, month text)
      where s.region_id = ? and s.institution_id = g.institution and s.month = g.month and s.known_until is null
      returning s.institution_id || ' ' || s.month as key, s.known_until::text as known`, [now.toISOString(), given, region]);
    const known = new Map(closed.map((each) => [each.key, each.known]));
    await em.execute(`
      insert into care_case_set (region_id, id, institution_id, month, import_id, cases, cost, paid, known_from)
      select ?, g.id, g.institution, g.month, ?, g.cases, g.cost, g.paid, g.known
      from json_to_recordset(?::json) as g (id uuid, institution uuid, month text, cases integer, cost bigint, paid bigint, known timestamptz)`,
    [region, id, JSON.stringify(rows.map((row) => ({ ...row, known: known.get(`${row.institution} ${row.month}`) ?? now.toISOString() })))]);
  }

  /** Columns that a policy needs and the file was not said to have (COLUMN_UNMAPPED). */
  #unmapped(): Fault[] {
    const { columns } = this.#imported;
    const missing = careCasesTarget.columns.filter(({ name }) => this.#rules.needed.includes(name) && columns[name] === undefined);
    return missing.map(({ name, title }) => ({ code: 'COLUMN_UNMAPPED', at: `columns.${name}`, values: { column: title } }));
  }

  async finish(asking: Asking): Promise<Findings> {
    const { regionId: region } = this.#imported;
    const { hash } = this.#imported.file.getEntity();
    await asking.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`care-cases ${region}`]);
    const standing = await this.#standing(asking.em);
    const sets = [...this.#sets].toSorted(([, a], [, b]) => (a.month + a.named.code < b.month + b.named.code ? -1 : 1));
    const changed = sets.filter(([key]) => standing.get(key)?.hash !== hash);
    const changes = changed.slice(0, changesTold).map(([key, { named, month, cases, cost }]): Change => {
      const before = standing.get(key);
      const told = before ? { zh: `（原 ${before.cases} 例）`, en: ` (before: ${before.cases} cases)` } : { zh: '', en: '' };
      return { what: { zh: `${named.name} ${month}：${cases} 例${told.zh}`, en: `${named.name} ${month}: ${cases} cases${told.en}` }, before: before?.cost ?? null, after: String(cost) };
    });
    const all = sets.map(([, set]) => set);
    const faults = [...this.#unmapped(), ...await this.#once.recorded(asking.em, region, all.map(({ named, month }) => ({ institution: named.id, month })))];
    if (changed.length > 0) await this.#stand(asking, all);
    return {
      sums: [
        { title: { zh: '病例数', en: 'Cases' }, value: String(all.reduce((sum, { cases }) => sum + cases, 0)), money: false },
        { title: { zh: '总费用', en: 'Cost' }, value: String(all.reduce((sum, { cost }) => sum + cost, 0n)), money: true },
      ],
      changes, changed: changed.length, same: sets.length - changed.length, faults,
      missing: missingMonths(new Map(all.map(({ named }) => [named.id, named.name])), (id, month) => this.#sets.has(`${id} ${month}`), all.map(({ month }) => month)),
    };
  }
}

export const careCasesTarget: Target = {
  name: 'CARE_CASES',
  title: { zh: '按病种分值付费的病例', en: 'Cases for points by disease' },
  lead: { zh: '每行一个出院病例。同一机构同一月份再次导入，以后一次为准。', en: 'One row for each case. Another file with an institution\'s month takes the place of the earlier one.' },
  roles: ['INSURANCE_BUREAU'],
  rowsMost: 5_000_000,
  chunk: 20_000,
  columns: [
    { name: 'institution', kind: 'code', required: true, title: { zh: '医院（编码或名称）', en: 'Hospital (code or name)' }, known: ['医院编码', '医院名称', '机构编码', '机构名称', '医疗机构', '医院', '机构', 'hospital'] },
    { name: 'month', kind: 'month', required: true, title: { zh: '月份', en: 'Month' }, known: ['结算月份', '出院月份', '月份', '年月', '出院日期', '结算日期', '月', 'month'] },
    { name: 'diseaseGroup', kind: 'code', required: true, title: { zh: '病种', en: 'Disease group' }, known: ['病种编码', '病种代码', '病组编码', '病种', '病组', 'disease group'] },
    { name: 'caseKind', kind: 'text', required: false, title: { zh: '病例类型', en: 'Kind of case' }, known: ['病例类型', '病案类型', '倍率类型', 'kind of case'] },
    { name: 'cost', kind: 'money', required: true, title: { zh: '总费用', en: 'Cost' }, known: ['总费用', '住院总费用', '医疗总费用', '费用', '金额', 'cost'] },
    { name: 'caseNumber', kind: 'code', required: false, title: { zh: '病案号', en: 'Case number' }, known: ['病案号', '住院号', '病例号', '结算单号', 'case number'] },
    { name: 'discharged', kind: 'text', required: false, title: { zh: '出院日期', en: 'Day of discharge' }, known: ['出院日期', 'discharged'] },
    { name: 'age', kind: 'text', required: false, title: { zh: '年龄', en: 'Age' }, known: ['患者年龄', '年龄', 'age'] },
    { name: 'paid', kind: 'money', required: false, title: { zh: '实际报销金额', en: 'Paid by the fund' }, known: ['实际报销', '实际报销金额', '基金支付', '统筹支付', '报销金额', 'paid'] },
  ],
  async begin(em, imported) {
    return new CaseTaking(imported, await institutionsOfRegion(em, imported.regionId), await caseRules(em, imported.regionId, imported.startedAt));
  },
};
