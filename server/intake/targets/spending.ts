/** Monthly spending of consortia (支出): claims and contract fees of each package. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { sumMoney } from '../../core/money.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { Consortium } from '../../model/organisation.ts';
import { recordPackages, type NewSpending } from '../../run/spending-records.ts';
import { spendingOf } from '../../run/spending.ts';
import { sheetOf } from '../sheet.ts';
import { changesTold, type Change, type Findings, type Taking, type Target } from '../target.ts';
import { consortiumWord, finder, Seen, type Named } from './lookup.ts';
import { missingMonths } from './months.ts';

const both = { claims: { zh: '报销费用', en: 'Claims' }, contractFees: { zh: '签约服务费', en: 'Contract fees' } };

interface Row extends NewSpending {
  named: Named;
}

class SpendingTaking implements Taking {
  readonly #rows: Row[] = [];
  readonly #seen = new Seen();
  readonly #find: ReturnType<typeof finder>;
  readonly #imported: Import;
  readonly #consortia: readonly Named[];

  constructor(imported: Import, consortia: readonly Named[]) {
    this.#imported = imported;
    this.#consortia = consortia;
    this.#find = finder(consortia, consortiumWord);
  }

  row({ row, text, money }: Parameters<Taking['row']>[0]): Fault[] {
    const { consortium = '', month = '' } = text;
    const found = this.#find(consortium, this.#imported.columns['consortium'] ?? 'consortium');
    if ('fault' in found) return [found.fault];
    const { named } = found;
    const twice = this.#seen.fault(`${named.id} ${month}`, row, `${named.name} ${month}`);
    if (twice) return [twice];
    const source = { import: this.#imported.id, sheet: sheetOf(this.#imported), row };
    this.#rows.push({ named, consortium: named.id, month, claims: money['claims'] ?? 0n, contractFees: money['contractFees'] ?? 0n, source });
    return [];
  }

  /** What is recorded now of the months of the file, by consortium and month. */
  async #recorded(em: EntityManager): Promise<Map<string, { claims: bigint; contractFees: bigint }>> {
    const years = new Set(this.#rows.map(({ month }) => Number(month.slice(0, 4))));
    const records = [];
    for (const year of years) records.push(...await spendingOf(em, this.#imported.regionId, year));
    return new Map(records.map((record) => [`${record.consortium.id} ${record.month}`, record]));
  }

  async finish(asking: Parameters<Taking['finish']>[0]): Promise<Findings> {
    const recorded = await this.#recorded(asking.em);
    const changes: Change[] = [];
    const changed = this.#rows.filter((row) => {
      const before = recorded.get(`${row.consortium} ${row.month}`);
      const differing = (['claims', 'contractFees'] as const).filter((name) => before?.[name] !== row[name]);
      for (const name of differing) {
        const what = `${row.named.name} ${row.month}`;
        changes.push({ what: { zh: `${what} ${both[name].zh}`, en: `${what} ${both[name].en}` }, before: before ? String(before[name]) : null, after: String(row[name]) });
      }
      return differing.length > 0;
    });
    if (changed.length > 0) await recordPackages(asking, this.#imported.regionId, changed);
    const has = new Set(this.#rows.map((row) => `${row.consortium} ${row.month}`));
    const sums = (['claims', 'contractFees'] as const).map((name) => ({ title: both[name], value: String(sumMoney(this.#rows.map((row) => row[name]))), money: true }));
    return {
      sums, changes: changes.slice(0, changesTold), changed: changed.length, same: this.#rows.length - changed.length, faults: [],
      missing: missingMonths(new Map(this.#consortia.map(({ id, name }) => [id, name])), (id, month) => has.has(`${id} ${month}`), this.#rows.map(({ month }) => month)),
    };
  }
}

export const spendingTarget: Target = {
  name: 'SPENDING',
  title: { zh: '医共体月度支出', en: 'Monthly spending of consortia' },
  lead: { zh: '每行一个医共体一个月：报销费用和签约服务费。', en: 'One row for each consortium and month: claims and contract fees.' },
  roles: ['INSURANCE_BUREAU'],
  rowsMost: 20_000,
  columns: [
    { name: 'consortium', kind: 'code', required: true, title: { zh: '医共体（编码或名称）', en: 'Consortium (code or name)' }, known: ['医共体编码', '医共体代码', '医共体名称', '医共体', '编码', '代码', 'consortium'] },
    { name: 'month', kind: 'month', required: true, title: { zh: '月份', en: 'Month' }, known: ['月份', '年月', '结算月份', '费用月份', '所属期', '期间', '月', 'month'] },
    { name: 'claims', kind: 'money', required: true, title: both.claims, known: ['报销费用', '统筹支付', '医保支付', '基金支付', '报销金额', '费用', '支出', 'claims'] },
    { name: 'contractFees', kind: 'money', required: true, title: both.contractFees, known: ['签约服务费', '家庭医生签约', '签约费', 'contract fees'] },
  ],
  async begin(em, imported) {
    return new SpendingTaking(imported, await em.find(Consortium, { regionId: imported.regionId }, { orderBy: { code: 'asc' } }));
  },
};
