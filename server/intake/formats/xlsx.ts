/** Rows of a workbook in the format of Excel 2007 and WPS: small ones with their merged cells, large ones row by row. */
import { readXlsx, streamXlsxRows, type MergeRange } from 'hucre/xlsx';
import { Refusal } from '../../core/refusal.ts';
import { unpackedBytes } from './zip.ts';
import { wholeOf, type CellValue, type FileBytes, type RawRow } from './cells.ts';

const megabyte = 1_048_576;
/** Beyond these sizes, packed and unpacked, cells that are merged are read as blank, since where they lie stands at the end of a sheet. */
export const mergedBytesMost = 4 * megabyte;
const mergedUnpackedMost = 64 * megabyte;
/** A workbook that unpacks to more, or does not tell to how much, is not opened. */
const unpackedMost = 2048 * megabyte;

const unreadable = () => new Refusal({ code: 'FILE_UNREADABLE', at: 'file', values: { kind: 'xlsx' } });

/** What a library throws of a file that is none, or locked. */
async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw unreadable();
  }
}

/** The names of the sheets that are not hidden, in order. */
export async function xlsxSheets(file: FileBytes): Promise<string[]> {
  const bytes = await wholeOf(file);
  if (unpackedBytes(bytes) > unpackedMost) throw unreadable();
  const names: string[] = [];
  await reading(() => readXlsx(bytes, {
    sheets: ({ name, hidden, veryHidden }) => {
      if (!hidden && !veryHidden) names.push(name);
      return false;
    },
  }));
  return names;
}

/** For each row the values of merged cells that began in a row above it. */
export function mergedDown(rows: ReadonlyArray<readonly CellValue[]>, merges: readonly MergeRange[]): Map<number, Map<number, CellValue>> {
  const above = new Map<number, Map<number, CellValue>>();
  for (const { startRow, startCol, endRow } of merges) {
    for (let row = startRow + 1; row <= Math.min(endRow, rows.length - 1); row += 1) {
      const values = above.get(row) ?? new Map<number, CellValue>();
      values.set(startCol, rows[startRow]?.[startCol] ?? null);
      above.set(row, values);
    }
  }
  return above;
}

async function* mergedRows(bytes: Uint8Array, sheet: string): AsyncGenerator<RawRow> {
  const { sheets: [found] } = await reading(() => readXlsx(bytes, { sheets: [sheet] }));
  if (!found) throw unreadable();
  const above = mergedDown(found.rows, found.merges ?? []);
  for (const [index, cells] of found.rows.entries()) {
    const merged = above.get(index);
    yield { row: index + 1, cells, ...(merged ? { above: merged } : {}) };
  }
}

async function* streamedRows(bytes: Uint8Array, sheet: string): AsyncGenerator<RawRow> {
  const rows = streamXlsxRows(bytes, { sheet });
  for (;;) {
    const next = await reading(() => rows.next());
    if (next.done) return;
    yield { row: next.value.index + 1, cells: next.value.values };
  }
}

/** Whether a workbook is small enough to be held as a whole. */
export const canMerge = (bytes: Uint8Array): boolean => bytes.length <= mergedBytesMost && unpackedBytes(bytes) <= mergedUnpackedMost;

export async function* xlsxRows(file: FileBytes, sheet: string): AsyncGenerator<RawRow> {
  const bytes = await wholeOf(file);
  yield* canMerge(bytes) ? mergedRows(bytes, sheet) : streamedRows(bytes, sheet);
}
