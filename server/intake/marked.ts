/** The file of an import given back with its wrong cells marked: a workbook in red with a column of comments, a CSV file with that column. */
import { Readable } from 'node:stream';
import type { EntityManager } from '@mikro-orm/postgresql';
import { formatCsvValue } from 'hucre/csv';
import { openXlsx, saveXlsx, writeXlsx, writeXlsxStream, type CellStyle, type CellValue, type Sheet } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import { say, type Words } from '../core/refusal.ts';
import type { Import } from '../model/intake.ts';
import { bytesOf } from './files.ts';
import { wholeOf, type FileBytes, type RawRow } from './formats/cells.ts';
import { rowsOf } from './formats/open.ts';
import { canMerge } from './formats/xlsx.ts';
import type { Reading } from './read.ts';
import type { Report } from './report.ts';
import { readingOf } from './sheet.ts';

export interface MarkedFile {
  name: string;
  type: string;
  body: Readable;
}

/** What is wrong with a row, and in which of its cells. */
interface Mark {
  says: string;
  columns: ReadonlySet<number>;
}

const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const heading: Words = { zh: '问题', en: 'What is wrong' };
const red: CellStyle = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } } };

/** The index of a column from its letters. */
const indexOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

function marksOf({ rowFaults, letters }: Report, language: keyof Words): Map<number, Mark> {
  return new Map([...Map.groupBy(rowFaults, ({ row }) => row)].map(([row, faults]) => [row, {
    says: faults.map(({ fault }) => say(fault, language)).join(' '),
    columns: new Set(faults.flatMap(({ column }) => (column === null || letters[column] === undefined ? [] : [indexOf(letters[column])]))),
  }]));
}

/** The text of the extra column in a row. */
const commentIn = (row: number, { headerRow }: Reading, marks: ReadonlyMap<number, Mark>, language: keyof Words): string => (
  row === headerRow ? heading[language] : marks.get(row)?.says ?? '');

function paint(sheet: Sheet, row: number, column: number, value: CellValue): void {
  sheet.cells ??= new Map();
  const key = `${row},${column}`;
  const cell = sheet.cells.get(key);
  sheet.cells.set(key, { type: typeof value === 'number' ? 'number' : 'string', ...cell, value, style: { ...cell?.style, ...red } });
}

/** Puts the comments behind the last column and paints the wrong cells. */
function markSheet(sheet: Sheet, reading: Reading, marks: ReadonlyMap<number, Mark>, language: keyof Words): void {
  const width = Math.max(...sheet.rows.map((row) => row.length));
  for (const [index, row] of sheet.rows.entries()) {
    const comment = commentIn(index + 1, reading, marks, language);
    row[width] = comment === '' ? null : comment;
    for (const column of marks.get(index + 1)?.columns ?? []) paint(sheet, index, column, row[column] ?? null);
  }
}

/** All that the workbook holds stays as it is. */
async function markedWorkbook(file: FileBytes, reading: Reading, marks: ReadonlyMap<number, Mark>, language: keyof Words): Promise<Uint8Array> {
  const workbook = await openXlsx(await wholeOf(file), { readStyles: true });
  const sheet = workbook.sheets.find(({ name }) => name === reading.sheet);
  if (sheet) markSheet(sheet, reading, marks, language);
  return saveXlsx(workbook);
}

async function collect(rows: AsyncIterable<RawRow>): Promise<CellValue[][]> {
  const sheet: CellValue[][] = [];
  for await (const { row, cells } of rows) sheet[row - 1] = [...cells];
  return Array.from(sheet, (row) => row ?? []);
}

/** The sheet of an old workbook, as one that can be painted. */
async function markedOldWorkbook(file: FileBytes, reading: Reading, marks: ReadonlyMap<number, Mark>, language: keyof Words): Promise<Uint8Array> {
  const sheet: Sheet = { name: reading.sheet ?? 'Sheet1', rows: await collect(rowsOf(file, reading)) };
  markSheet(sheet, reading, marks, language);
  return writeXlsx({ sheets: [{ name: sheet.name, rows: sheet.rows, ...(sheet.cells ? { cells: sheet.cells } : {}) }] });
}

async function* commented(file: FileBytes, reading: Reading, marks: ReadonlyMap<number, Mark>, language: keyof Words): AsyncGenerator<CellValue[]> {
  let next = 1;
  for await (const { row, cells } of rowsOf(file, reading)) {
    for (; next < row; next += 1) yield [];
    next = row + 1;
    const comment = commentIn(row, reading, marks, language);
    yield comment === '' ? [...cells] : [...cells, comment];
  }
}

async function* csvBytes(rows: AsyncIterable<CellValue[]>, { encoding, delimiter }: Reading): AsyncGenerator<Buffer> {
  const encode = (text: string) => iconv.encode(text, encoding ?? 'utf-8');
  if (encoding !== 'gb18030') yield encode('\ufeff'); // so that Excel reads it as what it is
  for await (const row of rows) yield encode(`${row.map((cell) => formatCsvValue(cell, { delimiter: delimiter ?? ',' })).join(delimiter ?? ',')}\r\n`);
}

/** The file of an import that was checked, with what the check found. A workbook that is too large to be painted gets the comments alone. */
export async function markedFile(em: EntityManager, imported: Import, language: keyof Words): Promise<MarkedFile> {
  const kept = imported.file.getEntity();
  const file = bytesOf(em, imported.regionId, kept);
  const reading = readingOf(imported);
  const marks = marksOf(imported.report as Report, language);
  const stem = `${kept.name.replace(/\.[^.]*$/, '')}${language === 'zh' ? '（已标注）' : ' (marked)'}`;
  if (reading.kind === 'csv') return { name: `${stem}.csv`, type: `text/csv; charset=${reading.encoding}`, body: Readable.from(csvBytes(commented(file, reading, marks, language), reading)) };
  const workbook = { name: `${stem}.xlsx`, type: xlsxType };
  if (reading.kind === 'xlsx' && !canMerge(await wholeOf(file))) {
    return { ...workbook, body: Readable.from(writeXlsxStream(commented(file, reading, marks, language), { name: reading.sheet ?? 'Sheet1' })) };
  }
  const bytes = reading.kind === 'xlsx' ? await markedWorkbook(file, reading, marks, language) : await markedOldWorkbook(file, reading, marks, language);
  return { ...workbook, body: Readable.from([Buffer.from(bytes)]) };
}
