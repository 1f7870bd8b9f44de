/** Requests that change something come from this application's own pages, or from no browser at all. */
import type { RequestHandler } from 'express';
import { Refusal } from '../core/refusal.ts';

const reading = new Set(['GET', 'HEAD', 'OPTIONS']);

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

/** What a page of another site sends carries `Sec-Fetch-Site` or `Origin`, which it cannot leave out or forge; a program sends neither. Passes REQUEST_FOREIGN on. */
export const refuseForeign: RequestHandler = (request, _response, next) => {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const foreign = (site !== undefined && site !== 'same-origin' && site !== 'none') || (origin !== undefined && hostOf(origin) !== request.get('host'));
  next(foreign && !reading.has(request.method) ? new Refusal({ code: 'REQUEST_FOREIGN', at: 'origin', values: { found: origin ?? site ?? '' } }) : undefined);
};
