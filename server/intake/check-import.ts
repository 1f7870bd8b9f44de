/** The dry run of an import: at once, or for large files by a job that tells how far it is. */
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Asker, Asking } from '../access/asker.ts';
import { Refusal } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { addJob } from '../db/queue.ts';
import type { Import } from '../model/intake.ts';
import { bytesOf } from './files.ts';
import { findImport, requireState } from './find.ts';
import { headersIn } from './headers.ts';
import { firstRows } from './begin-import.ts';
import { placesOf } from './read.ts';
import { hashOf, type Report } from './report.ts';
import { readingOf } from './sheet.ts';
import { targets } from './targets.ts';
import { dryRun } from './walk.ts';

/** Files beyond this size are read by a job. */
const bytesAtOnce = 1_048_576;

/** Whether a request would take too long for it. */
export const isLong = (imported: Import): boolean => targets[imported.target].chunk !== undefined || imported.file.getEntity().size > bytesAtOnce;

/** What the header says is remembered for the next file of the region. */
async function remember({ em, asker, now }: Asking, { regionId, target, columns }: Import): Promise<void> {
  for (const [name, header] of Object.entries(columns)) {
    await em.execute(`insert into import_column (region_id, target, header, name, said_by_id, said_at) values (?, ?, ?, ?, ?, ?::timestamptz)
      on conflict (region_id, target, header) do update set name = excluded.name, said_by_id = excluded.said_by_id, said_at = excluded.said_at`, [regionId, target, header, name, asker.id, now.toISOString()]);
  }
}

/** Refuses columns that cannot be read before a job is asked for. */
async function requireColumns(em: EntityManager, imported: Import): Promise<void> {
  const reading = readingOf(imported);
  const rows = await firstRows(bytesOf(em, imported.regionId, imported.file.getEntity()), reading, reading.headerRow);
  const header = rows.find(({ row }) => row === reading.headerRow) ?? { row: reading.headerRow, cells: [] };
  placesOf(targets[imported.target], imported.columns, headersIn(header), reading.unit);
}

function keep(imported: Import, report: Report): void {
  Object.assign(imported, { state: 'CHECKED', report, reportHash: hashOf(report), rows: report.rows, position: report.rows, failure: null });
}

export async function checkImport(asking: Asking, { region, id }: { region: number; id: string }): Promise<Import> {
  const { em, asker } = asking;
  const imported = await findImport(em, asker, region, id);
  requireState(imported, ['OPEN', 'CHECKING', 'CHECKED', 'FAILED'], { zh: '检查', en: 'checked' });
  await requireColumns(em, imported);
  await remember(asking, imported);
  if (isLong(imported)) {
    Object.assign(imported, { state: 'CHECKING', report: null, reportHash: null, position: 0, failure: null });
    await addJob(em, 'check-import', { region, id, account: asker.id });
  } else keep(imported, await dryRun(asking, imported));
  await em.flush();
  return imported;
}

/** An import whose job cannot go on: why is kept with it, and nothing of it stands. */
export async function failImport(orm: MikroORM, region: number, id: string, asker: Asker, { faults }: Refusal): Promise<void> {
  await inTransaction(orm, [region], async (em) => {
    const imported = await findImport(em, asker, region, id);
    await em.execute('delete from care_case where region_id = ? and import_id = ?', [region, id]);
    Object.assign(imported, { state: 'FAILED', failure: faults, position: 0 });
    await em.flush();
  });
}

const toldPosition = (orm: MikroORM, region: number, id: string) => (rows: number) => inTransaction(orm, [region], (em) => (
  em.execute("update import set position = ? where region_id = ? and id = ? and state = 'CHECKING'", [rows, region, id]))).then(() => undefined);

/** The dry run by a job. What was changed or asked anew meanwhile keeps its own outcome. */
export async function checkInJob(orm: MikroORM, asker: Asker, region: number, id: string, now: Date): Promise<void> {
  const em = managerFor(orm, [region]);
  const imported = await findImport(em, asker, region, id, false);
  if (imported.state !== 'CHECKING') return;
  try {
    const report = await dryRun({ em, asker, now }, imported, toldPosition(orm, region, id));
    await inTransaction(orm, [region], async (inside) => {
      const found = await findImport(inside, asker, region, id);
      if (found.state !== 'CHECKING') return;
      keep(found, report);
      await inside.flush();
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await failImport(orm, region, id, asker, error);
  }
}
