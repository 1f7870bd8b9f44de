/** Prints a notice as a sheet: A4 on its side, with the sums of each page. */
import type { Request, Response } from 'express';
import { audit, readPurpose } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import { dayOf } from '../clock.ts';
import { formatMoney } from '../core/money.ts';
import type { Words } from '../core/refusal.ts';
import type { Language } from '../core/policy/policy.ts';
import { same } from '../print/words.ts';
import { Sheet } from '../print/sheet.ts';
import { printTable, type Column, type Table } from '../print/table.ts';
import { answerRefusals, given, languageOf, readId, readRegion } from '../run/requests.ts';
import { subjectOf } from '../run/subject.ts';
import { noticeSeen } from './sight.ts';
import { noticeSheet } from './sheets.ts';
import type { NoticeSheet } from './views.ts';

const labels = {
  title: { zh: '公示表', en: 'Notice' },
  line: { zh: '序号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  number: { zh: '工号', en: 'Staff number' },
  total: { zh: '合计（元）', en: 'Total (yuan)' },
  page: { zh: '第 {page} 页，共 {pages} 页', en: 'Page {page} of {pages}' },
} satisfies Record<string, Words>;

function said({ publishedAt, closesOn, ruledBy }: NoticeSheet): Words {
  return {
    zh: `公示期：${dayOf(publishedAt)} 至 ${closesOn}。对公示内容有异议的，请在公示期内提出，由${ruledBy.zh}复核。`,
    en: `Published from ${dayOf(publishedAt)} until ${closesOn}. Objections are made within these days and ruled on by: ${ruledBy.en}.`,
  };
}

function tableOf(sheet: NoticeSheet): Table {
  const numbered = sheet.rows.some(({ number }) => number !== null);
  const text = (title: Words, width: number): Column => ({ title, width, money: false });
  const money = (title: Words): Column => ({ title, width: 12, money: true });
  return {
    title: { zh: '', en: '' },
    columns: [text(labels.line, 6), text(labels.name, 14), ...(numbered ? [text(labels.number, 14)] : []), ...sheet.items.map(({ title }) => money(title)), money(labels.total)],
    rows: sheet.rows.map(({ line, name, number, amounts, total }) => [
      same(String(line)), same(name), ...(numbered ? [same(number ?? '')] : []), ...amounts.map(formatMoney), formatMoney(total),
    ]),
  };
}

export function printNotice(notice: NoticeSheet, language: Language): Promise<Buffer> {
  const title = `${notice.institution} ${notice.period} ${notice.stageTitle[language]}${language === 'en' ? ' · ' : ''}${labels.title[language]}`;
  const sheet = new Sheet({ title, made: notice.publishedAt, language: language === 'zh' ? 'zh-CN' : 'en', wide: true });
  sheet.paragraph(title, { size: 16, weight: 'strong', align: 'center' }, 8);
  sheet.paragraph(said(notice)[language], {}, 8);
  printTable(sheet, tableOf(notice), 'YUAN', language);
  return sheet.finish((number, pages) => {
    const { left, width, bottom } = sheet.page;
    sheet.write(labels.page[language].replace('{page}', String(number)).replace('{pages}', String(pages)), left, bottom + 8, width, { size: 8, align: 'center', colour: '#444' });
  });
}

/** `GET ?region=…&notice=…&purpose=…&lang=…` */
export async function sendNotice(context: Context, request: Request, response: Response): Promise<void> {
  const language = languageOf(request);
  await answerRefusals(context, response, language, async () => {
    const region = readRegion(request);
    const [asking, id, purpose] = [look(context, region), readId(given(request, 'notice'), 'notice'), readPurpose(request.query.purpose)];
    const sheet = await noticeSheet(asking, region, id);
    const subject = await subjectOf((await noticeSeen(asking, region, id)).payRun.getEntity().run.getEntity());
    await audit(asking, region, { action: 'PRINT_NOTICE', subject, exported: { rows: sheet.rows.length, purpose, query: `lang=${language}` } });
    response.type('application/pdf').setHeader('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(`${sheet.institution} ${sheet.period}`)}.pdf`);
    response.send(await printNotice(sheet, language));
  });
}
