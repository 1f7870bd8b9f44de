/** The bank's answer to a batch of payments (代发回盘): which reached their cards, and which came back. */
import { hasRole, institutionsOf } from '../../access/asker.ts';
import { groupMoney, sumMoney } from '../../core/money.ts';
import type { Fault } from '../../core/refusal.ts';
import type { Import } from '../../model/intake.ts';
import { payments, recordReturns, type NewReturn, type Payment } from '../../run/payment-returns.ts';
import { sheetOf } from '../sheet.ts';
import { changesTold, type Findings, type ReadRow, type Taking, type Target } from '../target.ts';
import { Seen } from './lookup.ts';

const paid = ['成功', '已入账', '已发放', '入账成功', 'paid', 'success'];
const back = ['失败', '退汇', '退票', '未入账', '入账失败', 'returned', 'failed'];

class AnswerTaking implements Taking {
  readonly #returns: NewReturn[] = [];
  readonly #paid: Payment[] = [];
  readonly #seen = new Seen();
  readonly #payments: Map<string, Payment>;
  readonly #imported: Import;

  constructor(imported: Import, known: readonly Payment[]) {
    this.#imported = imported;
    this.#payments = new Map(known.map((payment) => [`${payment.batch} ${payment.sequence}`, payment]));
  }

  #fault(code: Fault['code'], column: string, values: Fault['values']): Fault[] {
    return [{ code, at: this.#imported.columns[column] ?? column, values }];
  }

  row({ row, text, money }: ReadRow): Fault[] {
    const { batch = '', sequence = '', name, result = '', reason = '' } = text;
    const key = `${batch} ${sequence}`;
    const payment = this.#payments.get(key);
    if (!payment) return this.#fault('RETURN_LINE_UNKNOWN', 'sequence', { found: key });
    const about = { batch, sequence };
    if (name !== undefined && name !== payment.name) return this.#fault('RETURN_NAME_DIFFERS', 'name', { ...about, found: name, allowed: payment.name });
    const { amount } = money;
    if (amount !== undefined && amount !== payment.amount) {
      return this.#fault('RETURN_AMOUNT_DIFFERS', 'amount', { ...about, found: groupMoney(amount), allowed: groupMoney(payment.amount), person: `${payment.code} ${payment.name}` });
    }
    const twice = this.#seen.fault(key, row, key);
    if (twice) return [twice];
    if (paid.includes(result.toLowerCase())) this.#paid.push(payment);
    else if (!back.includes(result.toLowerCase())) return this.#fault('RETURN_RESULT_UNKNOWN', 'result', { found: result });
    else if (reason === '') return this.#fault('RETURN_REASON_MISSING', 'reason', {});
    else this.#returns.push({ payment, reason, source: { import: this.#imported.id, sheet: sheetOf(this.#imported), row } });
    return [];
  }

  async finish(asking: Parameters<Taking['finish']>[0]): Promise<Findings> {
    const open = this.#returns.filter(({ payment }) => payment.returnedAt === null);
    if (open.length > 0) await recordReturns(asking, this.#imported.regionId, open);
    const sum = (of: readonly Payment[]) => String(sumMoney(of.map(({ amount }) => amount)));
    return {
      sums: [
        { title: { zh: '成功笔数', en: 'Payments that reached the card' }, value: String(this.#paid.length), money: false },
        { title: { zh: '成功金额', en: 'Paid' }, value: sum(this.#paid), money: true },
        { title: { zh: '退汇笔数', en: 'Payments that came back' }, value: String(this.#returns.length), money: false },
        { title: { zh: '退汇金额', en: 'Returned' }, value: sum(this.#returns.map(({ payment }) => payment)), money: true },
      ],
      changes: open.slice(0, changesTold).map(({ payment: { code, name, batch, amount }, reason }) => ({
        what: { zh: `${code} ${name} ${batch}：${reason}`, en: `${code} ${name} ${batch}: ${reason}` }, before: null, after: String(amount),
      })),
      changed: open.length, same: this.#returns.length - open.length + this.#paid.length, missing: [], faults: [],
    };
  }
}

export const paymentAnswersTarget: Target = {
  name: 'PAYMENT_ANSWERS',
  title: { zh: '代发回盘（银行退汇）', en: 'Answers of the bank to payments' },
  lead: {
    zh: '每行一笔代发：批次号、序号和结果；失败的登记为退汇，更正卡号后可以重发。',
    en: 'One row for each payment: number of the batch and of the line, and the result; failures are recorded as returned and can be paid again once the card is corrected.',
  },
  roles: ['INSTITUTION_FINANCE', 'FINANCE_BUREAU'],
  own: true,
  rowsMost: 50_000,
  columns: [
    { name: 'batch', kind: 'code', required: true, title: { zh: '批次号', en: 'Number of the batch' }, known: ['批次号', '批次', '批号', 'batch'] },
    { name: 'sequence', kind: 'code', required: true, title: { zh: '序号', en: 'Number of the line' }, known: ['序号', '明细序号', '笔号', 'line'] },
    { name: 'name', kind: 'text', required: false, title: { zh: '户名（用于核对）', en: 'Name, to be compared' }, known: ['户名', '姓名', '收款人', 'name'] },
    { name: 'amount', kind: 'money', required: false, title: { zh: '金额（用于核对）', en: 'Amount, to be compared' }, known: ['金额', '交易金额', '发放金额', 'amount'] },
    { name: 'result', kind: 'text', required: true, title: { zh: '结果', en: 'Result' }, known: ['结果', '状态', '交易结果', '处理结果', '交易状态', 'result'] },
    { name: 'reason', kind: 'text', required: false, title: { zh: '失败原因', en: 'Reason of the failure' }, known: ['失败原因', '退汇原因', '原因', '备注', 'reason'] },
  ],
  async begin(em, imported, asker) {
    const { regionId: region } = imported;
    return new AnswerTaking(imported, await payments(em, region, hasRole(asker, region, ['FINANCE_BUREAU']) ? 'all' : institutionsOf(asker, region, ['INSTITUTION_FINANCE'])));
  },
};
