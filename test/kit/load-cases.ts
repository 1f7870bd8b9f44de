/** Cases from a file to the record, through the verbs and jobs that an upload goes through. */
import { createHash } from 'node:crypto';
import type { MikroORM } from '@mikro-orm/postgresql';
import { v7 } from 'uuid';
import { inTransaction, managerFor } from '../../server/db.ts';
import { beginImport } from '../../server/intake/begin-import.ts';
import { checkImport, checkInJob } from '../../server/intake/check-import.ts';
import { confirmImport, loadInJob } from '../../server/intake/confirm-import.ts';
import { keepPiece, pieceBytes } from '../../server/intake/files.ts';
import { faultCount, type Report } from '../../server/intake/report.ts';
import { Import, ImportFile } from '../../server/model/intake.ts';
import type { Asker } from '../../server/access/asker.ts';
import { moment, type Place } from './county.ts';

/** What a file of cases holds of one of them. */
export interface Case {
  hospital: string;
  /** `2026-01` */
  month: string;
  /** Told from the others of its hospital. */
  number: string;
  discharged: string;
  group: string;
  age: number;
  /** Yuan with two decimals. */
  cost: string;
  paid: string;
}

export const caseHeader = '医院编码,结算月份,病案号,出院日期,病种编码,年龄,总费用,实际报销';

export function casesCsv(cases: Iterable<Case>): string {
  return [caseHeader, ...[...cases].map(({ hospital, month, number, discharged, group, age, cost, paid }) => [hospital, month, number, discharged, group, age, cost, paid].join(',')), ''].join('\r\n');
}

/** Who loads, and where. */
export interface Loading {
  orm: MikroORM;
  place: Place;
  asker: Asker;
  now?: Date;
}

/** The file, kept as an upload keeps it; gives its id. */
export async function keepFile({ place, now }: Loading, name: string, bytes: Buffer): Promise<string> {
  const { region } = place;
  return place.as('insurance', async ({ em, asker, now: at }) => {
    const hash = createHash('sha256').update(bytes).digest('hex');
    const file = em.create(ImportFile, { regionId: region, id: v7(), name, hash, size: bytes.length, uploadedById: asker.id, uploadedAt: at });
    await em.flush();
    for (let part = 0; part * pieceBytes < bytes.length; part += 1) await keepPiece(em, region, file.id, part, bytes.subarray(part * pieceBytes, (part + 1) * pieceBytes));
    return file.id;
  }, now);
}

/** The dry run of a file: the import and what it found. */
export async function checkedCases(loading: Loading, name: string, text: string): Promise<{ id: string; report: Report; reportHash: string }> {
  const { orm, place, asker, now = moment } = loading;
  const { region } = place;
  const file = await keepFile(loading, name, Buffer.from(text));
  const { id } = await place.as('insurance', (asking) => beginImport(asking, { region, file, target: 'CARE_CASES' }), now);
  await place.as('insurance', (asking) => checkImport(asking, { region, id }), now);
  await checkInJob(orm, asker, region, id, now);
  const { report, reportHash, failure } = await managerFor(orm, [region]).findOneOrFail(Import, { regionId: region, id });
  if (report === null) throw new Error(`the check failed: ${JSON.stringify(failure)}`);
  return { id, report: report as Report, reportHash: reportHash ?? '' };
}

/** Loads a file without faults; what stands afterwards is its cases. */
export async function loadCases(loading: Loading, name: string, text: string): Promise<string> {
  const { orm, place, asker, now = moment } = loading;
  const { region } = place;
  const { id, report, reportHash } = await checkedCases(loading, name, text);
  if (faultCount(report) > 0) throw new Error(JSON.stringify([report.rowFaults[0], report.faults[0]]));
  await place.as('insurance', (asking) => confirmImport(asking, { region, id, report: reportHash }), now);
  await loadInJob(orm, asker, region, id, () => now);
  const { state } = await inTransaction(orm, [region], (em) => em.findOneOrFail(Import, { regionId: region, id }));
  if (state !== 'DONE') throw new Error(`the import is ${state}`);
  return id;
}
