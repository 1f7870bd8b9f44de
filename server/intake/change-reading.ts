/** Changes how a file is read: its encoding, delimiter, sheet, row of headers and unit, and which column is which. Another opening is guessed at anew. */
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Asking } from '../access/asker.ts';
import { refuse } from '../core/refusal.ts';
import type { Import } from '../model/intake.ts';
import { sheetsOfImport, suggest } from './begin-import.ts';
import { bytesOf } from './files.ts';
import { findImport, requireState } from './find.ts';
import type { Encoding } from './formats/cells.ts';
import type { Reading } from './read.ts';
import { readingOf } from './sheet.ts';
import type { Target } from './target.ts';
import { targets } from './targets.ts';
import type { Unit } from './values.ts';

export interface ChangeReading {
  region: number;
  id: string;
  encoding?: Encoding | null;
  delimiter?: string | null;
  sheet?: string | null;
  headerRow?: number | null;
  unit?: Unit | null;
  columns?: ReadonlyArray<{ name: string; header: string | null }> | null;
  followSum?: boolean | null;
}

const delimiters = [',', ';', '\t', '|'];

/** What is left out stays. Of a workbook the sheet is changed, of a CSV file the encoding and the delimiter. */
async function changedOpening(em: EntityManager, imported: Import, { encoding, delimiter, sheet, headerRow }: ChangeReading): Promise<Reading> {
  const reading = { ...readingOf(imported) };
  if (reading.kind === 'csv') {
    if (delimiter && !delimiters.includes(delimiter)) refuse('NOT_FOUND', 'delimiter', { what: { zh: '分隔符', en: 'delimiter' }, found: delimiter });
    reading.encoding = encoding ?? reading.encoding;
    reading.delimiter = delimiter ?? reading.delimiter;
  } else if (sheet && sheet !== reading.sheet) {
    const sheets = await sheetsOfImport(em, imported);
    if (!sheets.includes(sheet)) refuse('SHEET_MISSING', 'sheet', { found: sheet, allowed: sheets.join(', ') });
    reading.sheet = sheet;
  }
  if (headerRow && headerRow > 0) reading.headerRow = headerRow;
  return reading;
}

function changedColumns(target: Target, columns: Readonly<Record<string, string>>, given: ChangeReading['columns']): Record<string, string> {
  const names = new Set(target.columns.map(({ name }) => name));
  const changed = new Map(Object.entries(columns));
  for (const { name, header } of given ?? []) {
    if (!names.has(name)) refuse('IMPORT_COLUMN_UNKNOWN', 'columns', { found: name, allowed: [...names].join(', ') });
    if (header === null) changed.delete(name);
    else changed.set(name, header);
  }
  return Object.fromEntries(changed);
}

const idle = ['OPEN', 'CHECKED', 'FAILED'] as const;

export async function changeReading({ em, asker }: Asking, input: ChangeReading): Promise<Import> {
  const imported = await findImport(em, asker, input.region, input.id);
  requireState(imported, idle, { zh: '修改', en: 'changed' });
  const target = targets[imported.target];
  const before = readingOf(imported);
  const reading = await changedOpening(em, imported, input);
  const reopened = (['encoding', 'delimiter', 'sheet', 'headerRow'] as const).some((name) => before[name] !== reading[name]);
  if (reopened) {
    const moved = before.headerRow === reading.headerRow ? undefined : reading.headerRow;
    const suggested = await suggest(em, input.region, bytesOf(em, input.region, imported.file.getEntity()), reading, target, moved);
    Object.assign(imported, suggested);
  }
  imported.reading = { ...readingOf(imported), unit: input.unit ?? readingOf(imported).unit };
  imported.columns = changedColumns(target, imported.columns, input.columns);
  imported.followSum = input.followSum ?? imported.followSum;
  Object.assign(imported, { state: 'OPEN', report: null, reportHash: null, failure: null, rows: 0, position: 0 });
  await em.flush();
  return imported;
}
