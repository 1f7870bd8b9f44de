/** Rows of a workbook in the old binary format (BIFF) that Excel 97 to 2003 and WPS write. */
import { read, type WorkBook, type WorkSheet } from '@e965/xlsx';
import { Refusal } from '../../core/refusal.ts';
import { wholeOf, type CellValue, type FileBytes, type RawRow } from './cells.ts';
import { mergedDown } from './xlsx.ts';

async function workbook(file: FileBytes): Promise<WorkBook> {
  const bytes = await wholeOf(file);
  try {
    return read(bytes, { type: 'array', dense: true, cellDates: false, cellFormula: false, cellHTML: false, cellText: false });
  } catch {
    throw new Refusal({ code: 'FILE_UNREADABLE', at: 'file', values: { kind: 'xls' } });
  }
}

/** The names of the sheets that are not hidden, in order. */
export async function xlsSheets(file: FileBytes): Promise<string[]> {
  const { SheetNames, Workbook } = await workbook(file);
  return SheetNames.filter((_, index) => !Workbook?.Sheets?.[index]?.Hidden);
}

/** What a cell shows; of one that shows an error nothing. */
function cellsOf(sheet: WorkSheet): CellValue[][] {
  const rows = sheet['!data'] ?? [];
  return Array.from({ length: rows.length }, (_, row) => Array.from(rows[row] ?? [], (cell) => (cell === undefined || cell.t === 'e' ? null : (cell.v ?? null))));
}

export async function* xlsRows(file: FileBytes, sheet: string): AsyncGenerator<RawRow> {
  const found = (await workbook(file)).Sheets[sheet];
  if (!found) return;
  const rows = cellsOf(found);
  const merges = (found['!merges'] ?? []).map(({ s, e }) => ({ startRow: s.r, startCol: s.c, endRow: e.r, endCol: e.c }));
  const above = mergedDown(rows, merges);
  for (const [index, cells] of rows.entries()) {
    const merged = above.get(index);
    yield { row: index + 1, cells, ...(merged ? { above: merged } : {}) };
  }
}
