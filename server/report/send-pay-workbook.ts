/** Sends the pay report of a region and year as a spreadsheet to whoever may read the report. */
import type { Request, Response } from 'express';
import { writeXlsx } from 'hucre/xlsx';
import { audit, readPurpose } from '../access/audit.ts';
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
    const purpose = readPurpose(request.query.purpose);
    const asking = look(context, region);
    const report = await payReport(asking, region, year);
    const rows = payRows(report, language);
    const name = language === 'zh' ? `绩效工资 ${year}` : `Performance pay ${year}`;
    const file = await writeXlsx({ sheets: [{ name, rows }] });
    await audit(asking, region, {
      action: 'EXPORT_PAY_REPORT', subject: { zh: `绩效工资报表 ${year}`, en: `Pay report of ${year}` },
      exported: { rows: report.rows.length, purpose, query: `year=${year}` },
    });
    response.type(type).setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`);
    response.send(Buffer.from(file));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
