/** Many stays from a file: read, worked out, and given back as a table; in a worker, so that the page stays free. */
import type { CellValue } from 'hucre';
import { parseCsv } from 'hucre/csv';
import { readXlsx, writeXlsx } from 'hucre/xlsx';
import { calculatorOf, payStays, totalsOf, type Circumstances, type RawStay } from '../../server/core/policy/benefit.ts';
import { readPolicy } from '../../server/core/policy/read.ts';
import { readStays, resultsTable, sayStayFault, templateOf } from '../../server/core/policy/stays-table.ts';
import type { Policy } from '../../server/core/policy/policy.ts';
import { Refusal, say } from '../../server/core/refusal.ts';
import type { Language } from '../kit/words.ts';
import { words } from './words.ts';

export interface BulkAsked {
  policyText: string;
  benefit: string;
  given: Circumstances;
  language: Language;
  file: { name: string; bytes: ArrayBuffer };
}

/** What came of a file; `refused` in place of everything when it could not be worked on. */
export type BulkFound = { refused: string[] } | {
  refused?: undefined;
  /** Headings first. */
  table: string[][];
  /** By row of the table: its line in the file. */
  lines: number[];
  stays: RawStay[];
  faults: Array<{ line: number; says: string }>;
  totals: ReturnType<typeof totalsOf>;
};

const excel = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const wholeMoney = /^-?\d{1,13}\.\d\d$/;

function textOf(cell: CellValue | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return String(cell);
}

/** A CSV file in UTF-8, else in GB18030, which older office programs write. */
function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes);
  }
}

/** The rows of the first sheet, or of a CSV file; nothing when it is neither. */
async function rowsOf({ name, bytes }: BulkAsked['file']): Promise<string[][] | undefined> {
  const read = async (): Promise<readonly CellValue[][] | undefined> => {
    if (name.toLowerCase().endsWith('.csv')) return parseCsv(decoded(bytes), { unescapeFormulae: true });
    const { sheets: [first] } = await readXlsx(new Uint8Array(bytes));
    return first?.rows;
  };
  const rows = await read().catch(() => undefined);
  return rows?.map((row) => row.map(textOf));
}

/** Works out every stay of a file. */
export async function workFile({ policyText, benefit, given, language, file }: BulkAsked): Promise<BulkFound> {
  const rows = await rowsOf(file);
  const { policy } = readPolicy(policyText);
  if (!rows || !policy) return { refused: [words.fileUnread[language].replace('{name}', file.name)] };
  const calculator = calculatorOf(policy, benefit);
  try {
    const lined = readStays(calculator, rows);
    const stays = lined.map(({ stay }) => stay);
    const outcomes = payStays(calculator, given, stays);
    const lines = lined.map(({ line }) => line);
    const faults = outcomes.flatMap((outcome, index) =>
      (outcome.faults ?? []).map((fault) => ({ line: lines[index] ?? 0, says: sayStayFault(calculator, fault, language) })));
    return { table: resultsTable(calculator, stays, outcomes, language), lines, stays, faults, totals: totalsOf(calculator, outcomes) };
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.faults.map((fault) => say(fault, language)) };
    throw error;
  }
}

/** A spreadsheet holds numbers as doubles; amounts of at most 13 digits survive it exactly. */
async function workbook(name: string, rows: readonly string[][]): Promise<Blob> {
  const cells = rows.map((row) => row.map((text) => (wholeMoney.test(text) ? Number(text) : text)));
  return new Blob([new Uint8Array(await writeXlsx({ sheets: [{ name: name.replace(/[[\]:*?/\\]/g, ' ').slice(0, 31), rows: cells }] }))], { type: excel });
}

/** The results as a workbook. */
export function resultsBook(policy: Policy, benefit: string, table: readonly string[][], language: Language): Promise<Blob> {
  return workbook(calculatorOf(policy, benefit).benefit.title[language], table);
}

/** A workbook to fill in, with the stays of an example. */
export function templateBook(policy: Policy, benefit: string, stays: readonly RawStay[], language: Language): Promise<Blob> {
  const calculator = calculatorOf(policy, benefit);
  return workbook(calculator.benefit.title[language], templateOf(calculator, stays, language));
}
