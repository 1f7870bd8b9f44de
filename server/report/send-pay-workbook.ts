/** Sends the pay report of a region and year as a spreadsheet to whoever may read the report. */
import type { Request, Response } from 'express';
import { writeXlsx } from 'hucre/xlsx';
import { look, type Context } from '../access/context.ts';
import { Refusal, refuse, say } from '../core/refusal.ts';
import { payReport } from './pay-report.ts';
import { payRows } from './pay-workbook.ts';

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

function whole(value: unknown, name: string): number {
  return typeof value === 'string' && /^\d{4,6}$/.test(value) ? Number(value) : refuse('NOT_FOUND', name, { what: { zh: name, en: name }, found: String(value) });
}

export async function sendPayWorkbook(context: Context, request: Request, response: Response): Promise<void> {
  const language = request.query.lang === 'en' ? 'en' : 'zh';
  try {
    const region = whole(request.query.region, 'region');
    const year = whole(request.query.year, 'year');
    const rows = payRows(await payReport(look(context, region), region, year), language);
    const name = language === 'zh' ? `绩效工资 ${year}` : `Performance pay ${year}`;
    const file = await writeXlsx({ sheets: [{ name, rows }] });
    response.type(type).setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`);
    response.send(Buffer.from(file));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
