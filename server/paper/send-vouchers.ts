/** Sends the vouchers of months as a file; that they were taken, and what for, is in the audit log with them. */
import type { Request, Response } from 'express';
import { audit, readPurpose } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import { inTransaction } from '../db.ts';
import { answerRefusals, given, languageOf, oneOf, readRegion } from '../run/requests.ts';
import { encodings, voucherCsv, voucherWorkbook } from './voucher-file.ts';
import { vouchers } from './vouchers.ts';

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export async function sendVouchers(context: Context, request: Request, response: Response, format: 'csv' | 'xlsx'): Promise<void> {
  const language = languageOf(request);
  await answerRefusals(context, response, language, async () => {
    const region = readRegion(request);
    const purpose = readPurpose(request.query.purpose);
    const { asker, now } = look(context, region);
    const months = { region, from: given(request, 'from') ?? '', to: given(request, 'to') ?? '' };
    const encoding = format === 'csv' ? oneOf(encodings, given(request, 'encoding') ?? 'utf-8', 'encoding') : null;
    const { rows, export: made } = await inTransaction(context.orm, [region], async (em) => {
      const asking = { em, asker, now };
      const found = await vouchers(asking, months);
      const what = { zh: `记账凭证 ${months.from} – ${months.to}`, en: `Vouchers ${months.from} – ${months.to}` };
      await audit(asking, region, { action: 'EXPORT_VOUCHERS', subject: what, exported: { rows: found.rows.length, purpose, query: `from=${months.from} to=${months.to} ${encoding ?? 'xlsx'}` } });
      return found;
    });
    const file = encoding === null ? await voucherWorkbook(rows, made, language) : voucherCsv(rows, encoding, language);
    response.type(encoding === null ? xlsx : `text/csv; charset=${encoding}`).setHeader('content-disposition', `attachment; filename="vouchers-${region}-${months.from}-${months.to}.${format}"`);
    response.send(file);
  });
}
