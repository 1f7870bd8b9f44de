/** The audit log as a CSV file (RFC 4180) that spreadsheets open as text. */
import type { Words } from '../core/refusal.ts';
import type { AuditEvent } from '../model/audit.ts';

type Language = keyof Words;

/** So that Excel reads it as UTF-8. */
const byteOrderMark = '\ufeff';
const headings: Record<Language, string[]> = {
  zh: ['时间(UTC)', '类别', '事项', '用户名', '姓名', '代', '对象', '行数', '用途', '查询'],
  en: ['At (UTC)', 'Kind', 'Action', 'Login', 'Name', 'For', 'Subject', 'Rows', 'Purpose', 'Query'],
};

/** A cell that a spreadsheet would take for a formula gets an apostrophe before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const line = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

export function csvHead(language: Language): string {
  return byteOrderMark + line(headings[language]);
}

export function csvLine({ at, kind, action, login, by, onBehalfOf, subject, rows, purpose, query }: AuditEvent, language: Language): string {
  return line([at.toISOString(), kind, action, login, by, onBehalfOf ?? '', subject[language], rows === null ? '' : String(rows), purpose ?? '', query ?? '']);
}
