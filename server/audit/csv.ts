/** The audit log as a CSV file. */
import { byteOrderMark, csvLine as line } from '../core/csv.ts';
import type { Words } from '../core/refusal.ts';
import type { AuditEvent } from '../model/audit.ts';

type Language = keyof Words;

const headings: Record<Language, string[]> = {
  zh: ['时间(UTC)', '类别', '事项', '用户名', '姓名', '代', '对象', '行数', '用途', '查询'],
  en: ['At (UTC)', 'Kind', 'Action', 'Login', 'Name', 'For', 'Subject', 'Rows', 'Purpose', 'Query'],
};

export function csvHead(language: Language): string {
  return byteOrderMark + line(headings[language]);
}

export function csvLine({ at, kind, action, login, by, onBehalfOf, subject, rows, purpose, query }: AuditEvent, language: Language): string {
  return line([at.toISOString(), kind, action, login, by, onBehalfOf ?? '', subject[language], rows === null ? '' : String(rows), purpose ?? '', query ?? '']);
}
