/** Opens a file of any format that is read. */
import { refuse } from '../../core/refusal.ts';
import { detectDelimiterOf, detectEncoding, detectKind } from './detect.ts';
import { csvRows } from './csv.ts';
import type { FileBytes, Opening, RawRow } from './cells.ts';
import { xlsRows, xlsSheets } from './xls.ts';
import { xlsxRows, xlsxSheets } from './xlsx.ts';

/** The sheets of a workbook; a CSV file has none. */
export async function sheetsOf(file: FileBytes, kind: Opening['kind']): Promise<string[]> {
  if (kind === 'csv') return [];
  return kind === 'xlsx' ? xlsxSheets(file) : xlsSheets(file);
}

/** How a file is best opened, with the sheets it has. Refuses what cannot be read (FILE_UNREADABLE). */
export async function detectOpening(file: FileBytes): Promise<{ opening: Opening; sheets: string[] }> {
  const kind = await detectKind(file);
  if (kind !== 'csv') {
    const sheets = await sheetsOf(file, kind);
    return { sheets, opening: { kind, encoding: null, delimiter: null, sheet: sheets[0] ?? refuse('FILE_UNREADABLE', 'file', { kind }) } };
  }
  const encoding = await detectEncoding(file);
  return { sheets: [], opening: { kind, encoding, delimiter: await detectDelimiterOf(file, encoding), sheet: null } };
}

export function rowsOf(file: FileBytes, { kind, encoding, delimiter, sheet }: Opening): AsyncGenerator<RawRow> {
  if (kind === 'csv') return csvRows(file, encoding ?? 'utf-8', delimiter ?? ',');
  return kind === 'xlsx' ? xlsxRows(file, sheet ?? '') : xlsRows(file, sheet ?? '');
}
