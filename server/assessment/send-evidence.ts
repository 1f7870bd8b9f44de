/** The files over HTTP: received as the raw body of a request, given as a download that no browser opens by itself. */
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { requireTokenMay } from '../access/access-tokens.ts';
import { grantsIn } from '../access/asker.ts';
import { look, requireAsker, type Context } from '../access/context.ts';
import { Refusal, refuse } from '../core/refusal.ts';
import { inTransaction } from '../db.ts';
import { evidenceMost, giveEvidence, takeEvidence } from './evidence.ts';

export const evidencePath = '/assessment-evidence';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function given(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

function idOf(request: Request, name: string): string {
  const id = given(request, name);
  return uuid.test(id) ? id : refuse('NOT_FOUND', name, { what: { zh: '编号', en: 'id' }, found: id.slice(0, 80) });
}

function regionOf(request: Request): number {
  const region = given(request, 'region');
  return /^\d{6}$/.test(region) ? Number(region) : refuse('REGION_NOT_YOURS', 'region', { region: region.slice(0, 80) });
}

const readRaw: RequestHandler = express.raw({ limit: evidenceMost, type: () => true });
const tooLarge: ErrorRequestHandler = (error: { status?: unknown; length?: unknown }, _request, _response, next) => {
  const refusal = new Refusal({ code: 'EVIDENCE_TOO_LARGE', at: 'content', values: { found: String(error.length), allowed: String(evidenceMost) } });
  next(error.status === 413 ? refusal : error);
};

/** Reads the body of an upload; one that is too long is cut off before it is kept (EVIDENCE_TOO_LARGE). */
export const readEvidence = [readRaw, tooLarge];

/** `POST ?region=…&unit=…&subject=…&name=…` with the file as its body; the same file again gives the same id. */
export async function receiveEvidence(context: Context, request: Request, response: Response): Promise<void> {
  const asker = requireAsker(context);
  const region = regionOf(request);
  grantsIn(asker, region);
  if (context.access) requireTokenMay(context.access, 'giveEvidence');
  const unit = idOf(request, 'unit');
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const id = await inTransaction(context.orm, [region], (em) => giveEvidence({ em, asker, now: context.now }, {
    region, unit, subject: given(request, 'subject'), name: given(request, 'name').normalize('NFC'), content,
  }));
  response.json({ id });
}

/** `GET ?region=…&id=…` */
export async function sendEvidence(context: Context, request: Request, response: Response): Promise<void> {
  const region = regionOf(request);
  const { name, mediaType, content } = await takeEvidence(look(context, region), region, idOf(request, 'id'));
  response.attachment(name).type(mediaType).set('content-security-policy', "default-src 'none'; sandbox").send(content);
}
