/** Deductions by person and month (代扣代缴), one column for each item. */
import { institutionsOf } from '../../access/asker.ts';
import type { Money } from '../../core/money.ts';
import { deductionItems, itemKinds, type DeductionItem } from '../../core/payout/items.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { deductionKey, employedIn, isEmployed, recordDeductions, recordedDeductions, type Employed, type NewDeduction } from '../../run/deductions.ts';
import { sheetOf } from '../sheet.ts';
import { changesTold, type Change, type Findings, type ReadRow, type Taking, type Target } from '../target.ts';
import { finder, Seen } from './lookup.ts';

const personWord = { zh: '人员', en: 'person' };

interface Row extends NewDeduction {
  whose: string;
}

class DeductionTaking implements Taking {
  readonly #rows: Row[] = [];
  readonly #seen = new Seen();
  readonly #people: Map<string, Employed>;
  readonly #find: ReturnType<typeof finder>;
  readonly #imported: Import;

  constructor(imported: Import, people: readonly Employed[]) {
    this.#imported = imported;
    this.#people = new Map(people.map((person) => [person.id, person]));
    this.#find = finder(people, personWord);
  }

  #at(column: string): string {
    return this.#imported.columns[column] ?? column;
  }

  row({ row, text, money }: ReadRow): Fault[] {
    const { person: code = '', month = '', name } = text;
    const found = this.#find(code, this.#at('person'));
    if ('fault' in found) return [found.fault];
    const person = this.#people.get(found.named.id) as Employed;
    const whose = `${person.code} ${person.name}`;
    if (name !== undefined && name !== person.name) return [{ code: 'DEDUCTION_NAME_DIFFERS', at: this.#at('name'), values: { found: name, code: person.code, allowed: person.name } }];
    if (!isEmployed(person, month)) return [{ code: 'DEDUCTION_NOT_HERE', at: this.#at('person'), values: { found: whose, month } }];
    const twice = this.#seen.fault(`${person.id} ${month}`, row, `${whose} ${month}`);
    if (twice) return [twice];
    const given = deductionItems.flatMap((item) => (money[item] === undefined ? [] : [{ item, amount: money[item] }]));
    if (given.length === 0) return [{ code: 'DEDUCTION_NONE', at: '', values: { person: whose, month } }];
    const source = { import: this.#imported.id, sheet: sheetOf(this.#imported), row };
    this.#rows.push(...given.map((each) => ({ ...each, person: person.id, month, whose, source })));
    return [];
  }

  async finish(asking: Parameters<Taking['finish']>[0]): Promise<Findings> {
    const { regionId: region } = this.#imported;
    const recorded = await recordedDeductions(asking.em, region, [...new Set(this.#rows.map(({ month }) => month))]);
    const changed = this.#rows.filter((row) => recorded.get(deductionKey(row)) !== String(row.amount));
    const changes = changed.slice(0, changesTold).map((row): Change => {
      const { zh, en } = itemKinds[row.item].title;
      return { what: { zh: `${row.whose} ${row.month} ${zh}`, en: `${row.whose} ${row.month} ${en}` }, before: recorded.get(deductionKey(row)) ?? null, after: String(row.amount) };
    });
    if (changed.length > 0) await recordDeductions(asking, region, changed, this.#imported.file.getEntity().name);
    const sumOf = (item: DeductionItem): Money => this.#rows.reduce((sum, row) => (row.item === item ? sum + row.amount : sum), 0n);
    const people = new Set(this.#rows.map(({ person }) => person)).size;
    return {
      sums: [{ title: { zh: '人数', en: 'People' }, value: String(people), money: false }, ...deductionItems.map((item) => ({ title: itemKinds[item].title, value: String(sumOf(item)), money: true }))],
      changes, changed: changed.length, same: this.#rows.length - changed.length, missing: [], faults: [],
    };
  }
}

export const deductionsTarget: Target = {
  name: 'DEDUCTIONS',
  title: { zh: '代扣代缴', en: 'Deductions' },
  lead: {
    zh: '每行一人一个月：应由个人负担的社会保险、公积金、年金、个税、工会费，以及要追回的金额。留空的项目不变，没有扣除的填 0。',
    en: 'One row for each person and month: their own part of social insurance, housing fund, annuity, income tax, union fee, and what is taken back. Blank items stay as they are; write 0 where nothing is deducted.',
  },
  roles: ['INSTITUTION_FINANCE'],
  own: true,
  rowsMost: 50_000,
  columns: [
    { name: 'person', kind: 'code', required: true, title: { zh: '工号', en: 'Staff number' }, known: ['工号', '人员编码', '职工号', '员工编号', '编号', 'staff number'] },
    { name: 'name', kind: 'text', required: false, title: { zh: '姓名（用于核对）', en: 'Name, to be compared' }, known: ['姓名', '职工姓名', 'name'] },
    { name: 'month', kind: 'month', required: true, title: { zh: '月份', en: 'Month' }, known: ['月份', '年月', '工资月份', '所属期', '月', 'month'] },
    ...deductionItems.map((item) => ({ name: item, kind: 'money' as const, required: false, title: itemKinds[item].title, known: itemKinds[item].known })),
  ],
  async begin(em, imported, asker) {
    return new DeductionTaking(imported, await employedIn(em, imported.regionId, institutionsOf(asker, imported.regionId, ['INSTITUTION_FINANCE'])));
  },
};
