/** Sends a paper as PDF: one that was issued, byte for byte, its English edition, or a preview without a number. */
import type { Request, Response } from 'express';
import { audit, readPurpose } from '../access/audit.ts';
import { look, type Context } from '../access/context.ts';
import { documentNumber } from '../core/document-number.ts';
import type { Words } from '../core/refusal.ts';
import { PaperKind, PaperUnit } from '../model/paper.ts';
import type { PaperContent } from './content.ts';
import { kindTitles } from './labels.ts';
import { makeContent } from './make-content.ts';
import { wishOf } from './issue-paper.ts';
import { paperSeen } from './papers.ts';
import { printPaper } from './print/print-paper.ts';
import { answerRefusals, given, languageOf, oneOf, readId, readRegion } from '../run/requests.ts';

interface Found {
  file: Buffer;
  name: Words;
}

async function issued(context: Context, region: number, id: string, language: keyof Words): Promise<Found> {
  const paper = await paperSeen(look(context, region), region, id);
  const number = documentNumber(paper);
  const file = language === 'zh' ? paper.file : await printPaper(JSON.parse(paper.content) as PaperContent, language);
  return { file, name: { zh: `${number} ${kindTitles[paper.kind].zh}`, en: `${number} ${kindTitles[paper.kind].en}` } };
}

async function preview(context: Context, request: Request, region: number, language: keyof Words): Promise<Found> {
  const asking = look(context, region);
  const kind = oneOf(PaperKind, given(request, 'kind'), 'kind');
  const { run, wish } = await wishOf(asking, region, readId(given(request, 'run'), 'run'), {
    kind, unit: oneOf(PaperUnit, given(request, 'unit'), 'unit'), recipient: given(request, 'recipient'),
  });
  const file = await printPaper(await makeContent(asking, run, { ...wish, number: null }), language);
  return { file, name: { zh: `预览 ${kindTitles[kind].zh}`, en: `Preview ${kindTitles[kind].en}` } };
}

export async function sendPaper(context: Context, request: Request, response: Response): Promise<void> {
  const language = languageOf(request);
  await answerRefusals(context, response, language, async () => {
    const region = readRegion(request);
    const purpose = readPurpose(request.query.purpose);
    const id = given(request, 'paper');
    const { file, name } = id === null ? await preview(context, request, region, language) : await issued(context, region, readId(id, 'paper'), language);
    await audit(look(context, region), region, { action: 'PRINT_PAPER', subject: name, exported: { rows: 1, purpose, query: `lang=${language}` } });
    response.type('application/pdf').setHeader('content-disposition', `inline; filename*=UTF-8''${encodeURIComponent(name[language])}.pdf`);
    response.send(file);
  });
}
