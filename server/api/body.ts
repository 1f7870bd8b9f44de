/** Reads the body of a request for GraphQL: of bounded size, in UTF-8, one operation. */
import { isUtf8 } from 'node:buffer';
import express, { type RequestHandler } from 'express';
import { Refusal, refuse } from '../core/refusal.ts';
import { bodyDepthMax, bodyMax } from './bounds.ts';

const malformed = (at: string) => new Refusal({ code: 'TEXT_MALFORMED', at, values: {} });

const isSound = (text: string) => text.isWellFormed() && !text.includes('\0');

/** Where a value holds text that no database keeps: half of a surrogate pair, or U+0000. Undefined where there is none. Refuses what is nested too deep (BODY_TOO_DEEP). */
export function unsoundPlace(body: unknown): string | undefined {
  let level: Array<[at: string, value: unknown]> = [['', body]];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > bodyDepthMax) refuse('BODY_TOO_DEEP', 'body', { allowed: String(bodyDepthMax) });
    const inner: typeof level = [];
    for (const [at, value] of level) {
      if (typeof value === 'string' && !isSound(value)) return at;
      if (typeof value !== 'object' || value === null) continue;
      for (const [key, each] of Object.entries(value)) {
        if (!isSound(key)) return at === '' ? 'body' : at;
        inner.push([at === '' ? key : `${at}.${key}`, each]);
      }
    }
    level = inner;
  }
  return undefined;
}

const readJson = express.json({
  limit: bodyMax,
  verify: (_request, _response, bytes) => {
    if (!isUtf8(bytes)) throw malformed('body');
  },
});

const checkBody: RequestHandler = ({ body }: { body?: unknown }, _response, next) => {
  if (Array.isArray(body)) refuse('BATCH_REFUSED', 'body', { found: String(body.length) });
  const place = unsoundPlace(body);
  next(place === undefined ? undefined : malformed(place));
};

export const readBody: RequestHandler[] = [readJson, checkBody];
