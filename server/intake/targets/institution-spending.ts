/** Spending by institution and month, where the care was given: inside, outside the consortium, outside the county (机构支出). */
import type { EntityManager } from '@mikro-orm/postgresql';
import { lastDay } from '../../core/period.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { Institution } from '../../model/organisation.ts';
import { membersOn } from '../../run/members.ts';
import { recordInstitutions, type NewInstitutionSpending, type SpendingKind } from '../../run/spending-records.ts';
import { sheetOf } from '../sheet.ts';
import { changesTold, type Change, type Findings, type ReadRow, type Taking, type Target } from '../target.ts';
import { finder, institutionWord, Seen, type Named } from './lookup.ts';
import { missingMonths } from './months.ts';

const kinds = {
  inside: { kind: 'INSIDE', title: { zh: '医共体内', en: 'Inside the consortium' } },
  outsideConsortium: { kind: 'OUTSIDE_CONSORTIUM', title: { zh: '县域内医共体外', en: 'Outside the consortium' } },
  outsideCounty: { kind: 'OUTSIDE_COUNTY', title: { zh: '县域外', en: 'Outside the county' } },
} as const;
const kindNames = Object.keys(kinds) as Array<keyof typeof kinds>;
const titleOf = (kind: SpendingKind) => Object.values(kinds).find((each) => each.kind === kind)!.title;

interface Row extends NewInstitutionSpending {
  named: Named;
}

const keyOf = ({ institution, month, kind }: Pick<Row, 'institution' | 'month' | 'kind'>) => `${institution} ${month} ${kind}`;

class InstitutionTaking implements Taking {
  readonly #rows: Row[] = [];
  readonly #seen = new Seen();
  readonly #find: ReturnType<typeof finder>;
  readonly #imported: Import;

  constructor(imported: Import, institutions: readonly Named[]) {
    this.#imported = imported;
    this.#find = finder(institutions, institutionWord);
  }

  row({ row, text, money }: ReadRow): Fault[] {
    const { institution = '', month = '' } = text;
    const found = this.#find(institution, this.#imported.columns['institution'] ?? 'institution');
    if ('fault' in found) return [found.fault];
    const { named } = found;
    const twice = this.#seen.fault(`${named.id} ${month}`, row, `${named.name} ${month}`);
    if (twice) return [twice];
    const source = { import: this.#imported.id, sheet: sheetOf(this.#imported), row };
    for (const name of kindNames) {
      const amount = money[name];
      if (amount !== undefined) this.#rows.push({ named, institution: named.id, month, kind: kinds[name].kind, amount, source });
    }
    return [];
  }

  /** Institutions that belong to no consortium in a month of theirs, each once. */
  async #strangers(em: EntityManager): Promise<Fault[]> {
    const faults = new Map<string, Fault>();
    for (const month of new Set(this.#rows.map((row) => row.month))) {
      const members = new Set((await membersOn(em, this.#imported.regionId, lastDay(month))).map(({ institution }) => institution));
      for (const { named, ...row } of this.#rows) {
        if (row.month !== month || members.has(row.institution)) continue;
        faults.set(`${named.id} ${month}`, { code: 'INSTITUTION_NOT_MEMBER', at: this.#imported.columns['institution'] ?? 'institution', values: { found: named.name, month } });
      }
    }
    return [...faults.values()];
  }

  async #recorded(em: EntityManager): Promise<Map<string, string>> {
    const months = [...new Set(this.#rows.map(({ month }) => month))];
    const rows = await em.execute<Array<{ institution: string; month: string; kind: SpendingKind; amount: string }>>(`
      select institution_id as institution, month, kind, amount::text as amount from institution_spending
      where region_id = ? and month in (select json_array_elements_text(?::json)) and known_until is null`, [this.#imported.regionId, JSON.stringify(months)]);
    return new Map(rows.map((row) => [keyOf(row), row.amount]));
  }

  async finish(asking: Parameters<Taking['finish']>[0]): Promise<Findings> {
    const { regionId: region, followSum } = this.#imported;
    const recorded = await this.#recorded(asking.em);
    const faults = await this.#strangers(asking.em);
    const changed = this.#rows.filter((row) => recorded.get(keyOf(row)) !== String(row.amount));
    const changes = changed.slice(0, changesTold).map((row): Change => {
      const [what, kind] = [`${row.named.name} ${row.month}`, titleOf(row.kind)];
      return { what: { zh: `${what} ${kind.zh}`, en: `${what} ${kind.en}` }, before: recorded.get(keyOf(row)) ?? null, after: String(row.amount) };
    });
    if (changed.length > 0 && faults.length === 0) await recordInstitutions(asking, region, changed, { followSum });
    const sumOf = (kind: SpendingKind) => this.#rows.reduce((sum, row) => (row.kind === kind ? sum + row.amount : sum), 0n);
    const has = new Set(this.#rows.map((row) => `${row.institution} ${row.month}`));
    return {
      sums: kindNames.map((name) => ({ title: kinds[name].title, value: String(sumOf(kinds[name].kind)), money: true })),
      changes, changed: changed.length, same: this.#rows.length - changed.length, faults,
      missing: missingMonths(new Map(this.#rows.map(({ named }) => [named.id, named.name])), (id, month) => has.has(`${id} ${month}`), this.#rows.map(({ month }) => month)),
    };
  }
}

/** Code and name of each institution of a region, as they are today. */
export async function institutionsOfRegion(em: EntityManager, region: number): Promise<Named[]> {
  const found = await em.find(Institution, { regionId: region }, { orderBy: { code: 'asc' } });
  return found.map(({ id, code, name }) => ({ id, code, name }));
}

export const institutionSpendingTarget: Target = {
  name: 'INSTITUTION_SPENDING',
  title: { zh: '机构月度支出（含县域内外就医）', en: 'Monthly spending by institution, wherever care was given' },
  lead: {
    zh: '每行一个机构一个月：其参保居民在医共体内、县域内医共体外、县域外就医由打包基金支付的金额。',
    en: 'One row for each institution and month: what the package paid for its people inside the consortium, outside it, and outside the county.',
  },
  roles: ['INSURANCE_BUREAU'],
  rowsMost: 50_000,
  columns: [
    { name: 'institution', kind: 'code', required: true, title: { zh: '机构（编码或名称）', en: 'Institution (code or name)' }, known: ['机构编码', '机构代码', '机构名称', '医疗机构', '机构', '单位', '编码', 'institution'] },
    { name: 'month', kind: 'month', required: true, title: { zh: '月份', en: 'Month' }, known: ['月份', '年月', '结算月份', '费用月份', '所属期', '期间', '月', 'month'] },
    { name: 'inside', kind: 'money', required: true, title: kinds.inside.title, known: ['医共体内', '共同体内', '本院', '域内就医', 'inside'] },
    { name: 'outsideConsortium', kind: 'money', required: false, title: kinds.outsideConsortium.title, known: ['医共体外', '县域内医共体外', '县内医共体外', 'outside the consortium'] },
    { name: 'outsideCounty', kind: 'money', required: false, title: kinds.outsideCounty.title, known: ['县域外', '县外', '异地就医', '域外就医', 'outside the county'] },
  ],
  async begin(em, imported) {
    return new InstitutionTaking(imported, await institutionsOfRegion(em, imported.regionId));
  },
};
