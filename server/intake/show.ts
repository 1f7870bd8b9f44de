/** Turns what an import keeps into what the API shows. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal, say, type Fault, type Words } from '../core/refusal.ts';
import type { Import } from '../model/intake.ts';
import { firstRows, sheetsOfImport } from './begin-import.ts';
import { bytesOf } from './files.ts';
import { headersIn } from './headers.ts';
import { faultCount, type Report } from './report.ts';
import { readingOf } from './sheet.ts';
import { shownText, textMost } from './values.ts';
import type { ImportPreview, ImportReport } from './views.ts';

const previewRows = 12;
const previewColumns = 40;

export const saidOf = (fault: Fault): Words => ({ zh: say(fault, 'zh'), en: say(fault, 'en') });

export function showReport({ report: kept, columns }: Import): ImportReport | null {
  if (kept === null) return null;
  const report = kept as Report;
  return {
    ...report, faultCount: faultCount(report), faults: report.faults.map(saidOf),
    sums: report.sums.map(({ title, value, money }) => ({ title, amount: money ? BigInt(value) : null, count: money ? null : Number(value) })),
    changes: report.changes.map(({ what, before, after }) => ({ what, before: before === null ? null : BigInt(before), after: BigInt(after) })),
    rowFaults: report.rowFaults.map(({ row, column, value, fault }) => ({
      row, value, says: saidOf(fault), column: column === null ? null : report.letters[column] ?? null, header: column === null ? null : columns[column] ?? null,
    })),
  };
}

/** The first rows of the file as it is read now; where it cannot be, why, and what sheets there are. */
export async function preview(em: EntityManager, imported: Import): Promise<ImportPreview> {
  const reading = readingOf(imported);
  const rows = await firstRows(bytesOf(em, imported.regionId, imported.file.getEntity()), reading, reading.headerRow + previewRows);
  const header = rows.find(({ row }) => row === reading.headerRow);
  let headers: string[] = [];
  try {
    headers = header ? [...headersIn(header).keys()] : [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // the check tells it
  }
  return {
    sheets: await sheetsOfImport(em, imported), headers,
    rows: rows.map(({ row, cells }) => ({ row, cells: cells.slice(0, previewColumns).map((cell) => shownText(cell).slice(0, textMost)) })),
  };
}
