/** Sends institutions side by side as a spreadsheet to whoever may read them. */
import type { Request, Response } from 'express';
import { writeXlsx } from 'hucre/xlsx';
import { audit, readPurpose } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import type { Language } from '../core/policy/policy.ts';
import { Refusal, refuse, say } from '../core/refusal.ts';
import { figureText } from './side-by-side-views.ts';
import { sideBySide, type Measure } from './side-by-side.ts';

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const headings: Record<Language, { measure: string; mean: string; before: string; toMean: string }> = {
  zh: { measure: '指标', mean: '平均', before: '上年', toMean: '比平均' },
  en: { measure: 'Figure', mean: 'Mean', before: 'year before', toMean: 'to the mean' },
};

function whole(value: unknown, name: string): number {
  return typeof value === 'string' && /^\d{4,6}$/.test(value) ? Number(value) : refuse('NOT_FOUND', name, { what: { zh: name, en: name }, found: String(value) });
}

/** A spreadsheet holds numbers as doubles; these have at most fifteen digits. */
const cell = (text: string | null): number | '' => (text === null ? '' : Number(text));

export function rowsBeside(measures: readonly Measure[], language: Language): Array<Array<string | number>> {
  const { measure, mean, before, toMean } = headings[language];
  const names = measures[0]?.values.map(({ institution }) => institution.name) ?? [];
  return [
    [measure, mean, ...names.flatMap((name) => [name, `${name} ${before}`, `${name} ${toMean}`])],
    ...measures.map(({ title, measured, mean: middle, values }) => [
      title[language], cell(figureText(middle, measured)), ...values.flatMap((each) => [each.value, each.before, each.toMean].map((value) => cell(figureText(value, measured)))),
    ]),
  ];
}

export async function sendSideBySide(context: Context, request: Request, response: Response): Promise<void> {
  const language = request.query.lang === 'en' ? 'en' : 'zh';
  try {
    const [region, year, purpose] = [whole(request.query.region, 'region'), whole(request.query.year, 'year'), readPurpose(request.query.purpose)];
    const institutions = typeof request.query.institutions === 'string' ? request.query.institutions.split(',') : [];
    const asking = look(context, region);
    const measures = await sideBySide(asking, { region, year, institutions, asOf: null });
    const name = language === 'zh' ? `机构对比 ${year}` : `Side by side ${year}`;
    const file = await writeXlsx({ sheets: [{ name, rows: rowsBeside(measures, language) }] });
    await audit(asking, region, {
      action: 'EXPORT_SIDE_BY_SIDE', subject: { zh: `机构对比 ${year}`, en: `Institutions side by side, ${year}` }, exported: { rows: measures.length, purpose, query: `year=${year}&institutions=${institutions.length}` },
    });
    response.type(type).setHeader('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`);
    response.send(Buffer.from(file));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    response.status(context.asker ? 403 : 401).type('text/plain; charset=utf-8').send(error.faults.map((fault) => say(fault, language)).join('\n'));
  }
}
