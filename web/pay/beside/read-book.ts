/** A workbook as an office keeps it (xlsx, or CSV in UTF-8 or GB18030), read in the browser: it leaves the reader's machine for nowhere. */
import type { CellValue } from 'hucre';
import { parseCsv } from 'hucre/csv';
import { readXlsx } from 'hucre/xlsx';
import { parseMoney, type Money } from '../../../server/core/money.ts';
import { checkNumeral } from '../../../server/core/numeral.ts';
import { Refusal, type Fault } from '../../../server/core/refusal.ts';
import type { BookEntry } from '../../../server/core/workbook-beside.ts';

export const megabytesMost = 50;
/** A spreadsheet keeps fifteen digits of a number; what stands behind them is noise of binary fractions. */
const digitsKept = 15;

export interface Sheet {
  name: string;
  /** Every cell as it is shown. */
  rows: string[][];
}

export type BookRead = { sheets: Sheet[]; fault?: undefined } | { fault: 'bookTooLarge' | 'bookUnread' };

function textOf(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'number' ? String(Number(cell.toPrecision(digitsKept))) : String(cell).normalize('NFC').trim();
}

/** UTF-8, or GB18030 where that leaves signs that it does not know. */
function decoded(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes);
  return text.includes('\uFFFD') ? new TextDecoder('gb18030').decode(bytes) : text;
}

/** Reads every sheet; a merged cell stands in each of its rows. */
export async function readBook(file: Pick<File, 'name' | 'size' | 'arrayBuffer'>): Promise<BookRead> {
  if (file.size > megabytesMost * 1024 * 1024) return { fault: 'bookTooLarge' };
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (/\.csv$/i.test(file.name)) return { sheets: [{ name: file.name, rows: parseCsv(decoded(bytes)).map((row) => row.map(textOf)) }] };
  const book = await readXlsx(bytes).catch(() => undefined);
  if (!book) return { fault: 'bookUnread' };
  return {
    sheets: book.sheets.map(({ name, rows, merges = [] }) => {
      const texts = rows.map((row) => row.map(textOf));
      for (const { startRow, startCol, endRow } of merges) {
        const above = texts[startRow]?.[startCol] ?? '';
        for (const row of texts.slice(startRow + 1, endRow + 1)) row[startCol] = above;
      }
      return { name, rows: texts };
    }),
  };
}

/** Which column has what, from 0; amounts of an item may stand in several columns, which are added up. */
export interface Columns {
  key?: number | undefined;
  name?: number | undefined;
  items: Readonly<Record<string, readonly number[]>>;
}

const keyTitles = /工号|职工号|人员编号|人员代码|staff number/i;
const nameTitles = /姓名|^name$/i;
const titleRows = 30;

/** The row of the column titles, from 0: the first that has one for people. */
export function headerOf({ rows }: Sheet): number {
  return Math.max(0, rows.slice(0, titleRows).findIndex((row) => row.some((text) => keyTitles.test(text) || nameTitles.test(text))));
}

/** The columns whose titles say what they are. */
export function guessColumns(headers: readonly string[], items: ReadonlyArray<{ id: string; titles: readonly string[] }>): Columns {
  const at = (title: RegExp) => {
    const index = headers.findIndex((text) => title.test(text));
    return index < 0 ? undefined : index;
  };
  return {
    key: at(keyTitles), name: at(nameTitles),
    items: Object.fromEntries(items.map(({ id, titles }) => [id, headers.flatMap((text, index) => (titles.includes(text) ? [index] : []))])),
  };
}

const sumTitle = /^(合\s*计|小\s*计|总\s*计|total)$/i;

export interface BookFault {
  /** The row of the sheet, from 1. */
  row: number;
  /** The title of the column. */
  column: string;
  fault: Fault;
}

export interface BookRows {
  entries: BookEntry[];
  faults: BookFault[];
}

function tried<T>(faults: BookFault[], row: number, column: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    faults.push(...error.faults.map((fault) => ({ row, column, fault })));
    return undefined;
  }
}

/** An amount as offices write it: with separators, nothing or a dash for nothing. */
function amountOf(text: string): Money {
  const plain = text.replaceAll(/[,，\s¥￥]/g, '');
  if (plain === '' || /^[-—–－]$/.test(plain)) return 0n;
  checkNumeral(plain, '');
  return parseMoney(plain, '');
}

/** The people of a sheet below its column titles; blank rows and rows of sums are left out. */
export function entriesOf({ rows }: Sheet, header: number, { key, name, items }: Columns): BookRows {
  const titles = rows[header] ?? [];
  const faults: BookFault[] = [];
  const entries = rows.slice(header + 1).flatMap((cells, index): BookEntry[] => {
    const row = header + index + 2;
    const text = (column: number | undefined) => (column === undefined ? '' : cells[column] ?? '');
    const [code, person] = [text(key), text(name)];
    if ((code === '' && person === '') || sumTitle.test(code) || sumTitle.test(person)) return [];
    if (/^\d(\.\d+)?e\+?\d+$/i.test(code)) tried(faults, row, titles[key as number] ?? '', () => checkNumeral(code, ''));
    const amounts = Object.entries(items).map(([item, columns]) => {
      const parts = columns.map((column) => tried(faults, row, titles[column] ?? '', () => amountOf(text(column))) ?? 0n);
      return [item, parts.reduce((sum, part) => sum + part, 0n)] as const;
    });
    return [{ row, key: code, name: person, amounts: new Map(amounts) }];
  });
  return { entries, faults };
}
