/** Rows of a file as values of a target's columns, each fault with its place. */
import { Refusal, refuse, type Fault } from '../core/refusal.ts';
import { isBlank, type CellValue, type FileBytes, type Opening, type RawRow } from './formats/cells.ts';
import { rowsOf } from './formats/open.ts';
import { headersIn, unitNamed, type Headers } from './headers.ts';
import type { Column, ReadRow, RowFault, Target } from './target.ts';
import { readCode, readMoney, readMonth, shownText, textMost, unitTitles, type Unit } from './values.ts';

/** How a file is read. */
export interface Reading extends Opening {
  /** The row of the names of columns, from 1. */
  headerRow: number;
  unit: Unit;
}

/** A row that was read, with what was wrong with it; null for a row of sums, which is not read. */
export interface Read {
  row: number;
  read: ReadRow | null;
  faults: RowFault[];
}

const sumWords = /^(合计|总计|小计|累计|total|sum)[::]?$/i;

/** Index of each mapped column. Refuses what is not mapped (COLUMN_UNMAPPED), mapped twice (COLUMN_SHARED), not there (HEADER_UNKNOWN), or named in another unit (HEADER_UNIT). */
export function placesOf(target: Target, columns: Readonly<Record<string, string>>, headers: Headers, unit: Unit): Array<{ column: Column; index: number; header: string }> {
  const faults: Fault[] = [];
  const byHeader = new Map<string, string[]>();
  const places = target.columns.flatMap((column) => {
    const header = columns[column.name];
    if (header === undefined) {
      if (column.required) faults.push({ code: 'COLUMN_UNMAPPED', at: `columns.${column.name}`, values: { column: column.title } });
      return [];
    }
    byHeader.set(header, [...byHeader.get(header) ?? [], column.title.zh]);
    const named = column.kind === 'money' ? unitNamed([header]) : undefined;
    if (named && named !== unit) faults.push({ code: 'HEADER_UNIT', at: 'unit', values: { found: header, unit: unitTitles[named], chosen: unitTitles[unit] } });
    const index = headers.get(header);
    if (index === undefined) faults.push({ code: 'HEADER_UNKNOWN', at: `columns.${column.name}`, values: { found: header, allowed: [...headers.keys()].join(', ') } });
    return index === undefined ? [] : [{ column, index, header }];
  });
  for (const [header, names] of byHeader) if (names.length > 1) faults.push({ code: 'COLUMN_SHARED', at: 'columns', values: { found: header, columns: names.join('、') } });
  if (faults.length > 0) throw new Refusal(faults);
  return places;
}

type Places = ReturnType<typeof placesOf>;

function readCell({ kind }: Column, cell: CellValue, unit: Unit, at: string): string | bigint {
  if (kind === 'money') return readMoney(cell, unit, at);
  return kind === 'month' ? readMonth(cell, at) : readCode(cell, at);
}

/** The values of one row. Text and months of merged cells reach down; amounts do not, or they would count more than once. */
function readRow({ row, cells, above }: RawRow, places: Places, unit: Unit): Read {
  const text: Record<string, string> = {};
  const money: Record<string, bigint> = {};
  const faults: RowFault[] = [];
  for (const { column, index, header } of places) {
    const own = cells[index] ?? null;
    const cell = isBlank(own) && column.kind !== 'money' ? above?.get(index) ?? null : own;
    const fault = (each: Fault) => faults.push({ row, column: column.name, value: shownText(cell).slice(0, textMost), fault: each });
    if (isBlank(cell)) {
      if (column.required) fault({ code: 'CELL_EMPTY', at: header, values: {} });
      continue;
    }
    try {
      const value = readCell(column, cell, unit, header);
      if (typeof value === 'bigint') money[column.name] = value;
      else text[column.name] = value;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      for (const each of error.faults) fault(each);
    }
  }
  return { row, read: { row, text, money }, faults };
}

const isSums = (cells: readonly CellValue[]): boolean => {
  const first = cells.find((cell) => !isBlank(cell));
  return typeof first === 'string' && sumWords.test(first.replaceAll(/\s/g, ''));
};

/** The rows below the header, blank ones left out. The columns are checked before the first is given; `found` hears where they are. */
export async function* readRows(
  file: FileBytes, target: Target, reading: Reading, columns: Readonly<Record<string, string>>, found: (places: Places) => void = () => undefined,
): AsyncGenerator<Read> {
  let places: Places | undefined;
  let rows = 0;
  for await (const raw of rowsOf(file, reading)) {
    if (raw.row < reading.headerRow) continue;
    if (!places) {
      if (raw.row > reading.headerRow) break;
      places = placesOf(target, columns, headersIn(raw), reading.unit);
      found(places);
    } else if (isSums(raw.cells)) {
      yield { row: raw.row, read: null, faults: [] };
    } else if (places.some(({ index }) => !isBlank(raw.cells[index]))) {
      rows += 1;
      if (rows > target.rowsMost) refuse('ROWS_TOO_MANY', 'file', { allowed: String(target.rowsMost) });
      yield readRow(raw, places, reading.unit);
    }
  }
  if (!places) refuse('HEADER_MISSING', 'headerRow', { row: String(reading.headerRow) });
}
