/** Sends the file of an import with its wrong cells marked to the office that hands such files in. */
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { audit } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import { Refusal, refuse, say } from '../core/refusal.ts';
import { codeOf } from '../db/fault.ts';
import { findImport, requireState } from './find.ts';
import { markedFile } from './marked.ts';
import type { Report } from './report.ts';
import { targets } from './targets.ts';

function given(request: Request): { region: number; id: string } {
  const { region, id } = request.query;
  const code = typeof region === 'string' && /^\d{6}$/.test(region) ? Number(region) : refuse('REGION_NOT_YOURS', 'region', { region: String(region) });
  return { region: code, id: typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id) ? id : refuse('NOT_FOUND', 'id', { what: { zh: '导入', en: 'import' }, found: String(id) }) };
}

export async function sendMarked(context: Context, request: Request, response: Response): Promise<void> {
  const language = request.query.lang === 'en' ? 'en' : 'zh';
  try {
    const { region, id } = given(request);
    const asking = look(context, region);
    const imported = await findImport(asking.em, asking.asker, region, id, false);
    requireState(imported, ['CHECKED'], { zh: '标注', en: 'marked' });
    const { name, type, body } = await markedFile(asking.em, imported, language);
    const { rows } = imported.report as Report;
    await audit(asking, region, {
      action: 'EXPORT_MARKED_FILE', subject: { zh: imported.file.getEntity().name, en: imported.file.getEntity().name }, as: targets[imported.target].roles,
      exported: { rows, purpose: language === 'zh' ? '改正导入文件' : 'To mend the file', query: `id=${id}` },
    });
    response.type(type).setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
    await pipeline(body, response);
  } catch (error) {
    if (codeOf(error) === 'ERR_STREAM_PREMATURE_CLOSE') return; // whoever asked has gone
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
