/** Begins the reading of a file into a target: how it is opened, where its columns are, and what each may be. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { Import, ImportFile, type ImportTarget } from '../model/intake.ts';
import { bytesOf } from './files.ts';
import type { FileBytes, Opening, RawRow } from './formats/cells.ts';
import { detectOpening, rowsOf, sheetsOf } from './formats/open.ts';
import { findHeaderRow, headerRowsMost, headersIn, suggestColumns, unitNamed } from './headers.ts';
import type { Reading } from './read.ts';
import type { Target } from './target.ts';
import { targets } from './targets.ts';
import { shownText } from './values.ts';

/** The first rows of a file. */
export async function firstRows(file: FileBytes, opening: Opening, most: number): Promise<RawRow[]> {
  const rows: RawRow[] = [];
  for await (const row of rowsOf(file, opening)) {
    if (row.row > most) break;
    rows.push(row);
  }
  return rows;
}

/** Which column of the target a header stood for when somebody of the region last said so. */
export async function rememberedColumns(em: EntityManager, region: number, target: ImportTarget): Promise<Map<string, string>> {
  const rows = await em.execute<Array<{ header: string; name: string }>>('select header, name from import_column where region_id = ? and target = ?', [region, target]);
  return new Map(rows.map(({ header, name }) => [header, name]));
}

/** The headers of a row, or none where it has no usable ones: what is wrong with it is told by the check. */
function headersOrNone(row: RawRow | undefined): string[] {
  try {
    return row ? [...headersIn(row).keys()] : [];
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** The reading that an opening suggests for a target. */
export async function suggest(em: EntityManager, region: number, file: FileBytes, opening: Opening, target: Target, headerRow?: number): Promise<{ reading: Reading; columns: Record<string, string> }> {
  const remembered = await rememberedColumns(em, region, target.name);
  const rows = await firstRows(file, opening, Math.max(headerRowsMost, headerRow ?? 0));
  const row = headerRow ?? findHeaderRow(rows, target.columns, remembered);
  const headers = headersOrNone(rows.find((each) => each.row === row));
  const above = rows.filter((each) => each.row < row).flatMap(({ cells }) => cells.map(shownText));
  return { reading: { ...opening, headerRow: row, unit: unitNamed([...headers, ...above]) ?? 'YUAN' }, columns: suggestColumns(headers, target.columns, remembered) };
}

export interface BeginImport {
  region: number;
  file: string;
  target: ImportTarget;
}

export async function beginImport({ em, asker, now }: Asking, { region, file: id, target: name }: BeginImport): Promise<Import> {
  const target = targets[name];
  requireRole(asker, region, target.roles);
  const file = await em.findOne(ImportFile, { regionId: region, id }) ?? refuse('NOT_FOUND', 'file', { what: { zh: '文件', en: 'file' }, found: id });
  const bytes = bytesOf(em, region, file);
  const { opening } = await detectOpening(bytes);
  const { reading, columns } = await suggest(em, region, bytes, opening, target);
  const imported = em.create(Import, {
    regionId: region, id: v7(), file, target: name, state: 'OPEN', reading, columns, followSum: false, rows: 0, position: 0, startedById: asker.id, startedAt: now,
  });
  await em.flush();
  return imported;
}

/** The sheets of an import's file. */
export function sheetsOfImport(em: EntityManager, imported: Import): Promise<string[]> {
  return sheetsOf(bytesOf(em, imported.regionId, imported.file.getEntity()), (imported.reading as Reading).kind);
}
