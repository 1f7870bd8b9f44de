/** Sends the audit log of a region as a CSV file to its auditors, page by page; that it was taken is in the log before its first line is sent. */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request, Response } from 'express';
import { v7 } from 'uuid';
import { requireRole, type Asking } from '../access/asker.ts';
import { audit, readPurpose } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import { parseDay } from '../core/period.ts';
import { Refusal, refuse, say, type Words } from '../core/refusal.ts';
import { codeOf } from '../db/fault.ts';
import { AuditKind } from '../model/audit.ts';
import { csvHead, csvLine } from './csv.ts';
import { countAfter, eventsAfter, type AuditFilter, type Cursor } from './events.ts';

const pageRows = 1000;

function given(request: Request, name: string): string | null {
  const value = request.query[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

function readFilter(request: Request): AuditFilter {
  const region = given(request, 'region') ?? '';
  if (!/^\d{6}$/.test(region)) refuse('REGION_NOT_YOURS', 'region', { region });
  const kind = given(request, 'kind');
  if (kind !== null && !Object.hasOwn(AuditKind, kind)) refuse('NOT_FOUND', 'kind', { what: { zh: '类别', en: 'kind' }, found: kind });
  const day = (name: string): string | null => {
    const text = given(request, name);
    return text === null ? null : parseDay(text, name);
  };
  return { region: Number(region), kind: kind as AuditKind | null, account: given(request, 'account'), from: day('from'), to: day('to'), text: given(request, 'text') };
}

async function recordExport(asking: Asking, filter: AuditFilter, before: Cursor, purpose: string): Promise<void> {
  const { region, ...asked } = filter;
  const query = Object.entries(asked).filter(([, value]) => value !== null).map(([name, value]) => `${name}=${value}`).join(' ');
  const rows = await countAfter(asking.em, filter, before);
  await audit(asking, region, { action: 'EXPORT_AUDIT', subject: { zh: '审计日志', en: 'Audit log' }, as: ['AUDITOR'], exported: { rows, purpose, query } });
}

async function* lines(em: EntityManager, filter: AuditFilter, before: Cursor, language: keyof Words): AsyncGenerator<string> {
  yield csvHead(language);
  for (let after: Cursor | undefined = before; after;) {
    const page = await eventsAfter(em, filter, after, pageRows);
    yield page.map((event) => csvLine(event, language)).join('');
    const last = page.at(-1);
    after = last && page.length === pageRows ? { at: last.at.toISOString(), id: last.id } : undefined;
  }
}

export async function sendAudit(context: Context, request: Request, response: Response): Promise<void> {
  const language = request.query.lang === 'en' ? 'en' : 'zh';
  try {
    const filter = readFilter(request);
    const asking = look(context, filter.region);
    requireRole(asking.asker, filter.region, ['AUDITOR']);
    const before = { at: context.now.toISOString(), id: v7() };
    await recordExport(asking, filter, before, readPurpose(request.query.purpose));
    response.type('text/csv; charset=utf-8').setHeader('content-disposition', `attachment; filename="audit-${filter.region}.csv"`);
    await pipeline(Readable.from(lines(asking.em, filter, before, language)), response);
  } catch (error) {
    if (codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') return; // whoever asked has gone
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
