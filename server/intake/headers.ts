/** Where the names of columns stand in a file, and which column of a target each may be. */
import { refuse } from '../core/refusal.ts';
import { isBlank, type CellValue, type RawRow } from './formats/cells.ts';
import type { Column } from './target.ts';
import { shownText, type Unit } from './values.ts';

/** Rows in which the header is looked for. */
export const headerRowsMost = 30;

/** A header as it is compared: without blanks, units and what stands in brackets. */
export function plainHeader(header: string): string {
  return header.normalize('NFKC').toLowerCase().replace(/[\s*_]/g, '').replace(/\([^)]*\)|\[[^\]]*\]/g, '').replace(/[::]$/, '');
}

/** Headers with the index of their column; blank ones left out, line breaks in them blanks. */
export type Headers = ReadonlyMap<string, number>;

function headerAt(cells: readonly CellValue[], above: RawRow['above'], index: number): string {
  const cell = cells[index] ?? null;
  return shownText(isBlank(cell) ? above?.get(index) ?? null : cell).replace(/\s+/g, ' ');
}

/** Refuses two columns of one name (HEADER_TWICE), and a row without names (HEADER_MISSING). */
export function headersIn({ row, cells, above }: RawRow): Headers {
  const headers = new Map<string, number>();
  const width = Math.max(cells.length, ...[...above?.keys() ?? []].map((index) => index + 1));
  for (let index = 0; index < width; index += 1) {
    const header = headerAt(cells, above, index);
    if (header === '') continue;
    if (headers.has(header)) refuse('HEADER_TWICE', 'headerRow', { found: header });
    headers.set(header, index);
  }
  return headers.size > 0 ? headers : refuse('HEADER_MISSING', 'headerRow', { row: String(row) });
}

/** What somebody said before, and then what the header's own words say; each column once. */
export function suggestColumns(headers: readonly string[], columns: readonly Column[], remembered: ReadonlyMap<string, string>): Record<string, string> {
  const found: Record<string, string> = {};
  const taken = new Set<string>();
  const suggest = (column: Column, header: string | undefined) => {
    if (header === undefined || found[column.name] !== undefined || taken.has(header)) return;
    found[column.name] = header;
    taken.add(header);
  };
  for (const column of columns) suggest(column, headers.find((header) => remembered.get(header) === column.name));
  /** The words of a column come in the order in which they are likely to mean it. */
  const known = (column: Column, means: (header: string, name: string) => boolean) => (
    column.known.flatMap((name) => headers.find((header) => !taken.has(header) && means(plainHeader(header), plainHeader(name))) ?? [])[0]);
  for (const column of columns) suggest(column, known(column, (header, name) => header === name));
  for (const column of columns) suggest(column, known(column, (header, name) => header.includes(name)));
  return found;
}

const isText = (cell: CellValue | undefined): boolean => typeof cell === 'string' && !isBlank(cell);

/** How many names of columns a row holds that are known; rows of figures hold none. */
function score({ cells, above }: RawRow, columns: readonly Column[], remembered: ReadonlyMap<string, string>): number {
  const headers = new Set(Array.from({ length: cells.length }, (_, index) => headerAt(cells, above, index)).filter((header) => header !== ''));
  return Object.keys(suggestColumns([...headers], columns, remembered)).length;
}

/** The row of the names: the one that knows the most columns, else the first of two texts and more, else the first that is not blank. */
export function findHeaderRow(rows: readonly RawRow[], columns: readonly Column[], remembered: ReadonlyMap<string, string>): number {
  const scored = rows.map((row) => ({ row: row.row, points: score(row, columns, remembered) }));
  const best = scored.reduce((most, each) => (each.points > most.points ? each : most), { row: 0, points: 1 });
  if (best.row > 0) return best.row;
  return (rows.find(({ cells }) => cells.filter(isText).length >= 2) ?? rows.find(({ cells }) => cells.some((cell) => !isBlank(cell))))?.row ?? 1;
}

/** The unit that the headers or the lines above them name; undefined where they name none. */
export function unitNamed(headers: readonly string[]): Unit | undefined {
  if (headers.some((header) => header.includes('万元'))) return 'WAN';
  return headers.some((header) => /元\s*[)）\]】]?$/.test(header.trim())) ? 'YUAN' : undefined;
}
