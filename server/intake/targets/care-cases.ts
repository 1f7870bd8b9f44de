/** Cases for points by disease (按病种分值付费的病例): a million lines a year, recorded in pieces, standing by institution and month. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import type { Asking } from '../../access/asker.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { changesTold, type Change, type Findings, type ReadRow, type Taking, type Target } from '../target.ts';
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
}

interface Standing {
  institution: string;
  month: string;
  cases: number;
  cost: string;
  hash: string;
}

/** Values of a column as PostgreSQL reads an array, each quoted. */
const arrayOf = (values: readonly string[]): string => `{${values.map((value) => `"${value.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
/** The same of numbers and ids, which need no quotes. */
const plainArrayOf = (values: ReadonlyArray<string | number>): string => `{${values.join(',')}}`;

class Piece {
  readonly ids: string[] = [];
  readonly institutions: string[] = [];
  readonly months: string[] = [];
  readonly groups: string[] = [];
  readonly kinds: string[] = [];
  readonly costs: string[] = [];
  readonly rows: number[] = [];

  write(em: EntityManager, region: number, importId: string): Promise<unknown> {
    return em.execute(`
      insert into care_case (region_id, id, institution_id, month, disease_group, case_kind, cost, import_id, source_row)
      select ?, id, institution, month, disease, kind, cost, ?, source
      from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::integer[]) as given (id, institution, month, disease, kind, cost, source)`, [
      region, importId, plainArrayOf(this.ids), plainArrayOf(this.institutions), plainArrayOf(this.months), arrayOf(this.groups), arrayOf(this.kinds), plainArrayOf(this.costs), plainArrayOf(this.rows)]);
  }
}

class CaseTaking implements Taking {
  readonly #sets = new Map<string, Set>();
  readonly #find: ReturnType<typeof finder>;
  readonly #imported: Import;
  #piece = new Piece();

  constructor(imported: Import, institutions: readonly Named[]) {
    this.#imported = imported;
    this.#find = finder(institutions, institutionWord);
  }

  row({ row, text, money }: ReadRow): Fault[] {
    const { institution = '', month = '', diseaseGroup = '', caseKind = usualKind } = text;
    const found = this.#find(institution, this.#imported.columns['institution'] ?? 'institution');
    if ('fault' in found) return [found.fault];
    const cost = money['cost'] ?? 0n;
    this.#count(found.named, month, cost);
    const piece = this.#piece;
    piece.ids.push(v7());
    piece.institutions.push(found.named.id);
    piece.months.push(month);
    piece.groups.push(diseaseGroup);
    piece.kinds.push(caseKind);
    piece.costs.push(String(cost));
    piece.rows.push(row);
    return [];
  }

  #count(named: Named, month: string, cost: bigint): void {
    const key = `${named.id} ${month}`;
    const set = this.#sets.get(key);
    if (!set) this.#sets.set(key, { named, month, cases: 1, cost });
    else {
      set.cases += 1;
      set.cost += cost;
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
    const rows = sets.map(({ named, month, cases, cost }) => ({ id: v7(), institution: named.id, month, cases, cost: String(cost) }));
    const given = JSON.stringify(rows);
    await em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`care-cases ${region}`]);
    const closed = await em.execute<Array<{ key: string; known: string }>>(`
      update care_case_set s set known_until = greatest(s.known_from, ?::timestamptz) from json_to_recordset(?::json) as g (institution uuid, month text)
      where s.region_id = ? and s.institution_id = g.institution and s.month = g.month and s.known_until is null
      returning s.institution_id || ' ' || s.month as key, s.known_until::text as known`, [now.toISOString(), given, region]);
    const known = new Map(closed.map((each) => [each.key, each.known]));
    await em.execute(`
      insert into care_case_set (region_id, id, institution_id, month, import_id, cases, cost, known_from)
      select ?, g.id, g.institution, g.month, ?, g.cases, g.cost, g.known
      from json_to_recordset(?::json) as g (id uuid, institution uuid, month text, cases integer, cost bigint, known timestamptz)`,
    [region, id, JSON.stringify(rows.map((row) => ({ ...row, known: known.get(`${row.institution} ${row.month}`) ?? now.toISOString() })))]);
  }

  async finish(asking: Asking): Promise<Findings> {
    const { hash } = this.#imported.file.getEntity();
    const standing = await this.#standing(asking.em);
    const sets = [...this.#sets].toSorted(([, a], [, b]) => (a.month + a.named.code < b.month + b.named.code ? -1 : 1));
    const changed = sets.filter(([key]) => standing.get(key)?.hash !== hash);
    const changes = changed.slice(0, changesTold).map(([key, { named, month, cases, cost }]): Change => {
      const before = standing.get(key);
      const told = before ? { zh: `（原 ${before.cases} 例）`, en: ` (before: ${before.cases} cases)` } : { zh: '', en: '' };
      return { what: { zh: `${named.name} ${month}：${cases} 例${told.zh}`, en: `${named.name} ${month}: ${cases} cases${told.en}` }, before: before?.cost ?? null, after: String(cost) };
    });
    if (changed.length > 0) await this.#stand(asking, sets.map(([, set]) => set));
    const all = sets.map(([, set]) => set);
    return {
      sums: [
        { title: { zh: '病例数', en: 'Cases' }, value: String(all.reduce((sum, { cases }) => sum + cases, 0)), money: false },
        { title: { zh: '总费用', en: 'Cost' }, value: String(all.reduce((sum, { cost }) => sum + cost, 0n)), money: true },
      ],
      changes, changed: changed.length, same: sets.length - changed.length, faults: [],
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
  ],
  async begin(em, imported) {
    return new CaseTaking(imported, await institutionsOfRegion(em, imported.regionId));
  },
};
