/** Numbers of official papers (文号): who issues, the year in turtle-shell brackets, the number in the year. */
import { refuse } from './refusal.ts';

/** What stands before the year (机关代字), such as `宁卫医共体`. */
const prefixForm = /^[\p{Script=Han}A-Za-z]{2,20}$/u;

/** Two to twenty Chinese characters or letters, without space (DOCUMENT_PREFIX_FORM). */
export function readDocumentPrefix(given: string, at: string): string {
  const prefix = given.trim();
  return prefixForm.test(prefix) ? prefix : refuse('DOCUMENT_PREFIX_FORM', at, { found: given, example: '宁卫医共体' });
}

export interface DocumentNumber {
  prefix: string;
  year: number;
  number: number;
}

/** `宁卫医共体〔2026〕12号` */
export function documentNumber({ prefix, year, number }: DocumentNumber): string {
  return `${prefix}〔${year}〕${number}号`;
}
