/** Vouchers as files: CSV in UTF-8 or GB18030, and a spreadsheet. */
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { byteOrderMark, csvLine } from '../core/csv.ts';
import { formatMoney } from '../core/money.ts';
import type { Words } from '../core/refusal.ts';
import type { VoucherExport } from '../model/paper.ts';
import type { VoucherRow } from './vouchers.ts';

type Language = keyof Words;

export const encodings = { 'utf-8': 'utf-8', gb18030: 'gb18030' } as const;
export type Encoding = keyof typeof encodings;

const headings: Record<Language, string[]> = {
  zh: ['日期', '凭证字', '凭证号', '摘要', '科目代码', '科目名称', '借方金额', '贷方金额', '机构代码', '机构', '基金代码', '基金', '附单据数', '核算'],
  en: ['Date', 'Word', 'Number', 'Summary', 'Account code', 'Account', 'Debit', 'Credit', 'Institution code', 'Institution', 'Fund code', 'Fund', 'Attachments', 'Run'],
};
/** Entries of a fund's own ledger are general vouchers. */
const word = '记';
const control: Record<Language, [sheet: string, ...rows: string[]]> = {
  zh: ['控制数', '期间', '凭证数', '借方合计(元)', '贷方合计(元)', '内容哈希'],
  en: ['Control', 'Months', 'Vouchers', 'Debit (yuan)', 'Credit (yuan)', 'Hash of the content'],
};

function textsOf(row: VoucherRow, language: Language): string[] {
  const { on, number, summary, code, title, debit, credit, institutionCode, institution, fundCode, fund, attachments, run } = row;
  return [on, word, String(number), summary[language], code, title, debit, credit, institutionCode, institution, fundCode, fund, String(attachments), run];
}

/** UTF-8 with its mark, or GB18030 (GB 18030-2005), which older accounting systems read. */
export function voucherCsv(rows: readonly VoucherRow[], encoding: Encoding, language: Language): Buffer {
  const text = [headings[language], ...rows.map((row) => textsOf(row, language))].map(csvLine).join('');
  return encoding === 'gb18030' ? iconv.encode(text, 'gb18030') : Buffer.from(byteOrderMark + text);
}

/** Amounts are numbers of yuan; below 2^53 fen the two decimals survive it exactly as text does. Codes stay text. */
export async function voucherWorkbook(rows: readonly VoucherRow[], exported: VoucherExport, language: Language): Promise<Buffer> {
  const amounts = [6, 7];
  const cells = rows.map((row) => textsOf(row, language).map((text, index) => (amounts.includes(index) && text !== '' ? Number(text) : index === 2 || index === 12 ? Number(text) : text)));
  const [sheet, months, entries, debit, credit, hash] = control[language];
  const total = formatMoney(exported.total);
  const controls = [[months, `${exported.fromMonth} – ${exported.toMonth}`], [entries, exported.entries], [debit, Number(total)], [credit, Number(total)], [hash, exported.contentHash]];
  const name = language === 'zh' ? '记账凭证' : 'Vouchers';
  const made = exported.exportedAt; // so that the same export has the same bytes
  return Buffer.from(await writeXlsx({
    properties: { created: made, modified: made },
    sheets: [{ name, rows: [headings[language], ...cells] }, { name: sheet, rows: controls as Array<Array<string | number>> }],
  }));
}
