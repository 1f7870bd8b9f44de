/** The files over HTTP: received as the raw body of a request, given as a download that no browser opens by itself. */
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Response } from 'express';
import { requireTokenMay } from '../access/access-tokens.ts';
import { grantsIn } from '../access/asker.ts';
import { look, requireAsker, type Context } from '../access/context.ts';
import { Refusal } from '../core/refusal.ts';
import { inTransaction } from '../db.ts';
import { given, readId, readRegion } from '../run/requests.ts';
import { evidenceMost, giveEvidence, takeEvidence } from './evidence.ts';

export const payEvidencePath = '/pay-evidence';

const readRaw: RequestHandler = express.raw({ limit: evidenceMost, type: () => true });
const tooLarge: ErrorRequestHandler = (error: { status?: unknown; length?: unknown }, _request, _response, next) => {
  next(error.status === 413 ? new Refusal({ code: 'EVIDENCE_TOO_LARGE', at: 'content', values: { found: String(error.length), allowed: String(evidenceMost) } }) : error);
};

/** Reads the body of an upload; one that is too long is cut off before it is kept (EVIDENCE_TOO_LARGE). */
export const readPayEvidence = [readRaw, tooLarge];

/** `POST ?region=…&objection=…&name=…` with the file as its body. */
export async function receivePayEvidence(context: Context, request: Request, response: Response): Promise<void> {
  const asker = requireAsker(context);
  const region = readRegion(request);
  grantsIn(asker, region);
  if (context.access) requireTokenMay(context.access, 'objectToPay');
  const objection = readId(given(request, 'objection'), 'objection');
  const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const id = await inTransaction(context.orm, [region], (em) => giveEvidence({ em, asker, now: context.now }, { region, objection, name: (given(request, 'name') ?? '').normalize('NFC'), content }));
  response.json({ id });
}

/** `GET ?region=…&id=…` */
export async function sendPayEvidence(context: Context, request: Request, response: Response): Promise<void> {
  const region = readRegion(request);
  const { name, mediaType, content } = await takeEvidence(look(context, region), region, readId(given(request, 'id'), 'id'));
  response.attachment(name).type(mediaType).set('content-security-policy', "default-src 'none'; sandbox").send(content);
}
