/** Files as offices hand them in, made by the writers that others use. */
import { utils, write } from '@e965/xlsx';
import { writeXlsx, type CellValue, type MergeRange } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type { FileBytes } from '../../server/intake/formats/cells.ts';

export type SheetRows = CellValue[][];

interface SheetOptions {
  sheet?: string;
  merges?: MergeRange[];
  /** A hidden sheet before it. */
  hidden?: boolean;
}

export async function xlsx(rows: SheetRows, { sheet = '支出', merges, hidden = false }: SheetOptions = {}): Promise<Uint8Array> {
  const before = hidden ? [{ name: '说明', hidden: true, rows: [['填表说明']] }] : [];
  return writeXlsx({ sheets: [...before, { name: sheet, rows, ...(merges ? { merges } : {}) }] });
}

/** The old binary format, as SheetJS writes it. */
export function xls(rows: SheetRows, { sheet = '支出', merges = [] }: SheetOptions = {}): Uint8Array {
  const made = utils.aoa_to_sheet(rows);
  made['!merges'] = merges.map(({ startRow, startCol, endRow, endCol }) => ({ s: { r: startRow, c: startCol }, e: { r: endRow, c: endCol } }));
  const book = utils.book_new();
  utils.book_append_sheet(book, made, sheet);
  return new Uint8Array(write(book, { type: 'array', bookType: 'biff8' }) as ArrayBuffer);
}

export function csv(rows: SheetRows, encoding = 'utf-8', delimiter = ',', bom = false): Uint8Array {
  const text = rows.map((row) => row.map((cell) => String(cell ?? '')).map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter)).join('\r\n');
  return iconv.encode(`${text}\r\n`, encoding, { addBOM: bom });
}

/** Bytes as a file that comes in pieces of this size. */
export function fileOf(bytes: Uint8Array, piece = 1000): FileBytes {
  return {
    size: bytes.length,
    async* pieces() {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    },
  };
}
