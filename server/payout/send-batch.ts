/** Gives the file of a batch, once for each purpose; that it was taken, by whom and what for, is in the audit log with it. */
import type { Request, Response } from 'express';
import { writeXlsx } from 'hucre/xlsx';
import iconv from 'iconv-lite';
import type { EntityManager } from '@mikro-orm/postgresql';
import { audit, readPurpose } from '../access/audit.ts';
import type { Asking } from '../access/asker.ts';
import { look, type Context } from '../access/context.ts';
import type { DataKeys } from '../access/data-keys.ts';
import { dayOf } from '../clock.ts';
import { byteOrderMark } from '../core/csv.ts';
import { layouts, rowsOf, textOf, type BatchFile, type LayoutName } from '../core/payout/layouts.ts';
import { Refusal, refuse, say, type Words } from '../core/refusal.ts';
import { inTransaction } from '../db.ts';
import { sha256 } from '../hash.ts';
import { batchNumber } from '../run/payment-returns.ts';
import { openCard } from './due.ts';
import { institutionFor, payers } from './scope.ts';

export const batchPath = '/payments/batch';

const encodings = ['utf-8', 'gb18030'] as const;
type Encoding = (typeof encodings)[number];

interface Batch {
  institution: string;
  code: string;
  month: string;
  number: number;
  layout: LayoutName;
  count: number;
  total: string;
  made_at: string;
}

const noBatch = (found: string) => refuse('NOT_FOUND', 'batch', { what: { zh: '代发批次', en: 'payment batch' }, found });

async function batchOf(em: EntityManager, region: number, id: string): Promise<Batch | undefined> {
  const [found] = await em.execute<Batch[]>(`
    select o.institution_id as institution, i.code, o.month, b.number, b.layout, b.count, b.total::text as total, b.made_at::text as made_at
    from payment_batch b join pay_out o on o.region_id = b.region_id and o.run_id = b.run_id join institution i on i.region_id = o.region_id and i.id = o.institution_id
    where b.region_id = ? and b.id = ?`, [region, id]);
  return found;
}

/** The content of a batch: the same each time, whatever cards people have now. */
async function contentOf(em: EntityManager, keys: DataKeys, region: number, id: string, batch: Batch): Promise<BatchFile> {
  const lines = await em.execute<Array<{ sequence: number; person: string; name: string; amount: string; key_id: string; sealed: string }>>(`
    select l.sequence, l.person_id as person, p.name, l.amount::text as amount, l.key_id, encode(l.sealed, 'hex') as sealed
    from payment_line l join person p on p.region_id = l.region_id and p.id = l.person_id where l.region_id = ? and l.batch_id = ? order by l.sequence`, [region, id]);
  return {
    number: batchNumber(batch.code, batch.month, batch.number), day: dayOf(new Date(batch.made_at)), note: `${batch.month} 工资`, count: batch.count, total: BigInt(batch.total),
    lines: lines.map(({ sequence, person, name, amount, key_id: keyId, sealed }) => ({
      sequence, name, amount: BigInt(amount), account: openCard(keys, region, person, { keyId, sealed: Buffer.from(sealed, 'hex') }),
    })),
  };
}

/** Amounts of a sheet are text: a bank's program reads them to the fen, and an account keeps its digits. */
async function bytesOf(layout: LayoutName, file: BatchFile, encoding: Encoding): Promise<Buffer> {
  if (layouts[layout].form === 'sheet') return Buffer.from(await writeXlsx({ sheets: [{ name: file.number, rows: rowsOf(layout, file) }] }));
  const text = textOf(layout, file);
  return encoding === 'gb18030' ? iconv.encode(text, 'gb18030') : Buffer.from(byteOrderMark + text);
}

export interface TakeBatch {
  region: number;
  batch: string;
  purpose: unknown;
  encoding: Encoding;
}

export interface Given {
  name: string;
  layout: LayoutName;
  bytes: Buffer;
}

/** Refuses a second giving for the same purpose (BATCH_FILE_GIVEN). */
export async function takeBatch(asking: Asking, keys: DataKeys, { region, batch: id, purpose: stated, encoding }: TakeBatch): Promise<Given> {
  const { em, asker, now } = asking;
  const purpose = readPurpose(stated);
  const batch = await batchOf(em, region, id) ?? noBatch(id);
  await institutionFor(asking, { region, institution: batch.institution }, payers);
  const file = await contentOf(em, keys, region, id, batch);
  const bytes = await bytesOf(batch.layout, file, encoding);
  const kept = await em.execute<unknown[]>(
    'insert into payment_given (region_id, batch_id, purpose, given_to_id, given_at, hash) values (?, ?, ?, ?, ?::timestamptz, ?) on conflict do nothing returning 1',
    [region, id, purpose, asker.id, now.toISOString(), sha256(bytes)]);
  if (kept.length === 0) {
    const [first] = await em.execute<[{ at: string; name: string }]>(
      'select g.given_at::text as at, a.name from payment_given g join account a on a.id = g.given_to_id where g.region_id = ? and g.batch_id = ? and g.purpose = ?', [region, id, purpose]);
    refuse('BATCH_FILE_GIVEN', 'purpose', { purpose, on: dayOf(new Date(first.at)), name: first.name });
  }
  await audit(asking, region, {
    action: 'EXPORT_PAYMENT_BATCH', subject: { zh: `代发文件 ${file.number}`, en: `File of payment batch ${file.number}` }, as: payers, institution: batch.institution,
    exported: { rows: file.count, purpose, query: `batch=${file.number} ${encoding}` },
  });
  return { name: file.number, layout: batch.layout, bytes };
}

const types = { sheet: ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'], csv: ['text/csv', 'csv'], text: ['text/plain', 'txt'] } as const;

export async function sendBatch(context: Context, request: Request, response: Response): Promise<void> {
  const language: keyof Words = request.query.lang === 'en' ? 'en' : 'zh';
  const { region, batch, encoding } = request.query;
  try {
    const code = typeof region === 'string' && /^\d{6}$/.test(region) ? Number(region) : refuse('REGION_NOT_YOURS', 'region', { region: String(region) });
    const id = typeof batch === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(batch) ? batch : noBatch(String(batch).slice(0, 80));
    const chosen = encodings.find((each) => each === (encoding ?? 'utf-8')) ?? refuse('NOT_FOUND', 'encoding', { what: { zh: '编码', en: 'encoding' }, found: String(encoding).slice(0, 80) });
    const { asker, now } = look(context, code);
    const { name, layout, bytes } = await inTransaction(context.orm, [code], (em) => takeBatch({ em, asker, now }, context.dataKeys, { region: code, batch: id, purpose: request.query.purpose, encoding: chosen }));
    const [type, ending] = types[layouts[layout].form === 'sheet' ? 'sheet' : layout === 'CSV' ? 'csv' : 'text'];
    response.setHeader('content-type', ending === 'xlsx' ? type : `${type}; charset=${chosen}`);
    response.setHeader('content-disposition', `attachment; filename="${name}.${ending}"`);
    response.send(bytes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
