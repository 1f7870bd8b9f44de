/** Goes through the rows of an import: to look at them, or to record them. */
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal, type Fault } from '../core/refusal.ts';
import type { Import } from '../model/intake.ts';
import { bytesOf } from './files.ts';
import { columnLetters } from './formats/cells.ts';
import { readRows } from './read.ts';
import { faultsTold, type Report } from './report.ts';
import { readingOf } from './sheet.ts';
import type { Findings, RowFault, Taking } from './target.ts';
import { targets } from './targets.ts';

/** Rows after which it is told how far it is. */
const toldEvery = 20_000;

type Walked = Pick<Report, 'rows' | 'sumRows' | 'letters' | 'rowFaults' | 'rowFaultCount'>;

/** `each` is called after so many rows, and once at the end. */
export interface Steps {
  every: number;
  each(rows: number): Promise<void>;
}

/** Reads every row and lets the target take those without faults. */
export async function walk(em: EntityManager, imported: Import, taking: Taking, { every, each }: Steps): Promise<Walked> {
  const target = targets[imported.target];
  const file = imported.file.getEntity();
  const walked: Walked = { rows: 0, sumRows: [], letters: {}, rowFaults: [], rowFaultCount: 0 };
  const tell = (faults: readonly RowFault[]) => {
    walked.rowFaultCount += faults.length;
    walked.rowFaults.push(...faults.slice(0, Math.max(0, faultsTold - walked.rowFaults.length)));
  };
  const rows = readRows(bytesOf(em, imported.regionId, file), target, readingOf(imported), imported.columns, (places) => {
    walked.letters = Object.fromEntries(places.map(({ column, index }) => [column.name, columnLetters(index)]));
  });
  for await (const { row, read, faults } of rows) {
    if (!read) {
      walked.sumRows.push(row);
      continue;
    }
    walked.rows += 1;
    tell(faults.length > 0 ? faults : taking.row(read).map((fault) => ({ row, column: columnAt(imported, fault), value: String(fault.values['found'] ?? ''), fault })));
    if (walked.rows % every === 0) await each(walked.rows);
  }
  await each(walked.rows);
  return walked;
}

/** The column that a fault of the target is about, by its header. */
function columnAt({ columns }: Import, { at }: Fault): string | null {
  return Object.entries(columns).find(([, header]) => header === at)?.[0] ?? null;
}

const nothing: Findings = { sums: [], changes: [], changed: 0, same: 0, missing: [], faults: [] };

/** What recording does, and then undoes; a refusal is among what was found. */
async function tried(em: EntityManager, work: (em: EntityManager) => Promise<Findings>): Promise<Findings> {
  class Undone extends Error {
    readonly findings: Findings;

    constructor(findings: Findings) {
      super('a dry run is undone');
      this.findings = findings;
    }
  }
  try {
    return await em.transactional(async (inside): Promise<never> => {
      throw new Undone(await work(inside as EntityManager));
    });
  } catch (error) {
    if (error instanceof Undone) return error.findings;
    if (error instanceof Refusal) return { ...nothing, faults: error.faults };
    throw error;
  }
}

/** The dry run: every row is read, and recorded as it would be, and nothing of it stays. `told` hears how many rows were looked at. */
export async function dryRun(asking: Parameters<Taking['finish']>[0], imported: Import, told: (rows: number) => Promise<void> = async () => undefined): Promise<Report> {
  const { em } = asking;
  const taking = await targets[imported.target].begin(em, imported, asking.asker);
  const walked = await walk(em, imported, taking, {
    every: toldEvery,
    async each(rows) {
      taking.cut?.(); // nothing is written
      await told(rows);
    },
  });
  const none: Fault[] = walked.rows === 0 ? [{ code: 'ROWS_NONE', at: 'file', values: {} }] : [];
  const found = await tried(em, (inside) => taking.finish({ ...asking, em: inside }));
  return { ...walked, ...found, faults: [...none, ...found.faults] };
}
