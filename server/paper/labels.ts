/** The words that stand on papers. */
import type { Words } from '../core/refusal.ts';
import type { PaperKind } from '../model/paper.ts';

export const kindTitles: Record<PaperKind, Words> = {
  ALLOCATION_NOTICE: { zh: '拨款通知', en: 'Notice of allocation' },
  APPROVAL_FORM: { zh: '资金拨付审批表', en: 'Fund approval form' },
  STATEMENT: { zh: '确认书', en: 'Statement' },
};

export const labels = {
  to: { zh: '主送', en: 'To' },
  everyRecipient: { zh: '各收款单位', en: 'All recipients' },
  subject: { zh: '事项', en: 'Subject' },
  fund: { zh: '基金', en: 'Fund' },
  period: { zh: '核算期间', en: 'Period' },
  policy: { zh: '执行政策', en: 'Policy' },
  postedOn: { zh: '入账日期', en: 'Posted on' },
  entry: { zh: '台账凭证', en: 'Ledger entry' },
  institution: { zh: '机构', en: 'Institution' },
  correction: { zh: '（更正）', en: ' (correction)' },
  payee: { zh: '收款账户', en: 'Paid to' },
  payer: { zh: '付款账户', en: 'Paid from' },
  purpose: { zh: '款项', en: 'For' },
  basis: { zh: '依据', en: 'Basis' },
  amount: { zh: '金额', en: 'Amount' },
  moves: { zh: '资金划转明细', en: 'What was moved' },
  receipts: { zh: '拨付明细', en: 'What each receives' },
  consortia: { zh: '各医共体清算结果', en: 'Result of each consortium' },
  consortium: { zh: '医共体', en: 'Consortium' },
  package: { zh: '包干额', en: 'Package' },
  used: { zh: '支出', en: 'Used' },
  surplus: { zh: '结余', en: 'Surplus' },
  overspend: { zh: '超支', en: 'Overspend' },
} satisfies Record<string, Words>;

type Texts = Record<'zh' | 'en', string>;

/** What only the printed edition says; `{slots}` are filled in. */
export const printed = {
  draft: { zh: '预览，未编文号，不作凭据', en: 'Preview without a number; proves nothing' },
  edition: { zh: '', en: 'English edition; the Chinese paper decides.' },
  unitYUAN: { zh: '单位：元', en: 'In yuan' },
  unitWAN: { zh: '单位：万元', en: 'In 10,000 yuan' },
  rounding: {
    zh: '万元数四舍五入至 0.01 万元（100 元）；带 * 的数按最大余数法取舍，使各项相加等于合计。精确金额见大写和系统台账。',
    en: 'Rounded to 0.01 of 10,000 yuan (100 yuan), half away from zero; figures with * were moved by largest remainder so that the parts add up to the total. The capitals and the ledger are exact.',
  },
  total: { zh: '金额', en: 'Amount' },
  capitals: { zh: '大写', en: 'In capitals' },
  yuan: { zh: '¥{amount} 元', en: 'CNY {amount}' },
  wan: { zh: '{amount} 万元', en: '{amount} ten thousand yuan' },
  clauses: { zh: '依据', en: 'Basis' },
  clause: { zh: '[{index}]《{document}》{clause}', en: '[{index}] {document}, {clause}' },
  preparedBy: { zh: '编制', en: 'Prepared' },
  signatures: { zh: '审批意见', en: 'Approval' },
  cut: { zh: '……（全文见系统）', en: '… (the whole is in the system)' },
  agreed: { zh: '同意', en: 'Agreed' },
  signer: { zh: '签批人：{name}', en: 'Signed by {name}' },
  inPlaceOf: { zh: '{name}（代 {lender}）', en: '{name} for {lender}' },
  seal: { zh: '（盖章处）', en: '(place of the seal)' },
  issuedOn: { zh: '制发日期：{day}', en: 'Issued on {day}' },
  run: { zh: '核算 {id}', en: 'Run {id}' },
  hash: { zh: '核算哈希 {hash}', en: 'Hash of the run {hash}' },
  page: { zh: '第 {page} 页，共 {pages} 页', en: 'Page {page} of {pages}' },
} satisfies Record<string, Texts>;
