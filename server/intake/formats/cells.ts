/** What a file is made of, whatever its format: rows of cells, counted from 1 as a spreadsheet shows them. */

export type CellValue = string | number | boolean | Date | null;

export interface RawRow {
  row: number;
  cells: readonly CellValue[];
  /** Values of merged cells that reach down into this row, by column. */
  above?: ReadonlyMap<number, CellValue>;
}

export const fileKinds = ['xlsx', 'xls', 'csv'] as const;
export type FileKind = (typeof fileKinds)[number];

export const encodings = ['utf-8', 'gb18030', 'utf-16le'] as const;
export type Encoding = (typeof encodings)[number];

/** How a file is opened: what was detected, or what somebody chose in its place. */
export interface Opening {
  kind: FileKind;
  /** Of a CSV file. */
  encoding: Encoding | null;
  /** Of a CSV file: one character. */
  delimiter: string | null;
  /** Of a workbook. */
  sheet: string | null;
}

/** The bytes of a file, piece by piece, as often as they are asked for. */
export interface FileBytes {
  size: number;
  pieces(): AsyncIterable<Uint8Array>;
}

export const isBlank = (cell: CellValue | undefined): boolean => cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '');

/** The letters of a column counted from 0: `A`, `Z`, `AA`. */
export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest < 0 ? '' : columnLetters(rest)) + String.fromCodePoint(65 + (index % 26));
}

export async function wholeOf({ size, pieces }: FileBytes): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const piece of pieces()) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}
