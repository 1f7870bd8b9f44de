/** What institutions must pay by month besides wages (应付款): medicines and supplies. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { yearOf } from '../../core/period.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { obligationKey, obligationsOf, obligationTitles, writeObligations, type NewObligation } from '../../run/obligations.ts';
import { sheetOf } from '../sheet.ts';
import { changesTold, type Change, type Findings, type ReadRow, type Taking, type Target } from '../target.ts';
import { institutionsOfRegion } from './institution-spending.ts';
import { finder, institutionWord, Seen, type Named } from './lookup.ts';
import { missingMonths } from './months.ts';

const kinds = { medicines: 'MEDICINES', supplies: 'SUPPLIES' } as const;
const kindNames = Object.keys(kinds) as Array<keyof typeof kinds>;

interface Row extends NewObligation {
  named: Named;
}

class ObligationTaking implements Taking {
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
      if (amount !== undefined) this.#rows.push({ named, institution: named.id, month, kind: kinds[name], name: '', amount, source });
    }
    return [];
  }

  async #recorded(em: EntityManager): Promise<Map<string, string>> {
    const records = [];
    for (const year of new Set(this.#rows.map(({ month }) => yearOf(month)))) records.push(...await obligationsOf(em, this.#imported.regionId, year, 'all'));
    return new Map(records.map((record) => [obligationKey({ ...record, institution: record.institution.id }), String(record.amount)]));
  }

  async finish(asking: Parameters<Taking['finish']>[0]): Promise<Findings> {
    const recorded = await this.#recorded(asking.em);
    const changed = this.#rows.filter((row) => recorded.get(obligationKey(row)) !== String(row.amount));
    const changes = changed.slice(0, changesTold).map((row): Change => {
      const [what, kind] = [`${row.named.name} ${row.month}`, obligationTitles[row.kind]];
      return { what: { zh: `${what} ${kind.zh}`, en: `${what} ${kind.en}` }, before: recorded.get(obligationKey(row)) ?? null, after: String(row.amount) };
    });
    if (changed.length > 0) await writeObligations(asking, this.#imported.regionId, changed);
    const sumOf = (kind: Row['kind']) => this.#rows.reduce((sum, row) => (row.kind === kind ? sum + row.amount : sum), 0n);
    const has = new Set(this.#rows.map((row) => `${row.institution} ${row.month}`));
    return {
      sums: kindNames.map((name) => ({ title: obligationTitles[kinds[name]], value: String(sumOf(kinds[name])), money: true })),
      changes, changed: changed.length, same: this.#rows.length - changed.length, faults: [],
      missing: missingMonths(new Map(this.#rows.map(({ named }) => [named.id, named.name])), (id, month) => has.has(`${id} ${month}`), this.#rows.map(({ month }) => month)),
    };
  }
}

export const obligationsTarget: Target = {
  name: 'OBLIGATIONS',
  title: { zh: '机构应付款（药款、耗材款）', en: 'Obligations of institutions (medicines, supplies)' },
  lead: { zh: '每行一个机构一个月：应付的药款和耗材款，用于现金流。', en: 'One row for each institution and month: what it must pay for medicines and supplies, for its cash.' },
  roles: ['INSURANCE_BUREAU'],
  rowsMost: 50_000,
  columns: [
    { name: 'institution', kind: 'code', required: true, title: { zh: '机构（编码或名称）', en: 'Institution (code or name)' }, known: ['机构编码', '机构代码', '机构名称', '医疗机构', '机构', '单位', '编码', 'institution'] },
    { name: 'month', kind: 'month', required: true, title: { zh: '月份', en: 'Month' }, known: ['月份', '年月', '付款月份', '应付月份', '所属期', '期间', '月', 'month'] },
    { name: 'medicines', kind: 'money', required: true, title: obligationTitles.MEDICINES, known: ['药款', '应付药款', '药品款', '药品', 'medicines'] },
    { name: 'supplies', kind: 'money', required: false, title: obligationTitles.SUPPLIES, known: ['耗材款', '应付耗材款', '耗材', '卫生材料', 'supplies'] },
  ],
  async begin(em, imported) {
    return new ObligationTaking(imported, await institutionsOfRegion(em, imported.regionId));
  },
};
