/** Records the rows of an import that was checked: as a whole, or for large ones in pieces by a job that goes on where it stopped. */
import type { MikroORM } from '@mikro-orm/postgresql';
import type { Asker, Asking } from '../access/asker.ts';
import { audit } from '../access/audit.ts';
import type { Plain } from '../core/canonical.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { inTransaction, managerFor } from '../db.ts';
import { addJob } from '../db/queue.ts';
import { contentHash } from '../hash.ts';
import type { Import } from '../model/intake.ts';
import { failImport, isLong } from './check-import.ts';
import { findImport, requireState } from './find.ts';
import { faultCount, type Report } from './report.ts';
import type { Findings, Taking } from './target.ts';
import { targets } from './targets.ts';
import { walk } from './walk.ts';

export interface ConfirmImport {
  region: number;
  id: string;
  /** Hash of the report that was seen. */
  report: string;
}

const confirmed = { zh: '确认', en: 'confirmed' };

/** The rows are not what the dry run saw, or what they rest on is not. */
function requireSame(report: Report, rows: number, found: Findings): void {
  const told = ({ sums, changes, changed, same }: Findings) => contentHash({ sums, changes, changed, same } as unknown as Plain);
  if (report.rows !== rows || told(report) !== told(found)) refuse('IMPORT_CHANGED', 'report');
}

/** Ends an import: what its rows became stands from now on. */
async function finish(asking: Asking, imported: Import, taking: Taking, rows: number): Promise<void> {
  const { em, asker, now } = asking;
  const found = await taking.finish(asking);
  if (found.faults.length > 0) throw new Refusal(found.faults);
  requireSame(imported.report as Report, rows, found);
  Object.assign(imported, { state: 'DONE', position: rows, finishedAt: now, confirmedById: asker.id });
  await em.flush();
  const { name } = imported.file.getEntity();
  const { title, roles } = targets[imported.target];
  await audit(asking, imported.regionId, { action: 'CONFIRM_IMPORT', subject: { zh: `${title.zh}：${name}`, en: `${title.en}: ${name}` }, as: roles });
}

async function recordAtOnce(asking: Asking, imported: Import): Promise<void> {
  const taking = await targets[imported.target].begin(asking.em, imported, asking.asker);
  const { rows, rowFaults } = await walk(asking.em, imported, taking, { every: Infinity, each: async () => undefined });
  if (rowFaults.length > 0) refuse('IMPORT_CHANGED', 'report');
  await finish(asking, imported, taking, rows);
}

/**
 * Confirms what the dry run showed. Asked again while a job is at work, it sees to it that one is.
 * Refuses another report than the import's (IMPORT_CHANGED), faults (IMPORT_FAULTS) and what changes nothing (IMPORT_NOTHING_NEW).
 */
export async function confirmImport(asking: Asking, { region, id, report: seen }: ConfirmImport): Promise<Import> {
  const { em, asker } = asking;
  const imported = await findImport(em, asker, region, id);
  requireState(imported, ['CHECKED', 'LOADING'], confirmed);
  if (imported.reportHash !== seen) refuse('IMPORT_CHANGED', 'report');
  const report = imported.report as Report;
  const count = faultCount(report);
  if (count > 0) refuse('IMPORT_FAULTS', 'report', { count: String(count) });
  if (report.changed === 0) refuse('IMPORT_NOTHING_NEW', 'file');
  if (isLong(imported)) {
    if (imported.state === 'CHECKED') Object.assign(imported, { state: 'LOADING', position: 0, confirmedById: asker.id });
    await addJob(em, 'load-import', { region, id, account: asker.id });
    await em.flush();
  } else await recordAtOnce(asking, imported);
  return imported;
}

/** Another job took the import over, or it is not to be recorded any more. */
class TakenOver extends Error {}

type Write = ReturnType<NonNullable<Taking['cut']>>;

/** One piece, committed with how far it reaches. */
async function recordPiece(orm: MikroORM, imported: Import, write: Write, from: number, until: number): Promise<void> {
  const { regionId, id } = imported;
  await inTransaction(orm, [regionId], async (em) => {
    const [now] = await em.execute<Array<{ state: string; position: number }>>('select state, position from import where region_id = ? and id = ? for update', [regionId, id]);
    if (now?.state !== 'LOADING' || now.position !== from) throw new TakenOver();
    if (until > from) await write(em);
    await em.execute('update import set position = ? where region_id = ? and id = ?', [until, regionId, id]);
  });
}

async function recordInPieces(orm: MikroORM, asker: Asker, imported: Import, now: () => Date): Promise<void> {
  const { regionId: region, id, target } = imported;
  const em = managerFor(orm, [region]);
  const chunk = targets[target].chunk ?? Infinity;
  const taking = await targets[target].begin(em, imported, asker);
  let reached = 0;
  let writing = Promise.resolve(); // one piece is written while the next is read
  const { rows, rowFaults } = await walk(em, imported, taking, {
    every: chunk,
    async each(count) {
      const write = taking.cut?.();
      const from = Math.max(reached, imported.position);
      reached = count;
      await writing;
      if (!write || count <= imported.position) return;
      writing = recordPiece(orm, imported, write, from, count);
      writing.catch(() => undefined); // it is awaited with the next piece
    },
  });
  await writing;
  if (rowFaults.length > 0) throw new Refusal(rowFaults.slice(0, 1).map(({ fault }) => fault));
  await inTransaction(orm, [region], async (inside) => {
    const found = await findImport(inside, asker, region, id);
    if (found.state !== 'LOADING' || found.position !== rows) throw new TakenOver();
    await finish({ em: inside, asker, now: now() }, found, taking, rows);
  });
}

/** A file that is recorded as a whole is in one transaction also when a job does it. */
async function recordWhole(orm: MikroORM, asker: Asker, region: number, id: string, now: Date): Promise<void> {
  await inTransaction(orm, [region], async (em) => {
    const imported = await findImport(em, asker, region, id);
    if (imported.state === 'LOADING') await recordAtOnce({ em, asker, now }, imported);
  });
}

/** Recording by a job. One that finds another at work leaves it alone; what is refused leaves nothing. */
export async function loadInJob(orm: MikroORM, asker: Asker, region: number, id: string, now: () => Date): Promise<void> {
  const imported = await findImport(managerFor(orm, [region]), asker, region, id, false);
  if (imported.state !== 'LOADING') return;
  try {
    if (targets[imported.target].chunk === undefined) await recordWhole(orm, asker, region, id, now());
    else await recordInPieces(orm, asker, imported, now);
  } catch (error) {
    if (error instanceof TakenOver) return;
    if (!(error instanceof Refusal)) throw error;
    await failImport(orm, region, id, asker, error);
  }
}
